"""What is wrong with bytes that are no UTF-8 text, told so that a person can mend them.

Files of Arabic news are often in the encodings of their time, in a mixture of them, or were read
in a wrong one and saved again. No file is read on a guess: the guess only goes into the report.
"""

import re
from dataclasses import dataclass

from index.sources.files.decoding import MAX_LINE, encoding_of
from index.sources.reading import InputFile

#: How much is looked at, in bytes: of the beginning, and from the line of the first wrong byte.
PEEK = 16 * 1024
#: Python's name, the name that iconv knows, in the order of likelihood.
_ENCODINGS = (
    *(("cp1256", "WINDOWS-1256"), ("iso8859_6", "ISO-8859-6"), ("mac_arabic", "MACARABIC")),
    *(("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")),
)
_WITHOUT_MARK = frozenset({"UTF-16LE", "UTF-16BE"})
_FREQUENT = frozenset("الويمنرتبدسعفكهأة")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u0652]")
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u0652]{3}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|%PDF|PK\x03\x04|\x1f\x8b|BZh|\x7fELF|RIFF|ID3|\xfd7zXZ|Rar!"
    rb"|\xd0\xcf\x11\xe0|OggS|II\*\x00|MM\x00\*|SQLite format 3|\x28\xb5\x2f\xfd"
)
#: UTF-8 that was read as WINDOWS-1252 («Ø§Ù„») and as WINDOWS-1256 («ط§ظ„»), and saved again.
_LATIN_PAIR = re.compile("[ØÙÚÛ][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]")
_ARABIC_PAIR = re.compile("[طظ][^\\s\u0621-\u0623\u0625-\u063a\u0641-\u0645\u0647-\u064a A-Za-z.،]")
_FEWEST_PAIRS = 5


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


def is_binary(head: bytes) -> bool:
    """Tell whether these first bytes of a file are no text in any encoding."""
    if _BINARY.match(head):
        return True
    if encoding_of(head) == "utf-16" or len(_CONTROL.findall(head)) * 20 <= len(head):
        return False
    return _guess(head) is None


def garbled(text: str) -> str | None:
    """Return what is wrong with text that was read in a wrong encoding once and saved as UTF-8.

    Returns:
        What happened and what to do, or ``None`` where nothing of the kind is seen.
    """
    arabic = len(_ARABIC.findall(text))
    latin_pairs, arabic_pairs = len(_LATIN_PAIR.findall(text)), len(_ARABIC_PAIR.findall(text))
    if latin_pairs >= _FEWEST_PAIRS and latin_pairs > arabic:
        name, shown = "WINDOWS-1252", "«Ø§Ù„»"
    elif arabic_pairs >= _FEWEST_PAIRS and arabic_pairs * 5 > arabic:
        name, shown = "WINDOWS-1256", "«ط§ظ„»"
    else:
        return None
    return (
        f"the letters are garbled ({shown} for «ال»): UTF-8 was read as {name} and saved again; "
        f"take the original, or turn it back: iconv -f UTF-8 -t {name} FILE"
    )


def complaint(file: InputFile) -> Complaint | None:
    """Return what is wrong with a file's bytes, or ``None`` if they are UTF-8 or marked UTF-16.

    The file is read up to the first wrong byte and a little further.

    Raises:
        OSError: the file cannot be opened or read.
    """
    with file.open() as stream:
        head = stream.read(PEEK)
    if encoding_of(head) == "utf-16":
        return Complaint("it has the mark of UTF-16 and is not; it may be cut off")
    name = _guess(head)
    if name in _WITHOUT_MARK:
        message = f"it looks like {name} without its mark: {_conversion(name)}"
        return Complaint(message, 1, is_arabic=True)
    offset, arabic = 0, False
    with file.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE), b""), start=1):
            at = _first_wrong(line)
            if at is not None:
                return _not_utf8(offset + at, number, line, stream.read(PEEK), arabic)
            arabic = arabic or _ARABIC.search(line.decode("utf-8", "ignore")) is not None
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
    following = behind.decode("utf-8", "replace")
    if arabic or len(_ARABIC.findall(following)) > following.count("\ufffd"):
        name = _guess(line)
        looks = f"this line looks like {name}" if name else "this line is damaged"
        message = f"{where}, though the file is elsewhere; {looks}: mend it or take it out"
        return Complaint(message, number, is_arabic=True)
    name = _guess(line[:PEEK] + behind)
    if name:
        message = f"{where}; the file looks like {name}: {_conversion(name)}"
        return Complaint(message, number, is_arabic=True)
    return Complaint(f"{where}; save the file as UTF-8", number)


def _conversion(name: str | None) -> str:
    return f"convert it: iconv -f {name} -t UTF-8 FILE"


def _guess(raw: bytes) -> str | None:
    """Return the encoding in which the bytes read most like Arabic."""
    best, found = 0.5, None
    for encoding, name in _ENCODINGS:
        weight = _likeness(raw[:PEEK].decode(encoding, "replace"))
        if weight > best:
            best, found = weight, name
    return found


def _likeness(text: str) -> float:
    """Return how much the letters beyond ASCII are like those of Arabic text, up to 1."""
    beyond = [letter for letter in text if letter > "\x7f" or letter < "\t"]
    arabic = len(_ARABIC.findall(text))
    if not beyond or not _ARABIC_WORD.search(text):
        return 0
    frequent = sum(letter in _FREQUENT for letter in beyond)
    return (frequent - 2 * (len(beyond) - arabic)) / len(beyond)
