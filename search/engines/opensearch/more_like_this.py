"""Articles on what an article of an OpenSearch index is about.

See :mod:`search.ranking.significant_terms`.
"""

from collections.abc import Sequence
from typing import Any

from index.stores.opensearch.mapping import level_field
from search.engines.opensearch.collector import PLACES_ALONE, Hit
from search.engines.opensearch.filters import any_of, has_terms, none_of
from search.engines.opensearch.requests import Requests, value_of
from search.engines.opensearch.scoring import counted_for_idf, lucene_idf
from search.ranking.bm25 import PROXIMITY_LEVEL, Ranking
from search.ranking.significant_terms import FIELDS, LEAST_SHARE, MOST, WeightedTerms


def more_like(
    requests: Requests, ranking: Ranking, hit: Hit, terms: Sequence[WeightedTerms], most: int
) -> list[Hit]:
    """Return the hits of the articles that score best for some terms, best first.

    No copies of the article are among them, and of the copies of another text one alone.

    Args:
        requests: asks the index.
        ranking: its parameters.
        hit: the article that the terms are of; its own score is the measure of the others.
        terms: with their weights.
        most: how many at most.
    """
    wanted = _numbers(requests, ranking, hit, terms)[:most]
    hits = requests.found(has_terms("number", wanted), len(wanted))
    return sorted(hits, key=lambda found: wanted.index(_number(found)))


def _numbers(
    requests: Requests, ranking: Ranking, hit: Hit, terms: Sequence[WeightedTerms]
) -> list[int]:
    """Return the numbers of the articles; a representative found stands for its copies."""
    number, representative = _number(hit), value_of(hit, "lead")
    clauses = _clauses(requests, ranking, terms)
    if not clauses:
        return []
    others = any_of([has_terms("number", [number]), none_of([has_terms("lead", [representative])])])
    body = {
        "query": {"bool": {"should": clauses, "filter": [others], "minimum_should_match": 1}},
        "size": MOST + 1,
        "sort": [{"_score": "desc"}, {"number": "asc"}],
        "track_total_hits": False,
        **PLACES_ALONE,
    }
    found = requests.search(body)["hits"]["hits"]
    # Where the article itself is not among them, all of them reach more than it does.
    least = next((LEAST_SHARE * one["_score"] for one in found if _number(one) == number), 0.0)
    related = [one for one in found if _number(one) != number and one["_score"] >= least][:MOST]
    among = set(map(_number, related))
    first = {value_of(one, "lead"): _number(one) for one in reversed(related)}
    representatives = dict.fromkeys(value_of(one, "lead") for one in related)
    return [
        representative if representative in among else first[representative]
        for representative in representatives
    ]


def _number(hit: Hit) -> int:
    number: int = value_of(hit, "number")
    return number


def _clauses(
    requests: Requests, ranking: Ranking, words: Sequence[WeightedTerms]
) -> list[dict[str, Any]]:
    """Return what scores weighted words in each field."""
    terms = [term for word, _ in words for term in word]
    requests.counts([one for field in FIELDS for one in counted_for_idf(field, terms)])
    unsaturated = (ranking.k1 + 1) / requests.snapshot.saturated
    scores = [
        [
            _term(level_field(field, PROXIMITY_LEVEL), term, weight * unsaturated / rarity)
            for term in word
            if (rarity := lucene_idf(requests.count, field, term))
        ]
        for field in FIELDS
        for word, weight in words
    ]
    return [{"dis_max": {"queries": queries}} for queries in scores if queries]


def _term(field: str, term: str, boost: float) -> dict[str, Any]:
    """Return what scores a term by a boost."""
    return {"term": {field: {"value": term, "boost": boost}}}
