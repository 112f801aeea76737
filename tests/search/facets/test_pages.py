from datetime import date

import pytest

from index.article import Article
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from search.engines import open_engine
from search.facets.tree import label_of
from search.query import Query
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

ARTICLES = [
    Article(id="1", body="قمح", section="economy", agencies=("reuters",), datelines=("الرياض",),
            published=date(2024, 10, 28)),
    Article(id="2", body="قمح", section="markets", agencies=("afp", "reuters"),
            datelines=("جدة",), published=date(2024, 10, 5)),
    Article(id="3", body="شعير", section="sport", datelines=("الرياض",),
            published=date(2023, 5, 7)),
    Article(id="4", body="شعير"),
]  # fmt: skip


def names(archive: ArchiveBuilder, facet: str, containing: str, query: Query) -> list[str]:
    page = open_engine(archive(ARTICLES)).facet(query, facet, containing=containing)
    assert page.total == len(page.values)
    assert page.name == facet
    return [value.value for value in page.values]


@pytest.mark.parametrize(
    ("facet", "containing", "found"),
    [
        ("section", "", ["economy", "markets", "sport", NO_VALUE]),
        ("section", "إقتصاد", ["economy"]),
        ("section", "رياضه", ["sport"]),
        ("section", "MARK", ["markets"]),
        ("section", "بلا", [NO_VALUE]),
        ("agency", "رويتـرز", ["reuters"]),
        ("agency", "ويت", ["reuters"]),
        ("agency", "afp", ["afp"]),
        ("agency", "الفرنسيه", ["afp"]),
        ("agency", "فرانس برس", ["afp"]),
        ("agency", "لا وجود له", []),
        ("agency", "%", []),
        ("agency", "\x00", []),
        ("agency", " ", ["reuters", "afp", NO_VALUE]),
        ("dateline", "riyadh", ["الرياض"]),
        ("dateline", "الرياض", ["الرياض"]),
        ("date", "2024", ["2024", "2024-10", "2024-10-05", "2024-10-28"]),
        ("date", "٢٠٢٤-١٠-٢٨", ["2024-10-28"]),
        ("date", "أكتوبر", ["2024-10", "2024-10-05", "2024-10-28"]),
        ("date", "تشرين الأول 2024", ["2024-10", "2024-10-05", "2024-10-28"]),
        ("date", "5 اكتوبر", ["2024-10-05"]),
        ("date", "may 2023", ["2023-05", "2023-05-07"]),
        ("date", "أيار", ["2023-05", "2023-05-07"]),
        ("date", "تشرين الثاني", []),
    ],
)
def test_values_are_found_by_what_their_names_hold(
    archive: ArchiveBuilder, facet: str, containing: str, found: list[str]
) -> None:
    assert names(archive, facet, containing, Query()) == found


def test_the_other_facets_narrow_and_the_own_choice_does_not(archive: ArchiveBuilder) -> None:
    query = Query(
        "قمح", chosen=(("agency", "afp"), ("section", "sport")), excluded=(("date", "2023"),)
    )
    assert names(archive, "agency", "", query) == ["afp"]
    assert names(archive, "section", "", query) == ["economy", "markets", "sport"]
    assert names(archive, "date", "", replace_section(query)) == [
        "2024", "2024-10", "2024-10-05", "2023",
    ]  # fmt: skip


def replace_section(query: Query) -> Query:
    return query.choosing("section", ())


def test_pages_of_values(archive: ArchiveBuilder) -> None:
    engine = open_engine(archive(ARTICLES))
    whole = engine.facet(Query(), "date", count=100)
    pages = [engine.facet(Query(), "date", first=first, count=3) for first in range(0, 12, 3)]
    assert [value for page in pages for value in page.values] == list(whole.values)
    assert {page.total for page in pages} == {whole.total} == {len(whole.values)}
    counts = [value.count for value in whole.values[:-1]]
    assert counts == sorted(counts, reverse=True)
    assert whole.values[-1].value == NO_VALUE


def test_the_first_page_of_every_facet(archive: ArchiveBuilder) -> None:
    engine = open_engine(archive(ARTICLES))
    query = Query("قمح", chosen=(("agency", "afp"),), excluded=(("date", "2023"),))
    one_by_one = tuple(engine.facet(query, name, count=2) for name in FACET_BY_NAME)
    assert engine.facets(query, 2) == one_by_one
    assert any(page.total > 2 for page in one_by_one)


def test_values_that_no_article_has_are_told(archive: ArchiveBuilder) -> None:
    engine = open_engine(archive(ARTICLES))
    held = Query(
        chosen=(("section", "economy"), ("section", NO_VALUE), ("date", "1999")),
        excluded=(("agency", "afp"),),
    )
    assert engine.search(held).notes == engine.facet(held, "date").notes == ()
    asked = Query(
        chosen=(("section", "economy"), ("section", "travel"), ("photo_agency", "afp")),
        excluded=(("dateline", "وادي لا وجود له"),),
    )
    (note,) = engine.search(asked).notes
    assert note.code == "unknown_value"
    assert note.message == (
        "لا مقالة في الأرشيف كله تحت «القسم: سفر»، «وكالة الصورة: وكالة الصحافة الفرنسية (أ.ف.ب)»، "
        "«المكان: وادي لا وجود له»."
    )
    assert "“photo agency: AFP”" in note.english
    assert engine.facet(asked, "agency").notes == (note,)


@pytest.mark.parametrize("facet", [name for name in FACET_BY_NAME if name not in PERIODS])
def test_every_facet_tells_of_a_value_that_it_does_not_hold(
    archive: ArchiveBuilder, facet: str
) -> None:
    engine = open_engine(archive(ARTICLES))
    chosen = Query(chosen=((facet, "مجهول"),))
    for query in (chosen, Query(excluded=((facet, "مجهول"),))):
        (note,) = engine.search(query).notes
        assert "مجهول" in note.message
        assert "مجهول" in note.english


def test_a_facet_that_is_none(archive: ArchiveBuilder) -> None:
    with pytest.raises(QueryInvalid) as caught:
        open_engine(archive(ARTICLES)).facet(Query(), "colour")
    assert (caught.value.parameter, caught.value.code) == ("name", "unknown_facet")


@pytest.mark.parametrize(
    ("facet", "value", "arabic", "english"),
    [
        ("section", "economy", "اقتصاد", "Economy"),
        ("agency", "afp", "وكالة الصحافة الفرنسية (أ.ف.ب)", "AFP"),
        ("photo_agency", "reuters", "رويترز", "Reuters"),
        ("dateline", "الرياض", "الرياض", "Riyadh"),
        ("dateline", "الوادي البعيد", "الوادي البعيد", "الوادي البعيد"),
        ("date", "2024-10", "2024-10", "2024-10"),
        ("mentioned", "2024", "2024", "2024"),
        ("section", NO_VALUE, "بلا قسم", "بلا قسم"),
    ],
)
def test_labels_in_two_languages(facet: str, value: str, arabic: str, english: str) -> None:
    assert label_of(facet, value) == arabic
    assert label_of(facet, value, "en") == english
