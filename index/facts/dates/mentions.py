"""The days that a text mentions: its expressions, resolved against the day of publication.

Nothing is guessed: what could as well be another day is left out, and what contradicts itself is
reported. The rules are in docs/dates.md.
"""

from dataclasses import replace
from datetime import date, timedelta

from index.article import DateMention
from index.facts.dates.calendars import GREGORIAN_YEARS
from index.facts.dates.context import in_context
from index.facts.dates.contradictions import contradiction
from index.facts.dates.expressions import Expression, expressions
from index.facts.dates.present import is_dated, present_by, present_of
from index.facts.dates.resolution import resolve

_Days = tuple[date, date]

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
    told: tuple[Expression, _Days] | None = None
    for expression in found:
        try:
            days = resolve(_in_told_year(expression, told), present)
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
            told = expression, days
    return tuple(mentions), tuple(contradictions)


def _in_told_year(expression: Expression, told: tuple[Expression, _Days] | None) -> Expression:
    """Return «مارس من السنة ذاتها», «24 من نفس الشهر» as of the mention before it."""
    shift = expression.shift
    if shift is None or shift.unit != "told" or expression.first.year or told is None:
        return expression
    before, (begins, ends) = told
    is_near = expression.start - before.start <= _FURTHEST_TOLD
    # What is needed of it must be one, and of the calendar of the expression.
    is_one = begins.year == ends.year and (expression.last.month or begins.month == ends.month)
    if not is_near or not is_one or before.last.calendar != expression.last.calendar:
        return expression
    first, last = (
        replace(end, year=ends.year, month=end.month or ends.month)
        for end in (expression.first, expression.last)
    )
    return replace(expression, first=first, last=last, shift=None)


def _mentions(expression: Expression, days: _Days) -> list[DateMention]:
    text, start = expression.text, expression.start
    if not expression.listed:
        first = days[0] - timedelta(expression.days_before)
        return [DateMention(text, start, first, days[1], expression.precision)]
    back = (timedelta(expression.listed[-1] - day) for day in expression.listed)
    return [DateMention(text, start, day := days[1] - before, day, "day") for before in back]


def _by_weekday(expression: Expression, published: date) -> _Days | None:
    """Return the day of «أمس (الثلاثاء)» where the source's day contradicts it: that Tuesday."""
    shift = expression.shift
    if shift is None or shift.unit != "day" or is_dated(expression):
        return None
    day = present_by(expression, published) + timedelta(shift.amount)
    return day, day
