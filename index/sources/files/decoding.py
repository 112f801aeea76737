"""From the bytes of an input file to text, as a whole or line by line."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO

from index.sources.files.declared import Decoded, decoded, line_of, mostly_utf8
from index.sources.files.encodings import SAMPLE, choose, marked, wide_without_mark
from index.sources.files.likeness import arabic_words
from index.sources.reading import DAMAGE, InputFile

#: What stands in the place of a byte that is not UTF-8, or no letter of another encoding.
_ESCAPED = re.compile(f"[\udc80-\udcff]|{DAMAGE}")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: An archive in a packed file is held in memory up to this size.
MAX_BYTES = 256 << 20
_HEAD = 4096
_PIECE = 1 << 20
_BYTES_A_LETTER = 4
_LINE_ENDS = ("\n", "\r")
_DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
#: So many Arabic letters of UTF-8, and bytes that are none do not change the encoding.
_SURELY_UTF8 = 40
#: What turns the direction of writing and is not seen itself.
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_BLANKS = re.compile(r"[ \t\n]+")
_WITHOUT_MARKS = str.maketrans("", "", DIRECTION_MARKS)


def encoding_of(head: bytes) -> str:
    """Return the Python name of the encoding that a file with these first bytes is read in."""
    return marked(head) or wide_without_mark(head) or "utf-8-sig"


class Overlong(str):
    """Stands in the place of a line that is longer than a record may be; it is a line end."""

    __slots__ = ()


class TooLarge(OSError):
    """A file that is read as a whole is longer than one may be; its text says what to do."""


def whole(file: InputFile) -> str:
    """Return the text of the file, with :data:`index.sources.reading.DAMAGE` for wrong bytes.

    A last letter that was cut in two is left out.

    Raises:
        OSError: the file cannot be opened or read.
        TooLarge: it is longer than may be.
        UnicodeDecodeError: which encoding it is in cannot be told.
    """
    return decoded(content(file)).text


def content(file: InputFile) -> bytes:
    """Return all bytes of a file of which all records are read together.

    Raises:
        OSError: the file cannot be opened or read.
        TooLarge: it is longer than may be.
    """
    most = file.limits.whole_bytes
    with file.open() as stream:
        raw = up_to(stream, most + 1)
    if len(raw) > most:
        raise TooLarge(
            f"longer than {most:,} bytes, so that it cannot be read as a whole; split it, or raise "
            "FIHRIS_RECORD_BYTES, a quarter of it"
        )
    return raw


def record(
    file: InputFile, without: Callable[[Iterator[bytes]], Iterator[bytes]] | None = None
) -> bytes:
    """Return all bytes of a file that is one article.

    Args:
        file: read as a whole.
        without: takes pictures and the like out of the pieces of a file that is too long.

    Raises:
        OSError: the file cannot be opened or read.
        TooLarge: it is longer than a record may be.
    """
    most = file.limits.record_bytes
    with file.open() as stream:
        raw = up_to(stream, most + 1)
        if len(raw) <= most:
            return raw
        if without is not None:
            rest = iter(lambda: stream.read(_PIECE), b"")
            raw = _first_of(without(chain([raw], rest)), most + 1)
    if len(raw) > most:
        raise TooLarge(
            f"longer than {most:,} bytes; it is left out; raise FIHRIS_RECORD_BYTES if it is one "
            "article, or split it"
        )
    return raw


def _first_of(pieces: Iterator[bytes], size: int) -> bytes:
    kept: list[bytes] = []
    for piece in pieces:
        kept.append(piece[:size])
        size -= len(kept[-1])
        if not size:
            break
    return b"".join(kept)


def up_to(stream: BinaryIO, size: int) -> bytes:
    """Return so many bytes of a stream, or what it has.

    A stream that is asked for many makes room for all of them at once.
    """
    pieces = []
    while size and (piece := stream.read(min(size, _PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def head_of(file: InputFile, size: int) -> bytes:
    """Return the first bytes of a file; where it breaks off before, those that can be read.

    Raises:
        OSError: the file cannot be opened, or nothing of it can be read.
    """
    head = b""
    with file.open() as stream:
        try:
            while len(head) < size and (piece := stream.read1(size - len(head))):  # type: ignore[attr-defined]
                head += piece
        except _DAMAGED:
            if not head:
                raise
    return head


def start_of(head: bytes, declared: str | None = None) -> Decoded | None:
    """Return the first bytes of a file decoded, or ``None`` if nothing tells their encoding."""
    try:
        return decoded(head, declared)
    except UnicodeDecodeError:
        return None


def lines(file: InputFile) -> Iterator[str]:
    """Yield the lines of the file with their ends, broken bytes included.

    Ask :func:`damaged` about each line. A line that is longer than a record may be is passed over,
    and an :class:`Overlong` one stands in its place. The first bytes that are not UTF-8 decide for
    the file what single bytes it is in, if these read as Arabic in one encoding beyond doubt; else
    they and all that follow are damaged.

    Raises:
        OSError: the file cannot be opened or read.
    """
    most = file.limits.record_bytes
    yield from _pieces(file, lambda text: _bounded_lines(text, most))


def chunks(file: InputFile, letters: int = 1 << 20) -> Iterator[str]:
    """Yield the text of the file in pieces of so many letters, broken bytes included.

    The encoding is decided as by :func:`lines`.

    Raises:
        OSError: the file cannot be opened or read.
    """
    yield from _pieces(file, lambda text: iter(lambda: text.read(letters), ""))


def _pieces(file: InputFile, cut: Callable[[io.TextIOWrapper], Iterator[str]]) -> Iterator[str]:
    with file.open() as stream:
        encoding = encoding_of(_seen(stream))
        single = encoding == "utf-8-sig"
        errors = "surrogateescape" if single else "fihris-damage"
        with io.TextIOWrapper(stream, encoding, errors=errors, newline="") as text:
            yield from _in_one_encoding(cut(text)) if single else cut(text)


def _seen(stream: BinaryIO) -> bytes:
    """Return the first bytes of a stream, which is left at its beginning."""
    if isinstance(stream, io.BufferedReader | zipfile.ZipExtFile):
        return stream.peek(_HEAD)[:_HEAD]
    head = stream.read(_HEAD)
    stream.seek(0)
    return head


def _bounded_lines(text: io.TextIOWrapper, most: int) -> Iterator[str]:
    shorter = most // _BYTES_A_LETTER
    while line := text.readline(most + 1):
        if len(line) > shorter and len(_raw(line)) > most:
            while line and not line.endswith(_LINE_ENDS):
                line = text.readline(_PIECE)
            yield Overlong("\n")
        else:
            yield line


def _in_one_encoding(source: Iterator[str]) -> Iterator[str]:
    """Yield lines that were read as UTF-8 as they are to be read."""
    arabic = 0
    for line in source:
        if line.isascii():
            yield line
        elif damaged(line):
            yield from _by_sample(line, source)
            return
        else:
            yield line
            arabic += sum(map(len, arabic_words(line[:_HEAD])))
            if arabic >= _SURELY_UTF8:
                break
    yield from source


def _by_sample(line: str, source: Iterator[str]) -> Iterator[str]:
    """Yield a line that is not UTF-8, and all behind it, by what the next kilobytes look like."""
    ahead, size = [line], len(line)
    while size < SAMPLE and (following := next(source, None)) is not None:
        ahead.append(following)
        size += len(following)
    sample = _raw("".join(ahead)[:SAMPLE])
    choice = None if mostly_utf8(sample) else choose(sample)
    for each in chain(ahead, source):
        yield line_of(_raw(each), choice.codec) if choice and damaged(each) else each


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def damaged(text: str) -> bool:
    """Tell whether bytes that are no letters of its encoding stood in this text."""
    return _ESCAPED.search(text) is not None


def mend(text: str) -> str:
    """Return the text as it can be stored: line ends ``\\n``, no lone surrogates, trimmed.

    JSON escapes such as ``\\ud800`` and numeric references make surrogates out of sound bytes.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode()  # ten times as fast as looking for surrogates
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    return text.strip()


def mend_line(text: str) -> str:
    """Return an id or address: mended and on one line, otherwise just as it was given.

    Whoever looks for it has the same letters: addresses that end in a direction mark are real.
    """
    return _BLANKS.sub(" ", mend(text))


def mend_name(text: str) -> str:
    """Return a name that is counted, such as a section: on one line, without direction marks."""
    return " ".join(mend(text.translate(_WITHOUT_MARKS)).split())
