"""Weekdays, words that count from the present («أمس», «العام الماضي»), and years."""

import re
from dataclasses import replace

from index.article import Precision
from index.facts.calendars import WEEKDAYS, Calendar
from index.facts.date_points import Expression, PartialDate, Point, Shift, Unit, year_in
from index.facts.date_ranges import CLOSED, expression_of, from_point
from index.facts.date_words import AMOUNTS, MONTH, SHIFT, SHIFTS, WEEKDAY, YEAR, number_of, one_of

_PARTS_OF_DAY = "صباح|صبيحه|مساء|امسيه|ظهر|ظهيره|عصر|فجر|ليل|ليله|ضحي|عشيه"
_WEEKDAY = re.compile(rf"(?P<weekday>{WEEKDAY})(?: +(?P<shift>{SHIFT}))?(?! +من +كل )")
_WEEKDAY_BEHIND = re.compile(rf" ?[،,]? ?(?:\( ?(?P<bracketed>{WEEKDAY}) ?\)|(?P<bare>{WEEKDAY}))")
_DATE_BEHIND = re.compile(
    r" ?[،,:]? ?(?P<open>\()? ?(?:(?:الموافقه?|المصادف|بتاريخ) ?:? ?(?:ل|يوم )?)?"
    r"(?:ال ?(?=\d))?(?=\d|[ء-ي])"
)
_DAY_BEFORE = re.compile(rf"(?:^|[^ء-ي])[وفبل]{{0,2}}(?:يوم|نهار|{_PARTS_OF_DAY}) +$")
_PART_OF_DAY_BEFORE = re.compile(rf"(?:^|[^ء-ي])[وفب]?(?:{_PARTS_OF_DAY}) +$")
#: Who says something «today» says it on the day of the article.
_SAID_BEFORE = re.compile(r"(?<![ء-ي])(?:لها?|صادر|بيان|تصريح|بلاغ|صحفي|صحافي) +$")
_SAID_BEHIND = re.compile(r" +ب?ان(?:ها?|هم)?(?![ء-ي])")
_EVERY_DAY_BEFORE = re.compile(r"(?:^|[^ء-ي])كل +يوم +$")
_LONGEST_BEFORE = 12


def _is_behind(pattern: "re.Pattern[str]", words: str, start: int) -> bool:
    return pattern.search(words, max(0, start - _LONGEST_BEFORE), start) is not None


def from_weekday(words: str, start: int) -> Expression | None:
    """A weekday with its date, with «الماضي» or «المقبل», or behind «يوم»; no other is sure."""
    match = _WEEKDAY.match(words, start)
    if match is None:
        return None
    shift = Shift("weekday", number_of(match["shift"], SHIFTS)) if match["shift"] else None
    weekday = WEEKDAYS[match["weekday"]]
    found = Expression("", start, match.end(), weekday=weekday, shift=shift)
    if dated := _with_date_behind(words, found):
        return dated
    is_day = shift is not None or _is_behind(_DAY_BEFORE, words, start)
    return found if is_day and not _is_behind(_EVERY_DAY_BEFORE, words, start) else None


def _with_date_behind(words: str, found: Expression) -> Expression | None:
    """The weekday or relative day with the date that is printed behind it."""
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


_NEAR = re.compile(
    r"(?:(?P<before_yesterday>اول +(?:من +)?امس|امس +الاول|قبل +امس)"
    r"|(?P<after_tomorrow>بعد +(?:ال)?غد)|(?P<yesterday>(?:ال)?امس)"
    r"|(?P<tomorrow>غدا?|الغد)|(?P<today>اليوم))(?![ء-ي])"
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
    """«أمس», «اليوم الاثنين», «غدا (الجمعة)»."""
    match = _NEAR.match(words, start)
    if match is None or match.lastgroup is None:
        return None
    shift = Shift("day", _NEAR_AMOUNTS[match.lastgroup])
    found = Expression("", start, match.end(), shift=shift)
    if weekday := _WEEKDAY_BEHIND.match(words, match.end()):
        number = WEEKDAYS[weekday["bracketed"] or weekday["bare"]]
        found = replace(found, end=weekday.end(), weekday=number)
    if dated := _with_date_behind(words, found):
        return dated
    return found if found.weekday is not None or _is_a_day(words, match) else None


def _is_a_day(words: str, match: "re.Match[str]") -> bool:
    """«اليوم» is also «the day», «nowadays» and a paper, «غد» the morrow: they need company."""
    if _NOT_FROM_PRESENT.match(words, match.end()):
        return False
    if match["today"]:
        said = _SAID_BEHIND.match(words, match.end())
        before = (_PART_OF_DAY_BEFORE, _SAID_BEFORE)
        return bool(said) or any(_is_behind(pattern, words, match.start()) for pattern in before)
    is_sure = match.group() not in ("غد", "الغد")
    return is_sure or _is_behind(_DAY_BEFORE, words, match.start())


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
    r"(?! +(?:من|علي|عن|و?نصف|ونيف|وبضع)(?![ء-ي])| +و\d)"
)
#: Larger amounts are round numbers, not dates.
_LARGEST_AMOUNT = 12


def from_amount(words: str, start: int) -> Expression | None:
    """«قبل ثلاثة أيام», «بعد غد»."""
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


_LAST_YEAR = r"(?P<last>(?:1\d|2[01])\d\d)(?!\d)(?: ?(?P<last_era>[مه])(?![ء-ي]))?"
_YEARS = re.compile(
    rf"(?:ال)?(?:عام|سنه) +(?:(?:ال)?(?:هجري|ميلادي)ه? +)?{YEAR}(?P<end>)"
    rf"(?:(?: ?[-/] ?| +(?P<to>الي|حتي) +(?P<again>(?:ال)?عام +|سنه +)?){_LAST_YEAR})?"
)
_SEVERAL_YEARS = re.compile(
    r"(?:عامي|سنتي|سنوات|اعوام|الاعوام|السنوات|الفتره)"
    rf"(?: +(?:من|بين|ما +بين))? +(?:عامي? +)?{YEAR}(?P<end>)"
    rf"(?:(?: ?- ?| ?[،,] ?| +(?:و ?|الي +|حتي +)(?:عام +)?){_LAST_YEAR})+(?P<again>)(?P<to>)"
)
#: «2011م». Other numbers before م are as likely metres, «سباق 1500م».
_YEAR_WITH_ERA = re.compile(
    r"(?<!\d[/-])(?<!\d [/-] )(?P<year>(?:19|20)\d\d(?= ?م)|1[345]\d\d(?= ?ه))"
    r" ?(?P<era>[مه])(?![ء-ي])"
)
_FROM_PRESENT = re.compile(
    rf"(?:ال|(?<=لل))(?P<unit>شهر|عام|سنه) +(?P<shift>{SHIFT})"
    r"|(?:هذا|هذه) +ال(?P<this>شهر|عام|سنه)(?![ء-ي])"
)
#: «الأمين العام الحالي» is no year.
_OFFICE_BEFORE = re.compile(r"(?:الامين|المدير|النائب|المدعي|المفتش|القائد|المفتي|المراقب) +$")


def from_number(words: str, start: int) -> Expression | None:
    """A date, or a year with م or هـ behind it; no other number is a year."""
    if found := from_point(words, start):
        return found
    match = _YEAR_WITH_ERA.match(words, start)
    year = year_in(match) if match else None
    return expression_of(start, Point(match.end(), _year(*year))) if match and year else None


def from_years(words: str, start: int) -> Expression | None:
    """A year, several years, or «الشهر الماضي»."""
    if match := _YEARS.match(words, start) or _SEVERAL_YEARS.match(words, start):
        return _named_years(match)
    match = _FROM_PRESENT.match(words, start)
    if match is None or (match["shift"] and _is_behind(_OFFICE_BEFORE, words, start)):
        return None
    unit, precision = _UNITS[match["unit"] or match["this"]]
    amount = number_of(match["shift"], SHIFTS) if match["shift"] else 0
    return Expression("", start, match.end(), shift=Shift(unit, amount), precision=precision)


def _named_years(match: "re.Match[str]") -> Expression | None:
    found = year_in(match)
    if found is None:
        return None
    year, calendar = found
    only = expression_of(match.start(), Point(match.end(), _year(year, calendar)))
    if match["last"] is None:
        return only
    last = int(match["last"])
    if calendar == "hijri" and match["last_era"] == "م":
        return replace(only, first=_year(last), last=_year(last), converted=only.first)
    if not _is_range(match, year, last):
        return replace(only, end=match.end("end"))
    return replace(only, last=_year(last, calendar), precision="range")


def _is_range(match: "re.Match[str]", first: int, last: int) -> bool:
    """Whether the second number is a year too: «من عام 2011 إلى 2013», not «عام 2011 إلى 1500»."""
    is_sure = match["to"] is None or match["again"] is not None
    return first < last and (is_sure or match.string.endswith("من ", 0, match.start()))


def _year(year: int, calendar: Calendar = "gregorian") -> PartialDate:
    return PartialDate(year=year, calendar=calendar)
