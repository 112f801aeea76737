"""Periods that are counted from the present."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.dates.relative_periods import find_relative, read_relative
from tests.tables import vectors

TUESDAY = date(2015, 8, 4)


def _today() -> date:
    return TUESDAY


@pytest.mark.parametrize(("text", "first", "last", "among"), vectors("relative_periods.tsv"))
def test_periods(text: str, first: str, last: str, among: str) -> None:
    days = None if first == "-" else (date.fromisoformat(first), date.fromisoformat(last))
    assert read_relative(text, _today) == days
    for query, is_edge in (
        (f"قمح {text} شعير", False),
        (f"قمح {text}", True),
        (f"{text} قمح", True),
    ):
        found = find_relative(query, _today)
        assert (found is not None) == (among == "yes" or (among == "edge" and is_edge)), query
        if found:
            assert (query[found[0] : found[1]], found[2:]) == (text, days)


@given(
    st.lists(
        st.sampled_from(
            [
                "منذ",
                "آخر",
                "قبل",
                "7",
                "أيام",
                "الأسبوع",
                "الماضي",
                "رمضان",
                "من",
                "إلى",
                "أمس",
                "غدا",
                "القادم",
                "last",
                "since",
                "week",
                "ago",
                "2015",
                "1436",
                "31",
                "فبراير",
                "0",
                "9999",
                "عام",
            ]
        )
    ).map(" ".join),
    st.dates(date(1940, 1, 1), date(2070, 12, 31)) | st.sampled_from([date.min, date.max]),
)
def test_whatever_is_typed_on_whatever_day_first_is_not_after_last(text: str, day: date) -> None:
    for days in (read_relative(text, lambda: day), (find_relative(text, lambda: day) or ())[2:]):
        assert not days or days[0] <= days[1]


def test_nobody_is_asked_for_the_day_without_need() -> None:
    def fail() -> date:
        raise AssertionError

    assert read_relative("القمح والشعير 2015", fail) is None
    assert find_relative("سعر القمح في السوق", fail) is None
