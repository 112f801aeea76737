"""Periods put together to weeks and longer ones."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from search.facets.spans import MOST_SPANS, spans_of
from search.facets.timeline import Axis

_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 1))


@given(_DAYS, st.integers(0, 30_000))
def test_spans_hold_every_period_once_and_follow_each_other(first: date, length: int) -> None:
    last = date.fromordinal(min(first.toordinal() + length, date(9999, 12, 30).toordinal()))
    axis = Axis.over(first, last, "day")
    spans = spans_of(axis)
    periods = axis.periods()
    assert spans.days[0][0] == periods[0][0]
    assert spans.days[-1][1] == periods[-1][1]
    for before, after in zip(spans.days, spans.days[1:], strict=False):
        assert before[1] + timedelta(1) == after[0]
    for number, (begin, end) in zip(spans.of_period, periods, strict=True):
        assert spans.days[number][0] <= begin <= end <= spans.days[number][1]
    assert len(spans.days) <= MOST_SPANS or spans.unit == "year"
    counts = [number % 7 for number in range(axis.size)]
    assert sum(spans.added_up(counts)) == sum(counts)


def test_which_spans_there_are() -> None:
    def unit(days: int) -> tuple[str, int]:
        first = date(2015, 7, 1)
        made = spans_of(Axis.over(first, first + timedelta(days - 1), "day"))
        return made.unit, len(made.days)

    assert unit(1) == ("day", 1)
    assert unit(60) == ("day", 60)
    assert unit(61) == ("week", 10)
    assert unit(400) == ("week", 58)
    assert unit(500) == ("month", 17)
    assert unit(5000) == ("year", 15)


def test_weeks_begin_on_sunday_and_are_cut_at_the_ends() -> None:
    made = spans_of(Axis.over(date(2015, 7, 1), date(2015, 9, 30), "day"))
    assert made.days[0] == (date(2015, 7, 1), date(2015, 7, 4))
    assert made.days[1] == (date(2015, 7, 5), date(2015, 7, 11))
    assert made.days[-1] == (date(2015, 9, 27), date(2015, 9, 30))
