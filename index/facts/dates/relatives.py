"""Words that count months, years and days from the present: «قبل شهرين», «العام الماضي»."""

import re

from index.article import Precision
from index.facts.dates.near_days import from_near_day
from index.facts.dates.points import (
    NOTHING_COUNTED,
    Expression,
    PartialDate,
    Point,
    Shift,
    Unit,
)
from index.facts.dates.ranges import expression_of
from index.facts.dates.words import AMOUNTS, MONTH, SHIFT, SHIFTS, number_of, one_of
from index.facts.dates.years import named_years

_LONGEST_BEFORE = 12
_UNITS: dict[str, tuple[Unit, Precision]] = {
    **dict.fromkeys(("يوم", "يومين", "ايام", "يوما"), ("day", "day")),
    **dict.fromkeys(("شهر", "شهرين", "اشهر", "شهور", "شهرا"), ("month", "month")),
    **dict.fromkeys(("عام", "عامين", "اعوام", "عاما", "سنه", "سنتين", "سنوات"), ("year", "year")),
}
_TWO = ("يومين", "شهرين", "عامين", "سنتين")
_AMOUNT = re.compile(
    r"(?P<way>قبل|منذ|بعد(?= +(?:يومين|[^ ]+ +(?:ايام|يوما)))) +(?:"
    rf"(?P<number>\d{{1,2}}|{one_of(AMOUNTS)}) +(?P<counted>{one_of(set(_UNITS) - set(_TWO))})"
    rf"|(?P<two>{one_of(_TWO)})"
    rf"|(?P<one>{one_of(('يوم', 'شهر', 'عام', 'سنه'))})(?! +(?:\d|ال|امس|غد|{MONTH})))"
    # «قبل يومين من المباراة» counts from something else, «قبل عام ونصف» is neither.
    r"(?! +(?:واحده? +)?(?:من|علي|عن|و?نصف|ونيف|وبضع|او|فاكثر|واكثر)(?![ء-ي])| +و\d)"
)
#: Larger amounts are round numbers, not dates.
_LARGEST_AMOUNT = 12


def from_amount(words: str, start: int) -> Expression | None:
    """Read an amount of days, months or years from the present: «قبل ثلاثة أيام», «بعد غد».

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    match = _AMOUNT.match(words, start)
    if match is None:
        return from_near_day(words, start)
    amount = 2 if match["two"] else 1
    if number := match["number"]:
        amount = int(number) if number.isdecimal() else AMOUNTS[number]
    if not 0 < amount <= _LARGEST_AMOUNT:
        return None
    unit, precision = _UNITS[match["counted"] or match["two"] or match["one"]]
    shift = Shift(unit, amount if match["way"] == "بعد" else -amount)
    return Expression("", start, match.end(), shift=shift, precision=precision)


_FROM_PRESENT = re.compile(
    rf"(?:ال|(?<=لل))(?P<unit>شهر|عام|سنه) +(?P<shift>{SHIFT})"
    r"(?: ?(?P<open>\( ?)?(?P<year>(?:19|20)\d\d)(?!\d)(?: ?م(?![ء-ي]))?"
    rf"(?(open) ?\)|{NOTHING_COUNTED}))?"
    r"|(?:هذا|هذه) *ال(?:(?P<this>شهر|عام|سنه)|(?P<part_of_today>مساء|صباح))(?![ء-ي])"
)
#: «الأمين العام الحالي» is no year.
_OFFICE_BEFORE = re.compile(r"(?:الامين|المدير|النائب|المدعي|المفتش|القائد|المفتي|المراقب) +$")


def from_years(words: str, start: int) -> Expression | None:
    """Read a year, several years, or «الشهر الماضي».

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    if found := named_years(words, start):
        return found
    match = _FROM_PRESENT.match(words, start)
    if match is None or (match["shift"] and _is_behind(_OFFICE_BEFORE, words, start)):
        return None
    if match["part_of_today"]:
        return Expression("", start, match.end(), shift=Shift("day", 0))
    unit, precision = _UNITS[match["unit"] or match["this"]]
    if match["year"] and unit == "year":
        return expression_of(start, Point(match.end(), PartialDate(year=int(match["year"]))))
    amount = number_of(match["shift"], SHIFTS) if match["shift"] else 0
    end = match.end("shift") if match["shift"] else match.end()
    return Expression("", start, end, shift=Shift(unit, amount), precision=precision)


def _is_behind(pattern: "re.Pattern[str]", words: str, start: int) -> bool:
    return pattern.search(words, max(0, start - _LONGEST_BEFORE), start) is not None
