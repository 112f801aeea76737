"""What the words before a date make of it: a name, a day to come, a day gone by."""

import re
from collections.abc import Iterator
from dataclasses import replace

from index.facts.dates.calendars import plain
from index.facts.dates.expressions import Expression, Shift
from index.facts.dates.tense import FUTURE_VERB, tense_before

#: Before a day or month without a year these make a name: «ميدان 25 يناير», «حرب أكتوبر».
_MAKES_A_NAME = re.compile(
    r"(?<![ء-ي])[وفبلك]{0,2}(?:ال)?"
    r"(?:ثوره|ثورتي|ثورات|حركه|قوي|فريق|تيار|تحالف|نواب|شباب|ميدان|شارع|نهج|زنقه|طريق|محول|مطار|دوار|قاعه|مركب|معهد|مدرسه|ثانويه|اعداديه|كليه|قصر|قاعده|معسكر|مصنع|ميناء|سد|مخيم|ملاعب|ستاد|حديقه|مسرح|ساحه|جسر|كوبري|مدينه|جامعه"
    r"|مستشفي|ملعب|استاد|حرب|حربي|نصر|نكسه|انتصارات|انتفاضه|طوفان|جمعيه|منتدي|كتائب|كتيبه|لواء|سريه|فوج|فرقه|سته"
    r"|ذكري) +$"
)
#: Before the day of an event that is known by its day these do.
_MAKES_AN_EVENT = re.compile(
    r"(?<![ء-ي])[وفبلك]{0,2}(?:احداث|حوادث|هجمات|هجوم|هجومي|اعتداءات|تفجيرات|عمليه|عمليات|انقلاب|انفجار"
    r"|مظاهرات|بيان) +$"
)
#: Month and day of such events.
_EVENT_DAYS = frozenset(
    {
        (1, 14), (1, 25), (2, 11), (2, 14), (2, 17), (3, 8), (3, 14), (3, 15), (4, 6), (5, 7),
        (6, 5), (6, 30), (7, 3), (7, 14), (7, 23), (8, 4), (9, 11), (9, 21), (9, 26), (10, 6),
        (10, 7), (10, 14), (10, 17), (11, 13),
    }
)  # fmt: skip

_LOOKS_AHEAD = re.compile(
    r"(?<![ء-ي])[وف]?(?:سوف|المقرره?|مقررا?|المزمع|المرتقب|المنتظر|المتوقع|[يت]?توقع(?:ت|ون|وا)?|تاجيل|ارجاء|تاخير"
    rf"|{FUTURE_VERB})(?![ء-ي])"
)
#: What meets or begins on a day to come stands in the present: «ويعقد الوزراء اجتماعاً يوم الخميس».
_IS_TO_BEGIN = re.compile(
    r"(?<!كان )(?<!كانت )(?<![ء-ي])[وف]?[يت](?:عقد|لتقي|ستضيف|فتتح|ختتم|نطلق|ستانف)(?![ء-ي])"
)
_GONE = Shift("gone", 0)
_QUARTER = "الربع"
_FISCAL = re.compile(r"(?<![ء-ي])(?:ال)?(?:عام|سنت?)ه?ا? +ال?(?:مالي|هجري)ه?(?![ء-ي])")
_COMING = Shift("coming", 0)
#: Up to a day to come, where no verb tells.
_UNTIL = re.compile(
    r"(?<![ء-ي])(?:حتي|لغايه|غايه|ابتداء|اعتبارا|بدايه|انطلاقا|بدءا)(?: +من)? +(?:[ء-ي]+ +)?$"
)
_BY = re.compile(r"(?<![ء-ي])(?:قبل|بحلول)(?: +(?:شهر|نهايه|بدايه|مطلع|منتصف|يوم|تاريخ))* +$")
_EVERY_YEAR = re.compile(r"^[^.؟!\n]*من +كل +عام")
_SINCE = re.compile(r"(?<![ء-ي])و?منذ +(?:يوم +|شهر +)?$")
_SENTENCE_END = re.compile(r"[.؟!\n]")
_REACH = 70


_JOINS_A_LIST = re.compile(r" ?[،,]? ?و? ?(?:(?:من|في|يوم|يومي) +)*")


def in_context(text: str, found: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Return the expressions that are meant as days, with what the words around them add.

    A name is no day. A weekday on its own lies behind the present unless the sentence looks
    ahead; «بعد يومين» counts from the present only if it does. In «28 يوليو و3 أغسطس 2015» both
    days are of that year.
    """
    meant: list[Expression] = []
    for expression in reversed(tuple(_meant(text, found))):
        follows = meant[-1] if meant else None
        meant.append(_with_year_of(follows, expression, text) if follows else expression)
    return tuple(reversed(meant))


def _with_year_of(follows: Expression, expression: Expression, text: str) -> Expression:
    """Return the expression with the year of the one behind it, if both are of one list."""
    first, last, then = expression.first, expression.last, follows.first
    year = then.year or follows.last.year
    is_open = _is_yearless(expression) and expression.shift is None
    if year is None or not is_open or then.calendar != last.calendar:
        return expression
    in_order = (first.month or 0) <= (last.month or 0) <= (then.month or 0)
    between = plain(text[expression.end : follows.start])
    if not in_order or not _JOINS_A_LIST.fullmatch(between):
        return expression
    return replace(expression, first=replace(first, year=year), last=replace(last, year=year))


def _meant(text: str, found: tuple[Expression, ...]) -> Iterator[Expression]:
    """Yield the expressions that are no names, with the shift that the words before them give."""
    end_of_name: int | None = None
    for expression in found:
        if _is_fiscal(text, expression):
            continue
        if _is_yearless(expression):
            before = _before(text, expression.start)
            joined = end_of_name is not None and text[end_of_name : expression.start] == " و"
            if joined or _is_name(expression, before):
                end_of_name = expression.end
            elif not _is_of_every_year(text, expression):
                yield _with_way(expression, before)
        elif expression.weekday is not None and expression.shift is None and _is_bare(expression):
            is_ahead = _is_ahead(_before(text, expression.start))
            yield replace(expression, shift=_COMING) if is_ahead else expression
        elif not _counts_on(expression) or _LOOKS_AHEAD.search(_before(text, expression.start)):
            yield expression


def _is_fiscal(text: str, expression: Expression) -> bool:
    """Tell whether it is a quarter on its own of a year that may not begin in January."""
    if expression.precision != "range" or expression.first.year or expression.shift:
        return False
    is_quarter = expression.text.startswith(_QUARTER)
    return is_quarter and _FISCAL.search(plain(text)) is not None


def _is_ahead(before: str) -> bool:
    """Tell whether a weekday behind these words is to come."""
    if tense := tense_before(before):
        return tense != "past"
    patterns = (_LOOKS_AHEAD, _IS_TO_BEGIN, _UNTIL)
    return any(pattern.search(before) for pattern in patterns)


def _with_way(expression: Expression, before: str) -> Expression:
    """Return a date without a year with the way that the words before it look."""
    if expression.shift:
        return expression
    if _SINCE.search(before):
        return replace(expression, shift=_GONE)
    tense = tense_before(before)
    is_ahead = tense == "ahead" or (tense != "past" and _BY.search(before))
    return replace(expression, shift=_COMING) if is_ahead else expression


def _is_of_every_year(text: str, expression: Expression) -> bool:
    """Tell whether a date is the beginning of «من 15 يونيو إلى 15 سبتمبر من كل عام»."""
    behind = text[expression.end : expression.end + _REACH]
    return "كل عام" in behind and _EVERY_YEAR.search(plain(behind)) is not None


def _before(text: str, start: int) -> str:
    """Return what stands before an offset in the same sentence, in plain spelling."""
    return plain(_SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1])


def _is_bare(expression: Expression) -> bool:
    return expression.first.month is None and expression.first.day is None


def _is_yearless(expression: Expression) -> bool:
    has_year = expression.first.year is not None or expression.last.year is not None
    return expression.first.month is not None and not has_year


def _is_name(expression: Expression, before: str) -> bool:
    if expression.shift is not None:
        return False
    event = (expression.first.month, expression.first.day) in _EVENT_DAYS
    return bool(_MAKES_A_NAME.search(before) or (event and _MAKES_AN_EVENT.search(before)))


def _counts_on(expression: Expression) -> bool:
    """Tell whether it is «بعد ثلاثة أيام», which «بعد غد» is not."""
    shift = expression.shift
    return shift is not None and expression.text.startswith("بعد") and "غد" not in expression.text
