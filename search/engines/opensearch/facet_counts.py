"""What an OpenSearch index is asked to count for a page of results, and what comes of it.

The filters of the facets stand in the ``post_filter`` of the search, so that its aggregations see
all articles that the query's words find in its range of days. Every facet is counted within the
filters of all others, in the same request as the hits; what only its answer tells to be needed is
asked for in one more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index.facets import FACET_BY_NAME, NO_VALUE
from search.engines.opensearch.aggregations import (
    Aggregations,
    Answer,
    Within,
    each,
    of_each,
    without,
)
from search.engines.opensearch.date_counts import OverTime, is_short
from search.engines.opensearch.filters import (
    Filter,
    all_of,
    facet_filters,
    having,
    none_of,
    published,
)
from search.engines.opensearch.session import Inquiry
from search.engines.opensearch.values import KnownCounts, Named, Way, absent_above, way_of
from search.facets.tree import named_values, tree
from search.notes import unknown_value
from search.query import Query
from search.results import FacetValue, Note, Timeline

#: Up to so many texts with copies are counted without an estimate.
_TEXTS_COUNTED = 40_000


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of the articles of a query.

    Attributes:
        facets: the values of the facets that the query asks to count.
        timeline: of the articles shown; ``None`` where none of them has a date.
        listed: how many of the articles shown are left when one stands for all copies of a text.
        extra: how many of the articles shown each of the further filters lets through.
    """

    facets: dict[str, tuple[FacetValue, ...]]
    timeline: Timeline | None
    listed: int
    extra: dict[str, int]


@dataclass(frozen=True, slots=True)
class OneFacet:
    """One facet of a query, counted within the filters of all others.

    Attributes:
        named: what the query names in it.
        within: what the filters of all others let through.
        way: how its values are counted.
    """

    named: Named
    within: Within
    way: Way

    def aggregations(self) -> Aggregations:
        """What is to be counted: what is left out as if nothing was, all else without it."""
        name, excluded = self.named.facet, self.named.excluded
        asked = self.own.ask(self.way.aggregations() | {f"{name} without": without(name)})
        if excluded:
            asked[f"{name} left out"] = each(having(name, [value]) for value in excluded)
        return asked

    def more(self, answer: Answer) -> Aggregations:
        """What is to be counted besides, as the first answer shows."""
        return self.own.ask(self.way.more(self.own.read(answer)))

    def counts(self, answer: Answer, second: Answer) -> dict[str, int]:
        """The values with their counts, and under ``NO_VALUE`` how many articles have none."""
        name, excluded = self.named.facet, self.named.excluded
        own = {**self.own.read(answer), **self.own.read(second)}
        found = self.way.counts(own) | {NO_VALUE: own[f"{name} without"]["doc_count"]}
        if excluded:
            free = (one["doc_count"] for one in of_each(answer[f"{name} left out"]))
            found |= zip(excluded, free, strict=True)
        return found

    def values(self, inquiry: Inquiry, counts: dict[str, int]) -> tuple[FacetValue, ...]:
        """The tree of the values."""
        name = self.named.facet
        without = counts.pop(NO_VALUE)
        known = KnownCounts.of(name, counts, absent_above(inquiry, name, counts))
        return tree(name, known, without, self.named.selected, self.named.excluded)

    @property
    def own(self) -> Within:
        """The articles that the query does not leave out by this facet."""
        return own_choice(self.named)


def own_choice(named: Named) -> Within:
    """The articles that a query does not leave out by a facet."""
    left_out = [having(named.facet, named.excluded)] if named.excluded else []
    return Within(f"{named.facet} kept", none_of(left_out))


def in_range(found: Filter, query: Query) -> Filter:
    """The articles that a query's words find, between its first and its last day."""
    if not query.first_day and not query.last_day:
        return found
    return all_of([found, published(query.first_day, query.last_day)])


def within_others(query: Query, facet: str) -> Within:
    """What the filters in all facets but one let through."""
    others = (one for name, one in facet_filters(query).items() if name != facet)
    return Within(f"{facet} open", all_of(others))


def named_in(query: Query, facet: str) -> Named:
    """What a query names in a facet."""
    return Named(facet, query.chosen_in(facet), query.excluded_in(facet))


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts the articles of a query by facets and over time.

    Attributes:
        inquiry: asks the index.
        listed: the articles that the query's words find in its range of days.
        shown: those of them that the filters in all facets let through.
        facets: those that are counted.
        over_time: counts the articles shown over time.
        extra: further filters, by names, to count within the articles shown.
    """

    inquiry: Inquiry
    listed: Filter
    shown: Within
    facets: tuple[OneFacet, ...]
    over_time: OverTime
    extra: Mapping[str, Filter]

    @classmethod
    def of(
        cls,
        inquiry: Inquiry,
        found: Filter,
        query: Query,
        extra: Mapping[str, Filter] = MappingProxyType({}),
    ) -> "Counting":
        """What a query asks to count.

        Args:
            inquiry: asks the index.
            found: the articles that the query's words find.
            query: with its choices.
            extra: further ones, by names, to count within the articles shown.
        """
        chosen = facet_filters(query)
        shown = Within("shown", all_of(chosen.values()))
        shown_over_time = OverTime(is_short(inquiry, query, query.chosen_in("date")))
        open_over_time = OverTime(is_short(inquiry, query))
        facets = tuple(
            OneFacet(
                named := named_in(query, name),
                within_others(query, name) if name in chosen else shown,
                way_of(named, open_over_time),
            )
            for name in (FACET_BY_NAME if query.counted is None else query.counted)
        )
        return cls(inquiry, in_range(found, query), shown, facets, shown_over_time, extra)

    def aggregations(self) -> Aggregations:
        """What is to be counted in the search for the hits, whose query is ``listed``."""
        shown = {f"also {name}": {"filter": one} for name, one in self.extra.items()}
        texts = {"texts": {"cardinality": {
            "field": "lead", "precision_threshold": _TEXTS_COUNTED,
        }}}  # fmt: skip
        shown["alone"] = {"filter": {"term": {"copied": False}}}
        shown["copied"] = {"filter": {"term": {"copied": True}}, "aggs": texts}
        shown |= self.over_time.aggregations()
        return self._put_together(lambda facet: facet.aggregations(), shown)

    def read(self, answer: Answer) -> Counted:
        """What the answers tell; asks for what else is needed."""
        shown = self.shown.read(answer)
        second = self._second(answer)
        more = self.shown.read(second)
        return Counted(
            facets={
                facet.named.facet: facet.values(
                    self.inquiry,
                    facet.counts(facet.within.read(answer), facet.within.read(second)),
                )
                for facet in self.facets
            },
            timeline=self.over_time.timeline({**shown, **more}),
            listed=shown["alone"]["doc_count"] + shown["copied"]["texts"]["value"],
            extra={name: shown[f"also {name}"]["doc_count"] for name in self.extra},
        )

    def _second(self, answer: Answer) -> Answer:
        asked = self._put_together(
            lambda facet: facet.more(facet.within.read(answer)),
            self.over_time.more(self.shown.read(answer)),
        )
        if not asked:
            return {}
        query = {"bool": {"filter": [self.listed]}}
        second: Answer = self.inquiry.search({"query": query, "size": 0, "aggs": asked})[
            "aggregations"
        ]
        return second

    def _put_together(
        self, ask: Callable[[OneFacet], Aggregations], shown: Aggregations
    ) -> Aggregations:
        """What is asked of the facets and of the articles shown, each within its filters."""
        asked: Aggregations = {}
        for facet in self.facets:
            if facet.within is self.shown:
                shown = shown | ask(facet)
            else:
                asked |= facet.within.ask(ask(facet))
        return asked | self.shown.ask(shown)


def notes(inquiry: Inquiry, query: Query) -> tuple[Note, ...]:
    """What is to be told of values that no article has; a period may well be empty."""
    named = named_values(query)
    counts = inquiry.counts([having(name, [value]) for name, value in named])
    unknown = [one for one, count in zip(named, counts, strict=True) if not count]
    # Where a part of the archive is missing, it may have them.
    return (unknown_value(unknown),) if unknown and not inquiry.partial else ()
