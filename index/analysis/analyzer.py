"""The Arabic analyzer: words → fold → stop → stem, pure and free of any engine.

A word is indexed on levels, from the closest to the widest: as written (folded spelling only),
and by its light stem. Quoted text asks the first, plain text asks all.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import product
from typing import Literal

from index.analysis import folding, stemming
from index.analysis.stop import STOP_WORDS, is_stop_word
from index.analysis.words import WORD, words

Level = Literal["exact", "light"]

#: From the closest to the widest.
LEVELS: tuple[Level, ...] = ("exact", "light")

#: What is done to a word, in this order: folding, then the stop list, then the stem.
PIPELINE = (*folding.STEPS, is_stop_word, *stemming.STEPS)

_DISTINCT_WORDS_KEPT = 500_000
_TEXTS_KEPT = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text with its terms.

    Attributes:
        text: as it stands, ``original[start:end]``.
        position: its number among the text's tokens, from 0; stop words count.
        exact: term of the exact level: the folded spelling.
        light: term of the light level: the stem, empty for a stop word.
    """

    text: str
    start: int
    end: int
    position: int
    exact: str
    light: str

    def at(self, level: Level) -> str:
        """The term on this level; empty where there is none."""
        return self.exact if level == "exact" else self.light


@lru_cache(maxsize=_DISTINCT_WORDS_KEPT)
def terms(word: str) -> tuple[str, str]:
    """The exact and the light term of a word; light is empty for stop words, both for marks."""
    folded = folding.fold(word)
    if not folded or is_stop_word(folded):
        return folded, ""
    return folded, stemming.stem(folded)


@lru_cache(maxsize=_TEXTS_KEPT)
def analyze(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order; what folds to nothing (a lone tatweel) is no token.

    The last few texts are kept: an article is read for its facts and then on every level.
    """
    tokens: list[Token] = []
    for word in words(text):
        exact, light = terms(word.text)
        if exact:
            tokens.append(Token(word.text, word.start, word.end, len(tokens), exact, light))
    return tuple(tokens)


def trace(word: str) -> list[tuple[str, str]]:
    """What every step of :data:`PIPELINE` makes of a word, as (name of the step, result).

    The stop list leaves a word as it is or nothing of it, and nothing stays nothing.
    """
    made: list[tuple[str, str]] = []
    for step in PIPELINE:
        if step is is_stop_word:
            word = "" if is_stop_word(word) else word
        elif word:
            word = str(step(word))
        made.append((step.__name__, word))
    return made


@cache
def fingerprint() -> str:
    """A hash of all that decides which terms a text gets.

    Folding enters by what it does to every character of the scripts at hand and stemming by
    what it does to words of many shapes, so that a change of behaviour counts, wherever it is.
    """
    alphabet = [chr(code) for start, end in _ALPHABETS for code in range(start, end)]
    parts = [
        WORD.pattern,
        [step.__name__ for step in PIPELINE],
        [folding.fold(char) for char in alphabet],
        folding.MAX_LENGTH,
        sorted(STOP_WORDS),
        version("snowballstemmer"),
        [stemming.stem("".join(parts)) for parts in product(*_WORD_SHAPES)],
        LEVELS,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


# Clitics, stems and endings; every combination is a probe.
_WORD_SHAPES = (
    ("", "و", "ف", "ال", "وال", "فال", "بال", "كال", "لل", "س", "ي", "ت"),
    ("كتاب", "مدرس", "وزير", "سعود", "قمح", "مسوول"),
    ("", "ه", "ة", "ات", "ين", "ون", "ان", "يه", "ها", "هم", "ي", "وا", "تين"),
)

# Latin to Cyrillic, Arabic with its supplements, and the presentation forms.
_ALPHABETS = ((0x20, 0x530), (0x600, 0x780), (0x8A0, 0x900), (0xFB50, 0xFE00), (0xFE70, 0xFEFF))
