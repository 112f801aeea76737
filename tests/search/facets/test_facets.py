from datetime import date

import numpy as np
import pytest

from index.article import Article, DateMention
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, MOST_LISTED, NO_VALUE
from index.stores.embedded.facet_values import FacetValues
from search.query import Query
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder
from tests.search.facets.trees import counts
from web.pages.article import period_of

pytestmark = pytest.mark.contract

ARTICLES = [
    Article(id="1", body="قمح", section="اقتصاد", agencies=("reuters",),
            published=date(2024, 1, 5)),
    Article(id="2", body="قمح", section="اقتصاد", agencies=("afp", "reuters"),
            published=date(2024, 1, 9)),
    Article(id="3", body="قمح", section="محليات", agencies=("afp",), published=date(2024, 3, 1)),
    Article(id="4", body="قمح", section="محليات", published=date(2023, 7, 1)),
    Article(id="5", body="قمح", agencies=("spa",)),
    Article(id="6", body="شعير", section="رياضة", agencies=("afp",), published=date(2024, 1, 5)),
]  # fmt: skip


CASES = [
    (
        Query("قمح"),
        5,
        {"economy": 2, "local": 2, NO_VALUE: 1},
        {"reuters": 2, "afp": 2, "spa": 1, NO_VALUE: 1},
        {"2024": 3, "2023": 1, NO_VALUE: 1},
    ),
    (
        Query("قمح", chosen=(("section", "اقتصاد"),)),
        2,
        {"economy": 2, "local": 2, NO_VALUE: 1},
        {"reuters": 2, "afp": 1},
        {"2024": 2, "2024-01": 2, "2024-01-09": 1, "2024-01-05": 1},
    ),
    (
        Query("قمح", chosen=(("section", "اقتصاد"), ("section", "محليات"))),
        4,
        {"economy": 2, "local": 2, NO_VALUE: 1},
        {"reuters": 2, "afp": 2, NO_VALUE: 1},
        {"2024": 3, "2023": 1},
    ),
    (
        Query("قمح", chosen=(("section", "محليات"), ("agency", "afp"))),
        1,
        {"economy": 1, "local": 1},
        {"afp": 1, NO_VALUE: 1},
        {"2024": 1, "2024-03": 1, "2024-03-01": 1},
    ),
    (
        Query("قمح", chosen=(("agency", NO_VALUE),)),
        1,
        {"local": 1},
        {"reuters": 2, "afp": 2, "spa": 1, NO_VALUE: 1},
        {"2023": 1, "2023-07": 1, "2023-07-01": 1},
    ),
    (
        Query("قمح", chosen=(("date", "2024-01"),)),
        2,
        {"economy": 2},
        {"reuters": 2, "afp": 1},
        {"2024": 3, "2024-03": 1, "2024-01": 2, "2024-01-09": 1, "2024-01-05": 1, "2023": 1,
         NO_VALUE: 1},
    ),
    (
        Query("قمح", chosen=(("date", "2023"), ("date", NO_VALUE))),
        2,
        {"local": 1, NO_VALUE: 1},
        {"spa": 1, NO_VALUE: 1},
        {"2024": 3, "2023": 1, "2023-07": 1, "2023-07-01": 1, NO_VALUE: 1},
    ),
    (
        Query("قمح", first_day=date(2024, 1, 6), last_day=date(2024, 3, 1)),
        2,
        {"economy": 1, "local": 1},
        {"reuters": 1, "afp": 2},
        {"2024": 2, "2024-03": 1, "2024-01": 1},
    ),
    (
        Query("قمح", chosen=(("section", "رياضة"),)),
        0,
        {"economy": 2, "local": 2, "sport": 0, NO_VALUE: 1},
        {},
        {},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("query", "total", "sections", "agencies", "dates"), CASES)
def test_counting(
    archive: ArchiveBuilder, query: Query, total: int, sections: dict[str, int],
    agencies: dict[str, int], dates: dict[str, int],
) -> None:  # fmt: skip
    results = open_archive(archive(ARTICLES)).search(query)
    assert results.total == total
    assert counts(results.facets["section"]) == sections
    assert counts(results.facets["agency"]) == agencies
    assert counts(results.facets["date"]) == dates


def test_values_are_ordered_by_count_and_the_missing_stand_last(archive: ArchiveBuilder) -> None:
    found = open_archive(archive(ARTICLES)).search(Query())
    assert [value.value for value in found.facets["agency"]] == ["afp", "reuters", "spa", NO_VALUE]
    assert [value.value for value in found.facets["date"]] == ["2024", "2023", NO_VALUE]


def test_every_count_is_what_selecting_the_value_gives(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES))
    facets = engine.search(Query("قمح")).facets
    for value, count in counts(facets["section"]).items():
        assert engine.search(Query("قمح", chosen=(("section", value),))).total == count
    for value, count in counts(facets["agency"]).items():
        assert engine.search(Query("قمح", chosen=(("agency", value),))).total == count
    for value, count in counts(facets["date"]).items():
        assert engine.search(Query("قمح", chosen=(("date", value),))).total == count


def test_labels(archive: ArchiveBuilder) -> None:
    facets = open_archive(archive(ARTICLES)).search(Query()).facets
    assert {value.value: value.label for value in facets["agency"]}["spa"].endswith("(واس)")
    assert {name: values[-1].label for name, values in facets.items()} == {
        "section": "بلا قسم", "agency": "بلا وكالة", "photo_agency": "صورة بلا وكالة",
        "text_agency": "نص بلا وكالة", "dateline": "بلا مكان", "person": "بلا أشخاص",
        "organisation": "بلا جهات", "source": "بلا صحيفة", "date": "بلا تاريخ",
        "mentioned": "بلا تاريخ مذكور",
    }  # fmt: skip
    assert {value.value: value.label for value in facets["section"]}["economy"] == "اقتصاد"


def test_a_facet_in_the_query_is_compared_by_folded_spelling(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive([Article(id="1", body="خبر", section="رياضة")]))
    assert engine.search(Query("قسم:رياضه")).total == 1
    assert engine.search(Query("قسم:رياض")).total == 0


@pytest.mark.parametrize("alias", ["رويترز", "reuters", "Reuters"])
def test_an_agency_is_found_by_any_of_its_names(archive: ArchiveBuilder, alias: str) -> None:
    engine = open_archive(archive(ARTICLES))
    assert engine.search(Query(f"وكالة:{alias}")).total == 2


def test_columns_hold_every_article_once() -> None:
    from search.engines.embedded.columns import FacetColumn

    column = FacetColumn(
        FACET_BY_NAME["agency"],
        FacetValues(["a", "b"], np.array([1, 1, 3, 3], np.uint8), np.array([0, 1, 0], np.uint8)),
    )
    assert column.without.tolist() == [False, True, False, True]
    assert column.having(["b", NO_VALUE]).tolist() == [False, True, True, True]
    assert [column.of(number) for number in range(4)] == [["a"], [], ["a", "b"], []]


def test_a_section_is_counted_with_what_lies_below_it(archive: ArchiveBuilder) -> None:
    """Papers name the same section in different words, and some name a part of it."""
    articles = [
        Article(id="1", body="قمح", section="الاقتصاد"),
        Article(id="2", body="قمح", section="اقتصاد"),
        Article(id="3", body="قمح", section="economy"),
        Article(id="4", body="قمح", section="أسواق المال"),
        Article(id="5", body="قمح", section="باب لا نظير له"),
    ]
    engine = open_archive(archive(articles))
    found = engine.search(Query("قمح")).facets["section"]
    assert counts(found)["economy"] == 4
    assert counts(found)["باب لا نظير له"] == 1
    (economy,) = [value for value in found if value.value == "economy"]
    assert [child.count for child in economy.children] == [1], "the tree is open"
    for asked in ("اقتصاد", "economy", "الاقتصاد"):
        assert engine.search(Query("قمح", chosen=(("section", asked),))).total == 4
        assert engine.search(Query(f"قسم:{asked} قمح")).total == 4
    assert engine.search(Query("قمح", chosen=(("section", "أسواق المال"),))).total == 1


def test_photo_and_text_agencies_apart_and_together(archive: ArchiveBuilder) -> None:
    articles = [
        Article(id="1", caption="الميناء (رويترز)", body="قال المدير، وفق وكالة فرانس برس."),
        Article(id="2", caption="الميناء (أ.ف.ب)", body="قال المدير ذلك أمام الناس."),
    ]
    engine = open_archive(archive(articles))
    facets = engine.search(Query()).facets
    assert counts(facets["agency"]) == {"afp": 2, "reuters": 1}
    assert counts(facets["photo_agency"]) == {"afp": 1, "reuters": 1}
    assert counts(facets["text_agency"]) == {"afp": 1, NO_VALUE: 1}
    for query in (Query(chosen=(("text_agency", "أ ف ب"),)), Query("وكالة_النص:AFP")):
        assert [hit.article.id for hit in engine.search(query).hits] == ["1"]
    assert engine.search(Query("وكالة_الصورة:رويترز")).total == 1


def test_one_name_for_the_writings_of_a_place_and_a_paper(archive: ArchiveBuilder) -> None:
    articles = [
        Article(id="1", body="قمح", datelines=("كييف",), source="الشرق الأوسط"),
        Article(id="2", body="قمح", datelines=("كيف",), source="aawsat"),
        Article(id="3", body="قمح", datelines=("الوادي البعيد",), source="المرسى"),
    ]
    engine = open_archive(archive(articles))
    facets = engine.search(Query()).facets
    assert counts(facets["dateline"]) == {"كييف": 2, "الوادي البعيد": 1}
    assert counts(facets["source"]) == {"aawsat": 2, "المرسى": 1}
    for query in ("مكان:كيف", "مكان:كييف", "مصدر:aawsat", 'صحيفة:"الشرق الأوسط"'):
        assert engine.search(Query(query)).total == 2, query
    assert engine.search(Query("مكان:الوادي")).total == 1, "one word of a place's name"
    assert engine.search(Query(chosen=(("dateline", "كيف"), ("source", "الشرق الأوسط")))).total == 2


MENTIONS = [
    Article(id="day", body="بدأ ذلك في 21 يوليو 2015."),
    Article(id="pair", body="يومي 21 و22 يوليو 2015 كان السوق مغلقًا."),
    Article(id="month", body="في تموز 2015 جاء الناس."),
    Article(id="year", body="كان ذلك في عام 2015."),
    Article(id="none", body="لا تاريخ هنا."),
]


@pytest.mark.parametrize(
    ("period", "ids"),
    [
        ("2015-07-21", {"day", "pair"}),
        ("22 يوليو 2015", {"pair"}),
        ("يوليو 2015", {"day", "pair", "month"}),
        ("2015", {"day", "pair", "month", "year"}),
        ("2014", set()),
        (NO_VALUE, {"none"}),
    ],
)
def test_what_was_written_about_a_day_a_month_or_a_year(
    archive: ArchiveBuilder, period: str, ids: set[str]
) -> None:
    engine = open_archive(archive(MENTIONS))
    chosen = engine.search(Query(chosen=(("mentioned", period),)))
    assert {hit.article.id for hit in chosen.hits} == ids
    if period != NO_VALUE:
        typed = engine.search(Query(f"ذكر:{period}"))
        assert {hit.article.id for hit in typed.hits} == ids


def test_the_tree_of_mentioned_dates_opens_where_it_is_chosen(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive([*MENTIONS, Article(id="late", body="في عام 2021.")]))
    closed = engine.search(Query()).facets["mentioned"]
    assert [(value.value, value.count) for value in closed] == [
        ("2015", 4), ("2021", 1), (NO_VALUE, 1),
    ]  # fmt: skip
    assert not closed[0].children
    opened = counts(engine.search(Query(chosen=(("mentioned", "2015-07"),))).facets["mentioned"])
    assert opened == {
        "2021": 1, "2015": 4, "2015-07": 3, "2015-07-22": 1, "2015-07-21": 2, NO_VALUE: 1,
    }  # fmt: skip


def test_a_range_asks_for_what_lies_in_it_as_a_whole(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(MENTIONS))
    found = engine.search(Query("ذكر:من 22 يوليو إلى أغسطس 2015"))
    assert {hit.article.id for hit in found.hits} == {"pair"}


@pytest.mark.parametrize("typed", ["AFP", "أ.ف.ب", "فرانس برس", "وكالة الصحافة الفرنسية"])
def test_the_name_of_an_agency_finds_what_credits_it_by_another(
    archive: ArchiveBuilder, typed: str
) -> None:
    articles = [
        Article(id="latin", body="The report (AFP) says so."),
        Article(id="initials", body="خبر من السوق.", caption="السوق (أ.ف.ب)"),
        Article(id="name", body="قال ذلك بحسب وكالة فرانس برس أمام الناس."),
        Article(id="other", body="قال ذلك بحسب رويترز أمام الناس."),
    ]
    engine = open_archive(archive(articles))
    results = engine.search(Query(typed, words="all"))
    assert {hit.article.id for hit in results.hits} == {"latin", "initials", "name"}
    assert results.expansions[-1] == "وكالة الصحافة الفرنسية (أ.ف.ب)"
    assert all(not hit.missing for hit in results.hits)
    typed_only = engine.search(Query(typed, spellings="typed", words="all"))
    assert typed_only.total < 3


def test_a_word_that_is_also_a_paper_is_a_word(archive: ArchiveBuilder) -> None:
    articles = [
        Article(id="1", body="سافر اليوم إلى المدينة"),
        Article(id="2", body="نقلت صحيفة «اليوم» ذلك", agencies=("alyaum",)),
        Article(id="3", body="لا شيء", agencies=("alyaum",)),
    ]
    results = open_archive(archive(articles)).search(Query("اليوم"))
    assert "3" not in {hit.article.id for hit in results.hits}
    assert results.expansions == ()


@pytest.mark.parametrize(
    "mention",
    [
        DateMention("x", 0, date(2010, 1, 1), date(2014, 12, 31), "range"),
        DateMention("x", 0, date(2015, 7, 17), date(2015, 8, 14), "month"),
        DateMention("x", 0, date(2014, 10, 25), date(2015, 10, 13), "year"),
        DateMention("x", 0, date(2015, 1, 1), date(2015, 6, 30), "range"),
        DateMention("x", 0, date(2015, 7, 30), date(2015, 8, 2), "range"),
        DateMention("x", 0, date(9999, 12, 31), date(9999, 12, 31), "day"),
        DateMention("x", 0, date(9999, 12, 1), date(9999, 12, 31), "month"),
        DateMention("x", 0, date(1, 1, 1), date(1, 1, 1), "day"),
    ],
)
def test_a_mention_is_found_by_its_link_and_by_its_own_span(
    archive: ArchiveBuilder, mention: DateMention
) -> None:
    engine = open_archive(archive([Article(id="1", body="نص", dates=(mention,)),
                                  Article(id="2", body="نص")]))  # fmt: skip
    linked = Query(chosen=(("mentioned", period_of(mention)),))
    assert [hit.article.id for hit in engine.search(linked).hits] == ["1"]
    span = f"من {mention.first.day}/{mention.first.month}/{mention.first.year:04} إلى "
    span += f"{mention.last.day}/{mention.last.month}/{mention.last.year:04}"
    if 1000 <= mention.first.year < 2200 and mention.first != mention.last:
        assert engine.search(Query(f"ذكر:{span}")).total == 1
        assert engine.search(Query(f"ذكر:({span})")).total == 1


def test_a_chosen_value_is_counted_however_rare_it_is(archive: ArchiveBuilder) -> None:
    places = [f"مكان {number}" for number in range(MOST_LISTED + 50)]
    articles = [
        Article(id=f"{number}-{copy}", body="نص", datelines=(place,))
        for number, place in enumerate(places)
        for copy in range(2 if number < MOST_LISTED else 1)
    ]
    engine = open_archive(archive(articles))
    rare = places[-1]
    assert rare not in counts(engine.search(Query()).facets["dateline"])
    found = counts(engine.search(Query(chosen=(("dateline", rare),))).facets["dateline"])
    assert len(found) == MOST_LISTED + 1
    assert found[rare] == 1 == engine.search(Query(chosen=(("dateline", rare),))).total


@pytest.mark.parametrize("query", ["=رويترز", '"رويترز"', "رويترز*", "عنوان:رويترز", "-رويترز"])
def test_a_name_that_is_marked_is_words_alone(archive: ArchiveBuilder, query: str) -> None:
    articles = [Article(id="words", title="رويترز"), Article(id="credit", agencies=("reuters",),
                                                              title="خبر")]  # fmt: skip
    results = open_archive(archive(articles)).search(Query(query))
    assert [hit.article.id for hit in results.hits] == (
        ["credit"] if query.startswith("-") else ["words"]
    )


@pytest.mark.parametrize("name", ["وكالة أنباء الإمارات", "رويترز", "وكالة تونس أفريقيا للأنباء"])
def test_more_spellings_never_find_less(archive: ArchiveBuilder, name: str) -> None:
    articles = [
        Article(id=str(number), body=body)
        for number, body in enumerate(
            ["وكالة من الوكالات", "أنباء الإمارات", "قالت رويترز", "تونس أفريقيا", "وكالة أنباء"]
        )
    ]
    engine = open_archive(archive(articles))
    typed = {hit.article.id for hit in engine.search(Query(name, spellings="typed")).hits}
    assert typed <= {hit.article.id for hit in engine.search(Query(name)).hits}


def test_the_name_of_a_value_is_at_most_so_long() -> None:
    with pytest.raises(QueryInvalid) as caught:
        Query(chosen=(("section", "ق" * 201),))
    assert (caught.value.parameter, caught.value.code) == ("section", "too_long_value")


def test_what_stands_for_no_value_is_no_value(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive([Article(id="1", body="نص", section=NO_VALUE),
                                  Article(id="2", body="نص", section="asia")]))  # fmt: skip
    assert counts(engine.search(Query()).facets["section"])[NO_VALUE] == 1
    assert engine.search(Query(f"قسم:{NO_VALUE}")).total == 0
