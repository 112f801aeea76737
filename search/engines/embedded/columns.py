"""What the filters of a query let through, and what it could be narrowed to further."""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.facets import FACET_BY_NAME
from search.engines.embedded.snapshot import Snapshot
from search.facets.days import DateColumn
from search.facets.tree import FacetColumn, Mask, named_values
from search.notes import unknown_value
from search.query import Query
from search.results import FacetValue, Note


@dataclass(frozen=True, slots=True)
class Filtered:
    """The articles that a query's words find, and what its filters leave of them.

    Attributes:
        within: the articles that the words find between the query's first and last day.
        filters: what the choices and exclusions in each facet let through, where there are any.
    """

    snapshot: Snapshot
    query: Query
    within: Mask
    filters: dict[str, Mask]

    @classmethod
    def of(cls, snapshot: Snapshot, query: Query, found: Mask) -> "Filtered":
        """The filters of a query over the articles that its words find."""
        named = dict.fromkeys((*(name for name in FACET_BY_NAME if query.chosen_in(name)),
                               *(name for name, _ in query.excluded)))  # fmt: skip
        filters = {name: _filter(column_of(snapshot, name), query, name) for name in named}
        return cls(snapshot, query, found & _range(snapshot, query), filters)

    @property
    def shown(self) -> Mask:
        """The articles that all filters let through."""
        return reduce(np.logical_and, self.filters.values(), self.within)

    def all_but(self, facet: str) -> Mask:
        """The articles that the filters in all other facets let through."""
        others = (mask for name, mask in self.filters.items() if name != facet)
        return reduce(np.logical_and, others, self.within)

    def facets(self) -> dict[str, tuple[FacetValue, ...]]:
        """The values of the facets that the query asks to count.

        The query's own choices in a facet do not narrow its counts, what it leaves out does.
        """
        counted = FACET_BY_NAME if self.query.counted is None else self.query.counted
        return {
            name: column_of(self.snapshot, name).count(
                self.all_but(name), self.query.chosen_in(name), self.query.excluded_in(name)
            )
            for name in counted
        }

    def notes(self) -> tuple[Note, ...]:
        """What is to be told of values that no article has; a period may well be empty."""
        unknown = [
            (name, value)
            for name, value in named_values(self.query)
            if not self.snapshot.facets[name].holds(value)
        ]
        return (unknown_value(unknown),) if unknown else ()

    def counted(self, name: str) -> dict[str, int]:
        """Every value of one facet, of any depth, with its count, and how often there is none."""
        column = column_of(self.snapshot, name)
        return column.counted(self.all_but(name), self.query.excluded_in(name))


def column_of(snapshot: Snapshot, facet: str) -> FacetColumn | DateColumn:
    """The column of a facet."""
    return snapshot.dates if facet == "date" else snapshot.facets[facet]


def _filter(column: FacetColumn | DateColumn, query: Query, facet: str) -> Mask:
    chosen, excluded = query.chosen_in(facet), query.excluded_in(facet)
    if not excluded:
        return column.having(chosen)
    kept = ~column.having(excluded)
    return kept & column.having(chosen) if chosen else kept


def _range(snapshot: Snapshot, query: Query) -> Mask:
    first, last = query.first_day, query.last_day
    if not first and not last:
        return np.ones(snapshot.size, dtype=bool)
    return snapshot.dates.between(
        np.datetime64(first) if first else None, np.datetime64(last) if last else None
    )
