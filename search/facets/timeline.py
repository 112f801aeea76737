"""Articles over time: how many were published in each year, month or day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from index.errors import QueryInvalid
from search.facets.days import UNITS, DateColumn, first_days, number_of
from search.facets.tree import FacetColumn, Mask, label_of
from search.results import Bar, Comparison, Series, Timeline, Unit

#: So many days are counted one by one, and
MOST_DAYS = 62
#: so many months; a longer time by years.
MOST_MONTHS = 60

#: No more periods are told apart in a unit that was asked for.
MOST_PERIODS = 1000


def fitting_unit(first: date, last: date) -> Unit:
    """The unit in which the time between two days makes a picture that can be read."""
    if (last - first).days < MOST_DAYS:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= MOST_MONTHS else "year"


def known_unit(name: str | None) -> Unit | None:
    """The unit of this name.

    Raises:
        QueryInvalid: where there is none.
    """
    if name is None:
        return None
    for unit in UNITS:
        if unit == name:
            return unit
    raise QueryInvalid("unit", "unknown_unit", f"unit is one of {', '.join(UNITS)}")


@dataclass(frozen=True, slots=True)
class Axis:
    """Periods one after another.

    Attributes:
        unit: of the periods.
        first: the number of the first, counted from 1970.
        size: how many there are.
    """

    unit: Unit
    first: int
    size: int

    @classmethod
    def over(cls, first: date, last: date, unit: Unit | None = None) -> "Axis":
        """From one day to another.

        Args:
            first: the first day.
            last: the last.
            unit: that is wanted; ``None`` for one that fits. Where it gives too many periods, a
                coarser one.
        """
        wanted = unit or fitting_unit(first, last)
        # From the unit wanted to coarser ones.
        for tried in reversed(UNITS[: UNITS.index(wanted) + 1]):
            start = number_of(tried, first.isoformat())
            axis = cls(tried, start, number_of(tried, last.isoformat()) - start + 1)
            if axis.size <= MOST_PERIODS:
                break
        return axis

    def periods(self) -> tuple[tuple[date, date], ...]:
        """The first and the last day of each."""
        starts = first_days(self.unit, self.first, self.size + 1)
        return tuple(zip(starts[:-1].tolist(), (starts[1:] - 1).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Total:
    """How many articles there are in all, and in each period of an axis."""

    articles: int
    by_period: tuple[int, ...]


def timeline_of(axis: Axis, counts: Sequence[int]) -> Timeline:
    """The articles of each period of an axis as a timeline."""
    bars = (Bar(*days, count) for days, count in zip(axis.periods(), counts, strict=True))
    return Timeline(axis.unit, tuple(bars))


def comparison_of(
    facet: str, axis: Axis | None, unit: Unit | None, whole: Total, values: Mapping[str, Total]
) -> Comparison:
    """The articles of a result over time, in all and for some values of a facet.

    Args:
        facet: its name.
        axis: of time; ``None`` where no article has a date.
        unit: that is wanted.
        whole: all articles.
        values: those of each value.
    """

    def series(value: str, label: str, total: Total) -> Series:
        return Series(value, label, total.articles, total.by_period)

    return Comparison(
        unit=axis.unit if axis else unit or "year",
        periods=axis.periods() if axis else (),
        whole=series("", "", whole),
        series=tuple(
            series(value, label_of(facet, value), total) for value, total in values.items()
        ),
    )


def timeline(dates: DateColumn, mask: Mask) -> Timeline | None:
    """The articles of a result over time; ``None`` where none of them has a date."""
    axis = _axis(dates, mask)
    return timeline_of(axis, _counts(axis, dates, mask)) if axis else None


def comparison(
    dates: DateColumn,
    column: FacetColumn,
    mask: Mask,
    values: Sequence[str],
    unit: Unit | None = None,
) -> Comparison:
    """The articles of a result over time, in all and for some values of a facet.

    Args:
        dates: of all articles.
        column: of the facet.
        mask: the result.
        values: of the facet.
        unit: of the periods; ``None``, or where it would give too many, one that fits.
    """
    axis = _axis(dates, mask, unit)

    def total(articles: Mask) -> Total:
        counts = _counts(axis, dates, articles) if axis else ()
        return Total(int(np.count_nonzero(articles)), counts)

    found = {value: total(mask & column.having([value])) for value in values}
    return comparison_of(column.facet.name, axis, unit, total(mask), found)


def _axis(dates: DateColumn, mask: Mask, unit: Unit | None = None) -> Axis | None:
    """From the first to the last date of a result; ``None`` where there is none."""
    dated = np.flatnonzero(mask & dates.known)
    if not dated.size:
        return None
    days = dates.numbers["day"][dated]
    first, last = dated[days.argmin()], dated[days.argmax()]
    return Axis.over(dates.day(first), dates.day(last), unit)


def _counts(axis: Axis, dates: DateColumn, mask: Mask) -> tuple[int, ...]:
    """How many of the articles each period has."""
    numbers = dates.numbers[axis.unit][mask & dates.known]
    return tuple(np.bincount(numbers - axis.first, minlength=axis.size).tolist())
