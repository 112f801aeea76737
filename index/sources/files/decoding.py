"""From the bytes of an input file to text: UTF-8 with or without mark, UTF-16 with mark."""

import codecs
import io
import re
from collections.abc import Iterator

from index.sources.reading import InputFile

#: What ``errors="surrogateescape"`` leaves in the place of a byte that is not UTF-8.
_ESCAPED = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Longer files, where the format is read as a whole, are refused: a small archive can hold
#: more than a machine's memory. The same for lines, where it is read line by line.
MAX_BYTES = 256 << 20
MAX_LINE = 16 << 20
#: What turns the direction of writing and is not seen itself.
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_BLANKS = re.compile(r"[ \t\n]+")
_WITHOUT_MARKS = str.maketrans("", "", DIRECTION_MARKS)


def encoding_of(head: bytes) -> str:
    """Return the Python name of the encoding that a file with these first bytes is read in."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def whole(file: InputFile) -> str:
    """Return the text of the file; a last letter that was cut in two is left out.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: it is neither UTF-8 nor UTF-16 with a byte-order mark.
    """
    raw = content(file)
    decoder = codecs.getincrementaldecoder(encoding_of(raw))()
    return decoder.decode(raw)  # not final: that would refuse a letter of which a part is left


def content(file: InputFile) -> bytes:
    """Return all bytes of a file that is read as a whole.

    Raises:
        OSError: the file cannot be opened or read, or is longer than ``MAX_BYTES``.
    """
    with file.open() as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise OSError(f"longer than {MAX_BYTES >> 20} MB; split it")
    return raw


def lines(file: InputFile) -> Iterator[str]:
    """Yield the lines of the file with their ends, broken bytes included.

    Ask :func:`damaged` about each line. UTF-16 cannot be picked up after a broken unit, so there
    the iteration ends with an error.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    with file.open() as stream:
        encoding = encoding_of(stream.read(2))
    with (
        file.open() as stream,
        io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="") as text,
    ):
        while line := text.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise OSError(f"a line is longer than {MAX_LINE >> 20} million letters; split it")
            yield line


def damaged(text: str) -> bool:
    """Tell whether bytes that are not UTF-8 stood in this text."""
    return _ESCAPED.search(text) is not None


def mend(text: str) -> str:
    """Return the text as it can be stored: line ends ``\\n``, no lone surrogates, trimmed.

    JSON escapes such as ``\\ud800`` and numeric references make surrogates out of sound bytes.
    """
    text = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()


def mend_line(text: str) -> str:
    """Return an id or address: mended and on one line, otherwise just as it was given.

    Whoever looks for it has the same letters: addresses that end in a direction mark are real.
    """
    return _BLANKS.sub(" ", mend(text))


def mend_name(text: str) -> str:
    """Return a name that is counted, such as a section: on one line, without direction marks."""
    return " ".join(mend(text.translate(_WITHOUT_MARKS)).split())
