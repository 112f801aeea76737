"""What an article has for a facet or a field: on either side of every limit."""

from datetime import date, timedelta

import pytest

from index.article import Article, DateMention, Precision
from index.facets import FACET_BY_NAME, LONGEST_VALUE, NO_VALUE
from index.facts.dates.mentioned_periods import periods_of, spans_of

FIRST = date(2015, 3, 1)


def mention(days: int, precision: Precision = "range", first: date = FIRST) -> DateMention:
    return DateMention("", 0, first, first + timedelta(days - 1), precision)


def each_day(first: date, days: int) -> list[str]:
    return [(first + timedelta(day)).isoformat() for day in range(days)]


def test_a_range_of_two_months_is_known_by_each_of_its_days() -> None:
    """March has 31 days, April 30: with the first of May they are 62."""
    range_ = mention(62)
    months = ["2015-03", "2015-04", "2015-05"]
    assert periods_of(range_) == ["2015", *months, *each_day(FIRST, 62)]
    days = [FIRST + timedelta(day) for day in range(62)]
    assert spans_of(range_) == [(FIRST, days[-1]), *((day, day) for day in days)]


def test_a_range_of_a_day_more_is_known_by_its_months_alone() -> None:
    range_ = mention(63)
    assert periods_of(range_) == ["2015", "2015-03", "2015-04", "2015-05"]
    assert spans_of(range_) == [(FIRST, FIRST + timedelta(62))]


@pytest.mark.parametrize(
    ("given", "periods", "why"),
    [
        (mention(1, "day"), ["2015", "2015-03", "2015-03-01"], "a day"),
        (mention(31, "month"), ["2015", "2015-03"], "a month has no days of its own"),
        (mention(365, "year", date(2015, 1, 1)), ["2015"], "nor a year months"),
        (
            mention(2, first=date(2015, 12, 31)),
            ["2015", "2016", "2015-12", "2016-01", "2015-12-31", "2016-01-01"],
            "over the turn of a year",
        ),
        (
            mention(400, first=date(2015, 12, 1)),
            ["2015", "2016", "2017"],
            "a range in three years is known by them alone",
        ),
    ],
)
def test_as_fine_as_it_is_named(given: DateMention, periods: list[str], why: str) -> None:
    assert periods_of(given) == periods, why


def test_a_span_stands_once() -> None:
    day = mention(1, "day")
    assert spans_of(day) == [(FIRST, FIRST)]
    month = mention(31, "month")
    assert spans_of(month) == [(month.first, month.last)]


def test_a_long_value_of_a_facet_is_cut_and_the_reserved_one_is_none() -> None:
    source = FACET_BY_NAME["source"]
    for length in (LONGEST_VALUE, LONGEST_VALUE + 1):
        article = Article(id="1", source="ق" * length)
        assert source.values(article) == ("ق" * LONGEST_VALUE,)
    assert source.values(Article(id="1", source=NO_VALUE)) == ()
