"""The values of a facet in a result as a tree, laid out from their counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, overload

from index.article import DateMention
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS, Facet
from index.facts.dates.mentioned_periods import periods_of
from search.query import Query
from search.results import FacetValue


class FacetCounts(Protocol):
    """How many articles of a result have each value of one facet."""

    @property
    def without(self) -> int:
        """How many articles have no value."""
        ...

    def right_below(self, above: str | None) -> dict[str, int]:
        """Return the values right below one, or at the top, with their counts, none of them 0.

        At most as many as the table of facets says, the most frequent, but of a facet in order of
        time all.
        """
        ...

    def named(self, value: str) -> int:
        """Return the count of a value that the query names and that stands in no such list."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class FacetValues(Sequence[FacetValue]):
    """The values of a facet in a result, in order; one is made when it is looked at.

    A page shows a few of hundreds.

    Attributes:
        facet: its name.
        values: of it, and
        counts: of each.
        below: of those that are open, what is shown below them.
        selected: values that the query selects, and
        excluded: those that it leaves out.
    """

    facet: str
    values: Sequence[str]
    counts: Mapping[str, int]
    below: Mapping[str, "FacetValues"]
    selected: frozenset[str]
    excluded: frozenset[str]

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, place: int) -> FacetValue: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[FacetValue]: ...

    def __getitem__(self, place: int | slice) -> FacetValue | Sequence[FacetValue]:
        if isinstance(place, slice):
            return replace(self, values=self.values[place])
        return self._made(self.values[place])

    def __iter__(self) -> Iterator[FacetValue]:
        return map(self._made, self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _made(self, value: str) -> FacetValue:
        return FacetValue(
            value,
            label_of(self.facet, value),
            self.counts[value],
            value in self.selected,
            self.below.get(value) or (),
            value in self.excluded,
        )


def tree(
    facet: str, counts: FacetCounts, selected: Sequence[str], excluded: Sequence[str]
) -> FacetValues:
    """Return the values of a facet in a result as a tree, and last the articles without one.

    Args:
        facet: its name.
        counts: of its values.
        selected: values that the query selects, and
        excluded: those that it leaves out; all of them are listed even where none is left.
    """
    built = _Tree(FACET_BY_NAME[facet], counts, frozenset(selected), frozenset(excluded))
    return built.level(None)


@dataclass(frozen=True, slots=True)
class _Tree:
    """The values of a result.

    Attributes:
        facet: whose they are.
        counts: of its values.
        selected: values that the query selects, and
        excluded: those that it leaves out.
    """

    facet: Facet
    counts: FacetCounts
    selected: frozenset[str]
    excluded: frozenset[str]

    def level(self, above: str | None) -> FacetValues:
        """Return the values right below one, in order, with what is shown below them.

        At the top the articles without a value stand last.
        """
        found = self.counts.right_below(above)
        steps = {self._step(above, value) for value in self.selected | self.excluded}
        named = {value for value in steps if value and value != NO_VALUE}
        for value in named - found.keys():
            found[value] = self.counts.named(value)
        values = self._ordered(found)
        opened = found.keys() if self.facet.unfolded or len(found) == 1 else named
        below = {value: self.level(value) for value in values if value in opened} if opened else {}
        if above is None and (self.counts.without or NO_VALUE in self.selected | self.excluded):
            found[NO_VALUE] = self.counts.without
            values.append(NO_VALUE)
        return FacetValues(self.facet.name, values, found, below, self.selected, self.excluded)

    def _ordered(self, found: dict[str, int]) -> list[str]:
        """The newest dates first, of all else what most articles have."""
        values = sorted(found, reverse=self.facet.newest_first)
        if not self.facet.newest_first:
            values.sort(key=found.__getitem__, reverse=True)
        return values

    def _step(self, above: str | None, value: str) -> str | None:
        """On the way down the tree to a value: what stands right below ``above``, if anything."""
        way = (value, *values_above(self.facet, value))
        if above is None:
            return way[-1]
        return way[way.index(above) - 1] if above in way[1:] else None


def named_values(query: Query) -> list[tuple[str, str]]:
    """Return the values that a query chooses or leaves out, each behind its facet's name.

    Periods are left aside: that nothing was published in one is no mistake.
    """
    chosen = [(name, value) for name in FACET_BY_NAME for value in query.chosen_in(name)]
    return [
        (name, value)
        for name, value in (*chosen, *query.excluded)
        if name not in PERIODS and value != NO_VALUE
    ]


def values_above(facet: Facet, value: str) -> tuple[str, ...]:
    """Return the values above one in the tree of a facet, the nearest first."""
    found: list[str] = []
    while (next_above := facet.above(found[-1] if found else value)) is not None:
        found.append(next_above)
    return tuple(found)


def value_of(mention: DateMention) -> str:
    """Return the finest value of the facet ``mentioned`` for a mention: a day before a month."""
    periods = periods_of(mention)
    length = max(map(len, periods))
    return next(period for period in periods if len(period) == length)


# The same values are shown in many results.
@lru_cache(maxsize=100_000)
def label_of(facet: str, value: str, language: str = "ar") -> str:
    """Return what a reader sees for a value of a facet; for a period the value itself.

    Args:
        facet: its name.
        value: of it.
        language: ``en`` for labels in Latin letters; where there is none the value itself.
    """
    if value == NO_VALUE:
        return FACET_BY_NAME[facet].text.arabic_without
    labelled = FACET_BY_NAME[facet]
    return labelled.latin(value) if language == "en" else labelled.label(value)
