"""In how many of the removed articles of a segment each term stands, counted by their words.

The length of a term's postings counts the removed articles, too. They are few, so their terms are
counted, and no postings are read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.analysis import Level
from index.arrays import Array
from index.stores.embedded.level_index import counts_of, entries_of
from index.stores.embedded.segment import Segment

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of some removed articles in a field.

    Attributes:
        removed: the articles, ascending.
        terms: their terms, ascending, and
        counts: in how many of them each stands.
    """

    removed: _Numbers
    terms: _Numbers
    counts: _Numbers

    def of(self, term: int) -> int:
        """Return in how many a term stands."""
        at = int(self.terms.searchsorted(term))
        return int(self.counts[at]) if at < len(self.terms) and self.terms[at] == term else 0

    def of_all(self, terms: Array) -> _Numbers:
        """Return in how many each of some terms stands."""
        if not len(self.terms):
            return np.zeros(len(terms), dtype=np.int64)
        at = np.minimum(self.terms.searchsorted(terms), len(self.terms) - 1)
        return np.where(self.terms[at] == terms, self.counts[at], 0)


@dataclass(frozen=True, slots=True)
class RemovedTerms:
    """The terms of the removed articles of a segment; each field of a level is counted once.

    Attributes:
        segment: that the articles lie in.
        removed: their numbers there, ascending.
    """

    segment: Segment
    removed: _Numbers
    _counted: dict[tuple[str, Level], Counted] = field(default_factory=dict)

    def followed_by(self, removed: _Numbers) -> "RemovedTerms":
        """Return those of another publication of the segment, where more or others are removed."""
        return RemovedTerms(self.segment, removed, dict(self._counted))

    def on(self, level: Level) -> Callable[[str], Counted]:
        """Return what gives the terms of each field on a level."""
        return partial(self.counted, level=level)

    def counted(self, field: str, level: Level) -> Counted:
        """Return the terms of a field on a level."""
        found = self._counted.get((field, level))
        if found is None or not np.array_equal(found.removed, self.removed):
            found = self._count(field, level, found)
            self._counted[field, level] = found
        return found

    def _count(self, field: str, level: Level, before: Counted | None) -> Counted:
        """Count what was not counted before."""
        if before is None or not np.isin(before.removed, self.removed).all():
            before = Counted(*[np.empty(0, dtype=np.int64)] * 3)
        more = np.setdiff1d(self.removed, before.removed)
        terms = np.concatenate([before.terms, self._terms_of(more, field, level)])
        counts = np.ones(len(terms), dtype=np.int64)
        counts[: len(before.counts)] = before.counts
        distinct, of_each = np.unique(terms, return_inverse=True)
        return Counted(self.removed, distinct, np.bincount(of_each, counts).astype(np.int64))

    def _terms_of(self, articles: _Numbers, field: str, level: Level) -> _Numbers:
        """The terms of some articles, each once an article that has it."""
        held = self.segment.levels[level]
        words = [np.unique(self.segment.words(number, field)) for number in articles.tolist()]
        of_all = np.concatenate([np.empty(0, dtype=np.int64), *words]).astype(np.int64)
        terms = held.spelling_terms[entries_of(held.spelling_ends, of_all)].astype(np.int64)
        article = np.repeat(np.arange(len(words)), list(map(len, words)))
        pairs = np.repeat(article, counts_of(held.spelling_ends)[of_all]) * len(held.terms) + terms
        return np.unique(pairs) % max(1, len(held.terms))
