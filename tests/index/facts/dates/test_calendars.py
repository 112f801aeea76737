from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.dates.calendars import MONTHS, WEEKDAYS, hijri_of, plain, span, unmarked
from tests.tables import vectors


@pytest.mark.parametrize(("hijri", "gregorian"), vectors("dates_hijri.tsv"))
def test_known_days_of_both_calendars(hijri: str, gregorian: str) -> None:
    year, month, day = map(int, hijri.split("-"))
    expected = date.fromisoformat(gregorian)
    assert span("hijri", year, month, day) == (expected, expected)
    assert hijri_of(expected) == (year, month, day)


@given(st.dates(date(1925, 1, 1), date(2076, 12, 31)))
def test_a_day_is_in_its_hijri_day_month_and_year(day: date) -> None:
    hijri = hijri_of(day)
    assert hijri is not None
    assert span("hijri", *hijri) == (day, day)
    for spanned in (span("hijri", *hijri[:2]), span("hijri", hijri[0])):
        assert spanned is not None
        assert spanned[0] <= day <= spanned[1]


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_a_day_is_in_its_month_and_year(day: date) -> None:
    assert span("gregorian", day.year, day.month, day.day) == (day, day)
    month, year = span("gregorian", day.year, day.month), span("gregorian", day.year)
    assert month is not None
    assert year is not None
    assert year[0] <= month[0] <= day <= month[1] <= year[1]
    assert (month[1] + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2015, 2, 29), (2015, 13, None), (2015, 6, 31), (2015, 1, 0)]
)
def test_a_day_that_does_not_exist_raises(year: int, month: int, day: int | None) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the calendar says
        span("gregorian", year, month, day)


def test_a_hijri_month_may_have_been_sighted_to_thirty_days() -> None:
    assert span("hijri", 1436, 1, 30) == span("hijri", 1436, 2, 1)
    with pytest.raises(ValueError, match="no day 31"):
        span("hijri", 1436, 1, 31)


@pytest.mark.parametrize(
    ("calendar", "year"),
    [("hijri", 1342), ("hijri", 1501), ("gregorian", 999), ("gregorian", 2200)],
)
def test_years_outside_of_the_calendar(calendar: str, year: int) -> None:
    assert span("hijri" if calendar == "hijri" else "gregorian", year, 1, 1) is None


def test_every_month_and_weekday_has_a_name() -> None:
    for calendar in ("gregorian", "hijri"):
        numbers = {month.number for month in MONTHS.values() if month.calendar == calendar}
        assert numbers == set(range(1, 13))
    assert set(WEEKDAYS.values()) == set(range(7))
    assert all(plain(name) == name for name in (*MONTHS, *WEEKDAYS))


@given(st.text())
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)
    words, printed = unmarked(text)
    assert [plain(text)[printed(at)] for at in range(len(words))] == list(words)


@given(st.text(st.characters() | st.sampled_from("أإآٱىیةکـ٠٩۰۹\u00a0\t\r–—−‐‑⁄")))
def test_what_becomes_of_a_character_depends_on_it_alone(text: str) -> None:
    assert plain(text) == "".join(map(plain, text))
    assert plain(plain(text)) == plain(text)
