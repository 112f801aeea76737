"""Pages of results from recorded answers of a cluster, beside those of the embedded engine."""

from dataclasses import replace
from datetime import date

import pytest

from index.errors import QueryInvalid
from index.facets import NO_VALUE
from search.cursor import Cursor
from search.engines.opensearch import collector, scoring
from search.query import Copies, Query, Sort
from search.results import Hit, Match, Results
from search.searcher import Searcher
from tests.search.engines.opensearch.newspaper import ARTICLES, HARVEST
from tests.search.engines.opensearch.recording import Cluster

UNCOUNTED: tuple[str, ...] = ()


def ids(results: Results) -> list[str]:
    return [hit.article.id for hit in results.hits]


def told(results: Results) -> Results:
    """All but the hits, and the time that it took."""
    return replace(results, hits=(), next="", took_ms=0.0)


def unscored(hit: Hit) -> Hit:
    return replace(hit, score=0.0)


def must_agree(here: Results, there: Results) -> None:
    """Only the scores may differ, which are near each other."""
    assert told(here) == told(there)
    assert bool(here.next) == bool(there.next)
    named = {hit.article.id: hit for hit in there.hits}
    for hit in here.hits:
        assert unscored(hit) == unscored(named[hit.article.id])
        assert (hit.score > 0) == (named[hit.article.id].score > 0)


# What is searched for, and the ids of the hits; only the first row counts facets.
SEARCHES = [
    (Query("سعر القمح", counted=None), ["price", "council", "price, later", "harvest",
                                        "council, later"]),
    (Query("عنوان:القمح"), ["price, later", "harvest", "price", "council"]),
    (Query("سعر القمح", sort="newest"), ["price, later", "council, later", "council", "price",
                                          "harvest, again"]),
    (Query("سعر القمح", sort="oldest"), ["harvest", "price", "council", "council, later",
                                          "price, later"]),
    (Query('"سعر القمح"'), ["council", "council, later", "price"]),
    (Query("عنوان:القمح -مجلس"), ["price, later", "harvest", "price"]),
    (Query("=مدارس"), ["schools"]),
    (Query("جذع:مدرسة"), ["school"]),
    (Query("مزارع*"), []),
    (Query("المزارع*", size=20), ["rain", "minister", "film", "council"]),
    (Query("مكتبا OR سمك"), ["agency", "fish"]),
    (Query("Google"), ["google"]),
    (Query("رويترز"), ["agency", "match", "council, later"]),
    (Query("hgrlp", size=2), ["price, later", "price"]),
    (Query("زرافة"), []),
    (Query("وزير السكر الأخضر"), ["sugar", "team"]),
    (Query("وزير السكر الأخضر", words="all"), []),
    (Query("قسم:اقتصاد وكالة:واس"), ["harvest, again"]),
    (Query("القمح تاريخ:2019"), ["bread"]),
    (Query("القمح شخص:الراوي"), ["price", "minister"]),
    (Query('القمح شخص:"عبد الله الراوي"'), ["price"]),
    (Query("القمح", chosen=(("person", "سالم الراوى"),)), ["price", "minister"]),
    (Query("", sort="newest", size=3), ["schools", "school", "film"]),
    (Query("", sort="oldest", size=2), ["bread", "harvest"]),
    (Query("", sort="oldest", size=3, first_day=date(2024, 5, 8), last_day=date(2024, 5, 9)),
     ["sugar", "council"]),
    (Query("القمح", chosen=(("section", "markets"),)), ["price, later", "price"]),
    (Query("القمح", chosen=(("section", "markets"), ("agency", "afp"))), ["price, later"]),
    (Query("القمح", excluded=(("agency", "spa"), ("agency", NO_VALUE))), ["price, later"]),
    (Query("القمح", chosen=(("date", NO_VALUE),)), ["harvest, undated", "letter"]),
    (Query("القمح", chosen=(("date", "2024-06"), ("date", "2019"))), ["price, later", "bread"]),
    (Query("القمح", chosen=(("mentioned", "1948"),)), ["bread"]),
    (Query("القمح", chosen=(("dateline", "لا مكان"),)), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [(replace(one, counted=None if at == 0 else UNCOUNTED), ids_)
     for at, (one, ids_) in enumerate(SEARCHES)],
    ids=[str(number) for number in range(len(SEARCHES))],
)  # fmt: skip
def test_a_search(
    searcher: Searcher, embedded: Searcher, query: Query, expected: list[str]
) -> None:
    found = searcher.search(query)
    assert ids(found) == expected
    must_agree(found, embedded.search(query))


@pytest.mark.parametrize(
    "query",
    [
        Query("القمح"),
        Query("", chosen=(("section", "local"),), excluded=(("source", "okaz"),)),
        Query("القمح", chosen=(("date", "2024-05"), ("mentioned", "1948"))),
        Query("السوق", first_day=date(2024, 5, 1), last_day=date(2024, 5, 31)),
        Query("الوادي", chosen=(("section", "football"), ("dateline", "الرياض"))),
        Query("", sort="newest", excluded=(("date", "2024-05"),)),
    ],
)
def test_facets_and_a_timeline(searcher: Searcher, embedded: Searcher, query: Query) -> None:
    found = searcher.search(query)
    assert found.facets
    must_agree(found, replace(embedded.search(query), hits=found.hits))


def test_one_hit_stands_for_the_copies_of_a_text(searcher: Searcher, embedded: Searcher) -> None:
    query = Query('"حصاد القمح"', counted=UNCOUNTED)
    (hit,) = searcher.search(query).hits
    assert (hit.article.id, hit.copies, hit.copied_by) == ("harvest", 2, ("aawsat", "المرسى"))
    each = replace(query, copies="together")
    found = searcher.search(each)
    assert sorted(ids(found)) == sorted(HARVEST)
    assert (found.total, found.listed) == (3, 3)
    assert {hit.copies for hit in found.hits} == {0}
    must_agree(found, embedded.search(each))


def test_where_the_representative_is_left_out_the_best_copy_stands_for_the_others(
    searcher: Searcher,
) -> None:
    query = Query('"حصاد القمح"', excluded=(("source", "okaz"),), counted=UNCOUNTED)
    (hit,) = searcher.search(query).hits
    assert hit.article.id == "harvest, again"
    assert (hit.copies, hit.copied_by) == (1, ("المرسى",))


@pytest.mark.parametrize(
    ("sort", "copies"),
    [("relevance", "folded"), ("newest", "folded"), ("oldest", "together")],
)
def test_pages_by_number_and_by_cursor_are_parts_of_one_list(
    searcher: Searcher, sort: Sort, copies: Copies
) -> None:
    query = Query("القمح", sort=sort, copies=copies, size=20, counted=UNCOUNTED)
    whole = searcher.search(query)
    assert whole.next == ""
    paged = replace(query, size=4)
    first = searcher.search(paged)
    by_number = searcher.search(replace(paged, page=2))
    by_cursor = searcher.search(replace(paged, after=first.next))
    assert first.hits == whole.hits[:4]
    assert by_number.hits == by_cursor.hits == whole.hits[4:8]
    last = searcher.search(replace(paged, after=by_cursor.next))
    assert last.hits == whole.hits[8:12]
    assert last.next == ""


def test_a_page_far_down_is_read_from_the_top(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query("القمح", size=3, page=3, counted=UNCOUNTED)
    near = searcher.search(query)
    monkeypatch.setattr(collector, "WINDOW", 5)
    monkeypatch.setattr(collector, "_PLACES_AT_ONCE", 4)
    far = searcher.search(query)
    assert ids(near)
    assert (far.hits, far.next, far.total) == (near.hits, near.next, near.total)


@pytest.mark.parametrize(
    ("cursor", "expected"),
    [
        # The article that it names is gone: its place is known by its day.
        (Cursor("oldest", 0.0, 1_715_000_000, 4_000, ("gone", "before")), ["minister", "council"]),
        (Cursor("oldest", 0.0, 10**15, 0, ("gone", "gone too")), ["letter"]),
        # Nothing came before it: the list begins anew.
        (Cursor("oldest", 0.0, 1_715_000_000, 4_000, ("gone",)), ["bread", "harvest"]),
        # Its id is too long for an address.
        (Cursor("oldest", 0.0, 1_715_000_000, 4_000, ()), ["minister", "council"]),
    ],
)
def test_behind_an_article_that_is_gone(
    searcher: Searcher, embedded: Searcher, cursor: Cursor, expected: list[str]
) -> None:
    query = Query("القمح", sort="oldest", size=2, after=cursor.token(), counted=UNCOUNTED)
    found = searcher.search(query)
    assert ids(found) == expected == ids(embedded.search(query))


def test_a_cursor_of_another_order_is_refused(searcher: Searcher) -> None:
    after = searcher.search(Query("القمح", size=2, counted=UNCOUNTED)).next
    with pytest.raises(QueryInvalid):
        searcher.search(Query("القمح", size=2, sort="newest", after=after))


def test_all_that_is_counted_and_shown_takes_few_journeys(
    searcher: Searcher, cluster: Cluster
) -> None:
    query = Query("سعر القمح")
    searcher.search(query)
    cluster.journeys = 0
    searcher.search(query)
    assert cluster.journeys <= 4, "what is live, the page with its counts, more counts, articles"


def test_the_first_articles_of_a_list(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    folded = [one.id for one in searcher.rank("القمح", 4, fold=True)]
    assert folded == ["price, later", "price", "harvest", "council"]
    each = [one.id for one in searcher.rank("القمح", 6)]
    assert each == ["price, later", "price", "harvest, again", "harvest", "harvest, undated",
                    "council"]  # fmt: skip
    monkeypatch.setattr(collector, "WINDOW", 3)
    assert [one.id for one in searcher.rank("القمح", 4, fold=True)] == folded


def test_every_article_of_a_query_is_read_in_its_order(
    searcher: Searcher, embedded: Searcher, cluster: Cluster
) -> None:
    query = Query("القمح", sort="newest", size=1)
    found = [one.id for one in searcher.scan(query)]
    assert found == [one.id for one in embedded.scan(query)]
    assert len(found) == 11
    everything = Query("", sort="oldest", copies="together")
    assert len(list(searcher.scan(everything))) == len(ARTICLES)
    held = [one.method for one in cluster.asked if "point_in_time" in one.path]
    assert held == ["POST", "DELETE"] * 2, "what is held is let go"


def test_a_list_that_is_not_read_to_its_end_is_let_go(searcher: Searcher, cluster: Cluster) -> None:
    articles = searcher.scan(Query("القمح", sort="newest"))
    assert next(articles).id == "price, later"
    del articles
    assert "DELETE" in [one.method for one in cluster.asked]


def test_a_query_of_too_many_clauses_is_searched_for_without_other_spellings(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.opensearch.ranked_query.MOST_CLAUSES", 20)
    found = searcher.search(Query("رويترز", size=1, counted=UNCOUNTED))
    assert [note.code for note in found.notes] == ["spellings_left_out"]
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("most", "levels", "near"),
    [
        (700, {"exact", "light", "wide", "stem"}, True),
        (96, {"exact", "light", "wide", "stem"}, False),
        (60, {"exact", "light"}, True),
        (12, {"exact", "light"}, False),
    ],
)
def test_a_long_query_is_scored_by_fewer_clauses(
    searcher: Searcher, embedded: Searcher, monkeypatch: pytest.MonkeyPatch,
    most: int, levels: set[str], near: bool,
) -> None:  # fmt: skip
    """First without neighbours, then by headline and text alone; what is listed is the same."""
    monkeypatch.setattr(scoring, "_MOST_CLAUSES", most)
    query = Query("سعر القمح في السوق", counted=UNCOUNTED)
    reasons = searcher.explain(query, "price")
    assert reasons is not None
    assert {part.level for part in reasons.parts} == levels
    assert ("near" in {part.kind for part in reasons.parts}) is near
    found, other = searcher.search(query), embedded.search(query)
    assert set(ids(found)) == set(ids(other))
    assert found.matches == other.matches


def test_how_closely_articles_match(searcher: Searcher) -> None:
    found = searcher.search(Query("سعر القمح", counted=UNCOUNTED))
    assert found.matches == {Match.EXACT: 3, Match.LIGHT: 4}
    assert {hit.article.id: hit.match for hit in found.hits}["price, later"] is Match.LIGHT
