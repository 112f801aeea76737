from datetime import date, datetime

import pytest

from index.article import Article
from search.query import NO_VALUE, Query
from search.results import FacetValue, Hit, Match, Results
from web import labels


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
    assert labels.counted(number, labels.RESULTS) == text


def test_counted_articles() -> None:
    assert labels.counted(2, labels.ARTICLES) == "مقالتان"
    assert labels.counted(5, labels.ARTICLES) == "5 مقالات"


def test_dates() -> None:
    assert labels.day(date(2024, 10, 28)) == "28 أكتوبر 2024"
    assert labels.moment(date(2024, 10, 28)) == "28 أكتوبر 2024"
    assert labels.moment(datetime(2024, 10, 28, 4, 5)) == "28 أكتوبر 2024، 04:05"


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
    assert labels.in_full("date", value) == full
    label = "بلا تاريخ" if value == NO_VALUE else value
    assert labels.in_list("date", FacetValue(value, label, 1)) == listed


def test_values_of_the_other_facets() -> None:
    assert labels.in_full("section", "culture") == "ثقافة"
    assert labels.in_full("section", NO_VALUE) == "بلا قسم"
    assert labels.in_full("agency", "reuters") == "رويترز"
    assert labels.in_full("agency", "unheard-of") == "unheard-of"
    assert labels.in_list("agency", FacetValue("x", "اسم", 1)) == "اسم"


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
    assert labels.match(hit) == label


def test_how_many_results_have_all_words() -> None:
    matches = {Match.EXACT: 1, Match.LIGHT: 2, Match.SPELLING: 3, Match.WIDE: 4, Match.STEM: 5,
               Match.NONE: 6}  # fmt: skip
    assert labels.complete(Results(Query(), 21, 21, (), {}, matches=matches)) == 10
    assert labels.complete(Results(Query(), 0, 0, (), {})) == 0
