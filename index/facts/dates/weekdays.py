"""Weekdays: with their date, with «الماضي», behind «يوم», on their own, and nights between two."""

import re
from dataclasses import replace

from index.facts.dates.bare_days import is_habit, tense_of_weekday
from index.facts.dates.calendars import WEEKDAYS
from index.facts.dates.points import Expression, Shift
from index.facts.dates.ranges import CLOSED, from_point
from index.facts.dates.words import (
    ORDINAL,
    PARTS_OF_DAY,
    SHIFT,
    SHIFTS,
    WEEKDAY,
    number_of,
    one_of,
)

_WEEK = 7
_BOTH = one_of(("الماضيين", "المقبلين", "القادمين"))
_WEEKDAY = re.compile(
    rf"(?P<weekday>{WEEKDAY})(?: +(?P<shift>{SHIFT})|(?= +و ?{WEEKDAY} +(?P<both>{_BOTH})))?"
    r"(?! +من +كل )"
)
#: «ليلة السبت إلى الأحد», «ليل الجمعة/السبت», «الليلة الفاصلة بين السبت والأحد».
_NIGHT = re.compile(
    rf"(?P<first>{WEEKDAY})(?: *[-/] *| +الي +| +علي +| +و ?| +)(?:يوم +)?(?P<last>{WEEKDAY})"
)
_NIGHT_BEFORE = re.compile(
    r"(?<![ء-ي])(?:[وفب]?(?:ليل|ليله|ليلتي|مساء)|الفاصله +(?:ما +)?بين) +(?:يومي +|يوم +)?$"
)
_DATE_BEHIND = re.compile(
    r" ?[،,:]? ?(?P<open>\()? ?(?:(?:الموافقه?|المصادف|بتاريخ) ?:? ?(?:ل|يوم )?)?"
    r"(?:ال ?(?=\d))?(?=\d|[ء-ي])"
)
#: Words that a weekday and «غد» are days behind.
DAY_BEFORE = re.compile(rf"(?:^|[^ء-ي])[وفبل]{{0,2}}(?:يوم|نهار|{PARTS_OF_DAY}) +[(«\"“]?$")
_EVERY_DAY_BEFORE = re.compile(r"(?:^|[^ء-ي])كل +يوم +$")
_LONGEST_BEFORE = 24


def _is_behind(pattern: "re.Pattern[str]", words: str, start: int) -> bool:
    return pattern.search(words, max(0, start - _LONGEST_BEFORE), start) is not None


def from_weekday(words: str, start: int) -> Expression | None:
    """Read a weekday with its date, with «الماضي» or «المقبل», or behind «يوم».

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    match = _WEEKDAY.match(words, start)
    if match is None:
        return None
    way = match["shift"] or match["both"]
    shift = Shift("weekday", number_of(way, SHIFTS)) if way else None
    weekday = WEEKDAYS[match["weekday"]]
    found = Expression("", start, match.end(), weekday=weekday, shift=shift)
    if night := _night(words, start):
        return night
    if dated := with_date_behind(words, found):
        return dated
    if shift is not None:
        return found
    if is_habit(words, start, found.end) or _IS_DATED_OTHERWISE.match(words, found.end):
        return None
    is_day = _is_behind(DAY_BEFORE, words, start) and not _is_behind(
        _EVERY_DAY_BEFORE, words, start
    )
    return found if is_day else _bare_weekday(words, found)


def _bare_weekday(words: str, found: Expression) -> Expression | None:
    """Read a weekday on its own, which a verb of its sentence shows to be a day."""
    tense = tense_of_weekday(words, found.start, found.end)
    if tense is None:
        return None
    is_over = tense == "past"
    return replace(found, shift=Shift("weekday", 0) if is_over else Shift("coming", 0))


def _night(words: str, start: int) -> Expression | None:
    """Read the night from one weekday to the next."""
    night = _NIGHT.match(words, start)
    if night is None or not _is_behind(_NIGHT_BEFORE, words, start):
        return None
    first, last = (WEEKDAYS[night[end]] for end in ("first", "last"))
    if (last - first) % _WEEK != 1:
        return None
    return Expression("", start, night.end(), weekday=last, precision="range", days_before=1)


#: «يوم السبت الموافق غرة الشهر»: what follows says which, but not in a way that is read.
_IS_DATED_OTHERWISE = re.compile(
    rf" *[(،,]? *(?:(?:الموافقه?|المصادف)(?![ء-ي])|(?:و?الذي +[وي]?|ي)(?:وافق|صادف)(?![ء-ي])"
    rf"|{ORDINAL}|\d{{1,2}} ?/ ?\d"
    rf"|(?:(?:[،,] ?| ?)و ?{WEEKDAY} *)*(?:من|في|خلال) +الاسبوع"
    # «يوم الجمعة يوم مبارك» tells of every Friday.
    r"| +(?:هو +|كان +)?(?:يوم|عيد|خير|سيد|افضل)(?![ء-ي]))"
)


def with_date_behind(words: str, found: Expression) -> Expression | None:
    """Read the date that is printed behind a weekday or a day near the present.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        found: the weekday or day, with its offsets in ``words``.

    Returns:
        The expression with its date, or ``None`` where no day is printed behind it.
    """
    between = _DATE_BEHIND.match(words, found.end)
    if between is None:
        return None
    dated = from_point(words, between.end(), found.weekday)
    if dated is None or dated.first.day is None:
        return None
    closed = CLOSED.match(words, dated.end) if between["open"] else None
    # «اليوم الأول من مايو» is «the first day», not «today».
    is_today = found.weekday is not None or words[between.end()].isdecimal()
    return replace(
        dated,
        start=found.start,
        end=closed.end() if closed else dated.end,
        shift=dated.shift or (found.shift if is_today else None),
    )
