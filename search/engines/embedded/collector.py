"""The articles of a result in their order, copies collapsed, and where a page of them begins."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.fields import UNDATED
from search.cursor import Cursor
from search.engines.embedded.columns import Mask
from search.engines.embedded.snapshot import Snapshot
from search.query import Sort
from search.ranking.bm25 import Floats

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class RankedList:
    """A result as a list.

    Attributes:
        snapshot: the index.
        scores: of every article of it.
        sort: the order.
        ordered: the numbers of the articles found, each copy for itself.
        ranks: of every hit its rank in ``ordered``, from 0: that of the best copy of its text.
        hits: the numbers of the articles that the list shows.
    """

    snapshot: Snapshot
    scores: Floats
    sort: Sort
    ordered: Numbers
    ranks: Numbers
    hits: Numbers

    def begin(self, after: Cursor | None, page: int, size: int) -> int:
        """Return which hit a page begins with.

        Args:
            after: the place that it lies behind, if it has no number.
            page: its number, from 1.
            size: hits a page.
        """
        if after is None:
            return (page - 1) * size
        return int(np.searchsorted(self.ranks, self._rank_after(after)))

    def after(self, last: int) -> Cursor | None:
        """Return the place behind a hit; ``None`` where that is the last one."""
        if not 0 <= last < len(self.hits) - 1:
            return None
        # The best copy of a text decides its rank, whichever copy is shown.
        numbers = self.ordered[self.ranks[max(0, last - 1) : last + 1]].tolist()[::-1]
        score = float(self.scores[numbers[0]]) if self.sort == "relevance" else 0.0
        seconds = int(self.snapshot.dates.seconds[numbers[0]])
        ids = tuple(self.snapshot.article(number).id for number in numbers)
        return Cursor(self.sort, score, seconds, numbers[0], ids)

    def _rank_after(self, after: Cursor) -> int:
        """The rank in ``ordered`` behind the last hit that is still there, or where it was."""
        for article_id in after.ids:
            number = self.snapshot.number(article_id)
            found = np.flatnonzero(self.ordered == (-1 if number is None else number))
            if found.size:
                return int(found[0]) + 1
        if after.at_beginning:
            return 0
        before, equal = self._compared(after)
        return int(np.count_nonzero(before if after.is_gone else before | equal))

    def _compared(self, after: Cursor) -> tuple[Mask, Mask]:
        """What is ordered before a cursor, and what as it is."""
        keys = _keys(self.snapshot, self.scores, self.sort, self.ordered)
        before = np.zeros(len(self.ordered), dtype=bool)
        equal = np.ones(len(self.ordered), dtype=bool)
        for key, value in zip(keys, _key(after), strict=True):
            before |= equal & (key < value)
            equal &= key == value
        return before, equal


def collect(
    snapshot: Snapshot, scores: Floats, sort: Sort, found: Mask, *, collapse: bool
) -> RankedList:
    """Put the articles of a result in order.

    Args:
        snapshot: the index.
        scores: of every article of it.
        sort: the order.
        found: the articles of the result.
        collapse: whether one hit stands for all copies of a text.
    """
    numbers = np.flatnonzero(found)
    # numpy sorts by the last key first.
    order = np.lexsort(_keys(snapshot, scores, sort, numbers)[::-1])
    ordered = numbers[order]
    if not collapse:
        return RankedList(snapshot, scores, sort, ordered, np.arange(len(ordered)), ordered)
    ranks = first_copies(ordered, snapshot.representatives)
    hits = ordered[ranks]
    if sort == "relevance":
        hits = represented(hits, ordered, snapshot.representatives)
    return RankedList(snapshot, scores, sort, ordered, ranks, hits)


def first_copies(ordered: Numbers, representatives: NDArray[np.int64]) -> Numbers:
    """Return the ranks of the hits that stand before all other copies of their text.

    Args:
        ordered: article numbers, best first.
        representatives: for every article of the archive the number of the one that stands for
            all copies of its text.
    """
    groups = representatives[ordered]
    rank = np.full(len(representatives), len(ordered), dtype=np.intp)
    # Of several writes to one entry the last stays, so the first hit is written last.
    rank[groups[::-1]] = np.arange(len(ordered), dtype=np.intp)[::-1]
    return np.flatnonzero(rank[groups] == np.arange(len(ordered)))


def represented(first: Numbers, ordered: Numbers, representatives: NDArray[np.int64]) -> Numbers:
    """Return hits with the representative of each text, where it is among the articles found.

    Args:
        first: of each text the first copy.
        ordered: the numbers of all articles found.
        representatives: as for :func:`first_copies`.
    """
    among = np.zeros(len(representatives), dtype=bool)
    among[ordered] = True
    chosen: Numbers = np.where(among[representatives[first]], representatives[first], first).astype(
        np.intp
    )
    return chosen


def _keys(
    snapshot: Snapshot, scores: Floats, sort: Sort, numbers: Numbers
) -> tuple[NDArray[Any], ...]:
    """What articles are ordered by, the first key first; without a date they come last by date."""
    seconds = snapshot.dates.seconds[numbers]
    if sort == "relevance":
        return -scores[numbers], -seconds, numbers
    if sort == "newest":
        return -seconds, numbers
    return ~snapshot.dates.known[numbers], seconds, numbers


def _key(after: Cursor) -> tuple[Any, ...]:
    """The same of the hit that a cursor names."""
    if after.sort == "relevance":
        return np.float32(-after.score), -after.seconds, after.number
    if after.sort == "newest":
        return -after.seconds, after.number
    return after.seconds == UNDATED, after.seconds, after.number
