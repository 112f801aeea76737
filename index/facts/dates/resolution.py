"""What days an expression means, counted from the day of publication where it has no year."""

from datetime import date

from index.facts.dates.calendars import Calendar, hijri_of, span
from index.facts.dates.from_present import days_from_present, month_from
from index.facts.dates.points import Expression, PartialDate

_Days = tuple[date, date]

#: Months of a range across the new year that is printed with one year alone.
_LONGEST_TURN = 6
#: A day ahead weighs this much more than one behind when the nearer of two years is chosen: papers
#: print the year of what is more than some five months ahead, not of what was seven months ago.
_AHEAD = 1.5
#: The same where the words look ahead: «قبل نوفمبر» in April is no November gone by.
_COMING = 0.4


def resolve(expression: Expression, published: date | None) -> _Days | None:
    """Return the first and the last day that an expression means, or ``None`` if it is unsure.

    Args:
        expression: as it is printed.
        published: the day from which «أمس» and dates without a year are counted, if it is known.

    Raises:
        ValueError: it names a day that does not exist.
    """
    first, last = _with_years_of_each_other(expression)
    if first.year is not None and last.year is not None:
        return _in_order(days_of(first), days_of(last))
    if published is None:
        return None
    if expression.shift and expression.shift.unit == "told":
        return None
    if last.month is None and last.day is None:
        return days_from_present(expression, published)
    days = _nearest(expression, last, published)
    if days is None or first == last:
        is_said = expression.shift is not None and expression.shift.unit in ("month", "year")
        return days if days and (is_said or fits(expression.weekday, days)) else None
    return _in_order(_up_to(first, last.calendar, days), days)


def days_of(named: PartialDate) -> _Days | None:
    if named.year is None:
        return None
    return span(named.calendar, named.year, named.month, named.day)


def _in_order(first: _Days | None, last: _Days | None) -> _Days | None:
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0], last[1]


def fits(weekday: int | None, days: _Days) -> bool:
    return weekday is None or days[0].weekday() == weekday


def _with_years_of_each_other(expression: Expression) -> tuple[PartialDate, PartialDate]:
    """Return the ends of a range; one that has no year takes it from the other."""
    first, last = expression.first, expression.last
    turns = _turns_the_year(first, last)
    if first.year is None and last.year is not None:
        return PartialDate(last.year - turns, first.month, first.day, first.calendar), last
    if last.year is None and first.year is not None:
        return first, PartialDate(first.year + turns, last.month, last.day, last.calendar)
    return first, last


def _turns_the_year(first: PartialDate, last: PartialDate) -> bool:
    """Tell whether a range crosses the new year: «من ديسمبر إلى فبراير 2015»."""
    if first.month is None or last.month is None:
        return False
    months = last.month - first.month
    return months < 0 and months % 12 <= _LONGEST_TURN


def _up_to(first: PartialDate, calendar: Calendar, last: _Days) -> _Days | None:
    """Return the latest days of that name that do not begin after the others."""
    year = _year_of(last[1], calendar)
    if year is None or first.month is None:
        return None if first.day is None else (last[0].replace(day=first.day), last[1])
    spans = (span(calendar, y, first.month, first.day) for y in (year, year - 1))
    return next((days for days in spans if days and days[0] <= last[1]), None)


def _year_of(day: date, calendar: Calendar) -> int | None:
    if calendar == "gregorian":
        return day.year
    hijri = hijri_of(day)
    return hijri[0] if hijri else None


def _nearest(expression: Expression, named: PartialDate, published: date) -> _Days | None:
    """Return the days of that name that are nearest to the present, or as far as a word says."""
    shift = expression.shift
    present = _year_of(published, named.calendar)
    if present is None:
        return None
    if named.month is None:
        months = shift.amount if shift and shift.unit == "month" else 0
        year, month = month_from(published, months)
        return span("gregorian", year, month, named.day)
    if shift and shift.unit == "year":
        return span(named.calendar, present + shift.amount, named.month, named.day)
    candidates = _in_years(named, range(present - 2, present + 3))
    amount = shift.amount if shift and shift.unit in ("month", "weekday") else 0
    if amount < 0:
        past = [days for days in candidates if days[1] < published]
        return past[amount] if len(past) >= -amount else None
    if amount > 0:
        return next((days for days in candidates if days[0] > published), None)
    if shift and shift.unit == "gone":
        return max((days for days in candidates if days[0] <= published), default=None)
    ahead = _COMING if shift and shift.unit == "coming" else _AHEAD
    return min(candidates, key=lambda days: _distance(days, published, ahead), default=None)


def _in_years(named: PartialDate, years: range) -> list[_Days]:
    """Return the days of that name in each of the years that has them.

    Raises:
        ValueError: none of the years has them.
    """
    found: list[_Days] = []
    error: ValueError | None = None
    for year in years:
        try:
            days = span(named.calendar, year, named.month, named.day)
        except ValueError as no_such_day:
            error = no_such_day
        else:
            found += [days] if days else []
    if error and not found:
        raise error
    return found


def _distance(days: _Days, present: date, weight: float) -> float:
    """Return how far the present is from the days, weighted if they are ahead."""
    first, last = days
    ahead, behind = (first - present).days, (present - last).days
    return max(ahead * weight, behind, 0)
