"""All values of facets of an OpenSearch index: for pages of one facet, and for completions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.facets import FACET_BY_NAME, NO_VALUE
from index.stores.opensearch.mapping import facet_field
from search.completion.facet_values import COMPLETED, Names
from search.engines.opensearch.aggregations import (
    ALL_OF_A_SHARD,
    Aggregations,
    Answer,
    by_value,
    cut,
    uncertain,
    values,
)
from search.engines.opensearch.facet_counts import OneFacet, in_range, named_in, within_others
from search.engines.opensearch.filters import EVERYTHING, Filter, all_of
from search.engines.opensearch.session import Inquiry
from search.facets.pages import facet_page
from search.query import Query
from search.results import FacetPage

#: OpenSearch gives no more than 65,535 values in one answer; so many of each facet leave room.
AT_ONCE = 7_500

_NAMES = "names of facets"


def facet(
    inquiry: Inquiry,
    found: Filter,
    query: Query,
    name: str,
    *,
    containing: str = "",
    first: int = 0,
    count: int,
) -> FacetPage:
    """The values of one facet for a query, the most frequent first.

    Args:
        inquiry: asks the index.
        found: the articles that the query's words find.
        query: with its choices.
        name: of the facet.
        containing: what one of the names of a value has in it.
        first: how many to leave out from the beginning.
        count: how many at most.
    """
    counts = _all_values(inquiry, found, query, [name])[name]
    return facet_page(name, counts, query, containing=containing, first=first, count=count)


def facets(inquiry: Inquiry, found: Filter, query: Query, count: int) -> tuple[FacetPage, ...]:
    """The most frequent values of every facet for a query.

    Args:
        inquiry: asks the index.
        found: the articles that the query's words find.
        query: with its choices.
        count: how many values of each facet at most.
    """
    counts = _all_values(inquiry, found, query, list(FACET_BY_NAME))
    return tuple(facet_page(name, counts[name], query, count=count) for name in FACET_BY_NAME)


def names(inquiry: Inquiry) -> Names:
    """The names of the values that the archive has in its facets."""
    kept = inquiry.snapshot.kept
    if _NAMES in kept:
        found: Names = kept[_NAMES]
        return found
    counts = _all_values(inquiry, EVERYTHING, Query(), COMPLETED)
    found = Names.of({
        name: {value: count for value, count in values.items() if value != NO_VALUE}
        for name, values in counts.items()
    })  # fmt: skip
    if not inquiry.partial:
        kept[_NAMES] = found
    return found


@dataclass(frozen=True, slots=True)
class AllValues:
    """Counts all values of a facet; see :class:`.opensearch_values.Way`."""

    facet: str

    def aggregations(self) -> Aggregations:
        """As many values as one answer holds."""
        return {self._name: values(self.facet, AT_ONCE, of_a_shard=ALL_OF_A_SHARD)}

    def more(self, answer: Answer) -> Aggregations:
        """Nothing: what one answer does not hold is read by :func:`each_value`."""
        return {}

    def counts(self, answer: Answer) -> dict[str, int]:
        """The values that were counted."""
        return by_value(answer[self._name])

    def whole(self, answer: Answer) -> bool:
        """Whether these are all, with all their articles."""
        found = answer[self._name]
        return not cut(found) and not uncertain(found)

    @property
    def _name(self) -> str:
        return f"{self.facet} all"


def _all_values(
    inquiry: Inquiry, found: Filter, query: Query, facets: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Every value of facets with its count, and under ``NO_VALUE`` how many articles have none."""
    listed = in_range(found, query)
    ways = {name: AllValues(name) for name in facets}
    asked = {
        name: OneFacet(named_in(query, name), within_others(query, name), way)
        for name, way in ways.items()
    }
    aggregations: Aggregations = {}
    for one in asked.values():
        aggregations |= one.within.ask(one.aggregations())
    answer = _answer(inquiry, listed, aggregations)
    counts: dict[str, dict[str, int]] = {}
    for name, one in asked.items():
        inside = one.within.read(answer)
        counts[name] = one.counts(inside, {})
        if not ways[name].whole(one.own.read(inside)):
            kept = all_of([listed, one.within.filter, one.own.filter])
            counts[name] = each_value(inquiry, kept, name) | counts[name]
    return counts


def each_value(inquiry: Inquiry, within: Filter, facet: str) -> dict[str, int]:
    """Every value of a facet with its count, read part by part.

    Args:
        inquiry: asks the index.
        within: the articles to count.
        facet: its name.
    """
    found: dict[str, int] = {}
    after: dict[str, Any] = {}
    while True:
        source = {"value": {"terms": {"field": facet_field(facet)}}}
        part = {"composite": {"size": AT_ONCE, "sources": [source], **after}}
        read: Mapping[str, Any] = _answer(inquiry, within, {"part": part})["part"]
        for bucket in read["buckets"]:
            found[bucket["key"]["value"]] = bucket["doc_count"]
        if "after_key" not in read or len(read["buckets"]) < AT_ONCE:
            return found
        after = {"after": read["after_key"]}


def _answer(inquiry: Inquiry, within: Filter, asked: Aggregations) -> Answer:
    query = {"bool": {"filter": [within]}}
    answer: Answer = inquiry.search({"query": query, "size": 0, "aggs": asked})["aggregations"]
    return answer
