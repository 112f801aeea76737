"""Articles over time: how many were published in each year, month or day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME, NO_VALUE
from search.facets.days import UNITS, first_days, number_of
from search.facets.ranked import RankedValues
from search.facets.tree import label_of
from search.results import HIJRI_MONTH, Bar, PeriodUnit, Series, Timeline, Unit

#: So many days are counted one by one, and
MOST_DAYS = 62
#: so many months; a longer time by years.
MOST_MONTHS = 60

#: No more periods are told apart in a unit that was asked for.
MOST_PERIODS = 1000


def fitting_unit(first: date, last: date) -> Unit:
    """Return the unit for a picture of the time between two days that can be read.

    Days up to two months, months up to five years, else years.
    """
    if (last - first).days < MOST_DAYS:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "month" if months <= MOST_MONTHS else "year"


def known_unit(name: str | None) -> PeriodUnit | None:
    """Return the unit of this name; ``None`` where no name is given.

    Raises:
        QueryInvalid: there is no such unit.
    """
    if name is None:
        return None
    units = (*UNITS, HIJRI_MONTH)
    for unit in units:
        if unit == name:
            return unit
    raise QueryInvalid("unit", "unknown_unit", f"unit is one of {', '.join(units)}")


@dataclass(frozen=True, slots=True)
class Axis:
    """Periods one after another.

    Attributes:
        unit: of the periods.
        first: the number of the first, counted from 1970.
        size: how many there are.
        before: how many articles lie before all of them, and
        after: how many behind; see :mod:`search.facets.reach`.
    """

    unit: Unit
    first: int
    size: int
    before: int = 0
    after: int = 0

    @classmethod
    def over(
        cls, first: date, last: date, unit: Unit | None = None, *, before: int = 0, after: int = 0
    ) -> "Axis":
        """Return the periods from one day to another.

        Args:
            first: the first day.
            last: the last.
            unit: that is wanted; ``None`` for one that fits. Where it gives too many periods, a
                coarser one.
            before: how many articles lie before these days, and
            after: how many behind.
        """
        wanted = unit or fitting_unit(first, last)
        # From the unit wanted to coarser ones.
        for tried in reversed(UNITS[: UNITS.index(wanted) + 1]):
            start = number_of(tried, first.isoformat())
            axis = cls(tried, start, number_of(tried, last.isoformat()) - start + 1, before, after)
            if axis.size <= MOST_PERIODS:
                break
        return axis

    def periods(self) -> tuple[tuple[date, date], ...]:
        """Return the first and the last day of each."""
        starts = first_days(self.unit, self.first, self.size + 1)
        return tuple(zip(starts[:-1].tolist(), (starts[1:] - 1).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Total:
    """How many articles there are in all, and in each period of an axis."""

    articles: int
    by_period: tuple[int, ...]


def timeline_of(axis: Axis, counts: Sequence[int]) -> Timeline:
    """Return the articles of each period of an axis as a timeline."""
    bars = (Bar(*days, count) for days, count in zip(axis.periods(), counts, strict=True))
    return Timeline(axis.unit, tuple(bars), axis.before, axis.after)


def top_values(
    facet: str,
    counts: Mapping[str, int],
    most: int,
    first: Sequence[str],
    left_out: Sequence[str] = (),
) -> list[str]:
    """Return the values at the top of a facet's tree that most articles have.

    Args:
        facet: its name.
        counts: of its values, of every depth.
        most: how many values at most.
        first: values to put in front.
        left_out: values that are not among them, unless they are put in front.
    """
    if isinstance(counts, RankedValues):
        top = counts.most_frequent(most + len(left_out))
    else:
        above = FACET_BY_NAME[facet].above
        left = {value: count for value, count in counts.items() if value not in left_out}
        top = [
            value
            for value, count in left.items()
            if count and value != NO_VALUE and above(value) not in left
        ]
        top.sort(key=lambda value: (-left[value], value))
    kept = (value for value in top if value not in left_out)
    return list(dict.fromkeys((*first, *kept)))[:most]


def series_of(facet: str, value: str, total: Total) -> Series:
    """Return the articles of one value of a facet over the periods of a comparison."""
    return Series(value, label_of(facet, value) if value else "", total.articles, total.by_period)
