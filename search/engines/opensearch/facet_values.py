"""Every value of facets of an OpenSearch index, for pages of one facet and for completions."""

from collections.abc import Sequence
from typing import Any

from index.stores.opensearch.mapping import facet_field
from search.engines.opensearch.aggregations import (
    ALL_OF_A_SHARD,
    Aggregations,
    Answer,
    by_value,
    cut,
    uncertain,
    values,
)
from search.engines.opensearch.facet_counts import FacetRequest
from search.engines.opensearch.filters import Filter, all_of
from search.engines.opensearch.requests import Requests
from search.query import Query

#: OpenSearch gives no more than 65,535 values in one answer; so many of each facet leave room.
AT_ONCE = 7_500


def every_value(
    requests: Requests, listed: Filter, query: Query, facets: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Return every value of facets with its count; see ``Session.values``.

    Args:
        requests: asks the index.
        listed: the articles that the query's words find in its range of days.
        query: with its choices.
        facets: their names.
    """
    asked = [FacetRequest.of(query, name) for name in facets]
    aggregations: Aggregations = {}
    for one in asked:
        counted = {_all(one.facet): values(one.facet, AT_ONCE, of_a_shard=ALL_OF_A_SHARD)}
        aggregations |= one.within.ask(one.asked(counted))
    answer = requests.aggregated(listed, aggregations)
    return {one.facet: _read(requests, listed, one, one.within.read(answer)) for one in asked}


def _read(
    requests: Requests, listed: Filter, request: FacetRequest, answer: Answer
) -> dict[str, int]:
    found = request.own.read(answer)[_all(request.facet)]
    counts = request.with_others(by_value(found), answer)
    if cut(found) or uncertain(found):
        kept = all_of([listed, request.within.filter, request.own.filter])
        return _part_by_part(requests, kept, request.facet) | counts
    return counts


def _all(facet: str) -> str:
    return f"{facet} all"


def _part_by_part(requests: Requests, within: Filter, facet: str) -> dict[str, int]:
    found: dict[str, int] = {}
    after: dict[str, Any] = {}
    while True:
        source = {"value": {"terms": {"field": facet_field(facet)}}}
        part = {"composite": {"size": AT_ONCE, "sources": [source], **after}}
        read = requests.aggregated(within, {"part": part})["part"]
        for bucket in read["buckets"]:
            found[bucket["key"]["value"]] = bucket["doc_count"]
        if "after_key" not in read or len(read["buckets"]) < AT_ONCE:
            return found
        after = {"after": read["after_key"]}
