"""The words of one snapshot, for readings, corrections and completions."""

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.fields import DEFAULT_FIELDS
from search.engines.embedded.snapshot import Snapshot
from search.ranking.proximity import in_a_row
from search.words.vocabulary import LexiconVocabulary


class WhooshVocabulary(LexiconVocabulary):
    """What one snapshot writes; see :class:`search.words.vocabulary.Vocabulary`."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.snapshot = snapshot

    def count(self, word: str) -> int:
        """How many articles have a word just so, the rarest too."""
        return self.lexicon.count(word) or max(
            self.snapshot.document_frequency(field, "exact", (word,)) for field in DEFAULT_FIELDS
        )

    def has_form(self, word: str) -> int:
        """How many articles have a form of a word, as it was typed."""
        return max(
            (
                self.snapshot.document_frequency(field, "light", (term,))
                for field in DEFAULT_FIELDS
                for term in self.forms(word)
            ),
            default=0,
        )

    def neighbours(self, one: str, other: str) -> bool:
        """Whether any article has the one right before the other."""
        return any(
            in_a_row([self.snapshot.places(field, "exact", (term,)) for term in (one, other)]).size
            for field in DEFAULT_FIELDS
        )

    def together(self, words: tuple[str, ...]) -> int:
        """How many articles have all of these words."""
        having = (self._articles(word) for word in words)
        return len(reduce(lambda left, right: np.intersect1d(left, right, True), having))

    def _articles(self, word: str) -> NDArray[np.int32]:
        lists = (self.snapshot.postings(field, "exact", word) for field in DEFAULT_FIELDS)
        found = [list_.articles for list_ in lists if list_ is not None]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int32)
