"""Places at the head of a text: «باريس - أ.ف.ب: توصل …», «الرياض 3 شوال 1436هـ … واس»."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.facts.byline_tokens import SOURCE, BylineToken, byline_tokens
from index.facts.head_parts import beginning, is_of_days
from index.facts.openings import opening
from index.facts.place_before_text import place_before_text
from index.facts.places import certain, known, may_be_country

_LONGEST_HEAD = 80
_LONGEST_NAME = 4
#: A paragraph, and no headline like «طهران: لن نتراجع».
_SHORTEST_PARAGRAPH = 60
_BEFORE_TEXT = re.compile(r"(?:Next Previous|[\s\u200b-\u200f\u202a-\u202e*•])*")
_HEAD_OF_COLON = re.compile(r"[^:\n]{2,80}?:")
_LINE = re.compile(r"[^\n]{2,80}(?=\n)")
#: A short line over the text, such as its headline.
_FIRST_LINE = re.compile(r"[^\n]{1,110}\n+\s*")

_DASH = r"\s*[-–—ـ]+\s*"
_SAID = (
    r"(?:قال|قالت|أعلن|أعلنت|أكد|أكدت|ذكر|ذكرت|أفاد|أفادت|كشف|كشفت|أعرب|أعربت|قتل|قتلت|لقي|أصيب"
    r"|شدد|شددت|أوضح|أوضحت|طالب|طالبت|دعا|دعت|بدأ|بدأت|وصل|وصلت|بحث|التقى|استقبل|افتتح)"
)
_PLACE = r"(?P<place>[^\W\d_]{1,20}(?:[ \xa0][^\W\d_]{1,20}){0,3}?)"
#: Heads that no colon ends and no line: of agencies that print the day, or name themselves.
_OTHER_HEADS = (
    re.compile(
        rf"{_PLACE}\s*(?:في\s+|[-–،]\s*)?\d\d?\s?[^\n]{{3,70}}?(?<!\w){SOURCE}(?!\w)[\s/)\-–:]*"
    ),
    re.compile(rf"{_PLACE}\s*[(/]\s*{SOURCE}\s*[)/][\s:\-–—ـ]*"),
    re.compile(rf"{_PLACE}\s*\([^()\n]{{2,30}}\)(?:{_DASH}|\s*:\s*)"),
    re.compile(rf"{_PLACE}{_DASH}\(?{SOURCE}\)?(?:{_DASH}|\s+)"),
    re.compile(rf"{_PLACE}{_DASH}(?={_SAID}\s)"),
)
_REGION = re.compile(r"\s*\((?P<name>[^()\n]{2,30})\)")
#: Words of a sentence; a token that has one is neither place nor name.
_PARTICLES = (
    "في من على إلى الى عن مع بعد قبل خلال ضد بين أن إن التي الذي هذا هذه لن لم لا ما كان "
    "كانت قد هل كيف لماذا متى أين ماذا حول منذ حتى"
)
_SENTENCE = frozenset(_PARTICLES.split())
_MOST_PLACES = 3  # without a name; more are a list
_CLUBS_WORDS = (
    "ريال أتلتيكو اتلتيكو إنتر انتر ميلان بايرن بوروسيا باريس اتحاد الاتحاد شباب نجم مولودية "
    "وفاق شبيبة نادي فريق منتخب سبورتينغ سبورتنغ"
)
_CLUBS = frozenset(_CLUBS_WORDS.split())
_LONGEST_CLUB = 4


@dataclass(frozen=True, slots=True)
class LeadingDateline:
    """What stands at the head of a text.

    Attributes:
        datelines: places as printed, in order, each once; empty where it has no such head.
        end: the offset behind the head; 0 where there is none.
    """

    datelines: tuple[str, ...]
    end: int


_NONE = LeadingDateline((), 0)


def leading_dateline(body: str, own: str = "", country: str = "") -> LeadingDateline:
    """Return the datelines that a text opens with, as a rule places of the table.

    They stand at its very start, or below a first line that is short enough for a headline. Beside
    a day and an agency in brackets a place counts that the table does not know.

    Args:
        body: the text.
        own: id of the paper that it stands in, and
        country: of that paper.
    """

    at = _start(body, 0)
    found = _dateline_at(body, at, _of_line, _of_colon) or _of_head(body, at, own, country)
    if found is None and (line := _FIRST_LINE.match(body, at)):
        at = line.end()
        found = _dateline_at(body, at, _of_short_line, _of_colon)
        found = found or _of_head(body, at, own, country)
    return found or _NONE


def _start(body: str, at: int) -> int:
    before = _BEFORE_TEXT.match(body, at)
    return before.end() if before else at


def _dateline_at(
    body: str, at: int, *shapes: Callable[[str, int], LeadingDateline]
) -> LeadingDateline | None:
    for shape in shapes:
        found = shape(body, at)
        if found.datelines:
            return found
    return None


def _of_head(body: str, at: int, own: str, country: str) -> LeadingDateline | None:
    """Read what is no line and ends in no colon; few texts have a beginning for it."""
    if beginning(body, at) is None:
        return None
    found = _of_style(body, at, own, country)
    found = found if found.datelines else _of_text(body, at)
    return found if found.datelines else None


def _of_line(body: str, at: int) -> LeadingDateline:
    """Read «عين اليوم – القاهرة» in a line of its own."""
    line = _LINE.match(body, at)
    if not line or ":" in line.group():
        return _NONE
    return _head(byline_tokens(line.group()), line.end())


def _of_short_line(body: str, at: int) -> LeadingDateline:
    """Read such a line below a headline, where a place alone could be a crosshead."""
    found = _of_line(body, at)
    alone = body[at : found.end].strip() in found.datelines
    return _NONE if alone else found


def _of_colon(body: str, at: int) -> LeadingDateline:
    """Read «باريس - أ.ف.ب: توصل …» or «الرياض: …» in front of a paragraph."""
    head = _HEAD_OF_COLON.match(body, at)
    if not head:
        return _NONE
    found = byline_tokens(head.group()[:-1])
    behind = body[head.end() : head.end() + _SHORTEST_PARAGRAPH].split("\n")[0]
    if len(found) < 2 and 0 < len(behind.strip()) < _SHORTEST_PARAGRAPH - 2:
        return _NONE
    return _head(found, head.end())


def _of_style(body: str, at: int, own: str, country: str) -> LeadingDateline:
    """Read «القاهرة (رويترز) - قال …» or «جدة 25 شوال 1436هـ … واس»."""
    opened = opening(body, at, own, country)
    if opened.places:
        return LeadingDateline(opened.places, opened.head)
    for shape in _OTHER_HEADS:
        head = shape.match(body, at)
        if head and certain(head["place"]):
            region = _REGION.match(body, head.end("place"))
            named = region.group() if region and known(region["name"]) else ""
            return LeadingDateline((head["place"] + named,), head.end())
    return _NONE


def _of_text(body: str, at: int) -> LeadingDateline:
    """Read «دمشق - تشارك سوريا …»: a place, a dash and the first paragraph."""
    place, end = place_before_text(body, at)
    return LeadingDateline((place,), end) if place else _NONE


def _head(found: list[BylineToken], end: int) -> LeadingDateline:
    """Return the places of a head that consists of places and names only."""
    places = tuple(dict.fromkeys(place for token in found if token.sure for place in token.places))
    if not places or not all(map(_is_short, found)) or any(map(_is_club, found)):
        return _NONE
    return _NONE if _is_subject(places, found) else LeadingDateline(places, end)


def _is_subject(places: tuple[str, ...], found: list[BylineToken]) -> bool:
    """Tell whether a head is what the text is about: «لبنان - إسرائيل: …», «مصر - السعودية»."""
    if any(token.name for token in found) or len(places) < 2:
        return False
    return all(map(may_be_country, places)) or len(places) > _MOST_PLACES


def _is_club(token: BylineToken) -> bool:
    """Tell whether a place is only the end of a name: «ريال مدريد»."""
    words = token.name.split()
    return 1 < len(words) <= _LONGEST_CLUB and words[0] in _CLUBS and certain(words[-1])


def _is_short(token: BylineToken) -> bool:
    words = token.name.split()
    is_amount = len(words) > 1 and words[0].isdecimal() and not is_of_days(words[1])
    return len(words) <= _LONGEST_NAME and _SENTENCE.isdisjoint(words) and not is_amount
