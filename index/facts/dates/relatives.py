"""Weekdays, and words that count from the present: «أمس», «العام الماضي»."""

import re
from dataclasses import replace

from index.article import Precision
from index.facts.dates.bare_days import (
    is_habit,
    is_name_of_paper,
    is_session_before,
    is_today,
    tense_of_weekday,
)
from index.facts.dates.calendars import WEEKDAYS
from index.facts.dates.points import (
    NOTHING_COUNTED,
    Expression,
    PartialDate,
    Point,
    Shift,
    Unit,
)
from index.facts.dates.ranges import CLOSED, expression_of, from_point
from index.facts.dates.words import AMOUNTS, MONTH, SHIFT, SHIFTS, WEEKDAY, number_of, one_of
from index.facts.dates.years import named_years

_PARTS_OF_DAY = "صباح|صبيحه|مساء|امسيه|ظهر|ظهيره|عصر|فجر|ليل|ليله|ضحي|عشيه"
_BOTH = one_of(("الماضيين", "المقبلين", "القادمين"))
_WEEKDAY = re.compile(
    rf"(?P<weekday>{WEEKDAY})(?: +(?P<shift>{SHIFT})|(?= +و ?{WEEKDAY} +(?P<both>{_BOTH})))?"
    r"(?! +من +كل )"
)
_WEEKDAY_BEHIND = re.compile(
    rf" ?[،,]? ?(?:[(\[«\"“] ?(?:يوم +)?(?P<bracketed>{WEEKDAY}) ?[)\]»\"”]"
    rf"|(?:يوم +)?(?P<bare>{WEEKDAY}))"
)
#: «ليلة السبت إلى الأحد», «ليل الجمعة/السبت», «الليلة الفاصلة بين السبت والأحد».
_NIGHT = re.compile(
    rf"(?P<first>{WEEKDAY})(?: *[-/] *| +الي +| +علي +| +و ?| +)(?:يوم +)?(?P<last>{WEEKDAY})"
)
_NIGHT_BEFORE = re.compile(
    r"(?<![ء-ي])(?:[وفب]?(?:ليل|ليله|ليلتي|مساء)|الفاصله +(?:ما +)?بين) +(?:يومي +|يوم +)?$"
)
_WEEKDAY_OPENED = re.compile(rf" ?\( ?(?P<weekday>{WEEKDAY})(?= |[،,])")
_DATE_BEHIND = re.compile(
    r" ?[،,:]? ?(?P<open>\()? ?(?:(?:الموافقه?|المصادف|بتاريخ) ?:? ?(?:ل|يوم )?)?"
    r"(?:ال ?(?=\d))?(?=\d|[ء-ي])"
)
_DAY_BEFORE = re.compile(
    rf"(?:^|[^ء-ي])[وفبل]{{0,2}}(?:(?:يوم|نهار|{_PARTS_OF_DAY}) +[(«\"“]?|يومي +(?:{WEEKDAY} +و ?)?)$"
)
_PART_OF_DAY_BEFORE = re.compile(rf"(?:^|[^ء-ي])[وفب]?(?:{_PARTS_OF_DAY}) +$")
#: Who says something «today» says it on the day of the article.
_SAID_BEFORE = re.compile(r"(?<![ء-ي])(?:لها?|صادر|بيان|تصريح|بلاغ|صحفي|صحافي) +$")
_SAID_BEHIND = re.compile(r" +ب?ان(?:ها?|هم)?(?![ء-ي])")
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
    if dated := _with_date_behind(words, found):
        return dated
    if shift is not None:
        return found
    if is_habit(words, start, found.end) or _IS_DATED_OTHERWISE.match(words, found.end):
        return None
    return found if _is_behind(_DAY_BEFORE, words, start) else _bare_weekday(words, found)


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
_IS_DATED_OTHERWISE = re.compile(r" *[(،,]? *(?:الموافق|المصادف)(?![ء-ي])")


def _with_date_behind(words: str, found: Expression) -> Expression | None:
    """Read the date that is printed behind a weekday or a day near the present."""
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


def _with_date_in_brackets(words: str, found: Expression) -> Expression | None:
    """Read weekday and date in the same brackets: «اليوم (السبت 8 نوفمبر)»."""
    opened = _WEEKDAY_OPENED.match(words, found.end)
    if opened is None:
        return None
    weekday = replace(found, end=opened.end(), weekday=WEEKDAYS[opened["weekday"]])
    dated = _with_date_behind(words, weekday)
    closed = CLOSED.match(words, dated.end) if dated else None
    return replace(dated, end=closed.end()) if dated and closed else None


_NEAR = re.compile(
    r"(?:(?P<before_yesterday>اول +(?:من +)?(?:يوم +)?امس|امس +الاول|قبل +امس|البارحه +الاولي|اول +البارحه)"
    r"|(?P<after_tomorrow>بعد +(?:ال)?غد)|(?P<yesterday>(?:ال)?امس|البارحه)"
    r"|(?P<tomorrow>غدا?|الغد)|(?P<today>اليوم|الليله(?! +(?:الماضيه|السابقه|قبل|التاليه|الفاصله|الواحده))))(?![ء-ي])"
)
_NEAR_AMOUNTS = {
    "before_yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "after_tomorrow": 2,
}
#: «الأمس القريب» and «صباح اليوم التالي» count from elsewhere.
_NOT_FROM_PRESENT = re.compile(
    r" +(?:القريب|التالي|السابق|الذي|نفسه|ذاته|الاول|الثاني|الثالث|الرابع|الاخير|الواحد)(?![ء-ي])"
)


def from_near_day(words: str, start: int) -> Expression | None:
    """Read a day near the present: «أمس», «اليوم الاثنين», «غدا (الجمعة)».

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    match = _NEAR.match(words, start)
    if match is None or match.lastgroup is None:
        return None
    shift = Shift("day", _NEAR_AMOUNTS[match.lastgroup])
    found = Expression("", start, match.end(), shift=shift)
    if weekday := _WEEKDAY_BEHIND.match(words, match.end()):
        number = WEEKDAYS[weekday["bracketed"] or weekday["bare"]]
        found = replace(found, end=weekday.end(), weekday=number)
    if dated := _with_date_in_brackets(words, found) or _with_date_behind(words, found):
        return dated
    return found if found.weekday is not None or _is_a_day(words, match) else None


def _is_a_day(words: str, match: "re.Match[str]") -> bool:
    """Tell whether it is a day: «اليوم» is also «nowadays» and a paper, «غد» the morrow."""
    if _NOT_FROM_PRESENT.match(words, match.end()):
        return False
    if match["today"]:
        if is_name_of_paper(words, match.start(), match.end()):
            return False
        said = _SAID_BEHIND.match(words, match.end())
        before = (_PART_OF_DAY_BEFORE, _SAID_BEFORE)
        is_said = bool(said) or any(_is_behind(pattern, words, match.start()) for pattern in before)
        return is_said or is_today(words, match.start(), match.end())
    is_sure = match.group() not in ("غد", "الغد")
    return (
        is_sure
        or _is_behind(_DAY_BEFORE, words, match.start())
        or is_session_before(words, match.start())
    )


_WEEK = 7
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
    rf"|(?P<one>{one_of(('يوم', 'شهر', 'عام', 'سنه'))})(?! +(?:\d|ال|{MONTH})))"
    # «قبل يومين من المباراة» counts from something else, «قبل عام ونصف» is neither.
    r"(?! +(?:من|علي|عن|و?نصف|ونيف|وبضع|او|فاكثر|واكثر)(?![ء-ي])| +و\d)"
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
    r"|(?:هذا|هذه) +ال(?P<this>شهر|عام|سنه)(?![ء-ي])"
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
    unit, precision = _UNITS[match["unit"] or match["this"]]
    if match["year"] and unit == "year":
        return expression_of(start, Point(match.end(), PartialDate(year=int(match["year"]))))
    amount = number_of(match["shift"], SHIFTS) if match["shift"] else 0
    end = match.end("shift") if match["shift"] else match.end()
    return Expression("", start, end, shift=Shift(unit, amount), precision=precision)
