"""Days near the present: «أمس», «اليوم الاثنين», «غدا (الجمعة)»."""

import re
from dataclasses import replace

from index.facts.dates.bare_days import is_name_of_paper, is_session_before, is_today
from index.facts.dates.calendars import WEEKDAYS
from index.facts.dates.points import Expression, Shift
from index.facts.dates.ranges import CLOSED
from index.facts.dates.weekdays import DAY_BEFORE, with_date_behind
from index.facts.dates.words import PARTS_OF_DAY, WEEKDAY

_WEEKDAY_BEHIND = re.compile(
    rf" ?[،,]? ?(?:[(\[«\"“] ?(?:يوم +)?(?P<bracketed>{WEEKDAY}) ?[)\]»\"”]"
    rf"|(?:يوم +)?(?P<bare>{WEEKDAY}))"
)
_WEEKDAY_OPENED = re.compile(rf" ?\( ?(?P<weekday>{WEEKDAY})(?= |[،,])")
_PART_OF_DAY_BEFORE = re.compile(rf"(?:^|[^ء-ي])[وفب]?(?:{PARTS_OF_DAY}) +$")
#: Who says something «today» says it on the day of the article.
_SAID_BEFORE = re.compile(r"(?<![ء-ي])(?:لها?|صادر|بيان|تصريح|بلاغ|صحفي|صحافي) +$")
_SAID_BEHIND = re.compile(r" +ب?ان(?:ها?|هم)?(?![ء-ي])")
_LONGEST_BEFORE = 24

#: «في أمس الحاجة».
_OF_YESTERDAY = re.compile(r"(?<![ء-ي])(?:[وف]?ب|(?:من|منذ|حتي) +)$")
_FROM_TOMORROW = re.compile(r"(?<![ء-ي])(?:من|حتي) +$")
_SUPERLATIVE = re.compile(r" +(?:ال)?حاجه(?![ء-ي])")
_NEAR = re.compile(
    r"(?:(?P<before_yesterday>اول +(?:من +)?(?:يوم +)?امس|امس +الاول|قبل +امس"
    r"|البارحه +الاولي|اول +البارحه)"
    r"|(?P<after_tomorrow>بعد +(?:ال)?غد)|(?P<yesterday>(?:ال)?امس|البارحه)"
    r"|(?P<tomorrow>غدا?|الغد)|(?P<today>اليوم|الليله(?! +(?:الماضيه|السابقه|قبل|التاليه"
    r"|الفاصله|الواحده))))(?![ء-ي])"
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
    if dated := _with_date_in_brackets(words, found) or with_date_behind(words, found):
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
    if match["yesterday"] and _SUPERLATIVE.match(words, match.end()):
        return False
    # «جيل الأمس» is of old; «بالأمس» and «مساء الأمس» are yesterday.
    is_sure = match.group() not in ("غد", "الغد", "الامس")
    of_it = _OF_YESTERDAY if match["yesterday"] else _FROM_TOMORROW
    is_sure = is_sure or _is_behind(of_it, words, match.start())
    is_sure = is_sure or _is_behind(DAY_BEFORE, words, match.start())
    return is_sure or is_session_before(words, match.start())


def _with_date_in_brackets(words: str, found: Expression) -> Expression | None:
    """Read weekday and date in the same brackets: «اليوم (السبت 8 نوفمبر)»."""
    opened = _WEEKDAY_OPENED.match(words, found.end)
    if opened is None:
        return None
    weekday = replace(found, end=opened.end(), weekday=WEEKDAYS[opened["weekday"]])
    dated = with_date_behind(words, weekday)
    closed = CLOSED.match(words, dated.end) if dated else None
    return replace(dated, end=closed.end()) if dated and closed else None


def _is_behind(pattern: "re.Pattern[str]", words: str, start: int) -> bool:
    return pattern.search(words, max(0, start - _LONGEST_BEFORE), start) is not None
