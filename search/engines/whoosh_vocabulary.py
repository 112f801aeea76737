"""The words of one snapshot, for readings, corrections and completions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.completions import Lexicon
from index.fields import TEXT_FIELDS
from search.closeness import in_a_row
from search.engines.whoosh_snapshot import Snapshot

_FIELDS = tuple(field.name for field in TEXT_FIELDS if field.by_default)


@dataclass(frozen=True, slots=True)
class WhooshVocabulary:
    """What one snapshot writes; see :class:`search.vocabulary.Vocabulary`."""

    snapshot: Snapshot

    @property
    def lexicon(self) -> Lexicon:
        """Its words with their numbers of articles; the rarest of a large archive left out."""
        return self.snapshot.completions.lexicon

    def count(self, word: str) -> int:
        """How many articles have a word just so, the rarest too."""
        return self.lexicon.count(word) or max(
            self.snapshot.document_frequency(field, "exact", (word,)) for field in _FIELDS
        )

    def has_form(self, word: str) -> int:
        """How many articles have a form of a word, as it was typed."""
        terms = self.snapshot.analyzer.terms_without_stem(word).light
        return max(
            (
                self.snapshot.document_frequency(field, "light", (term,))
                for field in _FIELDS
                for term in terms
            ),
            default=0,
        )

    def same_word(self, one: str, other: str) -> bool:
        """Whether two words may be forms of the same."""
        light = (self.snapshot.analyzer.terms_without_stem(word).light for word in (one, other))
        return not set(next(light)).isdisjoint(next(light))

    def spelling(self, word: str) -> str:
        """How a word is mostly written."""
        return self.lexicon.spelling(word)

    def neighbours(self, one: str, other: str) -> bool:
        """Whether any article has the one right before the other."""
        return any(
            in_a_row([self.snapshot.places(field, "exact", (term,)) for term in (one, other)]).size
            for field in _FIELDS
        )

    def together(self, words: tuple[str, ...]) -> int:
        """How many articles have all of these words."""
        having = (self._articles(word) for word in words)
        return len(reduce(lambda left, right: np.intersect1d(left, right, True), having))

    def _articles(self, word: str) -> NDArray[np.int32]:
        lists = (self.snapshot.postings(field, "exact", word) for field in _FIELDS)
        found = [list_.articles for list_ in lists if list_ is not None]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int32)

    def fitting(self, expression: str, first: frozenset[str]) -> Sequence[tuple[str, int]]:
        """The words that a regular expression matches as a whole, with their numbers."""
        return self.lexicon.fitting(expression, first)
