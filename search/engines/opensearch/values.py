"""How the values of each facet of an OpenSearch index are counted for its tree.

Three ways: most facets by their most frequent values; the periods that articles write about by
their years, and what lies below those that are open; the dates of publication over time. What can
be told to be open only after the first answer is asked for in a second.
"""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import nsmallest
from typing import Protocol

from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from index.facts.sections import SECTIONS
from index.stores.opensearch.mapping import MENTIONED_YEARS
from search.engines.opensearch.aggregations import (
    ALL_OF_A_SHARD,
    Aggregations,
    Answer,
    by_period,
    by_value,
    cut,
    each,
    of_each,
    over_time,
    uncertain,
    values,
)
from search.engines.opensearch.date_counts import OverTime, coarser
from search.engines.opensearch.filters import having
from search.engines.opensearch.session import Inquiry
from search.facets.days import LETTERS, days_of
from search.facets.tree import MOST_VALUES, tree, values_above

#: How many years articles can mention.
MOST_YEARS = 10_000

#: Of a facet that is a tree but not of time, the values below others.
LOWER = {"section": tuple(section.id for section in SECTIONS.values() if section.parent)}


class Way(Protocol):
    """How the values of one facet are counted."""

    def aggregations(self) -> Aggregations:
        """What is to be counted first."""
        ...

    def more(self, answer: Answer) -> Aggregations:
        """What is to be counted besides, as the first answer shows."""
        ...

    def counts(self, answer: Answer) -> dict[str, int]:
        """The values of the answers, put together, that a tree may show."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """What a query names in a facet.

    Attributes:
        facet: its name.
        selected: values that the query selects, and
        excluded: those that it leaves out.
    """

    facet: str
    selected: tuple[str, ...]
    excluded: tuple[str, ...]

    def way(self) -> list[str]:
        """The values that are named, and all that lie above them in the tree."""
        shape = FACET_BY_NAME[self.facet]
        found = [
            one
            for value in (*self.selected, *self.excluded)
            if value != NO_VALUE
            for one in (value, *values_above(shape, value))
        ]
        return list(dict.fromkeys(found))

    def opened(self, counts: Mapping[str, int]) -> list[str]:
        """The values below which the tree shows others, as far as these counts tell."""
        known = KnownCounts.of(self.facet, counts)
        tree(self.facet, known, 0, self.selected, self.excluded)
        return known.looked_below


@dataclass(frozen=True, slots=True)
class KnownCounts:
    """Counts of the values of a facet; see :class:`search.facets.tree.Counts`.

    Attributes:
        facet: its name.
        counts: of all values that are known.
        below: of those, what lies right below each other, and under ``None`` at the top.
        looked_below: the values whose lower ones were asked for.
    """

    facet: str
    counts: Mapping[str, int]
    below: Mapping[str | None, dict[str, int]]
    looked_below: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls, facet: str, counts: Mapping[str, int], absent: Container[str] = ()
    ) -> "KnownCounts":
        """Put the values of a result in their places.

        Args:
            facet: its name.
            counts: of its values.
            absent: values that the archive does not have; what lies below them stands at the top.
        """
        above = FACET_BY_NAME[facet].above
        below: dict[str | None, dict[str, int]] = {}
        for value, count in counts.items():
            if count:
                place = above(value)
                below.setdefault(None if place in absent else place, {})[value] = count
        return cls(facet, counts, below)

    def right_below(self, above: str | None) -> dict[str, int]:
        """The values right below one."""
        if above is not None:
            self.looked_below.append(above)
        found = self.below.get(above, {})
        if self.facet == "date" or len(found) <= MOST_VALUES:
            return dict(found)
        most = nsmallest(MOST_VALUES, found, key=lambda value: (-found[value], value))
        return {value: found[value] for value in most}

    def named(self, value: str) -> int:
        """The count of a value that the query names."""
        return self.counts.get(value, 0)


def absent_above(inquiry: Inquiry, facet: str, counts: Mapping[str, int]) -> set[str]:
    """What lies above the values of a result in their tree, but is not in the archive."""
    # An article with a day has its month and its year.
    if facet in PERIODS:
        return set()
    above = FACET_BY_NAME[facet].above
    places = {above(value) for value, count in counts.items() if count}
    open_ = sorted(place for place in places if place and not counts.get(place))
    in_archive = inquiry.counts([having(facet, [value]) for value in open_])
    return {value for value, count in zip(open_, in_archive, strict=True) if not count}


def way_of(named: Named, over_time: OverTime) -> Way:
    """How the values of a facet are counted.

    Args:
        named: the facet, and what the query names in it.
        over_time: how its articles are counted over time.
    """
    if named.facet == "date":
        return Published(named, over_time)
    return Mentioned(named) if named.facet == "mentioned" else MostFrequent(named)


@dataclass(frozen=True, slots=True)
class MostFrequent:
    """Counts the most frequent values, and those that the query names."""

    values: Named

    def aggregations(self) -> Aggregations:
        """The most frequent values."""
        asked = {self._name("values"): values(self._facet, self._size)}
        if named := self.values.way():
            asked[self._name("named")] = each(having(self._facet, [value]) for value in named)
        return asked

    def more(self, answer: Answer) -> Aggregations:
        """Values that the shards may not have told, and rare ones that lie below others."""
        found, asked = answer[self._name("values")], {}
        if uncertain(found):
            asked[self._name("values")] = values(self._facet, self._size, of_a_shard=ALL_OF_A_SHARD)
        lower = LOWER.get(self._facet, ())
        if lower and cut(found):
            asked[self._name("lower")] = values(self._facet, len(lower), only=lower)
        return asked

    def counts(self, answer: Answer) -> dict[str, int]:
        """The values that were counted."""
        found = by_value(answer[self._name("values")])
        if self._name("lower") in answer:
            found |= by_value(answer[self._name("lower")])
        if self._name("named") in answer:
            numbers = (one["doc_count"] for one in of_each(answer[self._name("named")]))
            found |= zip(self.values.way(), numbers, strict=True)
        return found

    @property
    def _facet(self) -> str:
        return self.values.facet

    @property
    def _size(self) -> int:
        # Those that lie below others do not count among the most frequent at the top.
        return MOST_VALUES + len(LOWER.get(self._facet, ()))

    def _name(self, what: str) -> str:
        return f"{self._facet} {what}"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Counts the years that articles write about, and below what is open months and days."""

    values: Named

    def aggregations(self) -> Aggregations:
        """The years, and what lies right below the periods that the query names."""
        asked = {"mentioned years": values(MENTIONED_YEARS, MOST_YEARS)}
        if finer := [
            name for period in self.values.way() for name in next(iter(_below(period)), [])
        ]:
            asked["mentioned below"] = values("mentioned", len(finer), only=finer)
        return asked

    def more(self, answer: Answer) -> Aggregations:
        """All that lies below periods that are open without being named."""
        opened = set(self.values.opened(self.counts(answer))).difference(self.values.way())
        if finer := [name for period in opened for names in _below(period) for name in names]:
            return {"mentioned more": values("mentioned", len(finer), only=sorted(finer))}
        return {}

    def counts(self, answer: Answer) -> dict[str, int]:
        """The periods that were counted."""
        found = by_value(answer["mentioned years"])
        for name in ("mentioned below", "mentioned more"):
            found |= by_value(answer[name]) if name in answer else {}
        return found


@dataclass(frozen=True, slots=True)
class Published:
    """Counts the months of publication, and the days of those that are open."""

    values: Named
    over_time: OverTime

    def aggregations(self) -> Aggregations:
        """The result over time, and the days of the months that the query names."""
        return self.over_time.aggregations() | self._days("date below", self._named_months())

    def more(self, answer: Answer) -> Aggregations:
        """The days of months that are open without being named."""
        opened = self.values.opened(self.counts(answer))
        months = {period for period in opened if len(period) == LETTERS["month"]}
        return self._days("date more", months.difference(self._named_months()))

    def counts(self, answer: Answer) -> dict[str, int]:
        """The years, the months and the days that were counted."""
        known = self.over_time.counts(answer)
        found = {
            name: count
            for letters in LETTERS.values()
            if known and letters <= len(next(iter(known)))
            for name, count in coarser(known, letters).items()
        }
        for name in ("date below", "date more"):
            found |= by_period(answer[name]["days"], "day") if name in answer else {}
        return found

    def _named_months(self) -> set[str]:
        return {name for name in self.values.way() if len(name) == LETTERS["month"]}

    def _days(self, name: str, months: Collection[str]) -> Aggregations:
        if not months or self.over_time.short:
            return {}
        within = having("date", sorted(months))
        return {name: {"filter": within, "aggs": {"days": over_time("day")}}}


def _below(period: str) -> list[list[str]]:
    """All that lies below a period: the months and the days of a year, the days of a month."""
    first, last = days_of(period)
    days = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
    finer = (letters for letters in LETTERS.values() if letters > len(period))
    return [list(dict.fromkeys(day[:letters] for day in days)) for letters in finer]
