"""Months, weekdays and the days that a date of either calendar means.

Hijri dates are converted with the table of the Umm al-Qura calendar that the library hijridate
carries, 1343 to 1500 AH. A converted day is good to within one day: countries begin a month by
their own sighting of the moon, and for the years before the calendar's present rule (1423 AH) the
published tables differ among themselves. docs/dates.md has the figures.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Literal, cast, get_args

from hijridate import Gregorian, Hijri

from index import tables

Calendar = Literal["gregorian", "hijri"]
#: What has to stand beside a name before it is a month: nothing; a day, a year or a word such as
#: الماضي; a year; a day and a year.
Needs = Literal["nothing", "one", "year", "both"]

TABLE = Path(__file__).with_name("months.tsv")
_COLUMNS = ("calendar", "number", "names", "beside", "dated", "complete")
_MONTH_NUMBERS = frozenset(map(str, range(1, 13)))

HIJRI_YEARS = range(1343, 1501)
GREGORIAN_YEARS = range(1000, 2200)
#: Years that are Hijri when nothing says which calendar is meant: no paper of this age writes
#: about the Gregorian ones as often.
_HIJRI_UNMARKED = range(1380, 1450)
_LONGEST_HIJRI_MONTH = 30

#: Signs that a reader does not see: vowel marks, tatweel, direction marks, soft hyphen.
MARKS = re.compile(
    "[\u0640\u064b-\u0655\u0670\u061c\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
#: Characters that writers interchange, each with the one that stands for all; none of these is
#: one of those, so that they may be put in its place one after the other.
_INTERCHANGED = tuple(
    zip(
        "أإآٱىیةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0\u202f\t\r–—−‐‑⁄",
        "اااايي" + "هك" + "0123456789" * 2 + "    " + "-----/",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Month:
    """A month that a name stands for.

    Attributes:
        calendar: the calendar that it is of.
        number: from 1 to 12.
        needs: what has to stand beside the name before it is taken for the month.
    """

    calendar: Calendar
    number: int
    needs: Needs


def plain(text: str) -> str:
    """Return the text with letters, digits, blanks and dashes that writers interchange made one.

    Every character becomes exactly one, so offsets stay; marks stay as well.
    """
    # Ten times as fast as ``str.translate``, which looks every character up.
    for character, stands_for in _INTERCHANGED:
        text = text.replace(character, stands_for)
    return text


def unmarked(text: str) -> tuple[str, Callable[[int], int]]:
    """Take the marks out of a text and bring it into plain spelling.

    Returns:
        The text so, and a function from an offset in it to the offset in the text as printed.
    """
    pieces = MARKS.split(text)
    if len(pieces) == 1:
        return plain(text), int
    # Where each mark was, counted in the text without them.
    gaps = list(accumulate(map(len, pieces[:-1])))
    return plain("".join(pieces)), lambda offset: offset + bisect_right(gaps, offset)


def read_months(path: Path = TABLE) -> dict[str, Month]:
    """Read the table of months.

    Args:
        path: a file whose columns are those of the table of this checkout.

    Returns:
        The months by name, in the spelling that :func:`plain` gives.

    Raises:
        TableError: a line has not the right columns, or names no calendar or month.
    """
    months: dict[str, Month] = {}
    for line, (calendar, number, *columns) in tables.read(path, _COLUMNS, optional=3):
        if calendar not in get_args(Calendar) or number not in _MONTH_NUMBERS:
            what = "a month is of the calendar gregorian or hijri and numbered 1 to 12"
            raise tables.error_at(path, line, what)
        for need, names in zip(get_args(Needs), columns, strict=True):
            for name in tables.several(names):
                months[plain(name)] = Month(cast("Calendar", calendar), int(number), need)
    return months


#: Every name of a month, in the spelling that :func:`plain` gives.
MONTHS = read_months()


#: Every name of a weekday in that spelling; Monday is 0, as in :meth:`datetime.date.weekday`.
WEEKDAYS = {
    plain(name): number
    for number, names in enumerate(
        (
            "الاثنين|الأتنين",
            "الثلاثاء|الثلثاء|الثلاثا",
            "الأربعاء|الأربعا",
            "الخميس",
            "الجمعة|الجمعه",
            "السبت",
            "الأحد",
        )
    )
    for name in names.split("|")
}


def calendar_of(year: int) -> Calendar:
    """Return the calendar of a year that is printed without a month and without م or هـ."""
    return "hijri" if year in _HIJRI_UNMARKED else "gregorian"


def span(
    calendar: Calendar, year: int, month: int | None = None, day: int | None = None
) -> tuple[date, date] | None:
    """Return the first and the last day of a day, a month or a year of a calendar.

    Args:
        calendar: the calendar that the numbers are of.
        year: its number.
        month: from 1; ``None`` for the whole year.
        day: of the month, from 1; ``None`` for the whole month.

    Returns:
        Both days in the Gregorian calendar; ``None`` outside the years of the calendar.

    Raises:
        ValueError: the month has no such day, or the year no such month. A Hijri month may have
            been sighted to 30 days where the table gives 29, so its 30th is the day after.
    """
    if calendar == "hijri":
        return _hijri_span(year, month, day) if year in HIJRI_YEARS else None
    if year not in GREGORIAN_YEARS:
        return None
    if day is not None and month is not None:
        return (only := date(year, month, day)), only
    if month is not None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _hijri_span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    begins = Hijri(year, month or 1, 1)
    first = date(*begins.to_gregorian().datetuple())
    if day is not None:
        if not 1 <= day <= _LONGEST_HIJRI_MONTH:
            raise ValueError(f"a Hijri month has no day {day}")
        return (only := first + timedelta(days=day - 1)), only
    length = begins.month_length() if month is not None else begins.year_length()
    return first, first + timedelta(days=length - 1)


def hijri_of(day: date) -> tuple[int, int, int] | None:
    """Return year, month and day in the Hijri calendar, or ``None`` outside its years."""
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except OverflowError:
        return None
