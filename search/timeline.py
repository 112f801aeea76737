"""Articles over time: how many were published in each year, month or day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from index.errors import QueryInvalid
from search.days import UNITS, DateColumn, first_days
from search.facets import FacetColumn, Mask, label_of
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


def timeline(dates: DateColumn, mask: Mask) -> Timeline | None:
    """The articles of a result over time; ``None`` where none of them has a date."""
    axis = _axis(dates, mask)
    if axis is None:
        return None
    counts = axis.counts(mask)
    bars = (Bar(*days, count) for days, count in zip(axis.periods(), counts, strict=True))
    return Timeline(axis.unit, tuple(bars))


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

    def series(value: str, label: str, articles: Mask) -> Series:
        counts = axis.counts(articles) if axis else ()
        return Series(value, label, int(np.count_nonzero(articles)), counts)

    return Comparison(
        unit=axis.unit if axis else unit or "year",
        periods=axis.periods() if axis else (),
        whole=series("", "", mask),
        series=tuple(
            series(value, label_of(column.facet.name, value), mask & column.having([value]))
            for value in values
        ),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """Periods one after another.

    Attributes:
        dates: of all articles.
        unit: of the periods.
        first: the number of the first, counted from 1970.
        size: how many there are.
    """

    dates: DateColumn
    unit: Unit
    first: int
    size: int

    def periods(self) -> tuple[tuple[date, date], ...]:
        """The first and the last day of each."""
        starts = first_days(self.unit, self.first, self.size + 1)
        return tuple(zip(starts[:-1].tolist(), (starts[1:] - 1).tolist(), strict=True))

    def counts(self, mask: Mask) -> tuple[int, ...]:
        """How many of the articles each has."""
        numbers = self.dates.numbers[self.unit][mask & self.dates.known]
        return tuple(np.bincount(numbers - self.first, minlength=self.size).tolist())


def _axis(dates: DateColumn, mask: Mask, unit: Unit | None = None) -> _Axis | None:
    """From the first to the last date of a result; ``None`` where there is none."""
    dated = np.flatnonzero(mask & dates.known)
    if not dated.size:
        return None
    days = dates.numbers["day"][dated]
    first, last = dated[days.argmin()], dated[days.argmax()]
    wanted = unit or fitting_unit(dates.day(first), dates.day(last))
    # From the unit wanted to coarser ones.
    for tried in reversed(UNITS[: UNITS.index(wanted) + 1]):
        numbers = dates.numbers[tried]
        axis = _Axis(dates, tried, int(numbers[first]), int(numbers[last] - numbers[first]) + 1)
        if axis.size <= MOST_PERIODS:
            break
    return axis
