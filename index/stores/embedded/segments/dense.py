"""Which numbers the articles of a segment have in their archive, where some of them are removed."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.stores.embedded.level_index import Postings, entries_of

#: The dense number of an article that is removed.
_NONE = -1


@dataclass(frozen=True)
class DenseNumbers:
    """The dense numbers of the articles of a segment.

    Attributes:
        first: that of the first article that stays.
        size: how many articles the segment holds.
        removed: numbers in the segment of those that are removed, ascending.
    """

    first: int
    size: int
    removed: NDArray[np.int64]

    def __len__(self) -> int:
        return self.size - len(self.removed)

    @cached_property
    def kept(self) -> NDArray[np.int64]:
        """The numbers in the segment of the articles that stay, ascending."""
        stays = np.ones(self.size, dtype=bool)
        stays[self.removed] = False
        kept: NDArray[np.int64] = stays.nonzero()[0]
        return kept

    def local(self, number: int) -> int:
        """Return the number in the segment of an article by its dense number."""
        within = number - self.first
        return int(self.kept[within]) if len(self.removed) else within

    def dense(self, number: int) -> int | None:
        """Return the dense number of an article of the segment; ``None`` where it is removed."""
        before = bisect_left(self._removed, number)
        if before < len(self._removed) and self._removed[before] == number:
            return None
        return self.first + number - before

    def rows(self, column: Array) -> Array:
        """Return the values of the articles that stay, of a column with one value an article."""
        return column[self.kept] if len(self.removed) else column

    def entries(self, ends: Array, entries: Array) -> tuple[Array, Array]:
        """Return the lists of the articles that stay, of lists that stand one behind the other.

        Args:
            ends: for every article where its list ends in
            entries: a row an entry.

        Returns:
            The same without the articles that are removed.
        """
        if not len(self.removed):
            return ends, entries
        kept = self.kept
        counts = ends[kept].astype(np.int64) - np.where(kept > 0, ends[kept - 1], 0)
        return counts.cumsum(), entries[entries_of(ends, kept)]

    def postings(self, postings: Postings) -> Postings | None:
        """Return postings with dense numbers, without what is removed; ``None`` for none left."""
        if not len(self.removed):
            if not self.first:
                return postings
            articles = postings.articles + np.uint32(self.first)
            return Postings(articles, postings.frequencies, postings.positions)
        numbers = self._of_article[postings.articles]
        stays = numbers != _NONE
        if stays.all():
            return Postings(numbers, postings.frequencies, postings.positions)
        frequencies, positions = postings.frequencies, postings.positions
        if positions is not None:
            positions = positions[np.repeat(stays, frequencies)]
        numbers = numbers[stays]
        return Postings(numbers, frequencies[stays], positions) if len(numbers) else None

    def stay(self, articles: Array) -> NDArray[np.bool_]:
        """Tell which of some articles of the segment stay, by their numbers there."""
        stays: NDArray[np.bool_] = self._of_article[articles] != _NONE
        return stays

    @cached_property
    def _removed(self) -> memoryview:
        return self.removed.data

    @cached_property
    def _of_article(self) -> NDArray[np.int32]:
        numbers = np.full(self.size, _NONE, dtype=np.int32)
        numbers[self.kept] = np.arange(self.first, self.first + len(self), dtype=np.int32)
        return numbers
