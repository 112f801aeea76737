"""Days that words count from the present: «أمس», «الجمعة الماضي», «الشهر المقبل»."""

from datetime import date, timedelta

from index.facts.dates.calendars import span
from index.facts.dates.points import Expression

_Days = tuple[date, date]
_WEEK = 7


def days_from_present(expression: Expression, published: date) -> _Days | None:
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
        return span("gregorian", *month_from(published, shift.amount))
    if shift.unit == "quarter":
        return _quarter_from(published, shift.amount)
    day = published + timedelta(days=shift.amount)
    return (day, day) if weekday is None or day.weekday() == weekday else None


def month_from(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _quarter_from(day: date, amount: int) -> _Days | None:
    months = 3 * amount - (day.month - 1) % 3
    first = span("gregorian", *month_from(day, months))
    last = span("gregorian", *month_from(day, months + 2))
    return (first[0], last[1]) if first and last else None


def _weekday_from(present: date, weekday: int, amount: int | None) -> date:
    back = (present.weekday() - weekday) % _WEEK
    if amount is None or amount == 0:
        return present - timedelta(days=back)
    if amount < 0:
        return present - timedelta(days=(back or _WEEK) + _WEEK * (-amount - 1))
    return present + timedelta(days=_WEEK - back + _WEEK * (amount - 1))
