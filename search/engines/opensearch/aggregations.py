"""What OpenSearch is asked to count, and the reading of what it answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.stores.opensearch.mapping import facet_field
from search.engines.opensearch.filters import EVERYTHING, Filter
from search.facets.days import CODES
from search.results import Unit

#: Aggregations of OpenSearch, by the names that their answers come back under.
Aggregations = dict[str, Any]

#: Their answers, by the same names.
Answer = Mapping[str, Any]

#: A shard tells so many of its values: so that their counts are exact without asking twice, and
#: no shard has to send millions.
OF_A_SHARD = 20_000

#: All that a shard has.
ALL_OF_A_SHARD = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Within:
    """Some of the articles that a search finds, to be counted apart.

    Attributes:
        name: under which they are counted.
        filter: lets them through.
    """

    name: str
    filter: Filter

    def ask(self, asked: Aggregations) -> Aggregations:
        """Return aggregations over these articles alone."""
        # Without a filter around them, OpenSearch counts some of them by its index alone.
        if not asked or self.filter == EVERYTHING:
            return asked
        return {self.name: {"filter": self.filter, "aggs": asked}}

    def read(self, answer: Answer) -> Answer:
        """Return the answers for these articles."""
        if self.filter == EVERYTHING:
            return answer
        found: Answer = answer.get(self.name, {})
        return found


def values(
    facet: str, size: int, *, only: Sequence[str] | str = "", of_a_shard: int = OF_A_SHARD
) -> Aggregations:
    """Ask for the most frequent values of a facet.

    Args:
        facet: its name.
        size: how many values.
        only: these values, or those that a pattern matches.
        of_a_shard: how many values each shard tells. Where it has more, counts may be too low,
            which :func:`uncertain` says.
    """
    terms: dict[str, Any] = {
        "field": facet_field(facet),
        "size": size,
        "shard_size": max(size, of_a_shard),
    }
    if only:
        terms["include"] = only
    return {"terms": terms}


def uncertain(answer: Answer) -> bool:
    """Return whether the counts of :func:`values` may be too low."""
    return bool(answer["doc_count_error_upper_bound"])


def cut(answer: Answer) -> bool:
    """Return whether there are more values than :func:`values` asked for."""
    return bool(answer["sum_other_doc_count"])


def by_value(answer: Answer) -> dict[str, int]:
    """Return the counts of :func:`values`, by value."""
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def without(facet: str) -> Aggregations:
    """Ask how many articles have no value in a facet."""
    return {"missing": {"field": facet_field(facet)}}


def each(filters: Iterable[Filter], inside: Aggregations | None = None) -> Aggregations:
    """Ask how many articles each filter lets through.

    Args:
        filters: they may let the same articles through.
        inside: what is counted of the articles of each.
    """
    numbered = {str(number): one for number, one in enumerate(filters)}
    return {"filters": {"filters": numbered}} | ({"aggs": inside} if inside else {})


def of_each(answer: Answer) -> list[Answer]:
    """Return the answers to :func:`each`, in the order of its filters."""
    buckets: Mapping[str, Answer] = answer["buckets"]
    return [buckets[str(number)] for number in range(len(buckets))]


def over_time(unit: Unit) -> Aggregations:
    """Ask how many articles every year, month or day has that has any."""
    return {"date_histogram": {"field": "published", "calendar_interval": unit, "min_doc_count": 1}}


def by_period(answer: Answer, unit: Unit) -> dict[str, int]:
    """Return the counts of :func:`over_time`, by ISO names like ``2024-05``, the oldest first."""
    buckets = answer["buckets"]
    starts = np.array([bucket["key"] for bucket in buckets], dtype="datetime64[ms]")
    names = starts.astype(f"datetime64[{CODES[unit]}]").astype(str).tolist()
    return dict(zip(names, (bucket["doc_count"] for bucket in buckets), strict=True))


# Up to so many texts with copies are counted without an estimate.
_TEXTS_COUNTED = 40_000

#: Count the different texts of articles.
TEXTS: Aggregations = {
    "alone": {"filter": {"term": {"copied": False}}},
    "copied": {
        "filter": {"term": {"copied": True}},
        "aggs": {
            "texts": {"cardinality": {"field": "lead", "precision_threshold": _TEXTS_COUNTED}}
        },
    },
}


def texts_counted(answer: Answer) -> int:
    """Return how many different texts there are, as :data:`TEXTS` asks for them."""
    alone, copied = answer["alone"]["doc_count"], answer["copied"]["texts"]["value"]
    return int(alone + copied)
