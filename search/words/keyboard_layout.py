"""Text that was typed while the keyboard was set to the other language: hguvhr is العراق.

The layouts are those that Windows calls Arabic (101) and US, and what Apple's Arabic has in other
places. On one key of the first stands لا, two letters.
"""

from collections.abc import Iterator
from itertools import islice, product

# The keys of a row, and what stands on them; a space parts the keys.
_US = "` q w e r t y u i o p [ ] a s d f g h j k l ; ' z x c v b n m , . /"
_PC = "ذ ض ص ث ق ف غ ع ه خ ح ج د ش س ي ب ل ا ت ن م ك ط ئ ء ؤ ر لا ى ة و ز ظ"
_US_SHIFTED = '~ Q W E R T Y U I O P { } A S D F G H J K L : " Z X C V B N M < > ?'
_PC_SHIFTED = 'ّ َ ً ُ ٌ لإ إ ‘ ÷ × ؛ < > ِ ٍ ] [ لأ أ ـ ، / : " ~ ْ } { لآ آ ’ , . ؟'
_APPLE = {"]": "ة", "z": "ظ", "x": "ط", "c": "ذ", "v": "د", "b": "ز", "n": "ر", "m": "و"}

_LETTERS = dict(zip(_US.split(), _PC.split(), strict=True))

#: What each key of the US keyboard types in Arabic.
ARABIC_OF: dict[str, str] = _LETTERS | dict(
    zip(_US_SHIFTED.split(), _PC_SHIFTED.split(), strict=True)
)

_APPLE_OF = ARABIC_OF | _APPLE

#: The keys that type some Arabic letters; where several do, the one without shift first.
LATIN_OF: dict[str, tuple[str, ...]] = {}
for _layout in (ARABIC_OF, _APPLE_OF):
    for _key, _typed in _layout.items():
        LATIN_OF[_typed] = tuple(dict.fromkeys((*LATIN_OF.get(_typed, ()), _key)))

# لا may be typed by one key or by two, and so may each of its hamzas.
_LIGATURES = ("لا", "لأ", "لإ", "لآ")
_MAX_TEXTS = 16


def in_arabic(typed: str) -> list[str]:
    """Return what the keys of a text would have typed in Arabic, the likeliest first.

    Args:
        typed: in Latin letters. Capitals are keys with shift, or were meant to be capitals.
    """
    texts = (
        "".join(layout.get(key, key) for key in text)
        for layout in (ARABIC_OF, _APPLE_OF)
        for text in (typed, typed.lower())
    )
    return list(dict.fromkeys(texts))


def in_latin(typed: str) -> list[str]:
    """Return what the keys of an Arabic text would have typed in Latin, the likeliest first."""
    keys = [_keys_of(part) for part in _parts(typed)]
    return list(islice(("".join(choice) for choice in product(*keys)), _MAX_TEXTS))


def _parts(typed: str) -> Iterator[str]:
    """Yield a text letter by letter, but لا as one."""
    at = 0
    while at < len(typed):
        length = 2 if typed[at : at + 2] in _LIGATURES else 1
        yield typed[at : at + length]
        at += length


def _keys_of(part: str) -> list[str]:
    keys = list(LATIN_OF.get(part, ()))
    if len(part) > 1:
        keys += ["".join(choice) for choice in product(*(_keys_of(letter) for letter in part))]
    return keys or [part]
