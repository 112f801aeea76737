"""Articles of an OpenSearch index over time, in all and for several values of a facet."""

from collections.abc import Mapping, Sequence
from typing import Any

from index.facets import FACET_BY_NAME
from index.stores.opensearch.mapping import MENTIONED_YEARS
from search.engines.opensearch.aggregations import (
    ALL_OF_A_SHARD,
    Aggregations,
    Answer,
    by_period,
    by_value,
    each,
    of_each,
    over_time,
    values,
)
from search.engines.opensearch.date_counts import days_between, first_and_last, on_axis
from search.engines.opensearch.facet_counts import in_range, named_in, own_choice, within_others
from search.engines.opensearch.filters import Filter, all_of, having
from search.engines.opensearch.session import Inquiry
from search.engines.opensearch.values import LOWER, KnownCounts, absent_above
from search.facets.timeline import Axis, Total, comparison_of, known_unit
from search.query import Query, unknown_facet
from search.results import Comparison


def compare(
    inquiry: Inquiry, found: Filter, query: Query, by: str, count: int, unit: str | None
) -> Comparison:
    """Articles over time, in all and for the most frequent values of a facet.

    Args:
        inquiry: asks the index.
        found: the articles that the query's words find.
        query: with its choices.
        by: the facet.
        count: how many values.
        unit: of the periods; ``None``, or where it would give too many, one that fits.

    Raises:
        QueryInvalid: where the facet or the unit is none.
    """
    if by not in FACET_BY_NAME:
        raise unknown_facet("by", by)
    wanted = known_unit(unit)
    named = named_in(query, by)
    kept = own_choice(named).filter
    within = all_of([in_range(found, query), within_others(query, by).filter, kept])
    first = _answer(inquiry, within, first_and_last() | _most_frequent(by, count, named.selected))
    days = days_between(first["aggregations"])
    axis = Axis.over(*days, wanted) if days else None
    top = _at_the_top(inquiry, by, by_value(first["aggregations"]["values"]))
    chosen = list(dict.fromkeys((*named.selected, *top)))[:count]
    totals = _totals(inquiry, within, axis, [having(by, [value]) for value in chosen])
    whole, *each_total = totals
    return comparison_of(by, axis, wanted, whole, dict(zip(chosen, each_total, strict=True)))


def _most_frequent(facet: str, count: int, selected: Sequence[str]) -> Aggregations:
    size = count + len(selected) + len(LOWER.get(facet, ()))
    counted = MENTIONED_YEARS if facet == "mentioned" else facet
    return {"values": values(counted, size, of_a_shard=ALL_OF_A_SHARD)}


def _at_the_top(inquiry: Inquiry, facet: str, counts: Mapping[str, int]) -> list[str]:
    """The values that lie below no other, the most frequent first."""
    absent = absent_above(inquiry, facet, counts)
    top = KnownCounts.of(facet, counts, absent).below.get(None, {})
    return sorted(top, key=lambda value: (-top[value], value))


def _totals(
    inquiry: Inquiry, within: Filter, axis: Axis | None, filters: Sequence[Filter]
) -> list[Total]:
    """All articles, and those that each filter lets through, over the periods of an axis."""
    inside = {"periods": over_time(axis.unit)} if axis else {}
    asked: Aggregations = {"each": each(filters, inside)} if filters else {}
    answer = _answer(inquiry, within, inside | asked)
    found: Answer = answer.get("aggregations", {})
    counted = of_each(found["each"]) if filters else []
    whole = {**found, "doc_count": answer["hits"]["total"]["value"]}
    return [_total(axis, one) for one in (whole, *counted)]


def _total(axis: Axis | None, counted: Answer) -> Total:
    by_time = on_axis(axis, by_period(counted["periods"], axis.unit)) if axis else ()
    return Total(counted["doc_count"], by_time)


def _answer(inquiry: Inquiry, within: Filter, asked: Aggregations) -> dict[str, Any]:
    query = {"bool": {"filter": [within]}}
    return inquiry.search({"query": query, "size": 0, "track_total_hits": True, "aggs": asked})
