"""The facets of a result, counted for their trees in at most two requests.

The filters of the facets stand in the ``post_filter`` of a search, so that its aggregations see all
articles that the query's words find in its range of days. Every facet is counted within the filters
of all others, in the same request as the hits. What only its answer tells to be needed is asked for
in one more: the values below an open one, and counts that the shards may not have told whole.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from heapq import nsmallest

from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from index.facts.sections import SECTIONS
from index.stores.opensearch.mapping import MENTIONED_YEARS
from search.conditions import filtered_by_others
from search.engines.opensearch.aggregations import (
    ALL_OF_A_SHARD,
    Aggregations,
    Answer,
    Within,
    by_value,
    cut,
    each,
    of_each,
    uncertain,
    values,
    without,
)
from search.engines.opensearch.filters import filter_of, having, none_of
from search.engines.opensearch.requests import Requests
from search.facets.days import LETTERS, days_of
from search.facets.tree import tree, values_above
from search.query import Query

#: How many years articles can mention, or be of.
_MOST_YEARS = 10_000

#: The years among the values of a facet of periods, as a pattern.
_YEARS = "[0-9]{4}"

#: Of a facet that is a tree but not of time, the values below others.
_LOWER = {"section": tuple(section.id for section in SECTIONS.values() if section.parent)}


@dataclass(frozen=True, slots=True)
class KnownCounts:
    """Counts of the values of a facet; see :class:`search.facets.tree.FacetCounts`.

    Attributes:
        facet: its name.
        counts: of all values that are known.
        without: how many articles have none.
        below: of those, what lies right below each other, and under ``None`` at the top.
        looked_below: the values whose lower ones were asked for.
    """

    facet: str
    counts: Mapping[str, int]
    without: int
    below: Mapping[str | None, dict[str, int]]
    looked_below: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls, facet: str, counts: Mapping[str, int], without: int = 0, absent: Container[str] = ()
    ) -> "KnownCounts":
        """Put the values of a result in their places.

        Args:
            facet: its name.
            counts: of its values.
            without: how many articles have none.
            absent: values that the archive does not have; what lies below them stands at the top.
        """
        above = FACET_BY_NAME[facet].above
        below: dict[str | None, dict[str, int]] = {}
        for value, count in counts.items():
            if count:
                place = above(value)
                below.setdefault(None if place in absent else place, {})[value] = count
        return cls(facet, counts, without, below)

    def right_below(self, above: str | None) -> dict[str, int]:
        """Return the values right below one."""
        if above is not None:
            self.looked_below.append(above)
        found = self.below.get(above, {})
        listed = FACET_BY_NAME[self.facet]
        if listed.newest_first or len(found) <= listed.most_listed:
            return dict(found)
        most = nsmallest(listed.most_listed, found, key=lambda value: (-found[value], value))
        return {value: found[value] for value in most}

    def named(self, value: str) -> int:
        """Return the count of a value that the query names."""
        return self.counts.get(value, 0)


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """One facet of a query, to be counted within the filters of all others.

    Attributes:
        facet: its name.
        selected: values that the query selects, and
        excluded: those that it leaves out.
        within: what the filters of all other facets let through.
        short: of a facet of periods, whether it has so few that all are counted at once.
    """

    facet: str
    selected: tuple[str, ...]
    excluded: tuple[str, ...]
    within: Within
    short: bool = False

    @classmethod
    def of(cls, query: Query, facet: str, *, short: bool = False) -> "FacetRequest":
        """Return what a query asks of a facet."""
        open_ = Within(f"{facet} open", filter_of(filtered_by_others(query, facet)))
        return cls(facet, query.chosen_in(facet), query.excluded_in(facet), open_, short)

    def among(self, within: Within) -> "FacetRequest":
        """Return the same within articles that others are counted in as well."""
        return replace(self, within=within)

    @property
    def own(self) -> Within:
        """The articles that the query does not leave out by this facet."""
        left_out = [having(self.facet, self.excluded)] if self.excluded else []
        return Within(f"{self.facet} kept", none_of(left_out))

    def asked(self, counting: Aggregations) -> Aggregations:
        """Return what is to be counted of the facet's own articles, and what always is.

        What the query leaves out is counted as if nothing was, all else without it.
        """
        asked = self.own.ask(counting | {f"{self.facet} without": without(self.facet)})
        if self.excluded:
            left_out = each(having(self.facet, [value]) for value in self.excluded)
            asked[f"{self.facet} left out"] = left_out
        return asked

    def with_others(self, counts: dict[str, int], answer: Answer) -> dict[str, int]:
        """Return counts with those of what is left out, and under ``NO_VALUE`` of no value."""
        found = counts | {NO_VALUE: self.own.read(answer)[f"{self.facet} without"]["doc_count"]}
        if self.excluded:
            free = (one["doc_count"] for one in of_each(answer[f"{self.facet} left out"]))
            found |= zip(self.excluded, free, strict=True)
        return found

    def first(self) -> Aggregations:
        """Return what is to be counted first: what stands at the top, and what is named."""
        if self.short:
            asked = {self._name("years"): values(self.facet, _MOST_YEARS)}
        elif self.facet in PERIODS:
            asked = {self._name("years"): _years(self.facet)}
            named = [one for period in self._way() for one in next(iter(_below(period)), [])]
            if named:
                asked[self._name("below")] = values(self.facet, len(named), only=named)
        else:
            asked = {self._name("values"): values(self.facet, self._size)}
            if way := self._way():
                asked[self._name("named")] = each(having(self.facet, [value]) for value in way)
        return self.asked(asked)

    def second(self, answer: Answer) -> Aggregations:
        """Return what is to be counted besides, as the first answer shows."""
        own, asked = self.own.read(answer), {}
        if self.short:
            return {}
        if self.facet in PERIODS:
            opened = set(self._opened(own)).difference(self._way())
            if finer := [one for period in opened for names in _below(period) for one in names]:
                asked[self._name("more")] = values(self.facet, len(finer), only=sorted(finer))
            return self.own.ask(asked)
        found, lower = own[self._name("values")], _LOWER.get(self.facet, ())
        if uncertain(found):
            whole = values(self.facet, self._size, of_a_shard=ALL_OF_A_SHARD)
            asked[self._name("values")] = whole
        if lower and cut(found):
            asked[self._name("lower")] = values(self.facet, len(lower), only=lower)
        return self.own.ask(asked)

    def counts(self, requests: Requests, answer: Answer, second: Answer) -> KnownCounts:
        """Return the counts of the two answers."""
        own = {**self.own.read(answer), **self.own.read(second)}
        counts = self.with_others(self._counted(own), answer)
        missing = counts.pop(NO_VALUE)
        absent = absent_above(requests, self.facet, counts)
        return KnownCounts.of(self.facet, counts, missing, absent)

    def _counted(self, own: Answer) -> dict[str, int]:
        found: dict[str, int] = {}
        for name in ("years", "values", "below", "more", "lower"):
            if self._name(name) in own:
                found |= by_value(own[self._name(name)])
        if self._name("named") in own:
            numbers = (one["doc_count"] for one in of_each(own[self._name("named")]))
            found |= zip(self._way(), numbers, strict=True)
        return found

    def _opened(self, own: Answer) -> list[str]:
        """Return the values below which the tree shows others, as far as the counts tell."""
        known = KnownCounts.of(self.facet, self._counted(own))
        tree(self.facet, known, self.selected, self.excluded)
        return known.looked_below

    def _way(self) -> list[str]:
        """Return the values that the query names, and all that lie above them in the tree."""
        shape = FACET_BY_NAME[self.facet]
        found = [
            one
            for value in (*self.selected, *self.excluded)
            if value != NO_VALUE
            for one in (value, *values_above(shape, value))
        ]
        return list(dict.fromkeys(found))

    @property
    def _size(self) -> int:
        # Those that lie below others do not count among the most frequent at the top.
        return FACET_BY_NAME[self.facet].most_listed + len(_LOWER.get(self.facet, ()))

    def _name(self, what: str) -> str:
        return f"{self.facet} {what}"


def _years(facet: str) -> Aggregations:
    """Ask for the years of a facet of periods; those mentioned have a field of their own."""
    if facet == "mentioned":
        return values(MENTIONED_YEARS, _MOST_YEARS)
    return values(facet, _MOST_YEARS, only=_YEARS)


def absent_above(requests: Requests, facet: str, counts: Mapping[str, int]) -> set[str]:
    """Return what lies above the values of a result in their tree, but is not in the archive."""
    # An article with a day has its month and its year.
    if facet in PERIODS:
        return set()
    above = FACET_BY_NAME[facet].above
    places = {above(value) for value, count in counts.items() if count}
    open_ = sorted(place for place in places if place and not counts.get(place))
    in_archive = requests.counts([having(facet, [value]) for value in open_])
    return {value for value, count in zip(open_, in_archive, strict=True) if not count}


def _below(period: str) -> list[list[str]]:
    """Return the names of the months and days below a year, or of the days below a month."""
    first, last = days_of(period)
    days = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
    finer = (letters for letters in LETTERS.values() if letters > len(period))
    return [list(dict.fromkeys(day[:letters] for day in days)) for letters in finer]
