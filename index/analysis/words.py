"""Where the words of a text lie: the tokenizer.

A word is a run of letters and digits. Vowel marks, tatweel and the invisible joiners and
direction marks that pages carry stay inside it, so that every word is ``text[start:end]`` of the
original and a highlight never cuts one. A change between Arabic letters, other letters and digits
ends a word: Arabic attaches و to numbers without a space (``27و28`` is three), and ``F35`` is
written ``F-35`` and ``F 35`` as well. A number keeps the signs that only group its digits
(``1,250,000``), and so does the number of a telephone (``011-456-7890``).
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
_D = "[0-9٠-٩۰-۹]"
#: Between groups of three digits: commas, the Arabic sign for thousands, apostrophes.
THOUSANDS = ",٬،'’"
_HYPHENS = "-\u2010\u2011"
_GROUPED = (
    rf"{_D}{{1,3}}(?:[{THOUSANDS}]{_D}{{3}})+(?!{_D})",
    # One point parts a decimal, several part thousands.
    rf"{_D}{{1,3}}(?:\.{_D}{{3}}){{2,}}(?!{_D}|\.{_D})",
    # A telephone begins with nought or behind a plus; «01-02-2015» is a day.
    rf"(?:(?<=\+)|(?<![\d.,:/{_HYPHENS}])(?=[0٠۰]))"
    rf"(?!{_D}{{1,2}}[{_HYPHENS}]{_D}{{1,2}}[{_HYPHENS}]{_D}{{2,4}}(?!{_D}))"
    rf"(?=(?:[{_HYPHENS}]?{_D}){{7,15}}(?!{_D})){_D}{{1,5}}(?:[{_HYPHENS}]{_D}{{2,9}})+",
)
#: Finds the words of a text; none overlaps another.
WORD = re.compile(
    "|".join(
        (
            _RUN.format(letter=f"[{ARABIC_LETTERS}]", marks=MARKS, invisible=INVISIBLE),
            f"(?=[0-9٠-٩۰-۹])(?:{'|'.join(_GROUPED)})",
            *(
                _RUN.format(letter=letter, marks=MARKS, invisible=INVISIBLE)
                for letter in (r"\d", rf"(?:(?![{ARABIC_LETTERS}])[^\W\d_])")
            ),
        )
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
