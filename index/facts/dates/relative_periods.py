"""Periods that are counted from the present: «أمس», «آخر 7 أيام», «منذ رمضان», last week.

A week begins on Saturday, as in most Arab countries. What was understood is always told as days,
so whoever counts otherwise sees it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from index.facts.dates import relative_words as words_of
from index.facts.dates.calendars import Calendar, hijri_of, span, unmarked
from index.facts.dates.periods import period_at

#: Gives the day that is counted from; only called where something is.
Today = Callable[[], date]
_Days = tuple[date, date]

_SATURDAY = 5
_LARGEST_AMOUNT = 1000
#: A day among so many words at most is a day; more are rather a sentence that was pasted.
_SHORT = 6
#: So many years at most may a year lie back that something is looked for since.
_LONGEST_SINCE = 20

_DAY = re.compile(words_of.one_of(words_of.DAYS), re.IGNORECASE)
_UNIT = words_of.one_of(words_of.UNITS)
_AMOUNT = rf"(?P<amount>\d{{1,4}}|{words_of.one_of(words_of.NUMBERS)})"
_SHIFTED = re.compile(
    rf"(?:(?:خلال|في) +)?ال(?P<unit>{_UNIT}) *(?P<behind>{words_of.one_of(words_of.BEHIND)})"
    rf"|(?P<before>{words_of.one_of(words_of.BEFORE)}) *(?:ال)?(?P<unit_behind>{_UNIT})",
    re.IGNORECASE,
)
_ROLLING = re.compile(
    rf"{words_of.one_of(words_of.ROLLING)} *(?:ال ?-? ?)?(?:{_AMOUNT} +)?(?P<unit>{_UNIT})"
    r"(?: +(?:ال(?:ماضي|اخير|سابق)(?:ه|ين|تين)?)(?![ء-ي]))?",
    re.IGNORECASE,
)
#: «الأيام السبعة الماضية», «السبعة أيام الماضية», «الـ24 ساعة الماضية», «الأسبوعين الأخيرين».
_LAST_ONES = re.compile(
    rf"(?:(?:خلال|في) +)?(?:ال(?P<unit>{_UNIT}) *(?:ال ?-? ?{_AMOUNT} +)?"
    rf"|ال ?-? ?{_AMOUNT.replace('amount', 'amount_before')} *(?:ال)?(?P<counted>{_UNIT}) *)"
    r"(?:الماضي|الاخير|السابق|المنصرم|الفائت)(?:ه|ين|تين)(?![ء-ي])"
)
_AGO = re.compile(
    rf"(?:قبل|منذ) +(?:نحو +|حوالي +)?(?:{_AMOUNT} +)?(?P<unit>{_UNIT})"
    rf"|(?:{_AMOUNT.replace('amount', 'amount_before')} +)?(?P<counted>{_UNIT}) +ago(?![a-z])",
    re.IGNORECASE,
)
_UNIT_ALONE = re.compile(rf"(?:ال|the )(?P<unit>{_UNIT})", re.IGNORECASE)
_SINCE = re.compile(rf"{words_of.one_of(words_of.SINCE)} *", re.IGNORECASE)
_BEGINNING = re.compile(
    r"(?:(?:مطلع|بدايه|اول|بدء|the beginning of|the start of) +)", re.IGNORECASE
)
_MONTH = re.compile(
    rf"(?:(?P<before>{words_of.one_of(words_of.BEFORE)}) +)?(?:شهر +)?"
    rf"(?P<month>{words_of.one_of(words_of.NAMED_MONTHS)})"
    rf"(?: *(?P<behind>{words_of.one_of(words_of.BEHIND)}))?"
    r"(?: +(?:من +)?(?:(?:هذا +العام|هذه +السنه|(?P<this>this +year))"
    r"|(?:العام|السنه) +الماضيه?|(?P<last>last +year)))?",
    re.IGNORECASE,
)
_OF_LAST_YEAR = re.compile(r"(?:(?:العام|السنه) +الماضيه?|last +year)$", re.IGNORECASE)
_WEEKDAY = re.compile(
    rf"(?:(?P<before>{words_of.one_of(words_of.BEFORE)}) +)?(?:يوم +)?"
    rf"(?P<weekday>{words_of.one_of(words_of.DAYS_OF_WEEK)})"
    rf"(?: *(?P<behind>{words_of.one_of(words_of.BEHIND)}))?",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:من|ما +بين|بين|from|between) +", re.IGNORECASE)
_TO = re.compile(r" ?- ?| +(?:و? ?حتي|الي|لغايه|to|until|till|and) +| +و ?", re.IGNORECASE)
_WORD = re.compile(r"(?<![\wء-ي])[\wء-ي]")


@dataclass(frozen=True, slots=True)
class Found:
    """A period that begins at a place of a text.

    Attributes:
        end: where it ends, in characters of the text without marks.
        days: its first and its last day.
        is_day: whether it is a single day that words name, such as «أمس».
        counted: whether it is counted from the present.
    """

    end: int
    days: _Days
    is_day: bool = False
    counted: bool = True


def read_relative(text: str, today: Today) -> _Days | None:
    """Return the first and the last day of the period that all of a text is, or ``None``.

    Args:
        text: such as «الأسبوع الماضي», «رمضان», ``3 days ago``.
        today: gives the day that is counted from.
    """
    words = unmarked(text)[0].strip()
    for read in (*_PERIODS, _near_day, _ago, _named_month, _named_weekday):
        found = _within_calendar(read, words, 0, today)
        if found and found.counted and found.end == len(words):
            return found.days
    return None


def find_relative(text: str, today: Today) -> tuple[int, int, date, date] | None:
    """Find the first period in a longer text that is counted from the present and has begun.

    A single day such as «أمس» is one at the beginning or the end of a short text only.

    Returns:
        Its start and end offset, its first and its last day; ``None`` where there is none.
    """
    words, printed = unmarked(text)
    is_short = len(words.split()) <= _SHORT
    for begin in _WORD.finditer(words):
        start = begin.start()
        for read in _PERIODS:
            found = _within_calendar(read, words, start, today)
            if found and found.counted and _may_narrow(found, today):
                return printed(start), printed(found.end), *found.days
        near = _within_calendar(_near_day, words, start, today) if is_short else None
        at_edge = near and (not words[:start].strip(" -(") or not words[near.end :].strip(" )"))
        if near and at_edge and near.days[1] < today():
            return printed(start), printed(near.end), *near.days
    return None


def _within_calendar(
    read: Callable[[str, int, Today], Found | None], words: str, start: int, today: Today
) -> Found | None:
    """Read a period; one that the calendar does not reach is none."""
    try:
        return read(words, start, today)
    except OverflowError:
        return None


def _may_narrow(found: Found, today: Today) -> bool:
    """Tell whether a period has begun, and not so long ago that it is what a text tells of.

    «مجمدة منذ 40 عاما» says how long something lasted.
    """
    begins = found.days[0]
    return begins <= today() and today().year - begins.year <= _LONGEST_SINCE


def _near_day(words: str, start: int, today: Today) -> Found | None:
    match = _DAY.match(words, start)
    if match is None:
        return None
    day = today() + timedelta(words_of.value_of(match.group(), words_of.DAYS))
    return Found(match.end(), (day, day), is_day=True)


def _shifted(words: str, start: int, today: Today) -> Found | None:
    """Read one week, month or year: «الأسبوع الماضي», «هذا الشهر», last year."""
    match = _SHIFTED.match(words, start)
    if match is None:
        return None
    word = " ".join((match["unit"] or match["unit_behind"]).lower().split())
    if words_of.AMOUNT_OF_UNIT[word] > 1 or words_of.UNITS[word] in ("day", "hour"):
        return None
    shift = (
        words_of.value_of(match["behind"], words_of.BEHIND)
        if match["behind"]
        else words_of.value_of(match["before"], words_of.BEFORE)
    )
    days = _unit_days(words_of.UNITS[word], shift, today())
    return Found(match.end(), days) if days else None


def _unit_days(unit: str, shift: int, today: date) -> _Days | None:
    if unit == "week":
        begins = today - timedelta((today.weekday() - _SATURDAY) % 7) + timedelta(7 * shift)
        return begins, begins + timedelta(6)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    number = (today.year * 12 + today.month - 1) // months + shift
    first = _month_days(number * months)
    last = _month_days(number * months + months - 1)
    return (first[0], last[1]) if first and last else None


def _month_days(number: int) -> _Days | None:
    """Return the days of a month that is counted from the beginning of the calendar."""
    return span("gregorian", number // 12, number % 12 + 1)


def _rolling(words: str, start: int, today: Today) -> Found | None:
    """Read so many days up to today: «آخر 7 أيام», «الأيام السبعة الماضية», past 3 months."""
    match = _ROLLING.match(words, start)
    if match is not None:
        amount, unit = match["amount"], match["unit"]
        # «آخر يوم» is of something else, and last week one of the calendar.
        if amount is None and (unit.isascii() or unit in ("يوم", "يوما")):
            return None
    else:
        match = _LAST_ONES.match(words, start)
        if match is None:
            return None
        amount = match["amount"] or match["amount_before"]
        unit = match["unit"] or match["counted"]
        if amount is None and words_of.AMOUNT_OF_UNIT.get(unit, 1) < 2:
            return None
    found = _back(unit, amount, today())
    return Found(match.end(), (found + timedelta(1), today())) if found else None


def _back(unit: str, amount: str | None, today: date) -> date | None:
    """Return the day that lies so many units before a day; of an hour's the day it is on."""
    word = " ".join(unit.lower().split())
    number = words_of.AMOUNT_OF_UNIT[word]
    if amount:
        number = int(amount) if amount.isdecimal() else words_of.value_of(amount, words_of.NUMBERS)
    if not 0 < number <= _LARGEST_AMOUNT:
        return None
    kind = words_of.UNITS[word]
    if kind in ("day", "week", "hour"):
        days = {"day": number, "week": number * 7, "hour": -(-number // 24) + 1}[kind]
        return today - timedelta(days)
    months = number * {"month": 1, "quarter": 3, "year": 12}[kind]
    month = _month_days(today.year * 12 + today.month - 1 - months)
    return min(month[0] + timedelta(today.day - 1), month[1]) if month else None


def _ago(words: str, start: int, today: Today) -> Found | None:
    """Read «قبل 3 أيام», two weeks ago; a month or year ago is all of that month or year."""
    match = _AGO.match(words, start)
    if match is None:
        return None
    unit = match["unit"] or match["counted"]
    day = _back(unit, match["amount"] or match["amount_before"], today())
    if day is None:
        return None
    kind = words_of.UNITS[" ".join(unit.lower().split())]
    if kind in ("month", "year"):
        days = span("gregorian", day.year, day.month if kind == "month" else None)
        return Found(match.end(), days) if days else None
    day = day + timedelta(1) if kind == "hour" else day
    return Found(match.end(), (day, day))


def _since(words: str, start: int, today: Today) -> Found | None:
    """Read «منذ رمضان», «منذ 3 أيام», since 2014: from then up to today."""
    match = _SINCE.match(words, start)
    if match is None or not match.group()[-1:].isspace():
        return None
    is_from = match.group().strip().lower() == "from"
    ago = None if is_from else _ago(words, start, today)
    behind = (read(words, match.end(), today) for read in (_beginning, _point))
    # «منذ شهر رمضان» is no month ago.
    point = max(filter(None, (ago, *behind)), key=lambda one: one.end, default=None)
    if point is None or point.days[0] > today() or (is_from and _TO.match(words, point.end)):
        return None
    # «لاجئون منذ 1948» tells of what began then.
    if not point.counted and today().year - point.days[0].year > _LONGEST_SINCE:
        return None
    return Found(point.end, (point.days[0], today()))


def _beginning(words: str, start: int, today: Today) -> Found | None:
    """Read «بداية العام», «مطلع 2015», the beginning of the month."""
    before = _BEGINNING.match(words, start)
    if before is None:
        return None
    alone = _UNIT_ALONE.match(words, before.end())
    point = _point(words, before.end(), today)
    if point or alone is None:
        return point
    unit = words_of.UNITS[" ".join(alone["unit"].lower().split())]
    days = _unit_days(unit, 0, today()) if unit not in ("day", "hour") else None
    return Found(alone.end(), days) if days else None


def _range(words: str, start: int, today: Today) -> Found | None:
    """Read «من الأسبوع الماضي إلى أمس», from 2014 until today."""
    begins = _FROM.match(words, start)
    first = _point(words, begins.end(), today) if begins else None
    to = _TO.match(words, first.end) if first else None
    last = _point(words, to.end(), today) if to else None
    if begins is None or first is None or last is None or first.days[0] > last.days[1]:
        return None
    if to and to.group().strip() in ("و", "and") and not _is_between(begins.group()):
        return None
    return Found(last.end, (first.days[0], last.days[1]), counted=first.counted or last.counted)


def _is_between(begins: str) -> bool:
    return begins.strip().lower() in ("بين", "ما بين", "between")


def _point(words: str, start: int, today: Today) -> Found | None:
    """Read anything that names days, from the present or by its year."""
    if absolute := period_at(words, start):
        end, first, last = absolute
        return Found(end, (first, last), counted=False)
    for read in (_near_day, _shifted, _rolling, _ago, _named_month, _named_weekday):
        if found := read(words, start, today):
            return found
    return None


def _shifted_month(words: str, start: int, today: Today) -> Found | None:
    """Read «رمضان الماضي», last January: a month with a word that says which."""
    match = _MONTH.match(words, start)
    if match is None or not (match["before"] or match.end() > match.end("month")):
        return None
    return _named_month(words, start, today)


def _named_month(words: str, start: int, today: Today) -> Found | None:
    """Read a month without its year: the latest that has begun, or as a word beside it says."""
    match = _MONTH.match(words, start)
    if match is None:
        return None
    calendar, number = words_of.NAMED_MONTHS[" ".join(match["month"].lower().split())]
    shift = _shift(match)
    year = _year_of(today(), calendar)
    if year is None:
        return None
    if _OF_LAST_YEAR.search(match.group()):
        days = span(calendar, year - 1, number)
    elif match.end() > max(match.end("month"), match.end("behind")):
        days = span(calendar, year, number)
    else:
        days = _nearest_month(calendar, number, shift, today())
    return Found(match.end(), days) if days else None


def _nearest_month(calendar: Calendar, number: int, shift: int, today: date) -> _Days | None:
    year = _year_of(today, calendar) or 0
    found = [days for one in range(year - 3, year + 3) if (days := span(calendar, one, number))]
    if shift > 0:
        return next((days for days in found if days[0] > today), None)
    # «رمضان الماضي» is over; «رمضان» may not be.
    begun = [days for days in found if (days[1] < today if shift < 0 else days[0] <= today)]
    return begun[min(shift, -1)] if len(begun) >= -min(shift, -1) else None


def _year_of(day: date, calendar: Calendar) -> int | None:
    if calendar == "gregorian":
        return day.year
    hijri = hijri_of(day)
    return hijri[0] if hijri else None


def _shift(match: "re.Match[str]") -> int:
    if match["behind"]:
        return words_of.value_of(match["behind"], words_of.BEHIND)
    return words_of.value_of(match["before"], words_of.BEFORE) if match["before"] else 0


def _named_weekday(words: str, start: int, today: Today) -> Found | None:
    """Read a day of the week: the latest one, today among them where nothing says otherwise."""
    match = _WEEKDAY.match(words, start)
    if match is None:
        return None
    number = words_of.DAYS_OF_WEEK[" ".join(match["weekday"].lower().split())]
    shift = _shift(match)
    back = (today().weekday() - number) % 7
    if shift < 0:
        back = (back or 7) + 7 * (-shift - 1)
    elif shift > 0:
        back = back - 7 * shift
    day = today() - timedelta(back)
    return Found(match.end(), (day, day), is_day=True)


# What is a period among other words as well.
_PERIODS = (_range, _rolling, _shifted, _since, _shifted_month)
