"""The facets and days of all articles as columns: which article has which value, and how often."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.analysis import folded_words
from index.facets import NO_VALUE, Facet
from search.facets.days import CODES, UNITS, first_days, name_of, number_of, unit_of
from search.facets.timeline import Axis
from search.facets.tree import MOST_VALUES
from search.results import Unit

#: A set of articles: for every article of an archive whether it belongs to it.
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class FacetColumn:
    """The values of one facet over all articles; an article may have several or none.

    Attributes:
        facet: says how values are labelled, and which lies below which.
        values: the distinct values.
        articles: article numbers, one entry for each value that an article has.
        codes: the index in ``values`` of that entry.
        size: how many articles there are.
    """

    facet: Facet
    values: Sequence[str]
    articles: NDArray[np.int32]
    codes: NDArray[np.int32]
    size: int

    @cached_property
    def without(self) -> Mask:
        """The articles that have no value."""
        mask = np.ones(self.size, dtype=bool)
        mask[self.articles] = False
        return mask

    @cached_property
    def code_of(self) -> dict[str, int]:
        """The index of every value in ``values``."""
        return {value: code for code, value in enumerate(self.values)}

    @cached_property
    def _codes_of_spelling(self) -> dict[tuple[str, ...], list[int]]:
        codes: dict[tuple[str, ...], list[int]] = {}
        for code, value in enumerate(self.values):
            codes.setdefault(folded_words(value), []).append(code)
        return codes

    @cached_property
    def _by_article(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        order = np.argsort(self.articles, kind="stable")
        return self.articles[order], self.codes[order]

    def of(self, article: int) -> list[str]:
        """Return the values of one article."""
        articles, codes = self._by_article
        first, last = np.searchsorted(articles, [article, article + 1])
        return [self.values[code] for code in codes[first:last].tolist()]

    def having(self, values: Iterable[str]) -> Mask:
        """Return the articles that have one of these values (``NO_VALUE``: that have none)."""
        mask = np.zeros(self.size, dtype=bool)
        chosen = np.zeros(len(self.values), dtype=bool)
        for value in values:
            if value == NO_VALUE:
                mask |= self.without
            elif (code := self.code_of.get(value)) is not None:
                chosen[code] = True
        mask[self.articles[chosen[self.codes]]] = True
        return mask

    def totals(self) -> dict[str, int]:
        """Return how many articles have each value."""
        counts = np.bincount(self.codes, minlength=len(self.values))
        return dict(zip(self.values, counts.tolist(), strict=True))

    def spelled(self, text: str) -> list[str]:
        """Return the values that are this text once spelling is folded."""
        return [self.values[code] for code in self._codes_of_spelling.get(folded_words(text), [])]

    def counts(self, mask: Mask, excluded: Sequence[str] = ()) -> "ValueCounts":
        """Count the values in a result.

        Args:
            mask: the result, not narrowed by the query's choices in this facet.
            excluded: values that the query leaves out. They are counted as if nothing was left
                out, all others without their articles.
        """
        own = mask & ~self.having(excluded) if excluded else mask
        counts = np.bincount(self.codes[own[self.articles]], minlength=len(self.values))
        codes = [self.code_of[value] for value in excluded if value in self.code_of]
        if codes:
            free = np.bincount(self.codes[mask[self.articles]], minlength=len(self.values))
            counts[codes] = free[codes]
        without = mask if NO_VALUE in excluded else own
        return ValueCounts(self, counts, int(np.count_nonzero(without & self.without)))

    @cached_property
    def below(self) -> dict[str | None, NDArray[np.intp]]:
        """The codes of the values right below each value, and of those below none."""
        codes: dict[str | None, list[int]] = {}
        for code, value in enumerate(self.values):
            above = self.facet.above(value)
            codes.setdefault(above if above in self.code_of else None, []).append(code)
        return {above: np.array(below, dtype=np.intp) for above, below in codes.items()}


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """How often a result has each value of a column; see :class:`search.facets.tree.FacetCounts`.

    Attributes:
        column: the facet.
        numbers: of articles, by the code of their value.
        without: how many articles have no value.
    """

    column: FacetColumn
    numbers: NDArray[np.intp]
    without: int

    def all(self) -> dict[str, int]:
        """Return every value of the result with its count, and the articles without one."""
        at = np.flatnonzero(self.numbers)
        names = (self.column.values[code] for code in at.tolist())
        return {NO_VALUE: self.without} | dict(zip(names, self.numbers[at].tolist(), strict=True))

    def right_below(self, above: str | None) -> dict[str, int]:
        codes = self.column.below.get(above, np.empty(0, dtype=np.intp))
        codes = codes[self.numbers[codes] > 0]
        if len(codes) > MOST_VALUES:
            codes = codes[np.argsort(-self.numbers[codes], kind="stable")[:MOST_VALUES]]
        names = (self.column.values[code] for code in codes.tolist())
        return dict(zip(names, self.numbers[codes].tolist(), strict=True))

    def named(self, value: str) -> int:
        code = self.column.code_of.get(value)
        return int(self.numbers[code]) if code is not None else 0


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
        """Return the articles with a span that lies in a period as a whole."""
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
        """Return the day on which an article with a date was published."""
        day: date = first_days("day", int(self.numbers["day"][article]), 1)[0].item()
        return day

    def between(self, first: np.datetime64 | None, last: np.datetime64 | None) -> Mask:
        """Return the articles of these days, both included; an open end is ``None``."""
        mask = self.known.copy()
        days = self.numbers["day"]
        if first is not None:
            mask &= days >= first.astype("datetime64[D]").astype(np.int64)
        if last is not None:
            mask &= days <= last.astype("datetime64[D]").astype(np.int64)
        return mask

    def having(self, values: Iterable[str]) -> Mask:
        """Return the articles of one of these years, months or days (``NO_VALUE``: without one)."""
        mask = np.zeros(len(self.seconds), dtype=bool)
        for value in values:
            if value == NO_VALUE:
                mask |= ~self.known
            else:
                unit = unit_of(value)
                mask |= self.known & (self.numbers[unit] == number_of(unit, value))
        return mask

    def counts(self, mask: Mask, excluded: Sequence[str] = ()) -> "PeriodCounts":
        """Count the years, months and days of a result.

        Args:
            mask: the result, not narrowed by the query's choices in the date.
            excluded: periods that the query leaves out. They are counted as if nothing was left
                out, all others without their articles.
        """
        own, free = self._narrowed(mask, excluded)
        missing = free.get(NO_VALUE, int(np.count_nonzero(own & ~self.known)))
        return PeriodCounts(self.numbers, {"": np.flatnonzero(own & self.known)}, free, missing)

    def axis(self, mask: Mask, unit: Unit | None = None) -> Axis | None:
        """Return the periods from the first to the last day of a result, if any has a date."""
        dated = np.flatnonzero(mask & self.known)
        if not dated.size:
            return None
        days = self.numbers["day"][dated]
        first, last = dated[days.argmin()], dated[days.argmax()]
        return Axis.over(self.day(first), self.day(last), unit)

    def over_time(self, axis: Axis | None, mask: Mask) -> tuple[int, ...]:
        """Return how many articles of a result each period of an axis has."""
        if axis is None:
            return ()
        numbers = self.numbers[axis.unit][mask & self.known]
        return tuple(np.bincount(numbers - axis.first, minlength=axis.size).tolist())

    def _narrowed(self, mask: Mask, excluded: Sequence[str]) -> tuple[Mask, dict[str, int]]:
        """The result without what is left out, and how often each of that would be in it."""
        if not excluded:
            return mask, {}
        free = {value: int(np.count_nonzero(mask & self.having([value]))) for value in excluded}
        return mask & ~self.having(excluded), free


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """How often a result has each period; see :class:`search.facets.tree.FacetCounts`.

    Attributes:
        numbers: of every article by unit.
        within: the articles of the result, of each period by its name; under an empty one all.
        free: the periods that the query leaves out, with their counts.
        without: how many articles have no date.
    """

    numbers: dict[Unit, NDArray[np.int32]]
    within: dict[str, NDArray[np.intp]]
    free: dict[str, int]
    without: int

    def all(self) -> dict[str, int]:
        """Return every year, month and day of the result with its count, and those without."""
        found = {NO_VALUE: self.without}
        for unit in UNITS:
            numbers = self.numbers[unit][self.within[""]]
            found |= {name_of(unit, number): count for number, count in _counts(numbers)}
        return found | self.free

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
