"""The articles of a result in their order, copies collapsed, and where a page of them begins."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.fields import UNDATED
from search.cursor import Cursor
from search.engines.embedded.columns import Mask, Selection
from search.engines.embedded.snapshot import Snapshot
from search.query import Sort
from search.ranking.bm25 import Floats

Numbers = NDArray[np.intp]

# Beyond all seconds of publication, the unknown ones too.
_ARRIVED = 2**62

# So many copies of a text are expected at the head of a list; where there are more, more is sorted.
_ARTICLES_A_HIT = 4
# Where no more than so many times what is wanted were found, all is sorted.
_WORTHWHILE = 4


@dataclass(frozen=True)
class RankedList:
    """A result as a list. No more of it is sorted than is asked for.

    Attributes:
        snapshot: the index.
        scores: of every article of it.
        sort: the order.
        found: the articles of the result.
        collapse: whether one hit stands for all copies of a text.
    """

    snapshot: Snapshot
    scores: Floats
    sort: Sort
    found: Selection
    collapse: bool
    _beginnings: dict[int, Numbers] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def ordered(self) -> Numbers:
        """The numbers of all articles found in their order, each copy for itself."""
        return self._in_order(self.found.numbers)

    @cached_property
    def listed(self) -> int:
        """How many hits the list has."""
        if not self.collapse:
            return len(self.found.numbers)
        texts = np.zeros(self.snapshot.size, dtype=bool)
        texts[self.snapshot.representatives[self.found.numbers]] = True
        return int(np.count_nonzero(texts))

    @cached_property
    def ranks(self) -> Numbers:
        """Of every hit its rank in ``ordered``, from 0: that of the best copy of its text."""
        return self._ranks(self.ordered)

    def hits(self, first: int, count: int) -> Numbers:
        """Return the numbers of the articles that a part of the list shows.

        Args:
            first: the place of the part, from 0.
            count: how many hits at most.
        """
        ordered = self._beginning(first + count)
        best = ordered[self._ranks(ordered)[first : first + count]]
        if not self.collapse or self.sort != "relevance":
            return best
        return represented(best, self.found.mask, self.snapshot.representatives)

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
        if not 0 <= last < self.listed - 1:
            return None
        ordered = self._beginning(last + 1)
        # The best copy of a text decides its rank, whichever copy is shown.
        numbers = ordered[self._ranks(ordered)[max(0, last - 1) : last + 1]].tolist()[::-1]
        score = float(self.scores[numbers[0]]) if self.sort == "relevance" else 0.0
        seconds = int(self.snapshot.dates.seconds[numbers[0]])
        ids = tuple(map(self.snapshot.held.id_of, numbers))
        return Cursor(self.sort, score, seconds, numbers[0], ids)

    def _beginning(self, hits: int) -> Numbers:
        """The beginning of ``ordered``, far enough for so many hits."""
        if hits not in self._beginnings:
            self._beginnings[hits] = self._sorted_beginning(hits)
        return self._beginnings[hits]

    def _sorted_beginning(self, hits: int) -> Numbers:
        numbers = self.found.numbers
        wanted = _ARTICLES_A_HIT * hits
        while "ordered" not in self.__dict__ and wanted * _WORTHWHILE < len(numbers):
            first = _first_key(self.snapshot, self.scores, self.sort, numbers)
            least = np.partition(first, wanted)[wanted]
            beginning = self._in_order(numbers[first <= least])
            if len(self._ranks(beginning)) >= hits:
                return beginning
            wanted *= _ARTICLES_A_HIT
        return self.ordered

    def _in_order(self, numbers: Numbers) -> Numbers:
        # numpy sorts by the last key first.
        keys = _keys(self.snapshot, self.scores, self.sort, numbers)
        return numbers[np.lexsort(keys[::-1])]

    def _ranks(self, ordered: Numbers) -> Numbers:
        if not self.collapse:
            return np.arange(len(ordered))
        return first_copies(ordered, self.snapshot.representatives)

    def _rank_after(self, after: Cursor) -> int:
        """The rank in ``ordered`` behind the last hit that is still there, or where it was."""
        if places := [place for id_ in after.ids if (place := self._place_of(id_)) is not None]:
            # What has arrived anew stands further up than it did.
            return (max(places) if self.sort == "added" else places[0]) + 1
        if after.at_beginning:
            return 0
        before, equal = self._compared(after)
        return int(np.count_nonzero(before if after.is_gone else before | equal))

    def _place_of(self, article_id: str) -> int | None:
        number = self.snapshot.number(article_id)
        found = np.flatnonzero(self.ordered == (-1 if number is None else number))
        return int(found[0]) if found.size else None

    def _compared(self, after: Cursor) -> tuple[Mask, Mask]:
        """What is ordered before a cursor, and what as it is."""
        keys = _keys(self.snapshot, self.scores, self.sort, self.ordered)
        before = np.zeros(len(self.ordered), dtype=bool)
        equal = np.ones(len(self.ordered), dtype=bool)
        for key, value in zip(keys, _key(self.snapshot, after), strict=True):
            before |= equal & (key < value)
            equal &= key == value
        return before, equal


def first_copies(ordered: Numbers, representatives: NDArray[np.int64]) -> Numbers:
    """Return the ranks of the hits that stand before all other copies of their text.

    Args:
        ordered: article numbers, best first.
        representatives: for every article of the archive the number of the one that stands for
            all copies of its text.
    """
    _, first = np.unique(representatives[ordered], return_index=True)
    return np.sort(first)


def represented(first: Numbers, among: Mask, representatives: NDArray[np.int64]) -> Numbers:
    """Return hits with the representative of each text, where it is among the articles found.

    Args:
        first: of each text the first copy.
        among: the articles found.
        representatives: as for :func:`first_copies`.
    """
    chosen: Numbers = np.where(among[representatives[first]], representatives[first], first)
    return chosen.astype(np.intp)


def _first_key(snapshot: Snapshot, scores: Floats, sort: Sort, numbers: Numbers) -> NDArray[Any]:
    """The first of what articles are ordered by, the least first."""
    if sort == "relevance":
        return -scores[numbers]
    seconds = snapshot.dates.seconds[numbers]
    if sort == "added":
        arrived = numbers >= snapshot.settled
        return np.where(arrived, -_ARRIVED - numbers, -seconds)
    if sort == "newest":
        return -seconds
    return np.where(snapshot.dates.known[numbers], seconds, np.iinfo(np.int64).max)


def _keys(
    snapshot: Snapshot, scores: Floats, sort: Sort, numbers: Numbers
) -> tuple[NDArray[Any], ...]:
    """What articles are ordered by, the first key first; without a date they come last by date."""
    seconds = snapshot.dates.seconds[numbers]
    if sort == "relevance":
        return -scores[numbers], -seconds, numbers
    if sort == "added":
        return _first_key(snapshot, scores, sort, numbers), numbers
    if sort == "newest":
        return -seconds, numbers
    return ~snapshot.dates.known[numbers], seconds, numbers


def _key(snapshot: Snapshot, after: Cursor) -> tuple[Any, ...]:
    """The same of the hit that a cursor names."""
    if after.sort == "relevance":
        return np.float32(-after.score), -after.seconds, after.number
    if after.sort == "added":
        number = min(after.number, _ARRIVED)
        arrived = number >= snapshot.settled
        return -_ARRIVED - number if arrived else -after.seconds, number
    if after.sort == "newest":
        return -after.seconds, after.number
    return after.seconds == UNDATED, after.seconds, after.number
