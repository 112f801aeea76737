"""House styles of agencies: the head of a text with its places, its day and the agency's sign.

«الدوحة في 20 مارس /قنا/», «تونس 20 مارس 2025 (وات) -», «دمشق، سوريا (CNN) --», «وطنية - بيروت -»,
«[20/مارس/2025] صنعاء - سبأ:». A sign that stands so is a credit, even a common word such as بنا.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from index.facts.agency_signs import is_common_word, may_speak, signed
from index.facts.head_parts import Part, beginning, head_parts
from index.facts.places import certain, is_country, known

_TEXTS_KEPT = 16
_LONGEST_NAME = 4  # words
_LONGEST_UNKNOWN_PLACE = 3
_DASHES = frozenset("-–—‐‑‒ـ:\n")
_COMMAS = frozenset("،,")
#: «وات /تحرير سعاد علي»: in its brackets the agency comes first.
_BEHIND_SIGN = re.compile(r"\s*[/،,–-]")
_LONGEST_HEADLINE = 120
_FIRST_LINE = re.compile(r"\s*[^\n]{1,110}\n+\s*")
_HEAD_END = re.compile(r"[^\w\n(«\"“]*(?:\n+[ \t]*)?")
_JOINED = re.compile(r"\s+و(?=\S{2})")
#: Texts that open with the sign and a dash: the Lebanese agency. In other countries it is a label.
_ALONE = {"وطنية": ("nna", "LB")}
#: Whose style is a town and its country or state: «سان فرانسيسكو، كاليفورنيا (CNN)--».
_WITH_REGION = frozenset({"cnn"})
_NO_PLACE_WORDS = (
    "من في على إلى الى عن مع بعد قبل كتب كتبت قال قالت أعلن أعلنت أكد أكدت ذكرت أفادت نقلت "
    "خاص تصوير صورة مصدر المصدر وكالة صحيفة قناة"
)
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Opening:
    """The head of a text in the style of an agency.

    Attributes:
        places: as printed, in order.
        day: as printed; empty where none stands there.
        agency: id of the agency; empty where none is named.
        start: the offset of its sign, and
        end: the one behind it.
        head: the offset behind the head; 0 where the text has none.
    """

    places: tuple[str, ...] = ()
    day: str = ""
    agency: str = ""
    start: int = 0
    end: int = 0
    head: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """What the parts so far have told."""

    places: tuple[str, ...] = ()
    unknown: str = ""
    day: str = ""
    agency: str = ""
    span: tuple[int, int] = (0, 0)
    is_framed: bool = False
    place_at: int = 0
    end: int = 0
    after: str = ""


NO_OPENING = Opening()


def opening_of(text: str, own: str = "", country: str = "") -> Opening:
    """Return the head of a text, or the one below a first line that is short as a headline.

    Args: as of :func:`opening`.
    """
    found = opening(text, 0, own, country)
    if found is not NO_OPENING or text.find("\n", 0, _LONGEST_HEADLINE) < 0:
        return found
    line = _FIRST_LINE.match(text)
    return opening(text, line.end(), own, country) if line else found


def opening(text: str, at: int = 0, own: str = "", country: str = "") -> Opening:
    """Return the head that begins at an offset of a text.

    Args:
        text: a body.
        at: where the head would begin.
        own: id of the paper that it stands in, and
        country: of that paper.

    Returns:
        A head that names an agency, or a place that is certain and a day before a dash. A place
        that the table does not know counts beside a day and an agency in brackets or slashes.
    """
    begins = beginning(text, at)
    if begins is None or (begins and not _may_begin(begins, own, country)):
        return NO_OPENING
    return _head(text, at, own, country)


@lru_cache(_TEXTS_KEPT)
def _head(text: str, at: int, own: str, country: str) -> Opening:
    read = _Read()
    for part in head_parts(text, at):
        printed = text[part.start : part.end]
        if alone := _alone(printed, part, read, country):
            read = replace(read, agency=alone, span=(part.start, part.end))
        elif part.kind == "day":
            if read.day:
                break
            read = replace(read, day=printed)
        elif not read.agency and (signs := _signs(text, part, read, own, country)):
            agency_id, start, end = signs
            framed = part.kind == "bracket" or ("/" in part.before and "/" in part.after)
            read = replace(read, agency=agency_id, span=(start, end), is_framed=framed)
            if end < part.end and part.kind == "words":
                read = replace(read, end=end, after="")
                break
        elif part.kind == "bracket" and len(read.places) == 1 and known(printed):
            read = replace(read, places=(text[read.place_at : part.end + 1],))
        elif (placed := _placed(printed, part, read)) is not None:
            is_first = placed.places and not read.places
            read = replace(placed, place_at=part.start) if is_first else placed
        else:
            break
        read = replace(read, end=part.end, after=part.after)
        if read.agency and (read.places or read.unknown):
            break
    return _opening(text, read)


def _may_begin(words: str, own: str, country: str) -> bool:
    return bool(_places(words)) or words in _ALONE or signed(words, own, country) is not None


def _alone(printed: str, part: Part, read: _Read, country: str) -> str:
    agency_id, home = _ALONE.get(printed, ("", ""))
    stands = not read.end and _DASHES & set(part.after) and "\n" not in part.after
    return agency_id if stands and country in ("", home) else ""


def _signs(
    text: str, part: Part, read: _Read, own: str, country: str
) -> tuple[str, int, int] | None:
    """Return the agency that a part names, and where its sign lies."""
    printed = text[part.start : part.end]
    if part.kind == "bracket":
        edge = _BEHIND_SIGN.search(printed)
        sign = printed[: edge.start()] if edge else printed
        blanks = len(sign) - len(sign.lstrip())
        agency_id = signed(sign.strip(), own, country)
        start = part.start + blanks
        return (agency_id, start, start + len(sign.strip())) if agency_id else None
    is_first = not read.end
    if part.after or part.end == len(text):
        if is_first and "/" not in part.after and is_common_word(printed):
            return None
        if agency_id := signed(printed, own, country):
            return agency_id, part.start, part.end
    # Running text follows: «دمشق-سانا وصل …», «2025 م واس وصل …».
    behind_day = bool(read.day) and not part.before
    return _leading_sign(text, part, own, country) if part.before or behind_day else None


def _leading_sign(text: str, part: Part, own: str, country: str) -> tuple[str, int, int] | None:
    words = list(re.finditer(r"\S+", text[part.start : part.end]))
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        end = part.start + words[count - 1].end()
        printed = text[part.start : end]
        following = words[count].group() if count < len(words) else ""
        if (agency_id := signed(printed, own, country)) and (
            not is_common_word(printed) or ("/" in part.before and may_speak(printed, following))
        ):
            return agency_id, part.start, end
    return None


def _placed(printed: str, part: Part, read: _Read) -> _Read | None:
    """Return what is told with this part as a place, a region or a name; ``None`` if it is none."""
    words = printed.split()
    if part.kind == "bracket":
        return read if read.places and part.after else None
    found = _places(printed)
    if not read.places and not read.unknown:
        if found:
            return replace(read, places=found)
        is_name = len(words) <= _LONGEST_UNKNOWN_PLACE and _NO_PLACE.isdisjoint(words)
        return replace(read, unknown=printed) if is_name and not read.agency else None
    if found and not _is_region(printed, part, read):
        return replace(read, places=read.places + found)
    is_name = len(words) <= _LONGEST_NAME and bool(part.after or part.before)
    return read if is_name and (part.before in _COMMAS or "/" in part.before) else None


def _places(printed: str) -> tuple[str, ...]:
    if known(printed):
        return (printed,)
    joined = _JOINED.split(printed)
    return tuple(joined) if len(joined) > 1 and all(map(certain, joined)) else ()


def _is_region(printed: str, part: Part, read: _Read) -> bool:
    """Tell whether it says where the place before it lies: «دمشق، سوريا»."""
    return part.before in _COMMAS and bool(read.places) and is_country(printed)


def _opening(text: str, read: _Read) -> Opening:
    places = read.places
    if read.unknown:
        if not (read.day and read.agency and read.is_framed):
            return NO_OPENING
        places = (read.unknown, *places)
    if read.agency in _WITH_REGION and not read.day:
        places = places[:1]
    closes = bool(_DASHES & set(read.after))
    if not read.agency:
        if not (read.day and closes and places and all(map(certain, places))):
            return NO_OPENING
    elif not places:
        if read.agency not in {agency_id for agency_id, _ in _ALONE.values()}:
            return NO_OPENING
    elif not read.is_framed and not read.day and not all(map(certain, places)):
        return NO_OPENING
    head = _HEAD_END.match(text, read.end)
    return Opening(
        tuple(dict.fromkeys(places)), read.day, read.agency, *read.span,
        head=head.end() if head else read.end,
    )  # fmt: skip
