"""The days that a text mentions: its expressions, resolved against the day of publication.

Nothing is guessed: what could as well be another day is left out, and what contradicts itself is
reported. The rules are in docs/dates.md.
"""

from dataclasses import replace
from datetime import date, timedelta

from index.article import DateMention
from index.facts.dates.calendars import GREGORIAN_YEARS, Calendar, hijri_of, span
from index.facts.dates.context import in_context
from index.facts.dates.expressions import Expression, PartialDate, expressions
from index.facts.dates.present import is_dated, present_by, present_of

_Days = tuple[date, date]

_WEEKDAY_NAMES = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
)  # fmt: skip
_WEEK = 7
#: Months of a range across the new year that is printed with one year alone.
_LONGEST_TURN = 6
#: A printed Hijri day may be this far from the converted one, see calendars.py.
_HIJRI_TOLERANCE = timedelta(days=1)

#: A day ahead weighs this much more than one behind when the nearer of two years is chosen: papers
#: print the year of what is more than some five months ahead, not of what was seven months ago.
_AHEAD = 1.5
#: The same where the words look ahead: «قبل نوفمبر» in April is no November gone by.
_COMING = 0.4
#: «من العام نفسه» is of a year that was told at most so many characters before.
_FURTHEST_TOLD = 250


def mentioned(text: str, published: date | None) -> tuple[tuple[DateMention, ...], tuple[str, ...]]:
    """Return the days that a text mentions, and what contradicts itself in how it names them.

    Args:
        text: a body as printed.
        published: the day that «أمس» and dates without a year count from. Where it is ``None``
            they are left out, as for a year that the calendar does not have.

    Returns:
        The mentions in order, and the contradictions, one line of English each.
    """
    mentions: list[DateMention] = []
    contradictions: list[str] = []
    if published and published.year not in GREGORIAN_YEARS:
        published = None
    found = in_context(text, expressions(text))
    present = present_of(text, found, published) if published else None
    for expression in found:
        try:
            days = resolve(_in_told_year(expression, mentions), present)
            problem = contradiction(expression, published)
        except ValueError:
            contradictions.append(f"«{expression.text}» does not exist")
            continue
        if problem:
            contradictions.append(problem)
        if days is None and problem and published:
            days = _by_weekday(expression, published)
        if days:
            mentions += _mentions(expression, days)
    return tuple(mentions), tuple(contradictions)


def _in_told_year(expression: Expression, told: list[DateMention]) -> Expression:
    """Return «مارس من السنة ذاتها» with the year of the mention before it."""
    if expression.shift is None or expression.shift.unit != "told" or expression.first.year:
        return expression
    last = told[-1] if told else None
    if last is None or expression.start - last.start > _FURTHEST_TOLD:
        return expression
    if last.first.year != last.last.year:
        return expression
    first, last_date = (
        replace(end, year=last.last.year) for end in (expression.first, expression.last)
    )
    return replace(expression, first=first, last=last_date, shift=None)


def _mentions(expression: Expression, days: _Days) -> list[DateMention]:
    text, start = expression.text, expression.start
    if not expression.listed:
        first = days[0] - timedelta(expression.days_before)
        return [DateMention(text, start, first, days[1], expression.precision)]
    back = (timedelta(expression.listed[-1] - day) for day in expression.listed)
    return [DateMention(text, start, day := days[1] - before, day, "day") for before in back]


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
        return _in_order(_span(first), _span(last))
    if published is None:
        return None
    if last.month is None and last.day is None:
        return _from_present(expression, published)
    days = _nearest(expression, last, published)
    if days is None or first == last:
        is_said = expression.shift is not None and expression.shift.unit in ("month", "year")
        return days if days and (is_said or _fits(expression.weekday, days)) else None
    return _in_order(_up_to(first, last.calendar, days), days)


def contradiction(expression: Expression, published: date | None) -> str | None:
    """Return what is wrong with how an expression names its day, in a line, or ``None``.

    Raises:
        ValueError: it names a day that does not exist.
    """
    text, weekday, shift = expression.text, expression.weekday, expression.shift
    if expression.first.year and expression.first.day and expression.first == expression.last:
        day = _span(expression.first)
        if day and weekday is not None and not _fits(weekday, day):
            return f"«{text}»: {day[0]} was a {_WEEKDAY_NAMES[day[0].weekday()]}"
        other = expression.converted
        converted = _span(other) if other and other.year else None
        if day and converted and abs(day[0] - converted[0]) > _HIJRI_TOLERANCE:
            return f"«{text}»: the Hijri day is {converted[0]}, not {day[0]}"
    elif (
        published
        and weekday is not None
        and shift
        and shift.unit == "day"
        and not is_dated(expression)
    ):
        day_meant = published + timedelta(days=shift.amount)
        if day_meant.weekday() != weekday:
            return (
                f"«{text}»: that day, counted from {published}, is a "
                f"{_WEEKDAY_NAMES[day_meant.weekday()]}"
            )
    return None


def _by_weekday(expression: Expression, published: date) -> _Days | None:
    """Return the day of «أمس (الثلاثاء)» where the source's day contradicts it: that Tuesday."""
    shift = expression.shift
    if shift is None or shift.unit != "day" or is_dated(expression):
        return None
    day = present_by(expression, published) + timedelta(shift.amount)
    return day, day


def _span(named: PartialDate) -> _Days | None:
    if named.year is None:
        return None
    return span(named.calendar, named.year, named.month, named.day)


def _in_order(first: _Days | None, last: _Days | None) -> _Days | None:
    if first is None or last is None or last[1] < first[0]:
        return None
    return first[0], last[1]


def _fits(weekday: int | None, days: _Days) -> bool:
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


# Without a year ----------------------------------------------------------------------------------


def _nearest(expression: Expression, named: PartialDate, published: date) -> _Days | None:
    """Return the days of that name that are nearest to the present, or as far as a word says."""
    shift = expression.shift
    present = _year_of(published, named.calendar)
    if present is None or (shift and shift.unit == "told"):
        return None
    if named.month is None:
        months = shift.amount if shift and shift.unit == "month" else 0
        year, month = _months_from(published, months)
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


def _from_present(expression: Expression, published: date) -> _Days | None:
    """Return the days of «أمس», «الجمعة الماضي», «يوم الخميس», «الشهر المقبل» and their like."""
    shift, weekday = expression.shift, expression.weekday
    if shift is not None and shift.unit == "coming":
        day = published + timedelta(((weekday or 0) - published.weekday()) % _WEEK)
        return day, day
    if shift is None or shift.unit == "weekday":
        if weekday is None:
            return None
        day = _weekday_from(published, weekday, shift.amount if shift else None)
        return day, day
    if shift.unit == "year":
        return span("gregorian", published.year + shift.amount)
    if shift.unit == "month":
        return span("gregorian", *_months_from(published, shift.amount))
    day = published + timedelta(days=shift.amount)
    return (day, day) if weekday is None or day.weekday() == weekday else None


def _months_from(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _weekday_from(present: date, weekday: int, amount: int | None) -> date:
    back = (present.weekday() - weekday) % _WEEK
    if amount is None or amount == 0:
        return present - timedelta(days=back)
    if amount < 0:
        return present - timedelta(days=(back or _WEEK) + _WEEK * (-amount - 1))
    return present + timedelta(days=_WEEK - back)
