"""Articles by the months of the Hijri calendar, counted as so many stretches of days.

No index counts by these months, so each is a condition on the day of publication, the same for
every engine.
"""

from collections.abc import Callable, Sequence
from datetime import date

from index.facts.dates.calendars import hijri_of, span
from search.conditions import Condition, Published, all_of
from search.facets.timeline import MOST_MONTHS, Total
from search.results import HIJRI_MONTH, PeriodUnit, Unit

#: Gives the number of articles of which each condition holds, in one batch.
Counts = Callable[[Sequence[Condition]], Sequence[int]]
_MONTHS = 12


def is_hijri(unit: PeriodUnit | None) -> bool:
    """Return whether a unit is that of Hijri months."""
    return unit == HIJRI_MONTH


def gregorian(unit: PeriodUnit | None) -> Unit | None:
    """Return a unit of the Gregorian calendar; of no other calendar's."""
    return None if unit is None or unit == HIJRI_MONTH else unit


def hijri_months(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """Return the Hijri months from one day to another: their first and last days.

    Args:
        first: the first day.
        last: the last.

    Returns:
        None where the calendar does not reach so far, or there are more than ``MOST_MONTHS``.
    """
    begins, ends = hijri_of(first), hijri_of(last)
    if begins is None or ends is None:
        return ()
    numbers = range(begins[0] * _MONTHS + begins[1] - 1, ends[0] * _MONTHS + ends[1])
    if len(numbers) > MOST_MONTHS:
        return ()
    found = (span("hijri", number // _MONTHS, number % _MONTHS + 1) for number in numbers)
    return tuple(days for days in found if days)


def by_months(
    counts: Counts,
    within: Condition,
    groups: Sequence[tuple[Condition, int]],
    periods: Sequence[tuple[date, date]],
) -> list[Total]:
    """Count articles of several groups in each of some periods.

    Args:
        counts: of articles, by conditions.
        within: what holds of all of them.
        groups: what holds of each group, and how many articles it has in all.
        periods: their first and last days.
    """
    asked = [all_of([within, group, Published(*days)]) for group, _ in groups for days in periods]
    found = iter(counts(asked))
    return [Total(total, tuple(next(found) for _ in periods)) for _, total in groups]
