"""The days in a text: in numbers, with the month's name, in words, in both calendars."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from index.facts.dates.calendars import HIJRI_YEARS, Calendar, span
from index.facts.dates.expressions import PartialDate, expressions
from index.sources.records.dates.names import MONTH, month_of

#: Which of day and month stands first: it is seen, or it may be either.
Order = Literal["", "day", "month", "either"]

#: Papers were printed before, but no file of articles reaches as far; and no clock is read, so the
#: end is one that neither a slip nor a number of another kind meets by chance.
YEARS = range(1800, 2050)
#: Years of two digits: these are of this century, from :data:`_OLDEST` on they are of the last.
_NEWEST, _OLDEST = 35, 70
#: Unmarked years that are Hijri; what is before may be of the Persian calendar, too (1400 = 2021).
_HIJRI = range(1420, 1450)
_UNSURE = range(1300, 1420)


class Unreadable(ValueError):
    """A value that names no day; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A day that stands in a text.

    Attributes:
        day: in the Gregorian calendar.
        calendar: that it is written in.
        order: whether its numbers show that the day or the month stands first.
        swapped: the same numbers read the other way, where that is another day.
    """

    day: date
    calendar: Calendar = "gregorian"
    order: Order = ""
    swapped: date | None = None


_ERA = r"(?: ?(?P<era>ميلادي[ها]?|هجري[ها]?|م|ه|AD|CE|AH)(?![^\W\d_]))?"
_SOLAR = re.compile(r"(?<![ء-ي])ه ?\.? ?ش(?![ء-ي])|شمسي")
_ORDINAL = r"(?:st|nd|rd|th|er)?"
_GAP = r"(?: ?[-/._,،'’] ?| )?"
_CLOCK_BEHIND = r"(?! ?(?:[:\d]|[ap]\.?m|[صم](?![ء-ي])|صباح|مساء|h))"
_DAY_FIRST = re.compile(
    rf"(?<![\d:])(?P<day>\d{{1,2}}){_ORDINAL}{_GAP}(?:(?:من|of|de) +)?(?:شهر +)?"
    rf"(?P<month>{MONTH})\.?{_GAP}(?:(?:من|of|de|لسنه|لعام|سنه|عام) +)?"
    rf"(?P<year>\d{{4}}(?![:\d])|\d\d{_CLOCK_BEHIND}){_ERA}",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{MONTH})\.?{_GAP}(?P<day>\d{{1,2}}){_ORDINAL}(?: ?[-/.,،] ?| )"
    rf"(?P<year>\d{{4}})(?![:\d]){_ERA}",
    re.I,
)
_YEAR_FIRST = re.compile(
    rf"(?<![\d:])(?P<year>\d{{4}}){_ERA}{_GAP}(?P<month>{MONTH})\.?{_GAP}"
    rf"(?P<day>\d{{1,2}})(?![:\d]){_ORDINAL}",
    re.I,
)
_NUMBERS = re.compile(
    r"(?<![\d:])(?P<a>\d{1,4}) ?(?P<sign>[/._ -]) ?(?P<b>\d{1,2}) ?(?P=sign) ?(?P<c>\d{1,4})"
    rf"(?![:\d]){_ERA}"
)


def day_of(year: int, month: int, day: int, era: Calendar | None = None) -> date:
    """Return a day in the Gregorian calendar.

    Args:
        era: its calendar; where ``None``, the year tells it.

    Raises:
        Unreadable: there is no such day, or the calendar is not sure.
    """
    return _resolved(year, month, day, era or _calendar(year))


def days_in(text: str) -> tuple[list[Found], str]:
    """Return the days that a text names, and the text without them.

    Args:
        text: in the spelling of :func:`index.sources.records.dates.names.one_spelling`, without a
            time of day.

    Raises:
        Unreadable: what is written as a day is none.
    """
    if _SOLAR.search(text):
        raise Unreadable("days of the Persian calendar are not read")
    found: list[Found] = []
    for pattern, read in _PATTERNS:
        days, text = _taken(pattern, read, text)
        found += days
    if not found:
        days, text = _taken(_NUMBERS, _short_year, text)
        found += days
    if not found:
        return _in_words(text)
    return found, text


def _taken(
    pattern: "re.Pattern[str]", read: Callable[["re.Match[str]"], Found | None], text: str
) -> tuple[list[Found], str]:
    found: list[Found] = []

    def take(match: "re.Match[str]") -> str:
        day = read(match)
        if day is None:
            return match.group()
        found.append(day)
        return " \n "

    return found, pattern.sub(take, text)


def _named(match: "re.Match[str]") -> Found:
    calendar, month = month_of(match["month"])
    era = _era(match["era"])
    if era not in (None, calendar):
        raise Unreadable("its month is not of the calendar that it names")
    year = int(match["year"])
    if len(match["year"]) == 2:
        year = _century(year, calendar)
    return Found(_resolved(year, month, int(match["day"]), calendar), calendar)


def _full_year(match: "re.Match[str]") -> Found | None:
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 4 and len(c) <= 2:
        year = int(a)
        calendar = _era(match["era"]) or _calendar(year)
        return Found(_resolved(year, int(b), int(c), calendar), calendar)
    if len(c) == 4 and len(a) <= 2 and not _is_chained(match):
        year = int(c)
        calendar = _era(match["era"]) or _calendar(year)
        return _either_way(year, int(a), int(b), calendar)
    return None


def _short_year(match: "re.Match[str]") -> Found | None:
    a, b, c = match["a"], match["b"], match["c"]
    if max(map(len, (a, c))) > 2 or match["sign"] == " " or _is_chained(match):
        return None
    calendar = _era(match["era"]) or "gregorian"
    if int(a) > 31:
        return Found(_resolved(_century(int(a), calendar), int(b), int(c), calendar), calendar)
    if len(c) < 2:
        return None
    if max(map(int, (a, b, c))) <= 12:
        raise Unreadable("each of its numbers may be the year; write the year in four digits")
    return _either_way(_century(int(c), calendar), int(a), int(b), calendar)


def _is_chained(match: "re.Match[str]") -> bool:
    """Tell whether the numbers go on before: «1/28/10/2024»."""
    before = match.string[: match.start()].rstrip()
    return before.endswith(match["sign"]) and before[:-1].rstrip()[-1:].isdecimal()


def _either_way(year: int, first: int, second: int, calendar: Calendar) -> Found:
    """Return the day of two numbers and a year: the day comes first unless it cannot."""
    if first <= 12 < second:
        return Found(_resolved(year, first, second, calendar), calendar, "month")
    day = Found(_resolved(year, second, first, calendar), calendar, "day")
    if first > 12 or first == second:
        return day if first > 12 else replace(day, order="")
    return replace(day, order="either", swapped=_resolved(year, first, second, calendar))


def _in_words(text: str) -> tuple[list[Found], str]:
    """Read what is printed in words: «الأول من يناير 2024», «غرة محرم 1446»."""
    found: list[Found] = []
    for expression in reversed(expressions(text)):
        first = expression.first
        if expression.precision != "day" or first != expression.last or None in _parts(first):
            continue
        found += map(_of_expression, filter(None, (first, expression.converted)))
        text = f"{text[: expression.start]} \n {text[expression.end :]}"
    return found, text


def _parts(named: PartialDate) -> tuple[int | None, ...]:
    return named.year, named.month, named.day


def _of_expression(named: PartialDate) -> Found:
    year, month, day = (part or 0 for part in _parts(named))
    return Found(_resolved(year, month, day, named.calendar), named.calendar)


def _era(printed: str | None) -> Calendar | None:
    if not printed:
        return None
    return "hijri" if printed[0] == "ه" or printed.lower() == "ah" else "gregorian"


def _calendar(year: int) -> Calendar:
    if year in _UNSURE:
        raise Unreadable(f"the calendar of the year {year} is not told; write {year}هـ")
    return "hijri" if year in _HIJRI else "gregorian"


def _century(year: int, calendar: Calendar) -> int:
    if calendar == "hijri":
        return year + (1400 if year <= 50 else 1300)
    if _NEWEST < year < _OLDEST:
        raise Unreadable("its century is not told; write the year in four digits")
    return year + (2000 if year <= _NEWEST else 1900)


def _resolved(year: int, month: int, day: int, calendar: Calendar) -> date:
    if year not in (HIJRI_YEARS if calendar == "hijri" else YEARS):
        raise Unreadable(f"no article is of the year {year}")
    try:
        found = span(calendar, year, month, day)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise Unreadable("there is no such day")
    return found[0]


def different(days: list[Found]) -> Iterator[Found]:
    """Yield the days that are not the same one again."""
    seen: set[tuple[date, Calendar]] = set()
    for found in days:
        if (found.day, found.calendar) not in seen:
            seen.add((found.day, found.calendar))
            yield found


_PATTERNS: tuple[tuple["re.Pattern[str]", Callable[["re.Match[str]"], Found | None]], ...] = (
    (_DAY_FIRST, _named),
    (_MONTH_FIRST, _named),
    (_YEAR_FIRST, _named),
    (_NUMBERS, _full_year),
)
