"""The geometry of plots: nothing outside, nothing out of proportion, no name on another."""

import calendar
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.dates.calendars import span
from web.charts.geometry import (
    Direction,
    columns,
    drawn,
    lengths,
    nice_scale,
    percent,
    text_width,
)
from web.charts.time_axis import AFTER, BEFORE, GAP, ROOM, Layout, Mark, Part, Unit, marks

_DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
_LAYOUTS: tuple[Layout, ...] = get_args(Layout)

counts = st.lists(st.integers(0, 10**7), min_size=1, max_size=80)
directions = st.sampled_from(_DIRECTIONS)


@st.composite
def axes(draw: st.DrawFn) -> tuple[Unit, list[date]]:
    """A unit, and the first days of periods one after another."""
    unit: Unit = draw(st.sampled_from(get_args(Unit)))
    start = draw(st.dates(date(1800, 1, 1), date(2100, 1, 1)))
    size = draw(st.integers(1, 70))
    if unit == "day":
        return unit, [start + timedelta(days) for days in range(size)]
    if unit == "year":
        return unit, [date(start.year + years, 1, 1) for years in range(size)]
    if unit == "hijri_month":
        # Outside the years of the calendar there are none.
        year = 1344 + start.year % 140
        spans = [span("hijri", year + number // 12, number % 12 + 1) for number in range(size)]
        return unit, [days[0] for days in spans if days]
    months = [start.year * 12 + start.month - 1 + number for number in range(size)]
    return unit, [date(number // 12, number % 12 + 1, 1) for number in months]


def write(part: Part, day: date) -> str:
    """A period in English, whose month names are longer than the Arabic ones."""
    name = calendar.month_name[day.month]
    words: dict[Part, str] = {
        "year": str(day.year),
        "month": f"{name} {day.year}",
        "month_name": name,
        "day": str(day.day),
        "hijri_month_name": "Jumada al-Akhira",
        "hijri_year": f"{day.year - 579} AH",
    }
    return words[part]


def extent(mark: Mark, room: float, direction: Direction) -> tuple[float, float]:
    """Where a name begins and ends in a plot of this width, in the direction of reading."""
    along = (100 - mark.x if direction == "rtl" else mark.x) * room / 100
    width = text_width(mark.text)
    begin = along - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
    return begin, begin + width


@given(st.floats(0, 1e9), st.booleans(), st.integers(2, 6))
def test_ticks_are_even_round_few_and_cover_the_largest(
    largest: float, whole: bool, most: int
) -> None:
    scale = nice_scale(largest, most=most, whole=whole)
    assert scale.top >= largest * (1 - 1e-9)
    assert scale.ticks[0] == 0
    assert scale.ticks[-1] == scale.top > 0
    assert 2 <= len(scale.ticks) <= most + 1
    step = scale.ticks[1]
    assert f"{step:e}"[0] in "125"
    assert all(after - before == pytest.approx(step) for before, after in pairwise(scale.ticks))
    if whole:
        assert all(tick == int(tick) for tick in scale.ticks)


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (6, (0, 2, 4, 6)),
        (7, (0, 2, 4, 6, 8)),
        (37, (0, 10, 20, 30, 40)),
        (99, (0, 50, 100)),
        (2458, (0, 1000, 2000, 3000)),
    ],
)
def test_ticks_as_a_person_would_choose_them(largest: int, ticks: tuple[int, ...]) -> None:
    assert nice_scale(largest).ticks == ticks


def test_a_scale_of_parts_goes_below_one() -> None:
    assert nice_scale(0.3, whole=False).ticks == (0, 0.1, 0.2, 0.3)


@given(counts, directions)
def test_bars_lie_in_the_plot_and_stand_in_proportion(
    values: list[int], direction: Direction
) -> None:
    scale = nice_scale(max(values))
    found = columns(values, scale, direction)
    assert len(found) == len(values)
    for value, column in zip(values, found, strict=True):
        assert column.x >= -1e-9
        assert column.x + column.width <= 100 + 1e-9
        assert column.x <= column.bar_x
        assert column.bar_x + column.bar_width <= column.x + column.width + 1e-9
        assert 0 <= column.height <= 100 + 1e-9
        assert column.y + column.height == pytest.approx(100)
        assert column.height * scale.top == pytest.approx(100 * value)


@given(counts, directions)
def test_columns_meet_and_time_runs_as_the_page_is_read(
    values: list[int], direction: Direction
) -> None:
    found = columns(values, nice_scale(max(values)), direction)
    ordered = found if direction == "ltr" else found[::-1]
    assert ordered[0].x == pytest.approx(0, abs=1e-9)
    assert all(left.x + left.width == pytest.approx(right.x) for left, right in pairwise(ordered))


@given(counts)
def test_the_directions_are_mirror_images(values: list[int]) -> None:
    scale = nice_scale(max(values))
    for left, right in zip(
        columns(values, scale, "ltr"), columns(values, scale, "rtl"), strict=True
    ):
        assert left.bar_x == pytest.approx(100 - right.bar_x - right.bar_width)
        assert (left.y, left.height) == (right.y, right.height)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (0, "0%"),
        (100, "100%"),
        (12.5, "12.5%"),
        (100 / 3, "33.33%"),
        (0.004, "0%"),
        (99.999, "100%"),
    ],
)
def test_lengths_are_written_with_few_digits(length: float, text: str) -> None:
    assert percent(length) == text


@given(counts, directions)
def test_drawn_columns_are_those_of_the_geometry(values: list[int], direction: Direction) -> None:
    places = columns(values, nice_scale(max(values)), direction)
    for place, shown in zip(places, drawn(places), strict=True):
        for name in ("x", "width", "bar_x", "bar_width", "y", "height"):
            assert getattr(shown, name) == percent(getattr(place, name)), name
        assert shown.sliver == (place.height < 1)


@given(st.lists(st.integers(0, 10**7), max_size=20))
def test_lying_bars_are_in_proportion(values: list[int]) -> None:
    found = lengths(values)
    assert len(found) == len(values)
    largest = max(values, default=0)
    for value, length in zip(values, found, strict=True):
        assert length * largest == pytest.approx(100 * value)


@given(axes(), directions, st.sampled_from(_LAYOUTS))
def test_no_name_touches_another_or_leaves_the_plot(
    axis: tuple[Unit, list[date]], direction: Direction, layout: Layout
) -> None:
    unit, starts = axis
    room = ROOM[layout]
    shown = [mark for mark in marks(unit, starts, write, direction) if layout in mark.layouts]
    assert shown
    for row in (1, 2):
        spans = sorted(extent(mark, room, direction) for mark in shown if mark.row == row)
        assert all(before[1] + GAP <= after[0] + 1e-6 for before, after in pairwise(spans))
        assert all(begin >= -BEFORE - 1e-6 for begin, _ in spans)
        assert all(end <= room + AFTER + 1e-6 for _, end in spans)


@given(axes())
def test_the_names_of_the_directions_are_mirror_images(axis: tuple[Unit, list[date]]) -> None:
    unit, starts = axis
    left = marks(unit, starts, write, "ltr")
    right = marks(unit, starts, write, "rtl")
    assert [(mark.text, mark.row, mark.anchor, mark.layouts) for mark in left] == [
        (mark.text, mark.row, mark.anchor, mark.layouts) for mark in right
    ]
    assert [mark.x for mark in left] == pytest.approx([100 - mark.x for mark in right])


def _texts(unit: Unit, starts: list[date], layout: Layout, row: int) -> list[str]:
    found = marks(unit, starts, write, "rtl")
    return [mark.text for mark in found if mark.row == row and layout in mark.layouts]


def test_months_are_named_with_their_years() -> None:
    months = [date(2024 + number // 12, number % 12 + 1, 1) for number in range(24)]
    assert _texts("month", months, "wide", 2) == ["2024", "2025"]
    assert _texts("month", months, "wide", 1)[:3] == ["January", "April", "July"]


def test_a_month_that_ends_at_once_leaves_its_place_to_the_next() -> None:
    days = [date(2024, 1, 31) + timedelta(number) for number in range(40)]
    assert _texts("day", days, "narrow", 2)[0] == "February 2024"


def test_years_are_named_in_round_steps() -> None:
    years = [date(year, 1, 1) for year in range(1951, 2011)]
    assert _texts("year", years, "narrow", 1) == ["1960", "1980", "2000"]
    assert _texts("year", years, "wide", 2) == []


def test_a_text_is_as_wide_as_its_letters() -> None:
    assert text_width("") == 0
    assert text_width("2024") == pytest.approx(4 * text_width("2"))
    assert text_width("أكتوبر 2024") > text_width("أكتوبر")
