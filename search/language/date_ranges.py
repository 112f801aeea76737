"""Dates among the words of a query: where a range or a period of several words begins and ends."""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial

from index.facts.dates.periods import find_period, read_period
from index.facts.dates.relative_periods import Today, find_relative, read_relative
from search.language.qualifiers import MINUS

#: So many words and brackets a period has at most, both names of its months among them.
_MAX_PERIOD_WORDS = 20
_WORD_OR_BRACKET = re.compile(r"\s*(?:[()]|[^\s()|]+)")
_BEFORE_A_MINUS = ("", " ", "\n", "(")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A range of dates among the words, such as «من يناير 2014 إلى مارس 2015».

    Attributes:
        start: where it begins in the query, in characters.
        end: where it ends.
        first: its first day.
        last: its last day, included.
        excluded: whether a minus stands right before it.
    """

    start: int
    end: int
    first: date
    last: date
    excluded: bool

    @property
    def place(self) -> int:
        """Where it begins with its minus, in characters."""
        return self.start - self.excluded


class DateRanges:
    """The ranges of dates in a text, one after the other."""

    def __init__(self, text: str, today: Today | None = None) -> None:
        """
        Args:
            text: of the query.
            today: gives the day that «الأسبوع الماضي» is counted from; without it that is words.
        """
        self._text = text
        self._next_range = partial(_next_range, today=today)
        self._next = self._next_range(text, 0)

    def take(self, place: int) -> DateRange | None:
        """Return the range that begins at a place, if one does, and go on behind it.

        Args:
            place: in the text, in characters; never one before the last that was asked for.
        """
        if self._next is not None and self._next.start < place:
            self._next = self._next_range(self._text, place)
        found = self._next
        if found is None or found.place != place:
            return None
        self._next = self._next_range(self._text, found.end)
        return found


def _next_range(text: str, place: int, *, today: Today | None) -> DateRange | None:
    rest = text[place:]
    both = (find_period(rest), find_relative(rest, today) if today else None)
    # The one that begins first; of two the longer.
    found = min(filter(None, both), key=lambda one: (one[0], -one[1]), default=None)
    if found is None:
        return None
    start, end, first, last = found
    before = text[: place + start]
    excluded = before.endswith(MINUS) and before[-2:-1] in _BEFORE_A_MINUS
    return DateRange(place + start, place + end, first, last, excluded)


def end_of_period(text: str, start: int, end: int, today: Today | None = None) -> int:
    """Return where the longest period ends that begins at a place of a text.

    Args:
        text: of the query.
        start: where the period begins, in characters.
        end: where its first word ends; the answer where no longer period begins there.
        today: gives the day that «الأسبوع الماضي» is counted from.
    """
    at, found = start, end
    for _ in range(_MAX_PERIOD_WORDS):
        word = _WORD_OR_BRACKET.match(text, at)
        if word is None:
            break
        at = word.end()
        part = text[start:at]
        if at > end and (read_period(part) or (today and read_relative(part, today))):
            found = at
    return found
