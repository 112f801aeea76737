"""A date as printed, and how one is read: a day of a month, a month, or all in numbers."""

import re
from dataclasses import dataclass
from typing import Literal

from index.article import Precision
from index.facts.dates.calendars import HIJRI_YEARS, MONTHS, Calendar, Month, calendar_of
from index.facts.dates.words import (
    DAY,
    FIRSTS,
    MONTH,
    MONTH_AND_ALIAS,
    ORDINAL,
    ORDINALS,
    SHIFT,
    SHIFTS,
    YEAR,
    number_of,
    one_of,
)

#: ``coming`` is the nearest one from the present on, ``gone`` the latest that began, ``told`` that
#: of the year or month that was told before.
Unit = Literal["day", "month", "year", "weekday", "coming", "gone", "told", "quarter"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is printed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: Calendar = "gregorian"


@dataclass(frozen=True, slots=True)
class Shift:
    """How far from the present: yesterday is one day back, this month no month.

    With a named month («أكتوبر الماضي») or weekday («الجمعة المقبل») it is the nearest one of
    that name before, at or after the present.
    """

    unit: Unit
    amount: int


_NOTHING = PartialDate()


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a date.

    Attributes:
        text: as printed, without a clitic in front.
        start: offset of its first character, and
        end: of the first one behind it.
        first: the first date that is named, and
        last: the last; equal unless two are named. Both are empty for «أمس».
        weekday: Monday is 0.
        shift: for words that count from the present.
        precision: what is named. ``range`` is two or more days, months or years.
        converted: the same day in the Hijri calendar, where both are printed.
        listed: days of the month that are named one by one and do not adjoin: «21 و25 يوليو».
        days_before: so many days before the one named are meant, too: «ليلة السبت إلى الأحد».
    """

    text: str
    start: int
    end: int
    first: PartialDate = _NOTHING
    last: PartialDate = _NOTHING
    weekday: int | None = None
    shift: Shift | None = None
    precision: Precision = "day"
    converted: PartialDate | None = None
    listed: tuple[int, ...] = ()
    days_before: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A date that was read from a text.

    Attributes:
        end: the offset behind it.
        date: as far as it is printed.
        shift: how far from the present it is said to be, if that is said.
    """

    end: int
    date: PartialDate
    shift: Shift | None = None


#: Behind a number these show that it counts nothing.
NOTHING_COUNTED = (
    r"(?= ?(?:[.،,؛:)\n\]]|$)| +(?:م|في|من|الي|علي|عن|بعد|قبل|مقابل|خلال|حتي|بين|مع|ضد"
    r"|حين)(?![ء-ي]))"
)
_BEHIND_MONTH = (
    rf" ?[,،/-]? *(?:من +)?(?:(?:ال|ل|لل)?(?:عام|سنه) *)?(?:الهجري *|الميلادي *)?{YEAR}"
    rf"| +(?P<shift_of_year>{SHIFT}) ?\(?(?:من +"
    rf"|عام +)*(?P<shifted_year>20\d\d)(?!\d){NOTHING_COUNTED}"
    rf"|(?(day) +(?P<short_year>[0-3]\d)(?= ?(?:[.،,)\n]|$))|(?!))"
    rf"| +(?:من +)?(?:العام|السنه) +(?P<of_year>{SHIFT})"
    r"| +(?:من +)?(?P<this_year>هذا +العام|هذه +السنه)"
    r"| +(?:من +)?(?P<told_year>(?:ذلك|تلك|نفس) +(?:العام|السنه)"
    r"|العام +(?:نفسه|ذاته|عينه)|السنه +(?:نفسها|ذاتها|عينها))"
    r"| +(?:من +)?(?P<other_year>كل +(?:عام|سنه))"
    rf"| *(?P<of_month>{SHIFT})"
)
_SURE_MONTH = one_of(name for name, month in MONTHS.items() if month.needs == "nothing")
_ORDINAL = (
    rf"(?P<ordinal>{ORDINAL}(?= +من | +(?:شهر +)?(?:{_SURE_MONTH}|{MONTH} +(?:{SHIFT}|\d)))"
    rf"|(?:{FIRSTS})(?= )) +(?:من +)?"
)
_NAMED = re.compile(
    rf"(?:(?P<day>{DAY}) ?[/-]? ?(?:من +)?(?:شهر +)?|{_ORDINAL}(?:شهر +)?)?"
    rf"(?P<month>{MONTH_AND_ALIAS})(?:{_BEHIND_MONTH})?"
)
_ONE_NAME = re.compile(MONTH)
_OF_THIS_MONTH = re.compile(
    rf"(?:(?P<day>{DAY}) +(?:من +)?|{_ORDINAL})"
    rf"(?:(?:ال)?شهر +(?P<shift>{SHIFT})|(?P<told>نفس +الشهر|الشهر +(?:نفسه|ذاته))(?![ء-ي])"
    rf"|هذا +الشهر(?![ء-ي])|(?:الجاري|الحالي)(?![ء-ي]))"
)
#: «أكتوبر 2, 2019».
_MONTH_FIRST = re.compile(rf"(?P<month>{MONTH_AND_ALIAS}) +(?P<day>{DAY}) ?[،,] ?{YEAR}")
#: Behind these a name that is another word as well is a month.
_MONTH_BEFORE = re.compile(
    r"(?<![ء-ي])(?:[وفبل]?شهري?|[وفبل]{0,2}(?:في|منذ|خلال|مطلع|اوائل|منتصف|اواخر|نهايه|بدايه|حتي"
    r"|بحلول|شهرا)) *$"
)
#: «اذا غشت» and «سيرة فبراير» are no months, so that one alone needs one of these.
_SURE_MONTH_BEFORE = re.compile(
    r"(?:^|[(),،/-] ?|(?<![ء-ي])[وفبل]{1,2}|(?<![ء-ي])[وفبل]{0,2}(?:مستهل|اواسط|ختام|الي|من"
    r"|بين|قبل|بعد|عقد|عقود|تسليم"
    r"|اول|اخر|غايه|لغايه|مع|عن|يومي|صيف|ايام|او|ثم|كل) *)$"
)
#: Of these habits are told: «في رمضان».
_OF_HABITS = ("رمضان", "رمضان المبارك")
_SIGN_AND_MONTH = r" ?(?P<sign>[/.-]) ?(?P<month>1[0-2]|0?[1-9])(?!\d) ?(?P=sign) ?"
_NUMERIC = re.compile(rf"(?P<day>{DAY}){_SIGN_AND_MONTH}{YEAR}")
_NUMERIC_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}}){_SIGN_AND_MONTH}(?P<day>{DAY})(?: ?(?P<era>م|ه)(?![ء-ي]))?"
)


def point_at(words: str, start: int) -> Point | None:
    """Return the date that begins at an offset of a text in plain spelling."""
    if match := _NUMERIC.match(words, start) or _NUMERIC_YEAR_FIRST.match(words, start):
        return _numeric(match)
    if match := _MONTH_FIRST.match(words, start):
        return _named(match)
    if match := _NAMED.match(words, start):
        return _named(match)
    if match := _OF_THIS_MONTH.match(words, start):
        amount = number_of(match["shift"], SHIFTS) if match["shift"] else 0
        shift = Shift("told", 0) if match["told"] else Shift("month", amount)
        return Point(match.end(), PartialDate(day=_day(match)), shift)
    return None


def month_at(words: str, start: int) -> Point | None:
    """Return the month whose name begins at an offset; the name may be another word, too."""
    match = _ONE_NAME.match(words, start)
    if match is None:
        return None
    month = MONTHS[" ".join(match.group().split())]
    named = PartialDate(month=month.number, calendar=month.calendar)
    return Point(match.end(), named) if month.needs != "both" else None


def year_in(match: "re.Match[str]") -> tuple[int, Calendar] | None:
    """Return the year that the pattern ``YEAR`` found, with its calendar, if one is meant."""
    year = int(match["year"])
    if match["era"] == "ه":
        return (year, "hijri") if year in HIJRI_YEARS else None
    return year, "gregorian" if match["era"] else calendar_of(year)


def _numeric(match: "re.Match[str]") -> Point | None:
    found = year_in(match)
    if found is None:
        return None
    return Point(
        match.end(), PartialDate(found[0], int(match["month"]), int(match["day"]), found[1])
    )


def _named(match: "re.Match[str]") -> Point | None:
    name = _ONE_NAME.match(match["month"])
    month = MONTHS[" ".join(name.group().split())] if name else None
    if month is None or match.groupdict().get("other_year"):
        return None
    year = _year(match)
    if year is not None and not _is_year_of(month.calendar, year, match["era"]):
        return None
    point = Point(
        match.end(), PartialDate(year, month.number, _day(match), month.calendar), _shift(match)
    )
    return point if _is_sure(month, point, match) else None


def _year(match: "re.Match[str]") -> int | None:
    """Return the year that is printed behind a month, or on either side of a word like الماضي."""
    groups = match.groupdict()
    if short := groups.get("short_year"):
        return 2000 + int(short)
    year = match["year"] or groups.get("shifted_year")
    return int(year) if year else None


def _is_year_of(calendar: Calendar, year: int, era: str | None) -> bool:
    if calendar == "hijri":
        return era != "م" and year in HIJRI_YEARS
    return era != "ه"


def _is_sure(month: Month, point: Point, match: "re.Match[str]") -> bool:
    """Tell whether the month's name has beside it what keeps it from being another word."""
    beside = (point.date.day is not None) + (point.date.year is not None)
    if month.needs in ("year", "both"):
        return point.date.year is not None and (month.needs == "year" or beside == 2)
    if beside > 0 or point.shift is not None:
        return True
    is_introduced = _MONTH_BEFORE.search(match.string, max(0, match.start() - 12), match.start())
    if month.needs == "nothing" and not is_introduced:
        is_introduced = _SURE_MONTH_BEFORE.search(
            match.string, max(0, match.start() - 12), match.start()
        )
    return _is_named_twice(match["month"]) or bool(
        is_introduced and match["month"] not in _OF_HABITS
    )


def _is_named_twice(names: str) -> bool:
    name = _ONE_NAME.match(names)
    return name is not None and name.end() < len(names)


def _day(match: "re.Match[str]") -> int | None:
    if ordinal := match.groupdict().get("ordinal"):
        return number_of(ordinal, ORDINALS)
    return int(match["day"]) if match["day"] else None


def _shift(match: "re.Match[str]") -> Shift | None:
    said = match.groupdict()
    if said.get("of_year"):
        return Shift("year", number_of(said["of_year"], SHIFTS))
    if said.get("this_year"):
        return Shift("year", 0)
    if said.get("told_year"):
        return Shift("told", 0)
    return Shift("month", number_of(said["of_month"], SHIFTS)) if said.get("of_month") else None
