"""Dates of several words in a query."""

from datetime import date

import pytest

from search.language.date_ranges import DateRange, DateRanges, end_of_period

RANGE = "من يناير 2014 إلى مارس 2015"
FIRST, LAST = date(2014, 1, 1), date(2015, 3, 31)


@pytest.mark.parametrize(
    ("before", "excluded", "why"),
    [
        ("", False, "at the beginning"),
        ("قمح ", False, "behind a word"),
        ("-", True, "behind a minus"),
        ("قمح -", True, "behind one that stands at a word"),
        ("(-", True, "or in a bracket"),
        ("−", True, "the sign of subtraction"),
        ("قمح-", False, "what is joined by a hyphen is not excluded"),
    ],
)
def test_a_range_begins_with_its_minus(before: str, excluded: bool, why: str) -> None:
    start = len(before)
    found = DateRanges(before + RANGE + " شعير").take(start - excluded)
    assert found == DateRange(start, start + len(RANGE), FIRST, LAST, excluded), why


def test_ranges_are_taken_one_after_the_other() -> None:
    text = f"{RANGE} ثم {RANGE}"
    ranges = DateRanges(text)
    second = text.rindex("من")
    found = [place for place in range(len(text)) if ranges.take(place)]
    assert found == [0, second]


def test_a_range_that_was_passed_over_is_not_taken_later() -> None:
    text = f'"{RANGE}" {RANGE}'
    ranges = DateRanges(text)
    behind = len(RANGE) + 2
    assert ranges.take(behind) is None
    found = ranges.take(behind + 1)
    assert found is not None
    assert text[found.start :] == RANGE


def test_no_range() -> None:
    ranges = DateRanges("قمح 2014")
    assert not any(ranges.take(place) for place in range(8))


@pytest.mark.parametrize(
    ("text", "period", "why"),
    [
        ("2014 قمح", "2014", "one word"),
        ("28 أكتوبر 2024 قمح", "28 أكتوبر 2024", "several"),
        ("28 تشرين الأول (أكتوبر) 2024 قمح", "28 تشرين الأول (أكتوبر) 2024", "with both names"),
        ("قمح شعير", "قمح", "none is the first word alone"),
        (f"{RANGE} قمح", RANGE, "the longest"),
    ],
)
def test_where_a_period_ends(text: str, period: str, why: str) -> None:
    first_word = len(text.split(" ")[0])
    assert text[: end_of_period(text, 0, first_word)] == period, why
