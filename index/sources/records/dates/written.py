"""What is written in a text: one day, its weekday, its time, and nothing else.

What a value says besides a day, a time and its zone must be a weekday or a word that changes
nothing («نُشر في»); with any other word in it, it is not read.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.sources.records.dates.clocks import clock_in
from index.sources.records.dates.days import Found, Order, Unreadable, days_in, different
from index.sources.records.dates.names import (
    CHANGED,
    FILLERS,
    ISSUED,
    MONTH,
    RELATIVE,
    WEEKDAY_NUMBERS,
)

_HIJRI_TOLERANCE = timedelta(days=1)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_LONE_MONTH = re.compile(MONTH, re.I)
_LONE_YEAR = re.compile(r"(?<!\d)(?:1[3489]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """What a value names.

    Attributes:
        value: a day, or a day with its time; an offset is kept.
        doubts: what contradicts itself in the value, one sentence each.
        unsure_zone: a zone as printed whose offset is not known; the time is kept without one.
        order: whether its numbers show that the day or the month stands first.
        swapped: the day that the same numbers name the other way round.
    """

    value: date
    doubts: tuple[str, ...] = ()
    unsure_zone: str = ""
    order: Order = ""
    swapped: date | None = None


def issued(text: str) -> str:
    """Return what of a text tells of publication, not of a later change.

    Raises:
        Unreadable: it tells of a change alone.
    """
    if not CHANGED.search(text):
        return text
    ends = sorted(match.start() for label in (CHANGED, ISSUED) for match in label.finditer(text))
    pieces = [text[start:end] for start, end in zip([0, *ends], [*ends, None], strict=True)]
    issued = " ".join(piece for piece in pieces if not CHANGED.match(piece)).strip()
    if not re.search(r"\d", issued):
        raise Unreadable("it is the day of a change, not of publication")
    return issued


def written(text: str) -> Moment:
    """Return the day and the time that are written in a text.

    Args:
        text: as :func:`index.sources.records.dates.names.one_spelling` gives it.

    Raises:
        Unreadable: it has more in it, or less.
    """
    clock, rest = clock_in(text)
    days, rest = days_in(rest)
    weekdays = _weekdays(rest, dated=bool(days))
    found = _one_day(list(different(days)), rest)
    found, doubts = _with_weekdays(found, weekdays)
    doubts += _of_both_calendars(days)
    zone = clock.unsure_zone if clock else ""
    value = clock.on(found.day) if clock else found.day
    return Moment(value, doubts, zone, found.order, found.swapped)


def _weekdays(rest: str, *, dated: bool) -> set[int]:
    """Return the weekdays among the words beside a date.

    Raises:
        Unreadable: there is another word among them that may change what is said.
    """
    found: set[int] = set()
    words = [word.lower() for word in _WORD.findall(rest)]
    others = [word for word in words if word not in FILLERS]
    if not dated and (RELATIVE.intersection(words)):
        raise Unreadable("it counts from the day it was shown on, which is not told")
    for word in others:
        if word in WEEKDAY_NUMBERS:
            found.add(WEEKDAY_NUMBERS[word])
        elif dated:
            raise Unreadable(f"{word[:20]!r} in it is not understood")
    return found


def _one_day(days: list[Found], rest: str) -> Found:
    if not days:
        if _LONE_MONTH.search(rest) or _LONE_YEAR.search(rest):
            raise Unreadable("day, month and year are needed")
        raise Unreadable("it names no day in a way that is known here")
    gregorian = [found for found in days if found.calendar == "gregorian"]
    if len(days) > 2 or (len(days) == 2 and len(gregorian) != 1):
        raise Unreadable("it names more than one day")
    return (gregorian or days)[0]


def _of_both_calendars(days: list[Found]) -> tuple[str, ...]:
    gregorian = [found.day for found in days if found.calendar == "gregorian"]
    hijri = [found.day for found in days if found.calendar == "hijri"]
    if gregorian and hijri and abs(gregorian[0] - hijri[0]) > _HIJRI_TOLERANCE:
        return (f"the Hijri day is {hijri[0]}, not {gregorian[0]}",)
    return ()


def _with_weekdays(found: Found, weekdays: set[int]) -> tuple[Found, tuple[str, ...]]:
    """Return the day as its weekday tells, and what contradicts it."""
    if not weekdays:
        return found, ()
    fits = weekdays == {found.day.weekday()}
    if found.swapped:
        fits_swapped = weekdays == {found.swapped.weekday()}
        if fits_swapped and not fits:
            return replace(found, day=found.swapped, order="month", swapped=None), ()
        if fits and not fits_swapped:
            found = replace(found, order="day")
    doubt = f"{found.day} was a {found.day:%A}"
    return found, () if fits else (doubt,)
