"""One law: whatever is asked of whatever archive, both engines find, count and tell the same.

The scores are near each other, not equal, so by relevance only the order may differ; and of the
copies of a text that its representative is not among, which of them stands for the others.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.facets import FACET_BY_NAME, PERIODS
from search.completion.facet_values import key_of
from search.facets.timeline import known_unit
from search.language.lexer import MAX_WORDS
from search.query import MAX_SIZE, Query
from search.results import Hit, Match, Results, Suggestion
from search.searcher import Searcher, open_archive
from tests.conftest import PARTED, build, build_at
from tests.opensearch import fresh_archive
from tests.search.engines.random_archives import Drawn, beginnings, drawn_archive, queries, texts

SEEDS = (1, 2, 3)
ARCHIVES = {seed: drawn_archive(seed) for seed in SEEDS}


class Pair:
    """Both engines over one archive."""

    def __init__(self, archive: Drawn, whoosh: Searcher, opensearch: Searcher) -> None:
        self.archive = archive
        self.whoosh = whoosh
        self.opensearch = opensearch
        self.engines = (whoosh, opensearch)


@pytest.fixture(scope="module")
def pairs(
    opensearch_nodes: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[int, Pair]]:
    with ExitStack() as opened:
        made: dict[int, Pair] = {}
        for seed, archive in ARCHIVES.items():
            here = build(
                tmp_path_factory.mktemp("drawn") / "index",
                archive.articles,
                archive.representatives,
            )
            there = opened.enter_context(fresh_archive(opensearch_nodes))
            build_at(there, archive.articles, archive.representatives, PARTED)
            made[seed] = Pair(archive, open_archive(here), open_archive(there))
        yield made
        for pair in made.values():
            pair.whoosh.close()
            pair.opensearch.close()


@st.composite
def asked(draw: st.DrawFn, size: int = MAX_SIZE) -> tuple[int, Query]:
    """An archive by its seed, and a query of it."""
    seed = draw(st.sampled_from(SEEDS))
    return seed, draw(queries(ARCHIVES[seed], size))


@st.composite
def typed(draw: st.DrawFn) -> tuple[int, str]:
    """An archive by its seed, and what somebody has typed so far."""
    seed = draw(st.sampled_from(SEEDS))
    return seed, draw(beginnings(ARCHIVES[seed]))


def listed(results: Results) -> list[str]:
    return [hit.article.id for hit in results.hits]


def without_hits(results: Results) -> Results:
    return replace(results, hits=(), next="")


def without_score(hit: Hit) -> Hit:
    return replace(hit, score=0.0)


@given(asked())
@settings(max_examples=100)
def test_the_same_is_found_counted_and_told(
    pairs: dict[int, Pair], asked: tuple[int, Query]
) -> None:
    seed, query = asked
    pair = pairs[seed]
    here, there = (engine.search(query) for engine in pair.engines)
    assert without_hits(here) == without_hits(there)
    if here.query.sort != "relevance":
        assert listed(here) == listed(there)
    for results in (here, there):
        assert len(results.hits) == len(set(listed(results))) == results.listed
        if here.query.sort == "relevance":
            # A representative has the rank of the best copy of its text.
            scores = [hit.score for hit in results.hits if not hit.copies]
            assert scores == sorted(scores, reverse=True)
    texts = dict(
        zip((one.id for one in pair.archive.articles), pair.archive.representatives, strict=True)
    )
    # One hit of a list stands for a text, or where copies are not folded for an article.
    fold = query.copies == "folded"
    hits = [
        {texts[hit.article.id] if fold else hit.article.id: hit for hit in results.hits}
        for results in (here, there)
    ]
    assert hits[0].keys() == hits[1].keys()
    for one, other in ((hits[0][name], hits[1][name]) for name in hits[0]):
        if one.article.id == other.article.id:
            assert without_score(one) == without_score(other)
        else:
            assert not {one.article.id, other.article.id} & leading(pair.archive)
            assert one.copies == other.copies


def leading(archive: Drawn) -> set[str]:
    """The ids of the articles that represent the copies of their text."""
    return {archive.articles[number].id for number in archive.representatives}


@given(asked(), st.sampled_from((1, 2, 5, 13)))
@settings(max_examples=12)
def test_no_page_repeats_or_omits_a_hit(
    pairs: dict[int, Pair], asked: tuple[int, Query], size: int
) -> None:
    seed, query = asked
    engine = pairs[seed].opensearch
    whole = engine.search(query)
    paged = replace(query, size=size, counted=())
    walked: list[Hit] = []
    by_number: list[Hit] = []
    while len(walked) <= len(whole.hits):
        results = engine.search(paged)
        walked += results.hits
        page = len(by_number) // size + 1
        by_number += engine.search(replace(paged, after="", page=page)).hits
        if not results.next:
            break
        paged = replace(paged, after=results.next)
    assert walked == by_number == list(whole.hits)


@given(asked(), st.data())
@settings(max_examples=40)
def test_an_explanation_is_the_score_taken_apart(
    pairs: dict[int, Pair], asked: tuple[int, Query], data: st.DataObject
) -> None:
    seed, query = asked
    pair = pairs[seed]
    shown = {hit.article.id: hit for hit in pair.opensearch.search(query).hits}
    ids = [article.id for article in pair.archive.articles]
    for id_ in (*list(shown)[:2], data.draw(st.sampled_from(ids))):
        here, there = (engine.explain(query, id_) for engine in pair.engines)
        assert here is not None
        assert there is not None
        # Each engine rounds it by itself, to four places.
        assert here.coverage == pytest.approx(there.coverage, abs=0.00011)
        here, there = (replace(found, coverage=there.coverage) for found in (here, there))
        assert replace(here, score=0.0, parts=()) == replace(there, score=0.0, parts=())
        assert bool(here.parts) == bool(there.parts)
        total = sum(part.score for part in there.parts)
        assert total == pytest.approx(there.score, rel=0.01, abs=0.001 * (1 + len(there.parts)))
        if id_ in shown:
            assert (shown[id_].score, shown[id_].match) == (there.score, there.match)


@given(asked(), st.sampled_from(list(FACET_BY_NAME)),
       st.sampled_from(["", "ا", "2015", "reut", "بلا"]),
       st.integers(0, 6), st.integers(1, 60))  # fmt: skip
@settings(max_examples=40)
def test_pages_of_values_are_the_same(
    pairs: dict[int, Pair], asked: tuple[int, Query], facet: str, holds: str, first: int, count: int
) -> None:
    seed, query = asked
    here, there = (
        (
            engine.facet(query, facet, containing=holds, first=first, count=count),
            engine.facets(query, count),
        )
        for engine in pairs[seed].engines
    )
    assert here == there


@given(asked(), st.sampled_from([name for name in FACET_BY_NAME if name != "date"]),
       st.integers(1, 8), st.sampled_from([None, "year", "month", "day"]))  # fmt: skip
@settings(max_examples=40)
def test_comparisons_are_the_same(
    pairs: dict[int, Pair], asked: tuple[int, Query], by: str, count: int, unit: str | None
) -> None:
    seed, query = asked
    unit = known_unit(unit)
    here, there = (engine.compare(query, by, count, unit) for engine in pairs[seed].engines)
    assert here == there


@given(asked())
@settings(max_examples=40)
def test_all_articles_of_a_query_are_the_same(
    pairs: dict[int, Pair], asked: tuple[int, Query]
) -> None:
    seed, query = asked
    here, there = ([one.id for one in engine.scan(query)] for engine in pairs[seed].engines)
    assert sorted(here) == sorted(there)
    if query.sort != "relevance":
        assert here == there


@given(typed())
@settings(max_examples=80)
def test_what_is_half_typed_leads_to_the_same(
    pairs: dict[int, Pair], typed: tuple[int, str]
) -> None:
    seed, text = typed
    pair = pairs[seed]
    assert pair.whoosh.knows(text) == pair.opensearch.knows(text)
    count = len(pair.archive.articles)
    here, there = (told(engine.suggest(text, count)) for engine in pair.engines)
    assert here == there


def told(suggestions: Sequence[Suggestion]) -> tuple[list[Suggestion], list[str]]:
    """What is offered but titles, and titles: of several articles with one, any may be offered."""
    others = [one for one in suggestions if one.kind != "title"]
    return others, sorted(key_of(one.text) for one in suggestions if one.kind == "title")


@given(st.sampled_from(SEEDS), texts, st.data())
@settings(max_examples=40)
def test_an_article_is_the_same(
    pairs: dict[int, Pair], seed: int, text: str, data: st.DataObject
) -> None:
    pair = pairs[seed]
    one = data.draw(st.sampled_from(pair.archive.articles))
    here, there = (
        (
            engine.article(one.id),
            engine.article(one.url) if one.url else None,
            engine.marked(Query(text), one.id),
            list(engine.copies(one.id, 3)),
        )
        for engine in pair.engines
    )
    assert here == there


@pytest.mark.parametrize("count", [33, MAX_WORDS, MAX_WORDS + 1])
def test_so_many_words_as_a_query_may_have(pairs: dict[int, Pair], count: int) -> None:
    """A server of OpenSearch takes only so many clauses in one query."""
    for pair in pairs.values():
        words = " ".join(article.body for article in pair.archive.articles).split()
        text = " ".join(list(dict.fromkeys(words))[:20] + words[: count - 20])
        asked = Query(text, size=MAX_SIZE, spellings="typed")
        for query in (asked, replace(asked, text=f"({text}) OR زرافة", words="all")):
            here, there = (engine.search(query) for engine in pair.engines)
            assert without_hits(here) == without_hits(there)
            assert set(listed(here)) == set(listed(there))


def test_archives_are_worth_asking(pairs: dict[int, Pair]) -> None:
    """The laws above would hold of archives in which nothing is found, too."""
    matches: set[Match] = set()
    for pair in pairs.values():
        found = pair.whoosh.search(Query("سوق OR القمح", size=MAX_SIZE))
        assert 0 < found.listed < found.total < len(pair.archive.articles)
        assert any(hit.copies for hit in found.hits)
        assert all(len(found.facets[name]) > 1 for name in FACET_BY_NAME if name not in PERIODS)
        assert all(found.facets[name] for name in PERIODS)
        assert list(pair.whoosh.article_ids()) == list(pair.opensearch.article_ids())
        matches.update(found.matches, pair.whoosh.search(Query("قمح زرافة مدرسة")).matches)
    assert matches >= {Match.NONE, Match.WIDE, Match.LIGHT, Match.EXACT}
