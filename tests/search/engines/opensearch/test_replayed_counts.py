"""Counts from recorded answers of a cluster: of conditions, of values, over time."""

from datetime import date

import pytest

from index.facets import FACET_BY_NAME, NO_VALUE
from index.stores.cluster import DEFAULTS
from search.conditions import (
    EVERYTHING,
    NOTHING,
    AllOf,
    AnyOf,
    Condition,
    Covering,
    HasTerm,
    Having,
    Matching,
    NoneOf,
    Published,
    having,
)
from search.engines import open_engine
from search.engines.opensearch import facet_values, requests
from search.engines.opensearch.engine import OpenSearchEngine
from search.engines.protocol import Session
from search.language.syntax import Everything, Period, Prefix, Value
from search.planning import plan
from search.query import Query
from search.ranking.bm25 import Ranking
from search.results import Match, Unit
from search.searcher import Searcher
from tests.search.engines.opensearch.recording import Cluster

MARKETS, AFP = Having("section", ("markets",)), Having("agency", ("afp",))


@pytest.fixture
def session(cluster: Cluster) -> Session:
    engine = open_engine(cluster.address, DEFAULTS, Ranking())
    assert isinstance(engine, OpenSearchEngine)
    return engine.open(whole=True)


CONDITIONS: list[tuple[Condition, int]] = [
    (EVERYTHING, 22),
    (NOTHING, 0),
    (MARKETS, 3),
    (Having("section", ("markets", "football", NO_VALUE)), 8),
    (Having("section", (NO_VALUE,)), 3),
    (AllOf((MARKETS, AFP)), 1),
    (AllOf(()), 22),
    (AllOf((MARKETS, NOTHING)), 0),
    (AnyOf((MARKETS, AFP)), 5),
    (AnyOf((MARKETS, EVERYTHING)), 22),
    (NoneOf((MARKETS, AFP)), 17),
    (NoneOf((EVERYTHING,)), 0),
    (Published(date(2024, 5, 8), date(2024, 5, 10)), 3),
    (Published(date(2024, 6, 30), None), 3),
    (Published(None, date(2019, 12, 31)), 1),
    (HasTerm(None, "exact", "القمح"), 9),
    (HasTerm("title", "exact", "القمح"), 6),
    (Matching(Prefix("مجلس", None)), 2),
    (Matching(Value("agency", "رويترز")), 4),
    (Matching(Value("section", "باب الذاكرة")), 1),
    (Matching(Period(date(2024, 5, 1), date(2024, 5, 31), "published")), 14),
    (Matching(Period(date(1940, 1, 1), date(1950, 12, 31), "mentioned")), 1),
    (Matching(Everything()), 22),
    (Matching(Prefix("ال", "title"), Match.EXACT), 20),
    (Covering(((MARKETS, 0.5), (AFP, 0.4)), 0.45), 3),
    (Covering(((MARKETS, 0.5), (AFP, 0.4)), 0.9), 1),
]


def test_conditions_are_counted_in_one_journey(session: Session, cluster: Cluster) -> None:
    conditions = [condition for condition, _ in CONDITIONS]
    before = cluster.journeys
    assert session.counts(conditions) == [count for _, count in CONDITIONS]
    assert cluster.journeys == before + 1
    assert session.counts(conditions) == [count for _, count in CONDITIONS]
    assert cluster.journeys == before + 1, "what was counted is known"


@pytest.mark.parametrize(("condition", "count"), CONDITIONS, ids=[str(n) for n in range(26)])
def test_both_engines_count_the_same(embedded: Searcher, condition: Condition, count: int) -> None:
    assert embedded._engine.open().counts([condition]) == [count]


def test_what_is_known_costs_no_journey(session: Session, cluster: Cluster) -> None:
    assert session.known(EVERYTHING) == 22
    assert session.known(NOTHING) == 0
    assert session.known(MARKETS) is None
    session.counts([MARKETS])
    before = cluster.journeys
    assert session.known(MARKETS) == 3
    assert cluster.journeys == before


def test_many_counts_are_asked_for_in_batches(
    session: Session, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "_COUNTS_AT_ONCE", 2)
    before = cluster.journeys
    asked = [having("section", [name]) for name in ("markets", "football", "local", "sport")]
    assert session.counts([*asked, asked[0], EVERYTHING]) == [3, 2, 6, 3, 3, 22]
    assert cluster.journeys == before + 2, "the same is not asked twice, the obvious not at all"


def test_old_counts_make_room(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.opensearch.snapshot._COUNTS_KEPT", 1)
    assert session.counts([MARKETS, AFP]) == [3, 3]
    assert [session.known(MARKETS), session.known(AFP)] == [None, 3]


QUERIES = [
    Query("القمح"),
    Query("", chosen=(("section", "local"),)),
    Query("القمح", chosen=(("source", "okaz"),), excluded=(("agency", "spa"),)),
    Query("الوادي", excluded=(("date", "2024-05"), ("section", NO_VALUE))),
]


@pytest.mark.parametrize("query", QUERIES, ids=[str(n) for n in range(4)])
def test_every_value_of_every_facet(searcher: Searcher, embedded: Searcher, query: Query) -> None:
    found = searcher.facets(query, 50)
    assert [one.name for one in found] == list(FACET_BY_NAME)
    assert found == embedded.facets(query, 50)


def test_values_of_one_facet(searcher: Searcher, embedded: Searcher) -> None:
    query = Query("القمح", excluded=(("source", "okaz"),))
    found = searcher.facet(query, "source")
    assert {one.value: one.count for one in found.values} == {
        "okaz": 5, "aawsat": 3, "المرسى": 2, NO_VALUE: 1,
    }  # fmt: skip
    assert found == embedded.facet(query, "source")


def test_more_values_than_one_answer_holds_are_read_part_by_part(
    searcher: Searcher, embedded: Searcher, monkeypatch: pytest.MonkeyPatch, cluster: Cluster
) -> None:
    monkeypatch.setattr(facet_values, "AT_ONCE", 2)
    query = Query("القمح", excluded=(("section", "politics"),))
    session = searcher._engine.open(whole=True)
    counts = session.values(plan(session, Ranking(), query), ["section"])["section"]
    other = embedded._engine.open()
    expected = other.values(plan(other, Ranking(), query), ["section"])["section"]
    assert {v: n for v, n in counts.items() if n} == {v: n for v, n in expected.items() if n}
    parts = [one for one in cluster.searches() if "part" in one.get("aggs", {})]
    assert len(parts) >= 2


@pytest.mark.parametrize("unit", [None, "year", "month", "day"])
def test_articles_over_time(session: Session, embedded: Searcher, unit: Unit | None) -> None:
    condition, groups = Having("source", ("okaz", "aawsat")), [MARKETS, AFP]
    found = session.over_time(condition, groups, unit)
    assert found[1].articles == 15
    assert [one.articles for one in found[2]] == [3, 1]
    assert found == embedded._engine.open().over_time(condition, groups, unit)


def test_what_has_no_date_is_on_no_axis(session: Session, embedded: Searcher) -> None:
    undated = Having("date", (NO_VALUE,))
    found = session.over_time(undated, [MARKETS], "month")
    assert found == embedded._engine.open().over_time(undated, [MARKETS], "month")
    assert (found[0], found[1].articles) == (None, 2)


@pytest.mark.parametrize("by", [None, "source", "mentioned"])
def test_a_comparison(searcher: Searcher, embedded: Searcher, by: str | None) -> None:
    query = Query("القمح", chosen=(("source", "aawsat"),))
    found = searcher.compare(query, by, 2)
    assert found.periods
    assert found == embedded.compare(query, by, 2)
