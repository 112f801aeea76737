"""Articles on what an article of an OpenSearch index is about.

See :mod:`search.ranking.significant_terms`.
"""

from collections.abc import Sequence
from typing import Any

from index.stores.opensearch.mapping import level_field
from search.engines.opensearch.collector import PLACES_ALONE
from search.engines.opensearch.filters import any_of, has_terms, none_of
from search.engines.opensearch.scoring import counted_for_idf, lucene_idf
from search.engines.opensearch.session import Inquiry, article_of, value_of
from search.ranking.bm25 import NEAR, Ranking
from search.ranking.significant_terms import COUNTED, FIELDS, LEAST_SHARE, MOST, Terms, telling

#: A hit of OpenSearch.
_Hit = dict[str, Any]


def near(inquiry: Inquiry, ranking: Ranking, hit: _Hit, count: int) -> list[_Hit]:
    """The hits of the articles related to one, the nearest first; no copies of it or of each.

    Args:
        inquiry: asks the index.
        ranking: its parameters.
        hit: the article, as :meth:`Inquiry.identified` gives it.
        count: how many at most.
    """
    wanted = _numbers(inquiry, ranking, hit)[:count]
    hits = inquiry.found(has_terms("number", wanted), len(wanted))
    return sorted(hits, key=lambda found: wanted.index(value_of(found, "number")))


def _numbers(inquiry: Inquiry, ranking: Ranking, hit: _Hit) -> list[int]:
    """The numbers of related articles; a lead stands for its copies where it is among them."""
    number, lead = value_of(hit, "number"), value_of(hit, "lead")
    clauses = _clauses(inquiry, ranking, hit)
    if not clauses:
        return []
    others = any_of([has_terms("number", [number]), none_of([has_terms("lead", [lead])])])
    body = {
        "query": {"bool": {"should": clauses, "filter": [others], "minimum_should_match": 1}},
        "size": MOST + 1,
        "sort": [{"_score": "desc"}, {"number": "asc"}],
        "track_total_hits": False,
        **PLACES_ALONE,
    }
    found = inquiry.search(body)["hits"]["hits"]
    # Where the article itself is not among them, all of them reach more than it does.
    least = next((LEAST_SHARE * one["_score"] for one in found if _number(one) == number), 0.0)
    related = [one for one in found if _number(one) != number and one["_score"] >= least][:MOST]
    among = set(map(_number, related))
    first = {value_of(one, "lead"): _number(one) for one in reversed(related)}
    leads = dict.fromkeys(value_of(one, "lead") for one in related)
    return [lead if lead in among else first[lead] for lead in leads]


def _number(hit: _Hit) -> int:
    number: int = value_of(hit, "number")
    return number


def _clauses(inquiry: Inquiry, ranking: Ranking, hit: _Hit) -> list[dict[str, Any]]:
    """Scores of the most telling words of an article, in each field."""

    def frequencies(words: Sequence[Terms]) -> list[int]:
        terms = [term for word in words for term in word]
        _, *counts = inquiry.counts(list(counted_for_idf(COUNTED, terms)))
        containing = dict(zip(terms, counts, strict=True))
        return [sum(containing[term] for term in word) for word in words]

    snapshot = inquiry.snapshot
    words = telling(article_of(hit), snapshot.analyzer, inquiry.size, frequencies)
    terms = [term for word, _ in words for term in word]
    inquiry.counts([one for field in FIELDS for one in counted_for_idf(field, terms)])
    unsaturated = (ranking.k1 + 1) / snapshot.saturated
    scores = [
        [
            _term(level_field(field, NEAR), term, weight * unsaturated / rarity)
            for term in word
            if (rarity := lucene_idf(inquiry.count, field, term))
        ]
        for field in FIELDS
        for word, weight in words
    ]
    return [{"dis_max": {"queries": queries}} for queries in scores if queries]


def _term(field: str, term: str, boost: float) -> dict[str, Any]:
    """A term that counts by a weight of ours, and not by the rarity that the server gives it."""
    return {"term": {field: {"value": term, "boost": boost}}}
