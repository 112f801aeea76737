"""Single articles from recorded answers: their text, copies, kin, titles, and reasons."""

from dataclasses import replace

import pytest

from search.engines.opensearch import ids as ids_
from search.query import Query
from search.searcher import Searcher
from tests.search.engines.opensearch.newspaper import ARTICLES, HARVEST, MATCH
from tests.search.engines.opensearch.recording import Cluster


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("price", "price"),
        ("https://example.org/match", "match, again"),
        ("harvest, undated", "harvest, undated"),
        ("no such article", None),
        ("", None),
    ],
)
def test_an_article(searcher: Searcher, embedded: Searcher, asked: str, found: str | None) -> None:
    article = searcher.article(asked)
    assert (article.id if article else None) == found
    assert article == embedded.article(asked)


def test_the_words_of_a_query_are_marked(searcher: Searcher, embedded: Searcher) -> None:
    query = Query("سعر القمح")
    assert searcher.marked(query, "price") == embedded.marked(query, "price")
    assert searcher.marked(query, "no such article") is None


@pytest.mark.parametrize(
    ("of", "most", "expected"),
    [
        ("harvest", 5, HARVEST[1:]),
        ("harvest, again", 5, HARVEST[:2]),
        ("harvest, undated", 1, HARVEST[:1]),
        ("match, again", 5, MATCH[:1]),
        ("price", 5, ()),
        ("no such article", 5, ()),
    ],
)
def test_copies(
    searcher: Searcher, embedded: Searcher, of: str, most: int, expected: tuple[str, ...]
) -> None:
    found = searcher.copies(of, most)
    assert tuple(one.id for one in found) == expected
    assert list(found) == list(embedded.copies(of, most))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("price", ["price, later", "council", "sugar", "road", "harvest"]),
        # No copy of itself.
        ("harvest, again", ["rain", "minister", "council"]),
        ("no such article", []),
    ],
)
def test_related(searcher: Searcher, of: str, expected: list[str]) -> None:
    assert [one.id for one in searcher.related(of, 5)] == expected


def test_all_ids_are_read_in_parts(
    searcher: Searcher, embedded: Searcher, monkeypatch: pytest.MonkeyPatch, cluster: Cluster
) -> None:
    monkeypatch.setattr(ids_, "_AT_ONCE", 8)
    found = searcher.article_ids()
    expected = sorted((one.id for one in ARTICLES), key=str.encode)
    assert list(found) == expected == list(embedded.article_ids())
    assert (len(found), found[0], found[-1], found[20]) == (
        22, expected[0], expected[-1], expected[20],
    )  # fmt: skip
    assert found[3:20:2] == expected[3:20:2]
    assert found[20:3:-5] == expected[20:3:-5]
    with pytest.raises(IndexError):
        found[22]
    before = cluster.journeys
    assert searcher.article_ids()[17] == expected[17]
    assert cluster.journeys == before + 2, "what is live, and the part that it lies in"


@pytest.mark.parametrize("typed", ["الق", "مجلس", "مجلس ", "سعر ا", "سعر القمح", "Reut", "المدا"])
def test_completions(searcher: Searcher, embedded: Searcher, typed: str) -> None:
    assert searcher.suggest(typed) == embedded.suggest(typed)
    assert searcher.knows(typed) == embedded.knows(typed)


def test_titles_are_asked_for_once(searcher: Searcher, cluster: Cluster) -> None:
    found = [one for one in searcher.suggest("مجلس") if one.kind == "title"]
    assert [one.value for one in found] == ["council, later", "council"]
    assert all(one.value in {article.id for article in ARTICLES} for one in found)


@pytest.mark.parametrize(
    ("query", "of"),
    [
        (Query("سعر القمح"), "price"),
        (Query("سعر القمح"), "price, later"),
        (Query('"سعر القمح"'), "council"),
        (Query("المزارع*"), "film"),
        (Query("رويترز"), "council, later"),
        (Query("وزير السكر الأخضر"), "sugar"),
        (Query("ظهر OR سمك"), "fish"),
        (Query("عنوان:القمح -سعر"), "price, later"),
        (Query("القمح"), "google"),
        (Query(""), "google"),
    ],
)
def test_an_explanation_without_an_answer_before(
    searcher: Searcher, embedded: Searcher, query: Query, of: str
) -> None:
    """Asked first, of an engine just opened, it is what it is behind an answer."""
    query = replace(query, counted=())
    reasons = searcher.explain(query, of)
    assert reasons is not None
    hits = {hit.article.id: hit for hit in searcher.search(query).hits}
    if of in hits:
        assert (reasons.score, reasons.match) == (hits[of].score, hits[of].match)
        assert reasons.missing == hits[of].missing
    assert searcher.explain(query, of) == reasons
    total = sum(part.score for part in reasons.parts)
    assert total == pytest.approx(reasons.score, rel=0.01, abs=0.01)
    other = embedded.explain(query, of)
    assert other is not None
    assert replace(reasons, score=0.0, parts=()) == replace(other, score=0.0, parts=())


def test_no_explanation_of_an_article_that_is_not_there(searcher: Searcher) -> None:
    assert searcher.explain(Query("القمح"), "no such article") is None


def test_corrections_and_readings(searcher: Searcher, embedded: Searcher) -> None:
    for text in ("السووق", "hgrlp", "مجلس الوزرا"):
        here, there = (one.search(Query(text, counted=())) for one in (searcher, embedded))
        assert (here.correction, here.readings) == (there.correction, there.readings)
