"""Why an article stands where it stands: the clauses of a score, each with what it gave."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.analysis import Analyzer, tokenize
from index.article import Article
from index.fields import FIELDS, LEAD_WORDS
from index.stores.opensearch.documents import terms_of
from search.engines.opensearch.filters import Filter, has_terms
from search.engines.opensearch.hits import closeness_names, named, read_closeness, telling
from search.engines.opensearch.ranked_query import MOST_CLAUSES, RankedQuery
from search.engines.opensearch.requests import Requests, article_of, value_of
from search.engines.opensearch.score_tree import Clause, Sum, clauses, parts_of_score
from search.engines.protocol import Reasons
from search.ranking.bm25 import Ranking
from search.ranking.proximity import proximity
from search.ranking.scored_fields import LEAD
from search.results import ScorePart

_RANKED = "ranked"
_VALUES = {field.name: field.values for field in FIELDS}


def explain(
    requests: Requests, ranked: RankedQuery, ranking: Ranking, hit: dict[str, Any]
) -> Reasons:
    """Take the score of one article apart.

    Args:
        requests: asks the index.
        ranked: the query.
        ranking: its parameters.
        hit: the article.
    """
    article, only = article_of(hit), has_terms("number", [value_of(hit, "number")])
    things: list[Clause | Sum] = []

    def name(thing: Clause | Sum) -> str:
        things.append(thing)
        return f"thing {len(things) - 1}"

    score = ranked.scored(name)
    shares = [named(one, f"share {at}") for at, (one, _) in enumerate(ranked.shares)]
    names = [*closeness_names(ranked.plan), *shares, named(ranked.matched, _RANKED)]
    scored = {"bool": {"filter": [only], "should": [score] if score else []}}
    first, *more = _taken_at_once(names)
    hits = _named(requests, scored, telling(only, first))
    told: dict[str, float] = hits[0].get("matched_queries", {}) if hits else {}
    for some in more:
        for told_more in _named(requests, only, telling(only, some)):
            told = told | told_more.get("matched_queries", {})
    coverage = 1 - sum(
        share for at, (_, share) in enumerate(ranked.shares) if f"share {at}" not in told
    )
    given = {id(thing): told.get(f"thing {at}", 0.0) for at, thing in enumerate(things)}
    return Reasons(
        article=article,
        closeness=read_closeness(ranked.plan, told),
        ranked=_RANKED in told,
        score=float(hits[0]["_score"] or 0.0) if hits and _RANKED in told else 0.0,
        coverage=coverage,
        parts=tuple(
            part(clause, value * coverage, article, requests.snapshot.analyzer, ranking)
            for clause, value in parts_of_score(ranked.score, lambda thing: given[id(thing)])
        ),
    )


def _named(requests: Requests, query: Filter, telling_: Filter) -> list[dict[str, Any]]:
    body = {"query": query, "post_filter": telling_, "size": 1, "_source": False}
    return list(requests.search(body, named_scores=True)["hits"]["hits"])


def _taken_at_once(names: Sequence[Filter]) -> list[list[Filter]]:
    """Cut filters with names into rows of no more clauses than a server takes."""
    rows: list[list[Filter]] = [[]]
    room = MOST_CLAUSES
    for one in names:
        length = clauses(one)
        if length > room and rows[-1]:
            rows.append([])
            room = MOST_CLAUSES
        rows[-1].append(one)
        room -= length
    return rows


def part(
    clause: Clause, score: float, article: Article, analyzer: Analyzer, ranking: Ranking
) -> ScorePart:
    """Return what a clause added to the score of an article.

    Args:
        clause: of any part of a query.
        score: that it gave.
        article: that has it.
        analyzer: of the index.
        ranking: its parameters.
    """
    return ScorePart(
        what=clause.what,
        level=clause.level,
        field=clause.field,
        frequency=round(_frequency(clause, article, analyzer, ranking), 4),
        score=round(score, 4),
        kind=clause.kind,
    )


def _frequency(clause: Clause, article: Article, analyzer: Analyzer, ranking: Ranking) -> float:
    """Return how often an article has what a clause looks for; neighbours count by distance."""
    if not clause.terms:
        return 1.0
    field = "body" if clause.field == LEAD else clause.field
    tokens = tokenize("\n".join(_VALUES[field](article)))
    held = [terms_of(analyzer.terms(token.text), clause.level) for token in tokens]
    if clause.field == LEAD:
        held = held[:LEAD_WORDS]
    wanted = set(clause.terms)
    if not clause.beside:
        return float(sum(not wanted.isdisjoint(terms) for terms in held))
    left, right = (
        np.array([at for at, terms in enumerate(held) if side & set(terms)], dtype=np.int64)
        for side in (wanted, set(clause.beside))
    )
    rarer, other = sorted((left, right), key=len)
    _, worth = proximity(rarer, other, ranking.window)
    return float(worth.sum())
