"""Periods by their names, and the days of publication that a query lets through."""

from datetime import date, datetime

import pytest

from index.article import Article
from search.facets.days import days_of, name_of, number_of, unit_of
from search.facets.timeline import MOST_PERIODS, Axis
from search.query import Query
from search.results import Unit
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder
from tests.search.facets.nesting import is_below, nested

pytestmark = pytest.mark.contract


@pytest.mark.parametrize(
    ("name", "unit", "number", "first", "last"),
    [
        ("1970", "year", 0, date(1970, 1, 1), date(1970, 12, 31)),
        ("1970-01", "month", 0, date(1970, 1, 1), date(1970, 1, 31)),
        ("1970-01-01", "day", 0, date(1970, 1, 1), date(1970, 1, 1)),
        ("1969", "year", -1, date(1969, 1, 1), date(1969, 12, 31)),
        ("2024", "year", 54, date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", "month", 649, date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", "month", 659, date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-12-31", "day", 20088, date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_a_period_by_its_name(name: str, unit: Unit, number: int, first: date, last: date) -> None:
    assert unit_of(name) == unit
    assert number_of(unit, name) == number
    assert name_of(unit, number) == name
    assert days_of(name) == (first, last)


@pytest.mark.parametrize(
    ("facet", "one", "other", "below"),
    [
        ("date", "2024-10-28", "2024-10", True),
        ("date", "2024-10-28", "2024", True),
        ("date", "2024-10", "2024-10", False),
        ("date", "2024-10", "2023", False),
        ("mentioned", "2024-10", "2024", True),
        ("section", "markets", "economy", True),
        ("section", "sport", "economy", False),
        ("agency", "afp", "reuters", False),
    ],
)
def test_a_value_below_another(facet: str, one: str, other: str, below: bool) -> None:
    assert is_below(facet, one, other) is below
    assert not is_below(facet, other, one)
    assert nested(facet, one, other) is nested(facet, other, one) is below


@pytest.mark.parametrize(
    ("days", "unit"), [(MOST_PERIODS, "day"), (MOST_PERIODS + 1, "month")], ids=["most", "more"]
)
def test_an_axis_has_at_most_so_many_periods(days: int, unit: str) -> None:
    first = date(2015, 1, 1)
    axis = Axis.over(first, date.fromordinal(first.toordinal() + days - 1), "day")
    assert axis.unit == unit
    assert axis.size <= MOST_PERIODS


ARTICLES = [
    Article(id="before", body="قمح", published=date(2024, 1, 9)),
    Article(id="morning", body="قمح", published=datetime(2024, 1, 10, 0, 0)),
    Article(id="night", body="قمح", published=datetime(2024, 1, 12, 23, 59, 59)),
    Article(id="after", body="قمح", published=date(2024, 1, 13)),
    Article(id="old", body="قمح", published=date(1969, 12, 31)),
    Article(id="no date", body="قمح"),
]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2024, 1, 10), date(2024, 1, 12), {"morning", "night"}),
        (date(2024, 1, 10), date(2024, 1, 11), {"morning"}),
        (date(2024, 1, 11), date(2024, 1, 12), {"night"}),
        (date(2024, 1, 12), None, {"night", "after"}),
        (date(1960, 1, 1), None, {"old", "before", "morning", "night", "after"}),
        (None, date(1970, 1, 1), {"old"}),
        (None, date(2024, 1, 9), {"old", "before"}),
        (None, None, {article.id for article in ARTICLES}),
    ],
)
def test_both_days_are_included_and_what_has_no_date_is_in_no_range(
    archive: ArchiveBuilder, first: date | None, last: date | None, found: set[str]
) -> None:
    query = Query("قمح", first_day=first, last_day=last)
    hits = open_archive(archive(ARTICLES)).search(query).hits
    assert {hit.article.id for hit in hits} == found


def test_without_any_date_a_comparison_keeps_the_unit_that_is_wanted(
    archive: ArchiveBuilder,
) -> None:
    found = open_archive(archive(ARTICLES[-1:])).compare(Query(), "agency", unit="day")
    assert (found.unit, found.periods, found.whole.total) == ("day", (), 1)


def test_values_that_are_equally_frequent_are_compared_in_their_order(
    archive: ArchiveBuilder,
) -> None:
    papers = [f"صحيفة {letter}" for letter in "طكابزجسحدرتنهفمقصلعغ"]
    articles = [
        Article(id=f"{paper} {copy}", body="قمح", source=paper)
        for number, paper in enumerate(papers)
        for copy in range(1 + number % 2)
    ]
    found = open_archive(archive(articles)).compare(Query("قمح"), "source", count=20)
    totals = [(-series.total, series.value) for series in found.series]
    assert len(totals) == 20
    assert totals == sorted(totals)


def test_a_page_of_values_tells_which_are_chosen(archive: ArchiveBuilder) -> None:
    articles = [Article(id=str(n), body="قمح", source=paper) for n, paper in enumerate("ابج")]
    query = Query("قمح", chosen=(("source", "ب"),), excluded=(("source", "ج"),))
    page = open_archive(archive(articles)).facet(query, "source")
    assert {value.value: (value.selected, value.excluded) for value in page.values} == {
        "ا": (False, False),
        "ب": (True, False),
        "ج": (False, True),
    }
