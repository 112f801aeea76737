"""Text that was read in a wrong encoding once, and saved again in the letters that this gave.

Its bytes are sound, so only the letters tell: taken back to bytes and read rightly, they are
Arabic.
"""

from dataclasses import dataclass

from index.sources.files.encodings import iconv_name
from index.sources.files.likeness import arabic_bits, arabic_words

#: The encoding that was read, and the one that it was.
_WAYS = (
    *(("cp1252", "utf-8"), ("cp1256", "utf-8"), ("mac-roman", "utf-8"), ("cp437", "utf-8")),
    *(("cp850", "utf-8"), ("cp1251", "utf-8"), ("cp1252", "cp1256"), ("cp1252", "iso8859-6")),
)
#: How much is looked at, in letters.
_SEEN = 4000
_LEAST = 12.0
_NAMES = {"cp1252": "WINDOWS-1252", "cp1251": "WINDOWS-1251", "mac-roman": "MACINTOSH"}


@dataclass(frozen=True, slots=True)
class Garbling:
    """How letters were garbled.

    Attributes:
        read_as: the encoding that was read, as iconv calls it, and
        really: the one that it was.
        shown: what stands for «ال».
    """

    read_as: str
    really: str
    shown: str

    def __str__(self) -> str:
        back = f"iconv -f UTF-8 -t {self.read_as} FILE"
        if self.really != "UTF-8":
            back += f" | iconv -f {self.really} -t UTF-8"
        return (
            f"the letters are garbled («{self.shown}» for «ال»): {self.really} was read as "
            f"{self.read_as} and saved again; take the original, or turn it back: {back}"
        )


def _read_wrongly(text: str, read_as: str, really: str) -> str:
    return "".join(_letter(byte, read_as) for byte in text.encode(really))


def _letter(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)  # as browsers do: the five that WINDOWS-1252 leaves out


_BACK = {
    codec: {ord(_letter(byte, codec)): byte for byte in range(256)}
    for codec in {read_as for read_as, _ in _WAYS}
}
#: Two letters that no long Arabic text lacks, as each way garbles them.
_SIGNS = {
    way: tuple(_read_wrongly(one, *way) for one in (("ا", "ل") if way[1] == "utf-8" else ("ال",)))
    for way in _WAYS
}
_TWICE = ("Ã˜", "Ã™")
#: One of these is in each of the signs; looked for first, since that is quick.
_LETTERS = "ØÙÿŸ§„╪┘ÏШЩÇÃ"
_ALL_SIGNS = tuple(dict.fromkeys([*(one for signs in _SIGNS.values() for one in signs), *_TWICE]))


def may_be_garbled(text: str) -> bool:
    """Tell whether a text has signs of letters that were garbled; quick, and often wrong."""
    for letter in _LETTERS:  # every text is asked, and a generator takes twice as long
        if letter in text:
            return any(sign in text for sign in _ALL_SIGNS)
    return False


def garbled(text: str, share: float = 0.2) -> Garbling | None:
    """Return how a text was garbled, or ``None`` where it was not.

    Args:
        text: of a file or a paragraph. That of another language is not taken for garbled: taken
            back, it has to be Arabic.
        share: of its words beyond ASCII that are garbled at least.
    """
    if not may_be_garbled(text):
        return None
    for way, signs in _SIGNS.items():
        if any(sign in text for sign in signs) and _is_garbled(text, *way, share):
            shown = _read_wrongly("ال", *way)
            return Garbling(_NAMES.get(way[0], iconv_name(way[0])), iconv_name(way[1]), shown)
    if any(sign in text for sign in _TWICE) and text.count("Ã") * 5 > len(text):
        return Garbling("WINDOWS-1252", "UTF-8", "Ã˜Â§Ã™â€ž")
    return None


def _is_garbled(text: str, read_as: str, really: str, share: float) -> bool:
    back = _BACK[read_as]
    undone, left, bits = 0, 0, 0.0
    start = min(at for sign in _SIGNS[read_as, really] if (at := text.find(sign)) >= 0)
    beginning = max(0, start - _SEEN // 2)
    for word in text[beginning : beginning + _SEEN].split(" "):
        if word.isascii():
            continue
        letters = _undone(word, back, really)
        if letters is None:
            left += 1
        else:
            undone += 1
            bits += arabic_bits(letters)
    return bits >= _LEAST and undone >= share * (undone + left)


def _undone(word: str, back: dict[int, int], really: str) -> str | None:
    raw = bytes(byte for letter in word if (byte := back.get(ord(letter))) is not None)
    if len(raw) < len(word):
        return None
    try:
        letters = raw.decode(really)
    except UnicodeDecodeError:
        return None
    return letters if arabic_words(letters) else None
