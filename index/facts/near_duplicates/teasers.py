"""Puts teasers to the article under the same headline, or else to each other."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates.columns import Columns
from index.facts.near_duplicates.comparison import days_between

_TEASER_DAYS = 7
#: What stands over more articles is the name of a column.
MOST_UNDER_A_HEADLINE = 50


def with_teasers(columns: Columns, parents: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the representatives of articles, teasers being put to what they lead to.

    Args:
        columns: of the articles; all that have a headline which one of them has.
        parents: for each the place of the article that stands for its text, or of one that has
            the same one standing for it.

    Returns:
        For each the place of the article that represents its group.
    """
    order = columns.order()
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    found = _Teasers(columns.taken(order), ranks[parents[order]].tolist()).joined()
    return order[np.array(found, dtype=np.int64)][ranks]


class _Teasers:
    """Articles in order, the best representative first."""

    def __init__(self, columns: Columns, parents: list[int]) -> None:
        self._headlines: Sequence[int] = columns.headlines.tolist()
        self._teasers: Sequence[int] = columns.teasers.tolist()
        self._sources: Sequence[int] = columns.sources.tolist()
        self._minutes: Sequence[int] = columns.minutes.tolist()
        self._parents = parents

    def joined(self) -> list[int]:
        """Return the representatives."""
        under: defaultdict[int, list[int]] = defaultdict(list)
        for rank, headline in enumerate(self._headlines):
            if headline:
                under[headline].append(rank)
        for ranks in under.values():
            if len(ranks) <= MOST_UNDER_A_HEADLINE:
                self._join(ranks)
        return [self._root(rank) for rank in range(len(self._parents))]

    def _join(self, ranks: Sequence[int]) -> None:
        """Put together what stands under one headline."""
        for place, rank in enumerate(ranks):
            representative = self._root(rank)
            if self._teasers[rank] and self._teasers[representative]:
                other = self._root(self._nearest(rank, ranks[:place], representative))
                self._parents[max(representative, other)] = min(representative, other)

    def _nearest(self, teaser: int, before: Sequence[int], default: int) -> int:
        """Return the article that a teaser most likely leads to, of those under its headline."""
        best: tuple[bool, bool, float] | None = None
        for rank in before:
            days = days_between(self._minutes[teaser], self._minutes[rank])
            if days is not None and days > _TEASER_DAYS:
                continue
            key = (
                bool(self._teasers[rank]),
                self._sources[rank] != self._sources[teaser],
                0.0 if days is None else days,
            )
            if best is None or key < best:
                best, default = key, rank
        return default

    def _root(self, rank: int) -> int:
        while self._parents[rank] != rank:
            rank = self._parents[rank]
        return rank
