"""What a query leaves out, against counting article by article."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, DateMention
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, NO_VALUE
from index.facts.reading import read_facts
from search.query import Query
from search.results import FacetValue
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

_DAYS = [date(2014, 1, 5), date(2015, 7, 21), date(2015, 7, 22), date(2015, 11, 3), None]
_SECTIONS = ["economy", "markets", "sport", "football", "world", "asia", "باب آخر", ""]
_AGENCIES: list[tuple[str, ...]] = [("afp",), ("reuters",), ("afp", "reuters"), ("spa",), ()]

ARTICLES = [
    read_facts(
        Article(
            id=str(number),
            body="قمح" if number % 3 else "شعير",
            section=_SECTIONS[number % len(_SECTIONS)],
            agencies=_AGENCIES[number // 2 % len(_AGENCIES)],
            published=_DAYS[number // 3 % len(_DAYS)],
            dates=(DateMention("x", 0, day, day, "day"),)
            if (day := _DAYS[number // 7 % len(_DAYS)])
            else (),
        )
    )[0]
    for number in range(60)
]
FACETS = ("section", "agency", "date", "mentioned")


def values_of(article: Article, facet: str) -> frozenset[str]:
    """The values of an article, counted in the plainest way."""
    if facet != "date":
        found = frozenset(FACET_BY_NAME[facet].values(article))
    else:
        day = article.published
        assert not isinstance(day, datetime)
        iso = day.isoformat() if day else ""
        found = frozenset({iso[:4], iso[:7], iso} - {""})
    return found or frozenset({NO_VALUE})


VALUES = {
    facet: sorted(frozenset[str]().union(*(values_of(article, facet) for article in ARTICLES)))
    + (["sport", "afp", "1999", "1999-05"][FACETS.index(facet) :][:1])
    for facet in FACETS
}


@st.composite
def queries(draw: st.DrawFn) -> Query:
    chosen: list[tuple[str, str]] = []
    excluded: list[tuple[str, str]] = []
    for facet in FACETS:
        kinds = draw(
            st.dictionaries(st.sampled_from(VALUES[facet]), st.sampled_from("ce"), max_size=2)
        )
        chosen += [(facet, value) for value, kind in kinds.items() if kind == "c"]
        excluded += [(facet, value) for value, kind in kinds.items() if kind == "e"]
    text = draw(st.sampled_from(["", "قمح"]))
    return Query(text, sort="newest", chosen=tuple(chosen), excluded=tuple(excluded))


def passes(article: Article, query: Query, but: str = "") -> bool:
    """Whether the filters let an article through, those of one facet left aside."""
    if query.text and query.text != article.body:
        return False
    for facet in FACETS:
        values = values_of(article, facet)
        chosen = query.chosen_in(facet)
        if facet != but and chosen and not values & set(chosen):
            return False
        if facet != but and values & set(query.excluded_in(facet)):
            return False
    return True


def expected(query: Query, facet: str) -> dict[str, int]:
    """The count of every value that is in a result, or named by the query."""
    within = [values_of(article, facet) for article in ARTICLES if passes(article, query, facet)]
    excluded = set(query.excluded_in(facet))
    counts = {
        value: sum(value in values and (value in excluded or not values & excluded)
                   for values in within)
        for value in VALUES[facet]
    }  # fmt: skip
    named = excluded | set(query.chosen_in(facet))
    return {value: count for value, count in counts.items() if count or value in named}


def flat(values: Sequence[FacetValue]) -> Iterator[FacetValue]:
    for value in values:
        yield value
        yield from flat(value.children)


@pytest.fixture(scope="module")
def engine(archive: ArchiveBuilder) -> Iterator[Searcher]:
    opened = open_archive(archive(ARTICLES))
    yield opened
    opened.close()


@given(query=queries())
@settings(max_examples=60)
def test_counts_are_those_of_counting_one_by_one(engine: Searcher, query: Query) -> None:
    results = engine.search(query)
    assert results.total == sum(passes(article, query) for article in ARTICLES)
    for facet in FACETS:
        counted = expected(query, facet)
        listed = {value.value: value for value in flat(results.facets[facet])}
        for name, value in listed.items():
            # What lies above a value that the query names is listed, too, even where it has none.
            assert value.count == counted.get(name, 0)
            assert value.excluded == (name in query.excluded_in(facet))
            assert value.selected == (name in query.chosen_in(facet))
        assert {*query.chosen_in(facet), *query.excluded_in(facet)} <= listed.keys()
        page = engine.facet(query, facet, count=1000)
        assert {value.value: value.count for value in page.values} == counted
        assert page.total == len(counted)
        for entry in page.values:
            assert entry.excluded == (entry.value in query.excluded_in(facet))


@given(query=queries(), facet=st.sampled_from(FACETS))
@settings(max_examples=60)
def test_a_count_is_what_choosing_the_value_alone_gives(
    engine: Searcher, query: Query, facet: str
) -> None:
    for value in flat(engine.search(query).facets[facet]):
        alone = query.excluding(facet, ()) if value.excluded else query
        assert engine.search(alone.choosing(facet, (value.value,))).total == value.count


def test_only_the_facets_asked_for_are_counted(engine: Searcher) -> None:
    assert list(engine.search(Query()).facets) == list(FACET_BY_NAME)
    assert engine.search(Query(counted=())).facets == {}
    results = engine.search(Query(counted=("date", "section"), excluded=(("agency", "afp"),)))
    assert list(results.facets) == ["section", "date"]
    assert results.facets["date"] == engine.search(Query(excluded=(("agency", "afp"),))).facets[
        "date"
    ]  # fmt: skip


def test_a_section_takes_those_below_it_along(archive: ArchiveBuilder) -> None:
    articles = [
        Article(id="1", body="قمح", section="economy"),
        Article(id="2", body="قمح", section="markets"),
        Article(id="3", body="قمح", section="sport"),
    ]
    engine = open_archive(archive(articles))
    results = engine.search(Query(excluded=(("section", "اقتصاد"),)))
    assert [hit.article.id for hit in results.hits] == ["3"]
    economy, sport = results.facets["section"]
    assert (economy.value, economy.count, economy.excluded) == ("economy", 2, True)
    assert not economy.children
    assert (sport.count, sport.excluded) == (1, False)
    markets = engine.search(Query(excluded=(("section", "markets"),))).facets["section"][0]
    assert (markets.value, markets.count) == ("economy", 1)
    assert [(child.value, child.count, child.excluded) for child in markets.children] == [
        ("markets", 1, True)
    ]


def test_a_query_keeps_exclusions_in_one_writing_and_order() -> None:
    pairs = (("date", "٢٠٢٤-٣"), ("agency", "رويترز"), ("section", "ب"), ("section", "اقتصاد"))
    query = Query(excluded=(*pairs, ("agency", "Reuters"), ("section", "ب")))
    assert query.excluded == (
        ("section", "ب"), ("section", "economy"), ("agency", "reuters"), ("date", "2024-03"),
    )  # fmt: skip
    assert query.excluded_in("section") == ("ب", "economy")
    assert query.excluded_in("source") == ()


@pytest.mark.parametrize(
    ("change", "parameter", "code"),
    [
        ({"excluded": (("colour", "أحمر"),)}, "excluded", "unknown_facet"),
        ({"excluded": (("section", "ق" * 201),)}, "not_section", "too_long_value"),
        ({"excluded": (("date", "أمس"),)}, "not_date", "bad_date"),
        (
            {"excluded": (("agency", "رويترز"),), "chosen": (("agency", "reuters"),)},
            "not_agency",
            "chosen_and_excluded",
        ),
        ({"counted": ("section", "colour")}, "facet", "unknown_facet"),
    ],
)
def test_a_query_refuses(change: dict[str, Any], parameter: str, code: str) -> None:
    with pytest.raises(QueryInvalid) as caught:
        Query(**change)
    assert (caught.value.parameter, caught.value.code) == (parameter, code)
