"""What a server is not asked for, since it has more clauses than a server takes."""

import pytest

from search.engines.opensearch import ranked_query, scoring
from search.engines.opensearch.filters import EVERYTHING
from search.engines.opensearch.hits import closeness_names
from search.engines.opensearch.ranked_query import RankedQuery
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
