"""Dates with what is printed beside them: the end of a range, the day of the other calendar."""

import re
from dataclasses import replace

from index.article import Precision
from index.facts.dates.points import Expression, PartialDate, Point, month_at, point_at
from index.facts.dates.words import DAY, FIRSTS, ORDINAL, ORDINALS, WEEKDAY, number_of

_TO = r"(?: ?- ?| +(?:و? ?حتي|الي|لغايه)(?: +|(?=\d))"
_BEFORE_LAST = rf"(?:يوم +)?(?:{WEEKDAY} +)?(?:ال(?=\d))?"
_SEVERAL_DAYS = re.compile(
    rf"(?P<day>{DAY})(?:(?: ?[،,] ?| +و ?){DAY}){{0,9}}{_TO}|(?P<and> +(?:و|او) ?))"
    rf"{_BEFORE_LAST}(?={DAY})"
)
_NUMBER = re.compile(r"\d+")
_SEVERAL_ORDINALS = re.compile(rf"(?P<day>{ORDINAL})(?:{_TO})|(?P<and> +و ?))(?={ORDINAL})")
_ORDINAL_BEFORE = re.compile(rf"(?<![ء-ي]){ORDINAL} +و ?$")
_TO_ANOTHER = re.compile(rf"{_TO})(?:شهر +)?{_BEFORE_LAST}")
#: «23/4 إلى 26/6/1436هـ»: the last day alone has a year.
_SHORT = re.compile(rf"(?P<day>{DAY}) ?/ ?(?P<month>1[0-2]|0?[1-9])(?!\d)(?={_TO}))")
_DAY_IN_WORDS = re.compile(rf"{ORDINAL} +(?:من|و|الي|حتي)(?: |(?=[ء-ي]))|(?:{FIRSTS}) ")
_TIME_BEFORE = re.compile(
    rf"(?:^|[(،,\n]|(?<![ء-ي])(?:[وفب]?(?:في|منذ|حتي|لغايه|غايه|يوم|ليوم|اليوم|من|الي|بين|قبل|بعد|صباح|مساء|الموافق"
    rf"|بتاريخ|تاريخ)|{WEEKDAY})) *$"
)
_BEFORE_ORDINAL = 20
_IN_NUMBERS = re.compile(r"\d ?/ ?$")
_FROM = re.compile(r"(?<![ء-ي])[وفب]?(?:من|(?:ما)?بين|خلال|شهري?) +$")
_PAIR_OF_MONTHS = re.compile(r"(?<![ء-ي])[وبفل]?(?:شهري|شهرا) +$")
_AND_ANOTHER = re.compile(rf" +و ?(?:شهر +)?{_BEFORE_LAST}")
_BETWEEN = re.compile(r"(?:^|[^ء-ي])و?(?:ما)?بين +(?:(?:يومي?|شهري?) +)?$")
_PART_BEFORE = re.compile(
    r"(?<![ء-ي])(?![وبف]?(?:اليوم|الموافق|المصادف) )[وفبك]?(?:ال|لل)[ء-ي]+ +$"
)
_OTHER_CALENDAR = re.compile(
    r" ?[)\]]? ?[،,/-]? ?(?:ا?لموافقه?|موافق)? ?:? ?ل? ?(?:يوم +)?"
    rf"(?:{WEEKDAY}[ ،,]+)?(?P<open>[(\[] ?)?(?=\d|[ء-ي])"
)
#: The bracket that closes behind a date.
CLOSED = re.compile(r" ?[)\]]")


def from_point(words: str, start: int, weekday: int | None = None) -> Expression | None:
    """Return the date, the range of dates or the day in both calendars that begins at an offset.

    Args:
        weekday: of the day, where it is printed before.
    """
    if found := _short_to_full(words, start):
        return found
    days = (
        None if _IN_NUMBERS.search(words, start - 3, start) else _SEVERAL_DAYS.match(words, start)
    )
    if days and (last := point_at(words, days.end())):
        day = int(days["day"])
        if last.date.day is not None and day < last.date.day:
            first = Point(days.end(), replace(last.date, day=day), last.shift)
            listed = _listed(words, days, last.date.day)
            return replace(expression_of(start, first, last), listed=listed)
    point = point_at(words, start)
    if point is None:
        return _several_ordinals(words, start) or _from_unsure_month(words, start)
    if last := _end_of_range(words, start, point):
        return expression_of(start, point, last)
    return _in_both_calendars(words, expression_of(start, point, weekday=weekday))


def _listed(words: str, days: "re.Match[str]", last: int) -> tuple[int, ...]:
    """Return the days of a list; none where it is a range or its days follow each other."""
    if not days["and"] or _BETWEEN.search(words, max(0, days.start() - 20), days.start()):
        return ()
    listed = (*(int(day) for day in _NUMBER.findall(days.group())), last)
    return () if listed == tuple(range(listed[0], last + 1)) else listed


def _short_to_full(words: str, start: int) -> Expression | None:
    short = _SHORT.match(words, start)
    to = _TO_ANOTHER.match(words, short.end()) if short else None
    last = point_at(words, to.end()) if to else None
    if short is None or last is None or last.date.year is None or last.date.day is None:
        return None
    month, day = int(short["month"]), int(short["day"])
    first = PartialDate(None, month, day, last.date.calendar)
    return expression_of(start, Point(short.end(), first), last)


def from_ordinal(words: str, start: int) -> Expression | None:
    """Read a day in words: «الأول من مايو», but not «الأسبوع الأول من مايو».

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    for before in (_PART_BEFORE, _ORDINAL_BEFORE):
        if before.search(words, max(0, start - _BEFORE_ORDINAL), start):
            return None
    found = from_point(words, start)
    # «محمد السادس يوليو الماضي» is no day, «يوم السادس يوليو الماضي» is one.
    is_sure = found is None or _DAY_IN_WORDS.match(words, start) is not None
    is_day = is_sure or _TIME_BEFORE.search(words, max(0, start - _BEFORE_ORDINAL), start)
    return found if is_day else None


def _several_ordinals(words: str, start: int) -> Expression | None:
    """Read several days in words: «الرابع والخامس من مايو», «من الخامس إلى العاشر من أكتوبر»."""
    several = _SEVERAL_ORDINALS.match(words, start)
    last = point_at(words, several.end()) if several else None
    if several is None or last is None or last.date.day is None:
        return None
    day = number_of(several["day"], ORDINALS)
    if day >= last.date.day:
        return None
    first = Point(several.end(), replace(last.date, day=day), last.shift)
    found = expression_of(start, first, last)
    is_list = several["and"] and not _BETWEEN.search(words, max(0, start - _BEFORE_ORDINAL), start)
    has_gap = is_list and last.date.day - day > 1
    return replace(found, listed=(day, last.date.day)) if has_gap else found


def _from_unsure_month(words: str, start: int) -> Expression | None:
    """Read «من مارس إلى مايو 2015», whose end makes its first word a month."""
    first = month_at(words, start)
    last = _end_of_range(words, start, first) if first else None
    if first is None or last is None or not (last.date.year or last.shift):
        return None
    is_dash = words[first.end : first.end + 2].strip() == "-"
    is_from = _FROM.search(words, max(0, start - _BEFORE_ORDINAL), start)
    return expression_of(start, first, last) if is_dash or is_from else None


def _end_of_range(words: str, start: int, first: Point) -> Point | None:
    to, is_pair = _TO_ANOTHER.match(words, first.end), False
    if to is None:
        is_between, is_pair = (
            pattern.search(words, max(0, start - _BEFORE_ORDINAL), start) is not None
            for pattern in (_BETWEEN, _PAIR_OF_MONTHS)
        )
        to = _AND_ANOTHER.match(words, first.end) if is_between or is_pair else None
        is_pair = is_pair and not is_between
    last = point_at(words, to.end()) if to else None
    if is_pair and last and _months_between(first.date, last.date) != 1:
        return None  # «شهري مارس ويوليو» are two months, each by itself
    if last and last.date.month and first.date.month and _begins_before(first.date, last.date):
        return last
    return None


def _months_between(first: PartialDate, last: PartialDate) -> int:
    return ((last.month or 0) - (first.month or 0)) % 12


def _begins_before(first: PartialDate, last: PartialDate) -> bool:
    """Tell whether two dates can be the ends of a range, as far as what is printed tells."""
    if first.calendar != last.calendar:
        return False
    if first.year is None or last.year is None:
        return True
    return (first.year, first.month or 0, first.day or 0) < (
        last.year,
        last.month or 0,
        last.day or 32,
    )


def _in_both_calendars(words: str, found: Expression) -> Expression:
    """Return the expression with the day of the other calendar that is printed behind it."""
    between = _OTHER_CALENDAR.match(words, found.end)
    if found.first.day is None or between is None:
        return found
    other = point_at(words, between.end())
    if other is None or other.date.day is None or other.date.calendar == found.first.calendar:
        return found
    closed = CLOSED.match(words, other.end) if between["open"] else None
    end = closed.end() if closed else other.end
    if other.date.calendar == "hijri":
        return replace(found, end=end, converted=other.date)
    return replace(
        found,
        end=end,
        first=other.date,
        last=other.date,
        shift=other.shift or found.shift,
        converted=found.first,
    )


def expression_of(
    start: int, first: Point, last: Point | None = None, *, weekday: int | None = None
) -> Expression:
    """Return the expression for one date, or for the range from one date to another.

    Args:
        start: the offset that it begins at; it ends where ``last`` does, or else ``first``.
        first: the date, or the first one of a range.
        last: the last date of a range; ``None`` where there is one date alone.
        weekday: that is printed beside one date, 0 for Monday.
    """
    last = last or first
    named = first.date
    precision: Precision = "day" if named.day else "month" if named.month else "year"
    return Expression(
        text="",
        start=start,
        end=last.end,
        first=named,
        last=last.date,
        weekday=weekday if last is first else None,
        shift=last.shift or first.shift,
        precision="range" if last is not first else precision,
    )
