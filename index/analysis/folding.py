"""One spelling for the many ways a word is written.

Each step is a function from a word to a word; :data:`STEPS` names them in their order. Folding is
idempotent, and the stop list, the index and every query pass through it alike.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from pyarabic import araby

from index.analysis.words import INVISIBLE, MARKS, THOUSANDS

#: Longer words are cut: nothing that long is a word, and the index keeps its keys short.
MAX_LENGTH = 64

_SPELLINGS_KEPT = 200_000

# What no step of the spelling changes, as nearly every word of a text is: Arabic letters alone.
_PLAIN = re.compile(f"(?!.{{0,4}}ءا)[\u0621-\u063a\u0641-\u064a]{{1,{MAX_LENGTH}}}")

# The same for a text: such words with one space between them.
_PLAIN_TEXT = re.compile(f"{_PLAIN.pattern}(?: {_PLAIN.pattern})*")

_PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]+")
_MARK_OR_INVISIBLE = re.compile(f"[{MARKS}{INVISIBLE}]+")
_GROUPING = re.compile(rf"[{THOUSANDS}.\-\u2010\u2011]")
_LATIN_ACCENT = re.compile("[\u0300-\u036f]+")

# Letters of Persian, Urdu and Kurdish keyboards that stand in Arabic text for an Arabic letter,
# and rare alefs; letters with a sound of their own (پ چ ژ گ ڤ) stay as they are.
_FOREIGN_LETTERS = str.maketrans(
    {
        "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ۓ": "ي", "ێ": "ي", "ؽ": "ي", "ؾ": "ي", "ؿ": "ي",
        "ک": "ك", "ڪ": "ك", "ګ": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ە": "ه", "ۂ": "ه", "ۃ": "ه",
        "ۆ": "و", "ۇ": "و", "ۋ": "و", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا", "ٱ": "ا",
    }
)  # fmt: skip


_SMALL_ALEF = "\u0670"
# و and ى under it are its seat alone (صلوٰة, موسىٰه), unless a vowel mark makes the و a letter.
_ALEF_FOR_SEAT = re.compile(f"و{_SMALL_ALEF}ا?|[ىيی]{_SMALL_ALEF}(?=.*[^{MARKS}{INVISIBLE}])")
_ALEF_ABOVE = re.compile(f"(?<![اىی]){araby.TATWEEL}?{_SMALL_ALEF}(?!ا)(?=.*[^{MARKS}{INVISIBLE}])")
_WITHOUT_ALEF = re.compile(
    "[وفأ]?[بلك]?(?:ا?ل)?(?:له|لله|الله|اللهم|رحمن|هذا|هذه|هذان|هذين|هؤلاء|هؤلا|ذلك|ذلكم|ذلكما|ذلكن|لكن|لكنه"
    "|لكنها|لكنهم|لكنا|لكني|لكنكم|إله|إلها|إلهي|إلهكم|إلهنا|إلهة|اله|طه|ط[هة]|أولئك|اولئك|ههنا|كذلك)"
)
_HAMZA_AND_ALEF = re.compile("^((?:[وفأ]?(?:[بلك]|لل|[بك]?ال)?)?)ءا(?=.)|(?<=قر)ءا(?=ن)")


def compose(word: str) -> str:
    """Join alef and hamza that were typed as two characters (NFC)."""
    return unicodedata.normalize("NFC", word)


def presentation_forms(word: str) -> str:
    """Turn the shapes that old typesetting and PDF give (ﻻ, ﷲ) into plain letters.

    Compatibility folding is kept to these ranges: elsewhere it would change what was meant.
    """
    return _PRESENTATION_FORM.sub(
        lambda found: "".join(unicodedata.normalize("NFKC", found.group()).split()), word
    )


def marks(word: str) -> str:
    """Drop vowel marks, Quranic signs, tatweel and invisible signs."""
    return araby.strip_tatweel(_MARK_OR_INVISIBLE.sub("", word))  # type: ignore[no-any-return]


def quranic(word: str) -> str:
    """Write what the Quran is printed with as papers do: ٱلۡحَيَوٰةِ is الحياة, ٱلۡكِتَٰبِ الكتاب.

    An alef above the line is a letter there, but in the few words that all write without it.
    """
    if _SMALL_ALEF not in word:
        return word
    without = (
        _MARK_OR_INVISIBLE.sub("", word).replace(araby.TATWEEL, "").translate(_FOREIGN_LETTERS)
    )
    if _WITHOUT_ALEF.fullmatch(without):
        return word
    word = _ALEF_FOR_SEAT.sub("ا", word)
    return _ALEF_ABOVE.sub("ا", word)


def hamza_and_alef(word: str) -> str:
    """Write آ for a hamza and an alef where a word begins (ءاتوا), and in القرءان."""
    return _HAMZA_AND_ALEF.sub(lambda found: (found[1] or "") + "آ", word) if "ءا" in word else word


def foreign_letters(word: str) -> str:
    """Turn Persian and Urdu shapes of Arabic letters into the Arabic ones."""
    return word.translate(_FOREIGN_LETTERS)


def hamza(word: str) -> str:
    """Make alef of every kind one, and drop hamza from its seat on waw or yaa (تسهيل)."""
    return araby.normalize_hamza(word, method="tasheel")  # type: ignore[no-any-return]


def taa_marbuta(word: str) -> str:
    """Turn ة into ه, as many papers write it."""
    return araby.normalize_teh(word)  # type: ignore[no-any-return]


def alef_maqsura(word: str) -> str:
    """Turn ى into ي, as half of the papers write it."""
    return word.replace(araby.ALEF_MAKSURA, araby.YEH)


def digits(word: str) -> str:
    """Turn Arabic-Indic, Persian and other decimal digits into 0 to 9."""
    if word.isascii():
        return word
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in word)


def grouping(word: str) -> str:
    """Drop the signs that group the digits of a number: 1,250,000 is 1250000."""
    return _GROUPING.sub("", word) if word[:1].isdecimal() else word


def case_and_accents(word: str) -> str:
    """Take case and accents from Latin, Greek and Cyrillic words."""
    plain = _LATIN_ACCENT.sub("", unicodedata.normalize("NFD", word.casefold()))
    return unicodedata.normalize("NFC", plain)


def length(word: str) -> str:
    """Cut an overlong word at :data:`MAX_LENGTH` letters."""
    return word[:MAX_LENGTH]


#: From a word as it stands to its spelling: what typesetting adds goes, the letters stay.
SPELLING_STEPS: tuple[Callable[[str], str], ...] = (
    compose,
    presentation_forms,
    quranic,
    marks,
    foreign_letters,
    hamza_and_alef,
    digits,
    grouping,
    case_and_accents,
    length,
)

#: From a spelling to the folded one: letters that writers confuse become one.
LETTER_STEPS: tuple[Callable[[str], str], ...] = (hamza, taa_marbuta, alef_maqsura)

STEPS = SPELLING_STEPS + LETTER_STEPS


# What a letter step changes, each letter by itself and wherever it stands.
_CONFUSED = re.compile(f"[أإآؤئةى{araby.HAMZA_ABOVE}{araby.HAMZA_BELOW}]")


def spelling(word: str) -> str:
    """Return a word without its marks, but with hamza seats, ة and ى; empty if it is all marks."""
    return word if _PLAIN.fullmatch(word) else of_spelling_steps(word)


def fold_letters(spelled: str) -> str:
    """Return the folded spelling of a word that went through :func:`spelling`."""
    return spelled.translate(_FOLDED) if _CONFUSED.search(spelled) else spelled


def fold(word: str) -> str:
    """Return the folded spelling of a word; empty if it is all marks."""
    return fold_letters(spelling(word))


def fold_plain(text: str) -> str | None:
    """Return a text of Arabic words with single spaces between them folded; any other is ``None``.

    A letter is folded by itself, so no word has to be looked at.
    """
    return fold_letters(text) if _PLAIN_TEXT.fullmatch(text) else None


@lru_cache(maxsize=_SPELLINGS_KEPT)
def of_spelling_steps(word: str) -> str:
    """Return a word that some step may change in its spelling; the last ones are kept."""
    for step in SPELLING_STEPS:
        word = step(word)
    return word


def _through_letter_steps(spelled: str) -> str:
    for step in LETTER_STEPS:
        spelled = step(spelled)
    return spelled


# Every letter of the Arabic block has an entry: a missing one costs an exception each time.
_FOLDED = {code: _through_letter_steps(chr(code)) for code in range(0x600, 0x700)}
