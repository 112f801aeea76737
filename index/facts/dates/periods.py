"""The period that a person types, as a filter of its own or inside a longer query.

There is no present to count from here: «أمس» and «يوليو» without a year are no periods. Those are
read by :mod:`search.language.relative_days`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.facts.dates.calendars import calendar_of, unmarked
from index.facts.dates.expressions import Expression, PartialDate
from index.facts.dates.foreign_dates import foreign_point
from index.facts.dates.points import year_in
from index.facts.dates.ranges import from_point
from index.facts.dates.resolution import resolve
from index.facts.dates.words import WEEKDAY, YEAR

_BEFORE_PERIOD = re.compile(
    r" *(?:(?:في|خلال) +)?(?:الفتره +)?(?:(?:من|بين|ما +بين|from|between) +)?", re.IGNORECASE
)
_RANGE_BEGINS = re.compile(r"(?<![ء-يA-Za-z])(?:من|ما +بين|بين|from|between) +", re.IGNORECASE)
_BEFORE_END = re.compile(
    rf"(?:(?:يوم|يومي|شهر|شهري|سنه|السنه|سنتي|عام|العام|عامي) +)*(?:{WEEKDAY}[ ،,]+)?"
)
_TO = re.compile(
    r" ?- ?| ?/ ?(?=\d{4}(?!\d))| +(?:و? ?حتي|الي|لغايه|to|until|till|and) +| +و ?", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:بين|between) +$", re.IGNORECASE)
_YEAR = re.compile(YEAR)
_YEAR_AND_MONTH = re.compile(
    r"(?P<year>\d{4}) ?[-/] ?(?P<month>1[0-2]|0?[1-9])(?!\d| ?[-/.]? ?\d)"
    r"|(?P<month_first>1[0-2]|0?[1-9]) ?[-/] ?(?P<year_last>\d{4})(?!\d)"
)
#: Counted things: «من 2000 إلى 2010 ريال» is no period.
_COUNTED = re.compile(
    r" +(?:ال)?(?:ريال|دولار|جنيه|درهم|دينار|يورو|ليره|الف|مليون|مليار|نقطه|متر|كيلو|كلم|طن|برميل"
    r"|شخص|فرد|طالب|لاعب|قتيل|جريح|منزل|وظيفه|وحده|سياره|شركه|مشارك)"
)
_UNLIKELY_YEARS = (range(1380, 1450), range(1900, 2100))


@dataclass(frozen=True, slots=True)
class _Part:
    """One date of a period, or the whole of it, up to the offset ``end``.

    Attributes:
        is_number: whether it is printed as years alone.
        is_list: whether two dates are named by «و», and not those between them.
    """

    end: int
    first: PartialDate
    last: PartialDate
    is_number: bool = False
    is_list: bool = False


def read_period(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of the period that a text is, or ``None`` if it is none.

    Args:
        text: all of it has to be the period: «2024», «21 يوليو 2015», «من يوليو إلى أغسطس 2015».
    """
    words = unmarked(text)[0].strip()
    before = _BEFORE_PERIOD.match(words)
    start = before.end() if before else 0
    for part in (_range_at(words, start), _part_at(words, start)):
        if part and part.end == len(words) and (days := _days(part)):
            return days
    return None


def period_at(words: str, start: int) -> tuple[int, date, date] | None:
    """Return the year, month or day that begins at an offset: where it ends, and its days.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset.
    """
    part = _part_at(words, start)
    days = _days(part) if part and not _is_counted(words, part) else None
    return (part.end, *days) if part and days else None


def find_period(text: str) -> tuple[int, int, date, date] | None:
    """Find the first range of days in a longer text that «من» or «بين» introduces.

    Returns:
        Its start and end offset, its first and its last day; ``None`` where there is none.
    """
    words, printed = unmarked(text)
    for begin in _RANGE_BEGINS.finditer(words):
        part = _range_at(words, begin.end())
        if part is None or _is_counted(words, part):
            continue
        if days := _days(part):
            return printed(begin.start()), printed(part.end), *days
    return None


def _is_counted(words: str, part: _Part) -> bool:
    if not part.is_number:
        return False
    years = (part.first.year or 0, part.last.year or 0)
    unlikely = any(all(year not in likely for likely in _UNLIKELY_YEARS) for year in years)
    return unlikely or _COUNTED.match(words, part.end) is not None


def _days(part: _Part) -> tuple[date, date] | None:
    try:
        found = resolve(Expression("", 0, part.end, part.first, part.last), None)
        return None if part.is_list and not _adjoin(part) else found
    except ValueError:
        return None


def _adjoin(part: _Part) -> bool:
    """Tell whether the second of two dates begins where the first ends: «2014 و2015»."""
    year = part.first.year or part.last.year
    first = resolve(_alone(replace(part.first, year=year)), None)
    last = resolve(_alone(part.last), None)
    return first is not None and last is not None and first[1] + timedelta(1) == last[0]


def _alone(named: PartialDate) -> Expression:
    return Expression("", 0, 0, named, named)


def _range_at(words: str, start: int) -> _Part | None:
    """Read the range that begins at an offset: several days of a month, or date to date."""
    first = _part_at(words, start)
    if first is None or first.first != first.last:
        return first
    to = _TO.match(words, first.end)
    last = _part_at(words, to.end()) if to else None
    if last is None or last.first != last.last:
        return None
    is_list = (
        to is not None
        and to.group().strip().lower() in ("و", "and")
        and not _BETWEEN.search(words[:start])
    )
    return _Part(last.end, first.first, last.last, first.is_number and last.is_number, is_list)


def _part_at(words: str, start: int) -> _Part | None:
    before = _BEFORE_END.match(words, start)
    at = before.end() if before else start
    found = from_point(words, at)
    if found and found.shift is None and not found.listed:
        return _Part(found.end, found.first, found.last)
    if foreign := foreign_point(words, at):
        return _Part(foreign.end, foreign.date, foreign.date)
    if match := _YEAR_AND_MONTH.match(words, at):
        year = int(match["year"] or match["year_last"])
        number = int(match["month"] or match["month_first"])
        month = PartialDate(year, number, calendar=calendar_of(year))
        return _Part(match.end(), month, month)
    match = _YEAR.match(words, at)
    year_found = year_in(match) if match else None
    if match is None or year_found is None:
        return None
    named = PartialDate(year=year_found[0], calendar=year_found[1])
    return _Part(match.end(), named, named, is_number=at == start)
