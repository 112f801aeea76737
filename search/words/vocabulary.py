"""What an archive writes: the ground that readings, corrections and completions stand on."""

from collections.abc import Sequence
from typing import Protocol

from index.analysis import Analyzer
from index.completions import Completions, Lexicon


class Vocabulary(Protocol):
    """The words of one archive, all folded."""

    @property
    def lexicon(self) -> Lexicon:
        """Its words with their numbers of articles; the rarest of a large archive left out."""
        ...

    def count(self, word: str) -> int:
        """How many articles have a word just so, the rarest too."""
        ...

    def has_form(self, word: str) -> int:
        """How many articles have a form of a word, as it was typed."""
        ...

    def same_word(self, one: str, other: str) -> bool:
        """Whether two words may be forms of the same."""
        ...

    def spelling(self, word: str) -> str:
        """How a word is mostly written."""
        ...

    def neighbours(self, one: str, other: str) -> bool:
        """Whether any article has the one right before the other."""
        ...

    def together(self, words: tuple[str, ...]) -> int:
        """How many articles have all of these words."""
        ...

    def fitting(self, expression: str, first: frozenset[str]) -> Sequence[tuple[str, int]]:
        """The words that a regular expression matches as a whole, with their numbers.

        Args:
            expression: the regular expression.
            first: the letters that they may begin with.
        """
        ...


class _Archive(Protocol):
    @property
    def analyzer(self) -> Analyzer: ...

    @property
    def completions(self) -> Completions: ...


class TableOfWords:
    """What the tables beside an index know of its words: that part of every vocabulary."""

    def __init__(self, archive: _Archive) -> None:
        self._archive = archive

    @property
    def lexicon(self) -> Lexicon:
        """Its words with their numbers of articles; the rarest of a large archive left out."""
        return self._archive.completions.lexicon

    def forms(self, word: str) -> tuple[str, ...]:
        """The terms that the forms of a word share, as it was typed."""
        return self._archive.analyzer.terms_without_stem(word).light

    def same_word(self, one: str, other: str) -> bool:
        """Whether two words may be forms of the same."""
        return not set(self.forms(one)).isdisjoint(self.forms(other))

    def spelling(self, word: str) -> str:
        """How a word is mostly written."""
        return self.lexicon.spelling(word)

    def fitting(self, expression: str, first: frozenset[str]) -> Sequence[tuple[str, int]]:
        """The words that a regular expression matches as a whole, with their numbers."""
        return self.lexicon.fitting(expression, first)
