"""The facets and days of all articles as columns: which article has which value, and how often."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.analysis import folded_words
from index.arrays import Array
from index.facets import NO_VALUE, Facet
from index.packed_strings import PackedStrings
from index.stores.embedded.facet_values import FacetValues
from index.stores.embedded.level_index import counts_of, entries_of
from search.completion.facet_values import CountedNames, ValueNames
from search.facets.days import CODES, UNITS, first_days, name_of, number_of, unit_of
from search.facets.ranked import RankedValues
from search.facets.reach import years_shown
from search.facets.timeline import Axis
from search.largest import places_of_largest
from search.results import Unit

#: A set of articles: for every article of an archive whether it belongs to it.
Mask = NDArray[np.bool_]

# What few of so many values are in is looked at value by value.
_MANY_VALUES = 1_000
# So many of them are kept decoded.
_NAMES_KEPT = 10_000
# A result with more than this part of the archive is counted over all of it.
_LARGE = 4
_EPOCH = date(1970, 1, 1).toordinal()


# The names of the values of each segment, as long as that is open.
_NAMES: WeakKeyDictionary[FacetValues, ValueNames] = WeakKeyDictionary()


def _names_of(held: FacetValues, facet: str) -> ValueNames:
    if held not in _NAMES:
        _NAMES[held] = ValueNames.of(facet, held.values)
    return _NAMES[held]


@dataclass(frozen=True)
class Selection:
    """A set of articles, as a mask and as numbers.

    Attributes:
        mask: for every article of the archive whether it belongs to the set.
    """

    mask: Mask

    @cached_property
    def numbers(self) -> NDArray[np.intp]:
        """The articles, ascending."""
        return np.flatnonzero(self.mask)

    @property
    def is_all(self) -> bool:
        """Whether it is the whole archive."""
        return len(self.numbers) == len(self.mask)

    @property
    def is_large(self) -> bool:
        """Whether it is worth while to look at the whole archive."""
        return len(self.numbers) * _LARGE > len(self.mask)

    def without(self, mask: Mask) -> "Selection":
        """Return the articles that do not belong to another set."""
        return Selection(self.mask & ~mask)

    def count_of(self, mask: Mask) -> int:
        """Return how many of the articles belong to another set."""
        if self.is_large:
            return int(np.count_nonzero(self.mask & mask))
        return int(np.count_nonzero(mask[self.numbers]))


def added_up(
    lists: Iterable[tuple[Array, Array]], size: int
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Add up the values that articles have in several lists.

    Args:
        lists: numbers of articles, each once in a list, and a value for each of them.
        size: how many articles the archive holds.

    Returns:
        The articles of all lists, ascending, and the sums of their values.
    """
    sums = np.zeros(size, dtype=np.float32)
    held = np.zeros(size, dtype=bool)
    for articles, values in lists:
        sums[articles] += values
        held[articles] = True
    found = held.nonzero()[0]
    return found, sums[found]


@dataclass(frozen=True)
class FacetColumn:
    """The values of one facet over all articles; an article may have several or none.

    Attributes:
        facet: says how values are labelled, and which lies below which.
        held: the distinct values in order of bytes, and which of them each article has.
    """

    facet: Facet
    held: FacetValues

    @property
    def values(self) -> Sequence[str]:
        """The distinct values, in order of bytes."""
        return self.held.values

    @property
    def ends(self) -> Array:
        """Where the values of every article end in ``codes``."""
        return self.held.ends

    @property
    def codes(self) -> Array:
        """The values of all articles, one article behind the other: numbers of ``values``."""
        return self.held.codes

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self.ends)

    @cached_property
    def articles(self) -> NDArray[np.int32]:
        """The number of the article of each entry in ``codes``."""
        return np.repeat(np.arange(self.size, dtype=np.int32), counts_of(self.ends))

    @cached_property
    def without(self) -> Mask:
        """The articles that have no value."""
        without: Mask = counts_of(self.ends) == 0
        return without

    def code_of(self, value: str) -> int | None:
        """Return the index of a value in ``values``; ``None`` where no article has it."""
        values = self.held.values
        return values.find(value) if isinstance(values, PackedStrings) else self._codes.get(value)

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {value: code for code, value in enumerate(self.values)}

    @cached_property
    def _codes_of_spelling(self) -> dict[tuple[str, ...], list[int]]:
        codes: dict[tuple[str, ...], list[int]] = {}
        for code, value in enumerate(self.values):
            codes.setdefault(folded_words(value), []).append(code)
        return codes

    def of(self, article: int) -> list[str]:
        """Return the values of one article, in their order."""
        first = int(self.ends[article - 1]) if article else 0
        return [self.values[code] for code in sorted(self.codes[first : self.ends[article]])]

    def having(self, values: Iterable[str]) -> Mask:
        """Return the articles that have one of these values (``NO_VALUE``: that have none)."""
        mask = np.zeros(self.size, dtype=bool)
        chosen = np.zeros(len(self.values), dtype=bool)
        for value in values:
            if value == NO_VALUE:
                mask |= self.without
            elif (code := self.code_of(value)) is not None:
                chosen[code] = True
        mask[self.articles[chosen[self.codes]]] = True
        return mask

    def entries(self, found: "Selection") -> tuple[NDArray[np.intp], Array]:
        """Return the values of the articles of a result: numbers of articles, and their codes."""
        numbers = found.numbers
        return np.repeat(numbers, counts_of(self.ends)[numbers]), self.codes[
            entries_of(self.ends, numbers)
        ]

    def texts(self, representatives: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return in how many different texts each value stands; all copies of one count once.

        Args:
            representatives: for every article the number of the one that stands for its copies.
        """
        size = len(self.values)
        copied = (np.bincount(representatives, minlength=self.size) > 1)[representatives]
        of_copies = copied[self.articles]
        alone = np.bincount(self.codes[~of_copies], minlength=size)
        texts = representatives[self.articles[of_copies]] * size + self.codes[of_copies]
        return alone + np.bincount(np.unique(texts) % size, minlength=size)

    def count(self, value: str) -> int:
        """Return how many articles have a value (``NO_VALUE``: how many have none)."""
        if value == NO_VALUE:
            return int(np.count_nonzero(self.without))
        code = self.code_of(value)
        return 0 if code is None else int(self._totals[code])

    @cached_property
    def counted_names(self) -> tuple[CountedNames, ...]:
        """The names of the values, those of each segment apart, with their counts."""
        if not self.held.parts:
            return (CountedNames(_names_of(self.held, self.facet.name), self._totals),)
        # What no article has any more stands behind the last count.
        totals = np.append(self._totals, 0)
        return tuple(
            CountedNames(_names_of(own, self.facet.name), totals[codes])
            for own, codes in self.held.parts
        )

    def containing(self, letters: str) -> Mask:
        """Return of every value whether one of its names has some folded letters in it."""
        found = np.zeros(len(self.values) + 1, dtype=bool)
        for own, codes in self.held.parts or ((self.held, np.arange(len(self.values))),):
            found[codes[_names_of(own, self.facet.name).containing(letters)]] = True
        return found[:-1]

    def spelled(self, text: str) -> list[str]:
        """Return the values that are this text once spelling is folded."""
        return [self.values[code] for code in self._codes_of_spelling.get(folded_words(text), [])]

    def counts(self, found: "Selection", excluded: Sequence[str] = ()) -> "ValueCounts":
        """Count the values in a result.

        Args:
            found: the result, not narrowed by the query's choices in this facet.
            excluded: values that the query leaves out. They are counted as if nothing was left
                out, all others without their articles.
        """
        own = found.without(self.having(excluded)) if excluded else found
        counts, few = self._counted(own)
        held = map(self.code_of, excluded)
        codes = [code for code in held if code is not None]
        if codes:
            counts = counts.copy()
            free, few = self._counted(found)
            counts[codes] = free[codes]
        without = found if NO_VALUE in excluded else own
        return ValueCounts(self, counts, without.count_of(self.without), few)

    @cached_property
    def _totals(self) -> NDArray[np.intp]:
        return np.bincount(self.codes, minlength=len(self.values))

    def _counted(self, found: "Selection") -> tuple[NDArray[np.intp], NDArray[np.intp] | None]:
        """How many articles of a result have each value; see :attr:`ValueCounts.few`."""
        if found.is_all:
            return self._totals, None
        if found.is_large:
            codes = self.codes[found.mask[self.articles]]
        else:
            codes = self.codes[entries_of(self.ends, found.numbers)]
        numbers = np.bincount(codes, minlength=len(self.values))
        if len(self.values) < _MANY_VALUES or len(codes) * 8 > len(self.values):
            return numbers, None
        ordered = np.sort(codes)
        return numbers, ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]

    def named(self, codes: NDArray[np.intp]) -> list[str]:
        """Return values by their codes; those of a list are the same in many results."""
        values, kept = self.held.values, self._names
        if len(kept) > _NAMES_KEPT:
            kept.clear()
        return [kept.get(code) or kept.setdefault(code, values[code]) for code in codes.tolist()]

    @cached_property
    def _names(self) -> dict[int, str]:
        return {}

    @cached_property
    def below(self) -> dict[str | None, NDArray[np.intp]]:
        """The codes of the values right below each value, and of those below none."""
        if self.facet.names_in_parts:
            return {None: np.arange(len(self.values))}
        codes: dict[str | None, list[int]] = {}
        for code, value in enumerate(self.values):
            above = self.facet.above(value)
            is_there = above is not None and self.code_of(above) is not None
            codes.setdefault(above if is_there else None, []).append(code)
        return {above: np.array(below, dtype=np.intp) for above, below in codes.items()}


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """How often a result has each value of a column; see :class:`search.facets.tree.FacetCounts`.

    Attributes:
        column: the facet.
        numbers: of articles, by the code of their value.
        without: how many articles have no value.
        few: the codes of all values that have a number, where they are few of many.
    """

    column: FacetColumn
    numbers: NDArray[np.intp]
    without: int
    few: NDArray[np.intp] | None = None

    def all(self) -> Mapping[str, int]:
        """Return every value of the result with its count, and the articles without one."""
        if self.column.facet.names_in_parts:
            find = self.column.code_of
            containing = self.column.containing
            return RankedValues(self.column.values, self.numbers, self.without, find, containing)
        at = np.flatnonzero(self.numbers)
        names = (self.column.values[code] for code in at.tolist())
        return {NO_VALUE: self.without} | dict(zip(names, self.numbers[at].tolist(), strict=True))

    def right_below(self, above: str | None) -> dict[str, int]:
        codes = self.column.below.get(above, np.empty(0, dtype=np.intp))
        is_everything = len(codes) == len(self.numbers)
        if is_everything and self.few is not None:
            codes = self.few
        counts = self.numbers if is_everything and self.few is None else self.numbers[codes]
        codes = codes[places_of_largest(counts, self.column.facet.most_listed)]
        names = self.column.named(codes)
        return dict(zip(names, self.numbers[codes].tolist(), strict=True))

    def named(self, value: str) -> int:
        code = self.column.code_of(value)
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


def day_number(day: date) -> int:
    """Return the number of a day, counted from 1970."""
    return day.toordinal() - _EPOCH


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

    def between(self, first: date | None, last: date | None) -> Mask:
        """Return the articles of these days, both included; an open end is ``None``."""
        mask = self.known.copy()
        days = self.numbers["day"]
        if first is not None:
            mask &= days >= day_number(first)
        if last is not None:
            mask &= days <= day_number(last)
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

    def counts(self, found: Selection, excluded: Sequence[str] = ()) -> "PeriodCounts":
        """Count the years, months and days of a result.

        Args:
            found: the result, not narrowed by the query's choices in the date.
            excluded: periods that the query leaves out. They are counted as if nothing was left
                out, all others without their articles.
        """
        own, free = self._narrowed(found, excluded)
        dated = self._dated(own)
        missing = free.get(NO_VALUE, len(own.numbers) - len(dated))
        return PeriodCounts(self.numbers, {"": dated}, free, missing)

    def axis(
        self, found: Selection, unit: Unit | None = None, *, every: bool = False
    ) -> Axis | None:
        """Return the periods from the first to the last day of a result, if any has a date.

        Args:
            found: the result.
            unit: of the periods; ``None`` for one that fits.
            every: whether days that lie far from all others have periods, too.
        """
        dated = self._dated(found)
        if not dated.size:
            return None
        years = self.numbers["year"][dated]
        begin, end = years_shown(dict(_counts(years)), every=every)
        before, after = int((years < begin).sum()), int((years > end).sum())
        if before or after:
            dated = dated[(years >= begin) & (years <= end)]
        days = self.numbers["day"][dated]
        first, last = dated[days.argmin()], dated[days.argmax()]
        return Axis.over(self.day(first), self.day(last), unit, before=before, after=after)

    def over_time(self, axis: Axis | None, found: Selection) -> tuple[int, ...]:
        """Return how many articles of a result each period of an axis has."""
        if axis is None:
            return ()
        numbers = self.numbers[axis.unit][self._dated(found)]
        places = numbers - axis.first
        if axis.before or axis.after:
            places = places[(places >= 0) & (places < axis.size)]
        return tuple(np.bincount(places, minlength=axis.size).tolist())

    def _dated(self, found: Selection) -> NDArray[np.intp]:
        numbers = found.numbers
        return numbers[self.known[numbers]]

    def _narrowed(
        self, found: Selection, excluded: Sequence[str]
    ) -> tuple[Selection, dict[str, int]]:
        """The result without what is left out, and how often each of that would be in it."""
        if not excluded:
            return found, {}
        free = {value: found.count_of(self.having([value])) for value in excluded}
        return found.without(self.having(excluded)), free


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
