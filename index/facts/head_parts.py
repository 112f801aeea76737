"""The parts of the head of a text: runs of words, days and brackets, between separators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.facts.dates.calendars import MONTHS, WEEKDAYS, plain

_TEXTS_KEPT = 16
_MOST_PARTS = 8
_LONGEST_RUN = 7  # words
_LONGEST_HEAD = 200
_SHORTEST_DAY = 3  # characters: 20/3, 20 مارس

_GAP = re.compile(r"[ \t\xa0\u200b-\u200f\u202a-\u202e\u2066-\u2069*•]*")
#: A tatweel that stands apart is a dash.
_WORD = re.compile(r"(?!ـ+(?![^\W\d_]))[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670]|\.(?=[^\W\d_]))*")
_NUMBER = re.compile(r"\d{1,4}(?!\d)")
_BRACKET = re.compile(r"\(([^()\n]{1,60})\)")
#: «[20/مارس/2025] صنعاء»: the day before all.
_DAY_ABOVE = re.compile(r"\[([^\]\n]{4,40})\][ \t]*\n?")
_SEPARATORS = frozenset("-–—‐‑‒ـ/،,:|")
_BEFORE_DAYS = frozenset({"في", "يوم", "الأحد", "الإثنين", "الأربعاء", *WEEKDAYS})
_OF_DAYS = (
    frozenset(word for name in MONTHS for word in name.split())
    | {"الموافق", "ه", "م", "هجري", "ميلادي", "هجريه", "ميلاديه"}
    | _BEFORE_DAYS
)
_IN_DAYS = frozenset("/.-–،,()ـ")

Kind = Literal["words", "day", "bracket"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a head.

    Attributes:
        kind: ``words`` up to a separator or as many as a name may have, a ``day`` of numbers and
            words of dates, or what stands in a ``bracket``.
        start: where it begins, and
        end: where it ends, in the text.
        before: the separators in front of it, blanks left out, and
        after: those behind it; a line break ends them. Empty where a word or bracket adjoins.
        is_tight: whether the separator in front has no blank on either side: «دمشق-سانا».
    """

    kind: Kind
    start: int
    end: int
    before: str
    after: str
    is_tight: bool


#: What a head begins with: few words and a sign that ends them. Nothing is tried twice.
_BEGINNING = re.compile(
    rf"(?>{_GAP.pattern})(?:[\[(]|((?>{_WORD.pattern})(?:[ \xa0]++(?>{_WORD.pattern})){{0,5}}+)"
    rf"(?>{_GAP.pattern})(?:[-–—‐‑‒/،,:|(\d]|ـ+ |\.\s))"
)
_LONGEST_BEGINNING = 40


@lru_cache(_TEXTS_KEPT)
def beginning(text: str, at: int) -> str | None:
    """Return the words that a head may begin with, before its first separator or number.

    They are empty before a bracket or a number. ``None`` where no head begins: most texts are
    ruled out so. The last texts are kept: a head is read for its agency, day and places.
    """
    match = _BEGINNING.match(text, at)
    if not match:
        return None
    if match[1] is None or text[match.end() - 1].isdigit():
        return ""
    return match[1] if len(match[1]) <= _LONGEST_BEGINNING else None


def head_parts(text: str, at: int) -> Iterator[Part]:
    """Yield the parts of a head that begins at an offset, up to its line's end or running text."""
    start = at
    at = _behind(_GAP, text, at)
    if match := _DAY_ABOVE.match(text, at):
        yield Part("day", *match.span(1), "[", "]", is_tight=False)
        at = _behind(_GAP, text, match.end())
    before, is_tight = "", False
    for _ in range(_MOST_PARTS):
        found = _one(text, at)
        if found is None:
            return
        kind, first, end, past = found
        after, at = _between(text, past)
        yield Part(kind, first, end, before, after, is_tight)
        is_tight = at == past + len(after)
        before = after
        if after.endswith("\n") or at >= len(text) or at - start > _LONGEST_HEAD:
            return
        if not after and kind == "words" and text[at] != "(" and not _begins_day(text, at):
            return  # running text


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _one(text: str, at: int) -> tuple[Kind, int, int, int] | None:
    """Return kind, start and end of the part at an offset, and the offset behind it."""
    if match := _BRACKET.match(text, at):
        return "bracket", *match.span(1), match.end()
    if (end := _day_end(text, at)) > at:
        return "day", at, end, end
    end = here = at
    for _ in range(_LONGEST_RUN):
        word = _WORD.match(text, here)
        if not word:
            break
        if end > at and word.group() in _BEFORE_DAYS and _begins_day(text, here):
            break
        end = word.end()
        here = _behind(_GAP, text, end)
    return ("words", at, end, end) if end > at else None


def _begins_day(text: str, at: int) -> bool:
    return _day_end(text, at) > at


def is_of_days(word: str) -> bool:
    """Tell whether a word is the name of a month or weekday, or stands in dates: الموافق."""
    return plain(word).replace("ـ", "") in _OF_DAYS


def _day_end(text: str, at: int) -> int:
    """Return where the day ends that begins at an offset; the offset itself where none does."""
    here = at
    while (word := _WORD.match(text, here)) and word.group() in _BEFORE_DAYS:
        here = _behind(_GAP, text, word.end())
        here = _behind(_GAP, text, here + 1) if text[here : here + 1] in ("،", ",") else here
    if not _NUMBER.match(text, here):
        return at
    end = here
    opened = 0
    while True:
        sign = text[here : here + 1]
        if number := _NUMBER.match(text, here):
            here = end = number.end()
        elif (word := _WORD.match(text, here)) and is_of_days(word.group()):
            here = end = word.end()
        elif sign == ")" and opened:
            opened -= 1
            here = end = here + 1
        elif sign and sign in _IN_DAYS and not word:
            opened += sign == "("
            here += 1
        else:
            break
        here = _behind(_GAP, text, here)
    return end if end - at >= _SHORTEST_DAY else at


def _between(text: str, at: int) -> tuple[str, int]:
    """Return the separators at an offset, blanks left out, and the offset behind them."""
    found = ""
    while True:
        at = _behind(_GAP, text, at)
        sign = text[at : at + 1]
        if sign == "\n":
            return found + sign, at + 1
        if sign == "." and _GAP.fullmatch(text, at + 1, at + 2) and at + 1 < len(text):
            found, at = found + sign, at + 1  # «سبوتنيك. »
        elif sign and sign in _SEPARATORS:
            found, at = found + sign, at + 1
        else:
            return found, at
