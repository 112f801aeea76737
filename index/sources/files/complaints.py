"""What is wrong with bytes whose letters nothing tells, so that a person can mend them."""

from dataclasses import dataclass

from index.sources.files.declared import mostly_utf8
from index.sources.files.decoding import encoding_of, head_of
from index.sources.files.encodings import SAMPLE, iconv_name, likely
from index.sources.files.likeness import arabic_words
from index.sources.reading import InputFile

#: How much of a file's beginning is looked at, in bytes.
PEEK = 16 * 1024
_LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a file.

    Attributes:
        message: what it looks like and what to do, one line.
        line: of the first wrong byte, from 1, where that is known.
        is_arabic: whether it reads as Arabic, all of it or the rest of it.
    """

    message: str
    line: int | None = None
    is_arabic: bool = False


def complaint(file: InputFile) -> Complaint | None:
    """Return what is wrong with a file's bytes, or ``None`` if they are sound.

    The file is read up to the first wrong byte and a little further.

    Raises:
        OSError: the file cannot be opened or read.
    """
    head = head_of(file, PEEK)
    if encoding_of(head).startswith(("utf-16", "utf-32")):
        name = iconv_name(encoding_of(head))
        return Complaint(f"it begins as {name} and is not all of it; it may be damaged or cut off")
    offset, arabic = 0, False
    with file.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), start=1):
            at = _first_wrong(line)
            if at is not None:
                return _not_utf8(offset + at, number, line, stream.read(SAMPLE), arabic)
            arabic = arabic or bool(arabic_words(line.decode("utf-8", "ignore")))
            offset += len(line)
    return None


def _first_wrong(line: bytes) -> int | None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _not_utf8(offset: int, number: int, line: bytes, behind: bytes, arabic: bool) -> Complaint:
    where = f"byte {offset} is not UTF-8"
    if arabic or mostly_utf8(line + behind):
        names = likely(line[:PEEK])
        looks = f"this line looks like {iconv_name(names[0])}" if names else "this line is damaged"
        message = f"{where}, though the file is elsewhere; {looks}: mend it or take it out"
        return Complaint(message, number, is_arabic=True)
    names = [iconv_name(codec) for codec in likely((line + behind)[:SAMPLE])]
    if not names:
        return Complaint(f"{where}; save the file as UTF-8", number)
    looks = f"the file looks like {names[0]}"
    if len(names) > 1:
        looks += f", but so few letters may be {' or '.join(names[1:])} too"
    message = f"{where}; {looks}: convert it: iconv -f {names[0]} -t UTF-8 FILE"
    return Complaint(message, number, is_arabic=True)
