from datetime import date, datetime

import pytest

from index.article import Article
from index.facets import NO_VALUE
from search.query import Query
from search.results import FacetValue, Hit, Match, Results
from web.i18n.labels import Labels
from web.i18n.preferences import Display

ARABIC = Labels("ar")
ENGLISH = Labels("en")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "لا نتائج"),
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "3 نتائج"),
        (10, "10 نتائج"),
        (11, "11 نتيجة"),
        (99, "99 نتيجة"),
        (100, "100 نتيجة"),
        (102, "102 نتيجة"),
        (103, "103 نتائج"),
        (111, "111 نتيجة"),
        (12345, "12,345 نتيجة"),
    ],
)
def test_counted_results(number: int, text: str) -> None:
    assert ARABIC.counted(number, "results") == text


def test_counted_articles() -> None:
    assert ARABIC.counted(2, "articles") == "مقالتان"
    assert ARABIC.counted(5, "articles") == "5 مقالات"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "نص واحد"),
        (2, "نصّين"),
        (9, "9 نصوص"),
        (30, "30 نصًا"),
        (99, "99 نصًا"),
        (100, "100 نص"),
        (111, "111 نصًا"),
    ],
)
def test_counted_texts(number: int, text: str) -> None:
    assert ARABIC.counted(number, "texts") == text


def test_counted_in_english() -> None:
    assert ENGLISH.counted(1, "results") == "1 result"
    assert ENGLISH.counted(12345, "results") == "12,345 results"


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        (Labels("ar", Display(months="levantine")), "28 تشرين الأول 2024"),
        (Labels("ar", Display(months="both")), "28 أكتوبر (تشرين الأول) 2024"),
        (Labels("ar", Display(hijri="on")), "28 أكتوبر 2024 (25 ربيع الآخر 1446هـ)"),
        (Labels("en"), "28 October 2024"),
        (Labels("en", Display(months="levantine")), "28 October 2024"),
        (Labels("en", Display(hijri="on")), "28 October 2024 (25 Rabi II 1446 AH)"),
    ],
)
def test_days_as_a_reader_wants_them(labels: Labels, text: str) -> None:
    assert labels.day(date(2024, 10, 28)) == text


def test_no_hijri_day_outside_the_years_of_its_table() -> None:
    assert Labels("ar", Display(hijri="on")).day(date(1800, 1, 1)) == "1 يناير 1800"


def test_facets_in_english() -> None:
    assert ENGLISH.in_full("section", "culture") == "Culture"
    assert ENGLISH.in_full("section", NO_VALUE) == "No section"
    assert ENGLISH.in_full("agency", "reuters") == "Reuters"
    assert ENGLISH.in_full("date", "2024-10") == "October 2024"


def test_dates() -> None:
    assert ARABIC.day(date(2024, 10, 28)) == "28 أكتوبر 2024"
    assert ARABIC.moment(date(2024, 10, 28)) == "28 أكتوبر 2024"
    assert ARABIC.moment(datetime(2024, 10, 28, 4, 5)) == "28 أكتوبر 2024، 04:05"


@pytest.mark.parametrize(
    ("value", "full", "listed"),
    [
        ("2024", "2024", "2024"),
        ("2024-10", "أكتوبر 2024", "أكتوبر"),
        ("2024-10-08", "8 أكتوبر 2024", "8"),
        (NO_VALUE, "بلا تاريخ", "بلا تاريخ"),
    ],
)
def test_values_of_the_date_facet(value: str, full: str, listed: str) -> None:
    assert ARABIC.in_full("date", value) == full
    label = "بلا تاريخ" if value == NO_VALUE else value
    assert ARABIC.in_list("date", FacetValue(value, label, 1)) == listed


def test_values_of_the_other_facets() -> None:
    assert ARABIC.in_full("section", "culture") == "ثقافة"
    assert ARABIC.in_full("section", NO_VALUE) == "بلا قسم"
    assert ARABIC.in_full("agency", "reuters") == "رويترز"
    assert ARABIC.in_full("agency", "unheard-of") == "unheard-of"
    assert ARABIC.in_list("agency", FacetValue("reuters", "رويترز", 1)) == "رويترز"


@pytest.mark.parametrize(
    ("match", "missing", "label"),
    [
        (Match.EXACT, (), ""),
        (Match.LIGHT, (), "بصيغة أخرى"),
        (Match.SPELLING, (), "بإملاء آخر"),
        (Match.WIDE, (), "بكلمة من العائلة نفسها"),
        (Match.STEM, ("قمح",), "بلا: قمح"),
        (Match.NONE, ("قمح", "شعير"), "بلا: قمح، شعير"),
    ],
)
def test_how_a_hit_matches(match: Match, missing: tuple[str, ...], label: str) -> None:
    hit = Hit(Article(id="1"), 1.0, (), (), match, missing)
    assert ARABIC.match(hit) == label


@pytest.mark.parametrize(
    ("matches", "told"),
    [
        ({}, []),
        ({Match.EXACT: 7}, []),
        ({Match.EXACT: 7, Match.STEM: 2, Match.NONE: 1}, []),
        (
            {Match.EXACT: 1200, Match.WIDE: 1},
            ["1,200 as written", "1 by a word of the same family"],
        ),
    ],
)
def test_how_many_results_match_how(matches: dict[Match, int], told: list[str]) -> None:
    total = sum(matches.values())
    assert ENGLISH.match_counts(Results(Query(), total, total, (), {}, matches=matches)) == told


def test_copies_that_are_collapsed() -> None:
    results = Results(Query(), 1200, 1, (), {})
    assert ENGLISH.collapsed(results) == "1,200 articles in 1 text: copies are folded."


def test_an_agency_stands_under_what_it_gave() -> None:
    article = Article(
        id="1", agencies=("afp", "dpa", "reuters"), photo_agencies=("afp",), text_agencies=("dpa",)
    )
    assert ARABIC.agencies_of(article) == [
        ("photo_agency", ("afp",)),
        ("text_agency", ("dpa",)),
        ("agency", ("reuters",)),
    ]
    assert ARABIC.agencies_of(Article(id="1")) == []


@pytest.mark.parametrize(
    ("source", "arabic", "english"),
    [("okaz", "عكاظ", "Okaz"), ("عكاظ", "عكاظ", "Okaz"), ("صحيفة ما", "صحيفة ما", "صحيفة ما")],
)
def test_papers(source: str, arabic: str, english: str) -> None:
    article = Article(id="1", source=source)
    assert ARABIC.paper(article) == arabic
    assert ENGLISH.paper(article) == english


def test_filters_in_force() -> None:
    query = Query(
        chosen=(("section", "sport"),),
        excluded=(("agency", "afp"),),
        first_day=date(2024, 10, 1),
        last_day=date(2024, 10, 28),
    )
    chips = ENGLISH.chips(query)
    assert [(chip.kind, chip.label, chip.excluded) for chip in chips] == [
        ("Section", "Sport", False),
        ("Except Agency", "AFP", True),
        ("From", "1 October 2024", False),
        ("To", "28 October 2024", False),
    ]
    assert [chip.asked for chip in chips] == [
        (("section", "sport"),),
        (("not_agency", "afp"),),
        (("from", "2024-10-01"),),
        (("to", "2024-10-28"),),
    ]
    one_day = ENGLISH.chips(Query(first_day=date(2024, 10, 1), last_day=date(2024, 10, 1)))
    assert [(chip.kind, chip.label) for chip in one_day] == [("Day", "1 October 2024")]
    assert one_day[0].asked == (("from", "2024-10-01"), ("to", "2024-10-01"))
