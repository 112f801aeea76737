"""Why an article stands where it stands: the clauses of a score, each with what it gave."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from index.analysis import Analyzer, tokenize
from index.article import Article
from index.facets import FACET_BY_NAME
from index.fields import FIELDS, LEAD_WORDS
from index.stores.opensearch.documents import terms_of
from search.engines.opensearch.filters import Filter, all_of, has_terms, mask
from search.engines.opensearch.found import Found
from search.engines.opensearch.hits import CREDIT, closeness, named, names_of, told
from search.engines.opensearch.score_tree import LEAD, Clause, Sum, parts_of_score
from search.engines.opensearch.session import Inquiry
from search.language.syntax import parts_of, scored, words_of
from search.ranking.bm25 import Ranking
from search.ranking.proximity import near
from search.results import Explanation, Match, Part

_LISTED = "listed"
_KEPT = "kept"
_VALUES = {field.name: field.values for field in FIELDS}


def explain(
    inquiry: Inquiry, ranking: Ranking, found: Found, number: int, article: Article
) -> Explanation:
    """Why an article stands where it stands for a query.

    Args:
        inquiry: asks the index.
        ranking: the parameters of the scores.
        found: the query.
        number: of the article.
        article: itself.
    """
    only = has_terms("number", [number])
    named_things: list[Clause | Sum] = []

    def name(thing: Clause | Sum) -> str:
        named_things.append(thing)
        return f"thing {len(named_things) - 1}"

    score = found.scored(name)
    shares = [named(one, f"share {at}") for at, (one, _) in enumerate(found.shares)]
    names = [*names_of(found), *shares, named(found.ranked, _LISTED), named(_strict(found), _KEPT)]
    body: dict[str, Any] = {
        "query": {"bool": {"filter": [only], "should": [score] if score else []}},
        "post_filter": told(only, names),
        "size": 1,
        "_source": False,
    }
    analyzer = inquiry.snapshot.analyzer
    hits = inquiry.search(body, named_scores=True)["hits"]["hits"]
    values: dict[str, float] = hits[0].get("matched_queries", {}) if hits else {}
    closest, missing = closeness(found, list(values))
    closest = closest if _KEPT in values else Match.NONE
    listed = _LISTED in values
    lacking = sum(
        share for at, (_, share) in enumerate(found.shares) if f"share {at}" not in values
    )
    coverage = 1 - lacking
    given = {id(thing): values.get(f"thing {at}", 0.0) for at, thing in enumerate(named_things)}
    parts = [
        _part(clause, value * coverage, article, analyzer, ranking)
        for clause, value in parts_of_score(found.score, lambda thing: given[id(thing)])
    ]
    return Explanation(
        article=article,
        score=round(float(hits[0]["_score"] or 0.0), 4) if hits and listed else 0.0,
        match=closest,
        parts=(*(parts if listed else ()), *_credit(found, values)),
        coverage=round(coverage, 4),
        missing=missing,
        terms={
            word.text: {level: word.terms.at(level) for level in word.levels}
            for word in words_of(found.node)
        },
        respelled=found.respelled,
    )


def _strict(found: Found) -> Filter:
    """What the parts of the query let through that ask for no words."""
    return all_of(mask(part) for part in parts_of(found.node) if not scored(part))


def _part(
    clause: Clause, score: float, article: Article, analyzer: Analyzer, ranking: Ranking
) -> Part:
    return Part(
        what=clause.what,
        level=clause.level,
        field=clause.field,
        frequency=round(_frequency(clause, article, analyzer, ranking), 4),
        score=round(score, 4),
        kind=clause.kind,
    )


def _frequency(clause: Clause, article: Article, analyzer: Analyzer, ranking: Ranking) -> float:
    """How often the article has what a clause looks for; for neighbours, by their distance."""
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
    _, worth = near(left, right, ranking.window)
    return float(worth.sum())


def _credit(found: Found, names: Iterable[str]) -> tuple[Part, ...]:
    """The credit of the agency that the query names; it adds nothing to the score."""
    if not found.agency or CREDIT not in names:
        return ()
    label = FACET_BY_NAME["agency"].label(found.agency)
    return (Part(label, "exact", "agency", 1.0, 0.0, kind="credit"),)
