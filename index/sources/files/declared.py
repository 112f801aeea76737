"""Bytes read as a whole: the letters, and which of the lines are damaged."""

import codecs
import re
from dataclasses import dataclass

from index.sources.files.encodings import (
    SAMPLE,
    Choice,
    choose,
    codec_of,
    iconv_name,
    marked,
    wide_without_mark,
)
from index.sources.files.likeness import arabic_bits, arabic_words
from index.sources.reading import DAMAGE, InputFile, Recognition

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
#: In so many bytes a page declares its encoding.
_HEAD = 4096
#: So much of a line is measured; and below so many bits it is in another encoding than the rest.
_SEEN, _NO_TEXT = 400, -40.0


_BEYOND_ASCII = re.compile(f"[^\0-\x7f{DAMAGE}]+")


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return DAMAGE, error.end


codecs.register_error("fihris-damage", _mark_damage)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The letters of some bytes.

    Attributes:
        text: the letters; ``DAMAGE`` stands for what is none.
        encoding: that they were read in, as iconv calls it.
        told: whether the bytes or their source say that encoding themselves.
        declared: what the source says, as it stands there; empty where it says nothing.
        damaged_lines: where ``DAMAGE`` stands, from 1.
    """

    text: str
    encoding: str
    told: bool = True
    declared: str = ""
    damaged_lines: tuple[int, ...] = ()

    def recognition(self, file: InputFile) -> list[Recognition]:
        """Return what is to be told of the encoding: nothing where it is as declared or UTF-8."""
        if self.told:
            return []
        says = f"which declares {self.declared[:40]}" if self.declared else "which does not say so"
        return [Recognition(file.name, f"read as {self.encoding} by its letters, {says}")]


def declared_in(raw: bytes) -> str | None:
    """Return the encoding that a page or an XML file declares at its beginning."""
    found = _CHARSET.search(raw[:_HEAD].replace(b"\0", b""))
    return found[1].decode("ascii", "replace") if found else None


def decoded(raw: bytes, declared: str | None = None) -> Decoded:
    """Return the letters of bytes: what is Arabic goes before what is declared.

    A mark decides, then UTF-8, which nothing else passes for; then the likeness to Arabic.

    Args:
        raw: all bytes of a file, or of what was transferred; a last letter may be cut in two.
        declared: the encoding that the file names, or whoever sent it.

    Raises:
        UnicodeDecodeError: which encoding it is cannot be told.
    """
    says = declared or ""
    codec = marked(raw)
    if codec and codec != "utf-8-sig":
        return _whole(raw, codec, says)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    wide = wide_without_mark(raw)
    if wide:
        return _whole(raw, wide, says, told=codec_of(says) in (wide, wide[:6]))
    try:
        return Decoded(codecs.getincrementaldecoder("utf-8")().decode(raw), "UTF-8", declared=says)
    except UnicodeDecodeError as error:
        if mostly_utf8(raw):
            return _whole(raw, "utf-8", says)
        choice = choose(sample_of(raw), says)
        if choice is None:
            raise error
        return _in_single_bytes(raw, choice, says)


def mostly_utf8(raw: bytes) -> bool:
    """Tell whether bytes that are not UTF-8 are so for a little damage only."""
    text = raw.decode("utf-8", "fihris-damage")
    wrong = text.count(DAMAGE)
    sound = sum(len(run) for run in _BEYOND_ASCII.findall(text))
    return sound > wrong and (bool(arabic_words(text)) or sound > 20 * wrong)


def sample_of(raw: bytes) -> bytes:
    """Return the lines that tell most of an encoding: the first that are no ASCII."""
    if len(raw) <= SAMPLE:
        return raw
    kept: list[bytes] = []
    size = 0
    # Without ^ a long line that is all ASCII is searched anew from each of its places.
    for line in re.finditer(rb"(?m)^[^\n]*[\x80-\xff][^\n]*\n?", raw):
        piece = line[0][: SAMPLE - size]
        kept.append(piece)
        size += len(piece)
        if size >= SAMPLE:
            break
    return b"".join(kept)


def line_of(line: bytes, codec: str) -> str:
    """Return a line of a file in single bytes; one that is UTF-8 in between is read as such."""
    if line.isascii():
        return line.decode("ascii")
    try:
        text = line.decode("utf-8")
        if len("".join(arabic_words(text))) > 1:
            return text
    except UnicodeDecodeError:
        pass
    text = line.decode(codec, "fihris-damage")
    # Single bytes fit any encoding; a line of another one is seen by its letters.
    if arabic_bits(text[:_SEEN]) < _NO_TEXT:
        return line.decode("ascii", "fihris-damage")
    return text


def _in_single_bytes(raw: bytes, choice: Choice, says: str) -> Decoded:
    text = "\n".join(line_of(line, choice.codec) for line in raw.split(b"\n"))
    return _decoded(text, choice.codec, says, told=not choice.measured)


def _whole(raw: bytes, codec: str, says: str, *, told: bool = True) -> Decoded:
    # Not final: a letter of which a part is left is not damaged but cut off.
    text = codecs.getincrementaldecoder(codec)("fihris-damage").decode(raw)
    return _decoded(text, codec, says, told=told)


def _decoded(text: str, codec: str, says: str, *, told: bool) -> Decoded:
    lines: tuple[int, ...] = ()
    if DAMAGE in text:
        numbered = enumerate(text.split("\n"), start=1)
        lines = tuple(number for number, line in numbered if DAMAGE in line)
    return Decoded(text, iconv_name(codec), told, says, lines)
