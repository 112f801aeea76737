"""What a server is not asked for, since it has more clauses than a server takes."""

from copy import deepcopy
from typing import Any

import pytest

from search.engines.opensearch import explanation, ranked_query, scoring
from search.engines.opensearch.filters import EVERYTHING
from search.engines.opensearch.hits import closeness_names
from search.engines.opensearch.ranked_query import RankedQuery
from search.engines.opensearch.requests import Requests
from search.engines.opensearch.score_tree import clauses
from search.engines.opensearch.scoring import Scoring
from search.engines.opensearch.session import OpenSearchSession
from search.query import Query
from search.ranking.bm25 import Ranking
from search.searcher import Searcher


def test_the_names_of_hits_are_counted_as_well(
    searcher: Searcher, embedded: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many related words of a long query are more in the names than in the query."""
    monkeypatch.setattr(scoring, "_MOST_CLAUSES", 1)
    session = embedded._open()
    plan = embedded._plan(session, Query("سعر القمح مدارس وزير سيارة طبيب حريق طائرة"))
    lexicon = session.completions.lexicon
    ranked = RankedQuery.of(plan, Scoring(Ranking(), 20, lambda _: 1, lexicon, 1.0))
    names = closeness_names(plan)
    most = clauses(ranked.query(EVERYTHING))
    monkeypatch.setattr(ranked_query, "MOST_CLAUSES", most)
    asked = searcher._open()
    assert isinstance(asked, OpenSearchSession)
    asked._ranked = ranked
    assert not asked.takes(plan)
    monkeypatch.setattr(ranked_query, "MOST_CLAUSES", max(most, clauses(names)))
    assert asked.takes(plan)


def test_an_explanation_of_many_names_asks_for_them_in_turn(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if a server took ten clauses."""
    query = Query("سعر القمح")
    asked: list[dict[str, Any]] = []
    answers: list[dict[str, Any]] = []
    search = Requests.search

    def named(self: Requests, body: dict[str, Any], **choices: Any) -> dict[str, Any]:
        if not choices.get("named_scores"):
            return search(self, body, **choices)
        asked.append(body)
        if not answers:
            answers.append(search(self, body, **choices))
        answer = deepcopy(answers[0])
        for hit in answer["hits"]["hits"]:
            told = hit["matched_queries"]
            hit["matched_queries"] = {name: told[name] for name in told if name in names_in(body)}
        return answer

    monkeypatch.setattr(Requests, "search", named)
    whole = searcher.explain(query, "price")
    monkeypatch.setattr(explanation, "MOST_CLAUSES", 10)
    assert whole is not None
    assert searcher.explain(query, "price") == whole
    assert len(asked) > 2
    assert all(clauses(body["post_filter"]["bool"]["should"]) <= 10 for body in asked[1:])


def names_in(query: Any) -> set[str]:
    """The names of all the filters in a query."""
    if isinstance(query, list):
        return set().union(*map(names_in, query))
    if not isinstance(query, dict):
        return set()
    own = {query["_name"]} if "_name" in query else set()
    return own.union(*map(names_in, query.values()))
