"""Where the words of a text lie: the tokenizer.

A word is a run of letters and digits. Vowel marks, tatweel and the invisible joiners and
direction marks that pages carry stay inside it, so that every word is ``text[start:end]`` of the
original and a highlight never cuts one. A change between Arabic letters and anything else ends a
word (``27و28`` is three), because Arabic attaches و to numbers without a space.
"""

import re
from functools import lru_cache

#: Letters of the Arabic script, presentation forms included; marks and digits are not letters.
ARABIC_LETTERS = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfc"
    "\ufe70-\ufefc"
)

#: Marks that belong to the letter before them.
MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0890\u0891\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
)

#: Signs that nobody sees: joiners, soft hyphen, direction marks, byte-order mark.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"

_RUN = "{letter}(?:[{marks}{invisible}]*{letter})*[{marks}]*"
#: Finds the words of a text; none overlaps another.
WORD = re.compile(
    "|".join(
        _RUN.format(letter=letter, marks=MARKS, invisible=INVISIBLE)
        for letter in (f"[{ARABIC_LETTERS}]", rf"(?:(?![{ARABIC_LETTERS}])[^\W_])")
    )
)

_BETWEEN_AND_WORD = re.compile(f"({WORD.pattern})")

_TEXTS_KEPT = 32


@lru_cache(maxsize=_TEXTS_KEPT)
def cut(text: str) -> tuple[str, ...]:
    """Return what lies between the words of a text and the words in turn, both ends included.

    The last few texts are kept: an article is read for its facts and then for its words.
    """
    return tuple(_BETWEEN_AND_WORD.split(text))
