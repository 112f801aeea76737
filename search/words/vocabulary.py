"""The words of an archive, which decide what a query is read, corrected and completed as."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from index.analysis import Analyzer, tokenize
from index.completions import Completions, Lexicon
from index.facts.dates.calendars import MONTHS
from index.facts.places import PLACES


class Vocabulary(Protocol):
    """The words of one archive.

    Words are folded, unless it says that they are as typed.
    """

    @property
    def lexicon(self) -> Lexicon:
        """Its words with their numbers of articles; the rarest of a large archive left out."""
        ...

    def count(self, word: str) -> int:
        """Return how many articles have a word just so, the rarest too."""
        ...

    def has_form(self, word: str) -> int:
        """Return how many articles have a form of a word, which is as typed."""
        ...

    def same_word(self, one: str, other: str) -> bool:
        """Return whether two words, as typed, may be forms of the same."""
        ...

    def spelling(self, word: str) -> str:
        """Return how a word is mostly written."""
        ...

    def neighbours(self, one: str, other: str) -> bool:
        """Return whether any article has the one right before the other."""
        ...

    def together(self, words: tuple[str, ...]) -> int:
        """Return how many articles have all of these words."""
        ...

    def fitting(self, expression: str, beginnings: frozenset[str]) -> Sequence[tuple[str, int]]:
        """Return the words that a regular expression matches as a whole.

        Args:
            expression: the regular expression.
            beginnings: what they begin with.

        Returns:
            Pairs of a word and how many articles have it.
        """
        ...


class _Archive(Protocol):
    @property
    def analyzer(self) -> Analyzer: ...

    @property
    def completions(self) -> Completions: ...


class LexiconVocabulary:
    """The part of a vocabulary that needs no engine: what an index's lexicon and analyzer know."""

    def __init__(self, archive: _Archive) -> None:
        self._archive = archive

    @property
    def lexicon(self) -> Lexicon:
        """Its words with their numbers of articles; the rarest of a large archive left out."""
        return self._archive.completions.lexicon

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the terms that the forms of a word, as typed, share."""
        return self._archive.analyzer.terms_without_stem(word).light

    def same_word(self, one: str, other: str) -> bool:
        """Return whether two words, as typed, may be forms of the same."""
        return not set(self.forms(one)).isdisjoint(self.forms(other))

    def spelling(self, word: str) -> str:
        """Return how a word is mostly written."""
        return self.lexicon.spelling(word)

    def fitting(self, expression: str, beginnings: frozenset[str]) -> Sequence[tuple[str, int]]:
        """Return the words that a regular expression matches as a whole, with their numbers."""
        return self.lexicon.fitting(expression, beginnings)


@cache
def known_words() -> frozenset[str]:
    """Return the words of the names of months and places in all writings, whatever an archive has.

    Folded, one by one.
    """
    places = (name for place in PLACES.values() for name in (place.label, *place.variants))
    return frozenset(token.exact for name in (*MONTHS, *places) for token in tokenize(name))
