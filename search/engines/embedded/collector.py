"""The articles of a result in their order, copies folded, and where a page of them begins."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.stores.embedded.schema import NO_DATE
from search import cursor
from search.cursor import Cursor
from search.engines.embedded.collapse import best, led
from search.engines.embedded.snapshot import Snapshot
from search.facets.tree import Mask
from search.query import Query, Sort
from search.ranking.bm25 import Floats

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Listing:
    """A result as a list.

    Attributes:
        scores: of every article of the archive.
        ordered: the numbers of the articles found, each copy for itself.
        places: of every hit its place in ``ordered``: that of the best copy of its text.
        hits: the numbers of the articles that the list shows.
    """

    snapshot: Snapshot
    scores: Floats
    sort: Sort
    ordered: Numbers
    places: Numbers
    hits: Numbers

    @classmethod
    def of(
        cls, snapshot: Snapshot, scores: Floats, sort: Sort, numbers: Numbers, *, fold: bool
    ) -> "Listing":
        """The list of some articles.

        Args:
            snapshot: the index.
            scores: of every article of it.
            sort: the order.
            numbers: of the articles.
            fold: whether one hit stands for all copies of a text.
        """
        # numpy sorts by the last key first.
        order = np.lexsort(_keys(snapshot, scores, sort, numbers)[::-1])
        ordered = numbers[order]
        if not fold:
            return cls(snapshot, scores, sort, ordered, np.arange(len(ordered)), ordered)
        places = best(ordered, snapshot.leads)
        hits = ordered[places]
        if sort == "relevance":
            hits = led(hits, ordered, snapshot.leads)
        return cls(snapshot, scores, sort, ordered, places, hits)

    def begin(self, query: Query) -> int:
        """Which hit the page of a query begins with.

        Raises:
            QueryInvalid: where the query's cursor is of another order.
        """
        if not query.after:
            return (query.page - 1) * query.size
        after = cursor.read(query.after)
        if after.sort != self.sort:
            raise cursor.bad()
        return int(np.searchsorted(self.places, self._place_after(after)))

    def next(self, last: int) -> str:
        """The cursor of the page behind a hit; empty where that is the last one."""
        if not 0 <= last < len(self.hits) - 1:
            return ""
        # The best copy of a text decides its place, whichever copy is shown.
        numbers = self.ordered[self.places[max(0, last - 1) : last + 1]].tolist()[::-1]
        score = float(self.scores[numbers[0]]) if self.sort == "relevance" else 0.0
        seconds = int(self.snapshot.dates.seconds[numbers[0]])
        ids = tuple(self.snapshot.article(number).id for number in numbers)
        return Cursor(self.sort, score, seconds, numbers[0], ids).token()

    def _place_after(self, after: Cursor) -> int:
        """The place in ``ordered`` behind the last hit that is still there, or where it was."""
        for article_id in after.ids:
            number = self.snapshot.number(article_id)
            found = np.flatnonzero(self.ordered == (-1 if number is None else number))
            if found.size:
                return int(found[0]) + 1
        if len(after.ids) == 1:
            return 0
        before, equal = self._compared(after)
        # With ids the article is gone, and another has its number; without it is still there.
        return int(np.count_nonzero(before if after.ids else before | equal))

    def _compared(self, after: Cursor) -> tuple[Mask, Mask]:
        """What is ordered before a cursor, and what as it is."""
        keys = _keys(self.snapshot, self.scores, self.sort, self.ordered)
        before = np.zeros(len(self.ordered), dtype=bool)
        equal = np.ones(len(self.ordered), dtype=bool)
        for key, value in zip(keys, _key(after), strict=True):
            before |= equal & (key < value)
            equal &= key == value
        return before, equal


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
    return after.seconds == NO_DATE, after.seconds, after.number
