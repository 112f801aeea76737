"""The day that a text itself calls today, where it is not the day that its source gives.

A source often gives the day on which an article was collected or put online; «أمس (الثلاثاء)» tells
the day on which it was written. The contradiction is told all the same, see contradictions.py.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from index.facts.dates.expressions import Expression

_WEEK = 7
#: Papers go online on the evening before their day at the earliest, and are collected days later.
_FURTHEST_AHEAD = 1
_QUOTE = re.compile(r"[«“»”\"]")
_REACH = 200


def is_dated(expression: Expression) -> bool:
    """Tell whether an expression names a day or a month."""
    return expression.first.day is not None or expression.first.month is not None


def present_of(text: str, found: Iterable[Expression], published: date) -> date:
    """Return the day that «أمس» and «اليوم» count from.

    Args:
        text: a body as printed.
        found: what it names, in order.
        published: the day that its source gives.

    Returns:
        The day of its own «اليوم الاثنين» or «أمس (الأحد)», if all of them that are not quoted
        mean the same; else the day of the source.
    """
    days = {
        present_by(expression, published)
        for expression in found
        if expression.weekday is not None
        and expression.shift
        and expression.shift.unit == "day"
        and not is_dated(expression)
        and not _is_quoted(text, expression)
    }
    return days.pop() if len(days) == 1 else published


def present_by(expression: Expression, published: date) -> date:
    """Return the day nearest to that of the source from which a named weekday fits."""
    amount = expression.shift.amount if expression.shift else 0
    weekday = ((expression.weekday or 0) - amount) % _WEEK
    ahead = (weekday - published.weekday() - _FURTHEST_AHEAD - 1) % _WEEK
    return published + timedelta(ahead - _WEEK + _FURTHEST_AHEAD + 1)


def _is_quoted(text: str, expression: Expression) -> bool:
    """Tell whether a quotation that opened in the same paragraph is not closed before."""
    before = text[max(0, expression.start - _REACH) : expression.start].rpartition("\n")[2]
    signs = _QUOTE.findall(before)
    if not signs:
        return False
    return signs[-1] in "«“" or (signs[-1] == '"' and signs.count('"') % 2 == 1)
