"""Periods of an axis put together to weeks and longer ones, so that few are left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from search.facets.timeline import Axis

#: What a small picture of time is drawn by.
SpanUnit = Literal["day", "week", "month", "year"]

#: So many spans can be told apart in a small picture.
MOST_SPANS = 60

_UNITS: tuple[SpanUnit, ...] = ("day", "week", "month", "year")

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Spans:
    """Days, weeks, months or years that follow each other.

    Attributes:
        unit: of each.
        days: the first and last day of each; those at the ends may be cut by the axis.
        of_period: for each period of the axis the number of its span.
    """

    unit: SpanUnit
    days: tuple[Span, ...]
    of_period: tuple[int, ...]

    def added_up(self, counts: Sequence[int]) -> tuple[int, ...]:
        """Return the counts of the spans.

        Args:
            counts: of the periods of the axis.
        """
        found = [0] * len(self.days)
        for number, count in zip(self.of_period, counts, strict=True):
            found[number] += count
        return tuple(found)


def spans_of(axis: Axis) -> Spans:
    """Return the spans that the periods of an axis make, the finest that are few enough.

    Weeks begin on Sunday. Of an axis of very many years there are as many spans as years.
    """
    periods = axis.periods()
    for unit in _UNITS[_UNITS.index(axis.unit) :]:
        made = _put_together(unit, periods)
        if len(made.days) <= MOST_SPANS:
            break
    return made


def _put_together(unit: SpanUnit, periods: Sequence[Span]) -> Spans:
    begins = list(map(_BEGINS[unit], (first for first, _ in periods)))
    order = list(dict.fromkeys(begins))
    number = {begin: place for place, begin in enumerate(order)}
    of_period = tuple(number[begin] for begin in begins)
    days: dict[int, Span] = {}
    for place, (first, last) in zip(of_period, periods, strict=True):
        days[place] = (days[place][0] if place in days else first, last)
    return Spans(unit, tuple(days.values()), of_period)


def _sunday(day: date) -> date:
    # The days before the first Sunday of the calendar are a week of their own.
    return day - timedelta(min(day.isoweekday() % 7, day.toordinal() - 1))


_BEGINS: dict[SpanUnit, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": _sunday,
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
