"""The days of all articles as columns: when they were published, and which they write about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.facets import NO_VALUE
from search.facets.tree import Mask, tree
from search.results import FacetValue, Unit

#: The units of time, each coarser than the next.
UNITS: tuple[Unit, ...] = ("year", "month", "day")

#: As numpy calls them, and
CODES: dict[Unit, str] = {"year": "Y", "month": "M", "day": "D"}
#: so many letters of an ISO date name one.
LETTERS: dict[Unit, int] = {"year": 4, "month": 7, "day": 10}
_UNIT_OF = {letters: unit for unit, letters in LETTERS.items()}


def unit_of(period: str) -> Unit:
    """What a period is, by its ISO name: a year, a month or a day."""
    return _UNIT_OF[len(period)]


def name_of(unit: Unit, number: int) -> str:
    """The ISO name of a year, a month or a day, counted from 1970: ``2024-10``."""
    return str(np.array(number).astype(f"datetime64[{CODES[unit]}]"))


def number_of(unit: Unit, name: str) -> int:
    """The number of a year, a month or a day by its ISO name."""
    return int(np.array(name, dtype=f"datetime64[{CODES[unit]}]").astype(np.int64))


def first_days(unit: Unit, number: int, count: int) -> NDArray[np.datetime64]:
    """The first day of a year, a month or a day, and of those that follow it."""
    numbers = np.arange(number, number + count)
    starts: NDArray[np.datetime64] = numbers.astype(f"datetime64[{CODES[unit]}]")
    return starts.astype("datetime64[D]")


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day, by its ISO name."""
    unit = unit_of(period)
    starts = first_days(unit, number_of(unit, period), 2)
    first: date = starts[0].item()
    last: date = (starts[1] - 1).item()
    return first, last


@dataclass(frozen=True)
class SpanColumn:
    """The spans of days that articles write about.

    Attributes:
        articles: article numbers, one entry for each span of an article.
        first: the first day of that span, as a proleptic Gregorian ordinal, and
        last: its last.
        size: how many articles there are.
    """

    articles: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    size: int

    def within(self, first: date, last: date) -> Mask:
        """The articles with a span that lies in a period as a whole."""
        mask = np.zeros(self.size, dtype=bool)
        inside = (self.first >= first.toordinal()) & (self.last <= last.toordinal())
        mask[self.articles[inside]] = True
        return mask


@dataclass(frozen=True)
class DateColumn:
    """The publication days of all articles.

    Attributes:
        seconds: wall-clock seconds from 1970, to order by.
        known: where there is a date at all.
    """

    seconds: NDArray[np.int64]
    known: Mask

    @cached_property
    def numbers(self) -> dict[Unit, NDArray[np.int32]]:
        """The year, the month and the day of every article, counted from 1970."""
        days = (np.where(self.known, self.seconds, 0) // 86_400).astype("datetime64[D]")
        return {
            unit: days.astype(f"datetime64[{code}]").astype(np.int64).astype(np.int32)
            for unit, code in CODES.items()
        }

    def day(self, article: int) -> date:
        """When an article with a date was published."""
        day: date = first_days("day", int(self.numbers["day"][article]), 1)[0].item()
        return day

    def between(self, first: np.datetime64 | None, last: np.datetime64 | None) -> Mask:
        """The articles of these days, both included; an open end is ``None``."""
        mask = self.known.copy()
        days = self.numbers["day"]
        if first is not None:
            mask &= days >= first.astype("datetime64[D]").astype(np.int64)
        if last is not None:
            mask &= days <= last.astype("datetime64[D]").astype(np.int64)
        return mask

    def having(self, values: Iterable[str]) -> Mask:
        """The articles of one of these years, months or days (``NO_VALUE``: without a date)."""
        mask = np.zeros(len(self.seconds), dtype=bool)
        for value in values:
            if value == NO_VALUE:
                mask |= ~self.known
            else:
                unit = unit_of(value)
                mask |= self.known & (self.numbers[unit] == number_of(unit, value))
        return mask

    def count(
        self, mask: Mask, selected: Sequence[str], excluded: Sequence[str] = ()
    ) -> tuple[FacetValue, ...]:
        """Years, newest first; below a year that is listed or alone its months, so for days.

        Args:
            mask: the result, not narrowed by the query's choices in the date.
            selected: periods that the query selects, and
            excluded: those that it leaves out; all of them are listed.
        """
        own, free = self._narrowed(mask, excluded)
        counts = _PeriodCounts(self.numbers, {"": np.flatnonzero(own & self.known)}, free)
        missing = free.get(NO_VALUE, int(np.count_nonzero(own & ~self.known)))
        return tree("date", counts, missing, selected, excluded)

    def counted(self, mask: Mask, excluded: Sequence[str] = ()) -> dict[str, int]:
        """Every year, month and day of a result with its count, and how many have no date.

        Args:
            mask: the result, not narrowed by the query's choices in the date.
            excluded: periods that the query leaves out.
        """
        own, free = self._narrowed(mask, excluded)
        found = {NO_VALUE: int(np.count_nonzero(own & ~self.known))}
        for unit in UNITS:
            found |= {
                name_of(unit, number): count
                for number, count in _counts(self.numbers[unit][own & self.known])
            }
        return found | free

    def _narrowed(self, mask: Mask, excluded: Sequence[str]) -> tuple[Mask, dict[str, int]]:
        """The result without what is left out, and how often each of that would be in it."""
        if not excluded:
            return mask, {}
        free = {value: int(np.count_nonzero(mask & self.having([value]))) for value in excluded}
        return mask & ~self.having(excluded), free


@dataclass(frozen=True, slots=True)
class _PeriodCounts:
    """How often a result has each period.

    Attributes:
        numbers: of every article by unit.
        within: the articles of the result, of each period by its name; under an empty one all.
        free: the periods that the query leaves out, with their counts.
    """

    numbers: dict[Unit, NDArray[np.int32]]
    within: dict[str, NDArray[np.intp]]
    free: dict[str, int]

    def right_below(self, above: str | None) -> dict[str, int]:
        finer = UNITS[UNITS.index(unit_of(above)) + 1 :] if above else UNITS
        if not finer:
            return {}
        numbers = self.numbers[finer[0]][self._of(above or "")]
        return {name_of(finer[0], number): count for number, count in _counts(numbers)}

    def named(self, value: str) -> int:
        return self.free.get(value, 0)

    def _of(self, period: str) -> NDArray[np.intp]:
        if period not in self.within:
            unit = unit_of(period)
            articles = self._of(period.rpartition("-")[0])
            inside = self.numbers[unit][articles] == number_of(unit, period)
            self.within[period] = articles[inside]
        return self.within[period]


def _counts(numbers: NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    """How often each number is there, in ascending order."""
    if numbers.size:
        least = int(numbers.min())
        counts = np.bincount(numbers - least)
        at = np.flatnonzero(counts)
        yield from zip((at + least).tolist(), counts[at].tolist(), strict=True)
