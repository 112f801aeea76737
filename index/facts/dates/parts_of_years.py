"""Parts of years and of months: quarters, halves, the first months, the weeks of a month."""

import re
from dataclasses import replace

from index.facts.dates.near_days import from_near_day
from index.facts.dates.points import Expression, PartialDate, Shift, point_at
from index.facts.dates.ranges import from_point
from index.facts.dates.relatives import from_years
from index.facts.dates.words import AMOUNTS, SHIFT, SHIFTS, number_of, one_of

_NUMBERS = {
    "الاول": 1,
    "الاولي": 1,
    "الثاني": 2,
    "الثالث": 3,
    "الرابع": 4,
    "الاخير": 0,
    "الثانيه": 2,
    "الثالثه": 3,
    "الرابعه": 4,
    "الاخيره": 0,
}
_WHICH = one_of(_NUMBERS)
_SEVERAL = one_of(AMOUNTS)
_MONTHS = "(?:اشهر|شهور|الاشهر|الشهور)"
_PART = re.compile(
    rf"(?:ا|(?<=ل))ل(?P<part>ربع|نصف|ثلث|اسبوع|سداسيه?|ثلاثيه?|فصل) +(?P<which>{_WHICH})"
    rf"|الربع +(?P<shift>{SHIFT}) +من +(?:هذا +)?العام(?! +ال)"
    rf"|(?:الاشهر|الشهور) +ال(?P<after>{_SEVERAL}) +الاولي(?![ء-ي])"
    rf"|ال(?P<before>{_SEVERAL}) +{_MONTHS} +الاولي(?![ء-ي])"
    r"|(?P<two>اول +شهرين|الشهرين +الاولين)(?![ء-ي])"
    rf"|اول +(?P<first>{_SEVERAL}|[3-9]|1[01]) +{_MONTHS}(?![ء-ي])"
)
#: Months of each part of a year, days of each part of a month.
_MONTHS_OF = {"ربع": 3, "نصف": 6, "ثلث": 4, "سداسي": 6, "ثلاثي": 3, "فصل": 3}
_DAYS_OF = {"نصف": 15, "ثلث": 10, "اسبوع": 7}
_OF = re.compile(
    r" +(?:من|في|ل) *(?=[ء-ي\d])| +(?=(?:ل?(?:ل|ال)?(?:عام|سنه))|(?:19|20)\d\d)| +ل(?=[ء-ي])"
)
_BARE_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?!\d|[.,٫:/]\d)(?: ?م(?![ء-ي]))?")
_THIS_YEAR = re.compile(
    r"(?:ال|(?<=ل)ل)?(?:عام|سنه)(?! *[ء-ي\d(])|(?:ال|(?<=ل)ل)(?:عام|سنه)(?= +(?!نفس|ذات"
    r"|مالي|المالي|دراسي|الدراسي|التدريب|الهجري|الجامعي))"
)
#: A part of another year: «من العام نفسه», «من السنة المالية».
_OTHER_YEAR = re.compile(
    r"(?:ال)?(?:عام|سنه) +(?:نفس|ذات|ال?مالي|ال?دراسي|ال?جامعي|التدريبي|الهجري)"
)
_SHAHR = re.compile(r"(?:ال|لل?)?شهر +(?!ال)")
#: Without the year a quarter is one where these stand before it.
_INTRODUCED = re.compile(
    r"(?<![ء-ي])[وفب]?(?:خلال|في|عن|نتائج|ارباح|بنهايه|نهايه|بدايه|مطلع|منذ|مع|حتي|اداء"
    r"|لنتائج|بيانات) +$"
)
_LONGEST_BEFORE = 12

#: The words that parts begin with.
PART_WORDS = (
    *("الربع", "النصف", "الثلث", "الفصل", "السداسي", "السداسيه", "الثلاثي", "الثلاثيه"),
    *("الاسبوع", "الاشهر", "الشهور", "الشهرين", "اول"),
    *("ال" + amount for amount in AMOUNTS),
    # Behind ل the article is a second one: «للنصف».
    *("لربع", "لنصف", "لثلث", "لاسبوع"),
)


def from_part(words: str, start: int) -> Expression | None:
    """Read a part of a year or of a month: «الربع الثالث من 2014», «النصف الثاني من يوليو».

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    match = _PART.match(words, start)
    if match is None:
        if not words.startswith("اول", start):
            return None
        return from_point(words, start) or from_near_day(words, start)
    if match["shift"]:
        shift = Shift("quarter", number_of(match["shift"], SHIFTS))
        return Expression("", start, match.end(), shift=shift, precision="range")
    if of := _OF.match(words, match.end()):
        return _of_month(match, of.end()) or _of_year(match, of.end())
    is_introduced = _INTRODUCED.search(words, max(0, start - _LONGEST_BEFORE), start)
    if match["part"] in ("ثلث", "اسبوع", "فصل") or not is_introduced:
        return None
    months = _months(match)
    return _expression(start, match.end(), months) if months else None


def _of_month(match: "re.Match[str]", at: int) -> Expression | None:
    """Read the part of a named month, or of «الشهر المقبل»."""
    words, length = match.string, _DAYS_OF.get(match["part"] or "")
    number = _NUMBERS[match["which"]] if match["which"] else 0
    if length is None or not 1 <= number <= 30 // length:
        return None
    first, last = length * (number - 1) + 1, length * number
    if found := _this_month(words, at):
        days = (PartialDate(day=first), PartialDate(day=last)) if last < 28 else None
        return replace(found, start=match.start(), first=days[0], last=days[1]) if days else None
    shahr = _SHAHR.match(words, at)
    point = point_at(words, shahr.end() if shahr else at)
    if point is None or point.date.month is None or point.date.day is not None:
        return None
    # The last days of a month are up to its end.
    ends = replace(point.date, day=last) if last < 28 else point.date
    return Expression(
        "",
        match.start(),
        point.end,
        replace(point.date, day=first),
        ends,
        None,
        point.shift,
        "range",
    )


def _this_month(words: str, at: int) -> Expression | None:
    found = from_years(words, at)
    is_month = found and found.shift and found.shift.unit == "month"
    return replace(found, precision="range") if found and is_month else None


def _months(match: "re.Match[str]") -> tuple[int, int] | None:
    """Return the first and the last month of a part of a year."""
    if match["part"]:
        length = _MONTHS_OF.get(match["part"].removesuffix("ه"))
        number = _NUMBERS[match["which"]]
        if length is None or number > 12 // length:
            return None
        number = number or 12 // length
        return length * (number - 1) + 1, length * number
    if match["two"]:
        return 1, 2
    amount = match["after"] or match["before"] or match["first"]
    return 1, int(amount) if amount.isdecimal() else number_of(amount, AMOUNTS)


def _of_year(match: "re.Match[str]", at: int) -> Expression | None:
    words, months = match.string, _months(match)
    if months is None or _OTHER_YEAR.match(words, at):
        return None
    # «للعام الحالي»: the article has lost its first letter behind ل.
    at += words.startswith("لل", at - 1)
    found = from_years(words, at)
    if found and found.precision == "year" and found.first == found.last:
        year = found.first.year
        if found.first.calendar != "gregorian":
            return None
        return _expression(match.start(), found.end, months, year, found.shift)
    if bare := _BARE_YEAR.match(words, at):
        return _expression(match.start(), bare.end(), months, int(bare["year"]))
    if this := _THIS_YEAR.match(words, at):
        return _expression(match.start(), this.end(), months, shift=Shift("year", 0))
    return None


def _expression(
    start: int,
    end: int,
    months: tuple[int, int],
    year: int | None = None,
    shift: Shift | None = None,
) -> Expression:
    first, last = (PartialDate(year, month) for month in months)
    return Expression("", start, end, first, last, None, shift, "range")
