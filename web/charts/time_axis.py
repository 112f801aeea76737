"""Which periods below a plot are named, so that no name touches another.

There are two layouts, for wide plots and for narrow ones; a page holds the labels of both, and
its style shows those that fit. Names stand in two rows: the finer period (``day``, ``month``)
above, and below it what it belongs to (``month``, ``year``) where that begins.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from index.facts.dates.calendars import hijri_of, span
from web.charts.geometry import Direction, text_width

Unit = Literal["year", "month", "day", "hijri_month"]
Layout = Literal["narrow", "wide"]
Anchor = Literal["start", "middle", "end"]

#: How a period is written: as a year, a month of a year, a month alone, a day of a month; a month
#: and a year of the Hijri calendar.
Part = Literal["year", "month", "month_name", "day", "hijri_month_name", "hijri_year"]
Write = Callable[[Part, date], str]

#: The least width of a plot in each layout, in parts of the font size of its labels.
ROOM: dict[Layout, float] = {"narrow": 17.0, "wide": 44.0}

#: How far a label may stick out of the plot: where time begins, below the numbers of the value
#: axis, and where it ends. And how far apart two labels stand.
BEFORE = 1.6
AFTER = 1.0
GAP = 0.8


@dataclass(frozen=True, slots=True)
class Mark:
    """A name below the axis.

    Attributes:
        x: where it is anchored, in percent of the plot.
        anchor: what of it stands there: its beginning, its middle or its end.
        row: 1 right below the axis, 2 below that.
        layouts: the layouts that show it.
    """

    x: float
    anchor: Anchor
    text: str
    row: int
    layouts: tuple[Layout, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name and where it is anchored, in percent of the way that time runs."""

    along: float
    anchor: Anchor
    name: "_Name"
    row: int

    def extent(self, room: float) -> tuple[float, float]:
        """Where it begins and ends in a plot of this width, along the way of time."""
        at, width = self.along * room / 100, self.name.width
        begin = at - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return begin, begin + width


@dataclass(frozen=True, slots=True)
class _Name:
    """A name with its width, in parts of the font size."""

    text: str
    width: float


def _days_of_hijri_year(day: date) -> int:
    """Return how many days of its Hijri year lie before a day."""
    found = hijri_of(day)
    days = span("hijri", found[0]) if found else None
    return (day - days[0]).days if days else 0


# The day that stands for all days of a period.
_FIRST_DAY: dict[Part, Callable[[date], date]] = {
    "year": lambda day: day.replace(month=1, day=1),
    "month": lambda day: day.replace(day=1),
    "month_name": lambda day: day.replace(day=1),
    "day": lambda day: day,
    "hijri_month_name": lambda day: day,
    "hijri_year": lambda day: day - timedelta(_days_of_hijri_year(day)),
}


class _Names:
    """The names of periods, each written and measured once for all layouts and levels."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._found: dict[tuple[Part, date], _Name] = {}

    def of(self, part: Part, day: date) -> _Name:
        """The name of the period that a day lies in."""
        key = part, _FIRST_DAY[part](day)
        if key not in self._found:
            text = self._write(*key)
            self._found[key] = _Name(text, text_width(text))
        return self._found[key]


@dataclass(frozen=True, slots=True)
class _Level:
    """A choice of periods to name in the first row, and what is named in the second."""

    part: Part
    named: Callable[[date], bool]
    context: Part | None


def _every(step: int) -> Callable[[date], bool]:
    return lambda day: day.year % step == 0


def _months(step: int) -> Callable[[date], bool]:
    return lambda day: (day.month - 1) % step == 0


def _days(*numbers: int) -> Callable[[date], bool]:
    return lambda day: day.day in numbers


def _januaries(step: int) -> Callable[[date], bool]:
    return lambda day: day.month == 1 and day.year % step == 0


def _hijri_months(step: int) -> Callable[[date], bool]:
    return lambda day: (_hijri_month(day) - 1) % step == 0


def _hijri_month(day: date) -> int:
    found = hijri_of(day)
    return found[1] if found else 1


# The finest first; the first that fits is taken.
_LEVELS: dict[Unit, tuple[_Level, ...]] = {
    "year": tuple(_Level("year", _every(step), None) for step in (1, 2, 5, 10, 20, 50, 100, 500)),
    "month": (
        *(_Level("month_name", _months(step), "year") for step in (1, 2, 3, 6)),
        *(_Level("year", _januaries(step), None) for step in (1, 2, 5, 10, 20, 50)),
    ),
    "hijri_month": tuple(
        _Level("hijri_month_name", _hijri_months(step), "hijri_year") for step in (1, 2, 3, 6, 12)
    ),
    "day": (
        _Level("day", lambda _: True, "month"),
        _Level("day", lambda day: day.day % 2 == 1 and day.day != 31, "month"),
        _Level("day", _days(1, 5, 10, 15, 20, 25), "month"),
        _Level("day", _days(1, 10, 20), "month"),
        _Level("day", _days(1, 15), "month"),
    ),
}


def marks(
    unit: Unit, starts: Sequence[date], write: Write, direction: Direction
) -> tuple[Mark, ...]:
    """Return the names below a plot, for both layouts.

    Args:
        unit: of the periods.
        starts: the first day of every period, without gaps.
        write: gives the name of the period that a day lies in.
        direction: of time.
    """
    names = _Names(write)
    places: dict[_Placed, tuple[Layout, ...]] = {}
    for layout, room in ROOM.items():
        for placed in _fitted(unit, starts, names, room):
            places[placed] = (*places.get(placed, ()), layout)
    return tuple(
        Mark(
            x=100 - placed.along if direction == "rtl" else placed.along,
            anchor=placed.anchor,
            text=placed.name.text,
            row=placed.row,
            layouts=layouts,
        )
        for placed, layouts in places.items()
    )


def _fitted(unit: Unit, starts: Sequence[date], names: _Names, room: float) -> list[_Placed]:
    for level in _LEVELS[unit]:
        found = _first_row(level, starts, names)
        if found and _apart([placed.extent(room) for placed in found], room):
            return [*found, *_second_row(_contexts(level, starts, names), room)]
    # Nothing of the regular choices: at least where the plot begins.
    part: Part = "hijri_year" if unit == "hijri_month" else unit
    return [_Placed(0, "start", names.of(part, starts[0]), 1)]


def _first_row(level: _Level, starts: Sequence[date], names: _Names) -> list[_Placed]:
    return [
        _Placed(_along(place + 0.5, starts), "middle", names.of(level.part, start), 1)
        for place, start in enumerate(starts)
        if level.named(start)
    ]


def _contexts(level: _Level, starts: Sequence[date], names: _Names) -> list[_Placed]:
    if level.context is None:
        return []
    found = [names.of(level.context, start) for start in starts]
    return [
        _Placed(_along(place, starts), "start", name, 2)
        for place, name in enumerate(found)
        if place == 0 or found[place - 1] != name
    ]


def _second_row(context: list[_Placed], room: float) -> Iterator[_Placed]:
    """Of names in a row those that fit; what has just begun before the next gives way."""
    taken = room + AFTER
    kept: list[_Placed] = []
    for placed in reversed(context):
        begin, end = placed.extent(room)
        if end > room + AFTER and not kept:
            placed = _Placed(100, "end", placed.name, 2)
            begin, end = placed.extent(room)
        if end <= taken and begin >= -BEFORE:
            kept.append(placed)
            taken = begin - GAP
    yield from reversed(kept)


def _along(place: float, starts: Sequence[date]) -> float:
    return 100 * place / len(starts)


def _apart(spans: list[tuple[float, float]], room: float) -> bool:
    inside = spans[0][0] >= -BEFORE and spans[-1][1] <= room + AFTER
    return inside and all(before[1] + GAP <= after[0] for before, after in pairwise(spans))
