"""Facet columns: which articles have which value, and how often each value is in a result."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.analysis import tokenize
from index.article import DateMention
from index.fields import FACET_BY_NAME, Facet, periods_of
from search.query import NO_VALUE, day_range
from search.results import FacetValue

Mask = NDArray[np.bool_]

#: A list holds so many values of a facet, the most frequent, and those that are selected.
MOST_VALUES = 500

#: What readers see for the articles without a date of publication.
WITHOUT_DATE = "بلا تاريخ"

# Letters of an ISO date down to the year, the month, the day.
_LENGTH = {"Y": 4, "M": 7, "D": 10}


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
    def _code_of(self) -> dict[str, int]:
        return {value: code for code, value in enumerate(self.values)}

    @cached_property
    def _codes_of_spelling(self) -> dict[tuple[str, ...], list[int]]:
        codes: dict[tuple[str, ...], list[int]] = {}
        for code, value in enumerate(self.values):
            codes.setdefault(_spelling(value), []).append(code)
        return codes

    @cached_property
    def _by_article(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        order = np.argsort(self.articles, kind="stable")
        return self.articles[order], self.codes[order]

    def of(self, article: int) -> list[str]:
        """The values of one article."""
        articles, codes = self._by_article
        first, last = np.searchsorted(articles, [article, article + 1])
        return [self.values[code] for code in codes[first:last].tolist()]

    def having(self, values: Iterable[str]) -> Mask:
        """The articles that have one of these values (``NO_VALUE``: that have none)."""
        mask = np.zeros(self.size, dtype=bool)
        chosen = np.zeros(len(self.values), dtype=bool)
        for value in values:
            if value == NO_VALUE:
                mask |= self.without
            elif (code := self._code_of.get(value)) is not None:
                chosen[code] = True
        mask[self.articles[chosen[self.codes]]] = True
        return mask

    def spelled(self, text: str) -> list[str]:
        """The values that are this text once spelling is folded."""
        return [self.values[code] for code in self._codes_of_spelling.get(_spelling(text), [])]

    def count(self, mask: Mask, selected: Sequence[str]) -> tuple[FacetValue, ...]:
        """The values in a result, as a tree, and at the end how many articles have none.

        Args:
            mask: the result.
            selected: values that the query selects; they are listed even where none is left.
        """
        counts = np.bincount(self.codes[mask[self.articles]], minlength=len(self.values))
        values = list(self._level(None, counts, frozenset(selected)))
        missing = int(np.count_nonzero(mask & self.without))
        if missing or NO_VALUE in selected:
            label = self.facet.without
            values.append(FacetValue(NO_VALUE, label, missing, NO_VALUE in selected))
        return tuple(values)

    @cached_property
    def _below(self) -> dict[str | None, NDArray[np.intp]]:
        """The codes of the values right below each value, and of those below none."""
        codes: dict[str | None, list[int]] = {}
        for code, value in enumerate(self.values):
            above = self.facet.above(value)
            codes.setdefault(above if above in self._code_of else None, []).append(code)
        return {above: np.array(below, dtype=np.intp) for above, below in codes.items()}

    def _level(
        self, above: str | None, counts: NDArray[np.intp], selected: frozenset[str]
    ) -> Iterator[FacetValue]:
        """The values right below one, in order, each with what is shown below it."""
        found = self._counted(above, counts)
        chosen = {self._step(above, value) for value in selected} - {None, NO_VALUE}
        for value in filter(None, chosen):
            code = self._code_of.get(value)
            found[value] = int(counts[code]) if code is not None else 0
        for value in sorted(found, key=lambda value: (-found[value], value)):
            opened = self.facet.unfolded or len(found) == 1 or value in chosen
            children = self._level(value, counts, selected) if opened else ()
            yield FacetValue(
                value, self.facet.label(value), found[value], value in selected, tuple(children)
            )

    def _counted(self, above: str | None, counts: NDArray[np.intp]) -> dict[str, int]:
        codes = self._below.get(above, np.empty(0, dtype=np.intp))
        codes = codes[counts[codes] > 0]
        if len(codes) > MOST_VALUES:
            codes = codes[np.argsort(-counts[codes], kind="stable")[:MOST_VALUES]]
        names = (self.values[code] for code in codes.tolist())
        return dict(zip(names, counts[codes].tolist(), strict=True))

    def _step(self, above: str | None, value: str) -> str | None:
        """On the way down the tree to a value: what stands right below ``above``, if anything."""
        way = (value, *values_above(self.facet, value))
        if above is None:
            return way[-1]
        return way[way.index(above) - 1] if above in way[1:] else None


def values_above(facet: Facet, value: str) -> tuple[str, ...]:
    """The values above one in the tree of a facet, the nearest first."""
    found: list[str] = []
    while (next_above := facet.above(found[-1] if found else value)) is not None:
        found.append(next_above)
    return tuple(found)


def nested(facet: str, one: str, other: str) -> bool:
    """Whether one value of a facet lies above the other in its tree."""
    # Periods of publication form the same tree as those that articles write about.
    tree = FACET_BY_NAME["mentioned" if facet == "date" else facet]
    return one in values_above(tree, other) or other in values_above(tree, one)


def value_of(mention: DateMention) -> str:
    """The finest value of the facet ``mentioned`` that an article with this mention has."""
    periods = periods_of(mention)
    length = max(map(len, periods))
    return next(period for period in periods if len(period) == length)


def label_of(facet: str, value: str) -> str:
    """What a reader sees for a value of a facet; for a period the value itself."""
    if value == NO_VALUE:
        return WITHOUT_DATE if facet == "date" else FACET_BY_NAME[facet].without
    return value if facet == "date" else FACET_BY_NAME[facet].label(value)


def _spelling(text: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokenize(text))


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
    def _days(self) -> NDArray[np.datetime64]:
        days: NDArray[np.datetime64] = (np.where(self.known, self.seconds, 0) // 86_400).astype(
            "datetime64[D]"
        )
        return days

    def between(self, first: np.datetime64 | None, last: np.datetime64 | None) -> Mask:
        """The articles of these days, both included; an open end is ``None``."""
        mask = self.known.copy()
        if first is not None:
            mask &= self._days >= first
        if last is not None:
            mask &= self._days <= last
        return mask

    def having(self, values: Iterable[str]) -> Mask:
        """The articles of one of these years, months or days (``NO_VALUE``: without a date)."""
        mask = np.zeros(len(self.seconds), dtype=bool)
        for value in values:
            if value == NO_VALUE:
                mask |= ~self.known
            else:
                first, last = day_range(value, parameter="date")
                mask |= self.between(np.datetime64(first), np.datetime64(last))
        return mask

    def count(self, mask: Mask, selected: Sequence[str]) -> tuple[FacetValue, ...]:
        """Years, newest first; below a year that is selected or alone its months, so for days."""
        days = self._days[mask & self.known]
        values = list(_buckets(days, ("Y", "M", "D"), selected))
        missing = int(np.count_nonzero(mask & ~self.known))
        if missing or NO_VALUE in selected:
            values.append(FacetValue(NO_VALUE, WITHOUT_DATE, missing, NO_VALUE in selected))
        return tuple(values)


def _buckets(
    days: NDArray[np.datetime64], units: tuple[str, ...], selected: Sequence[str]
) -> Iterable[FacetValue]:
    """One value a year (or month, or day) of ``days``, newest first."""
    unit, finer = units[0], units[1:]
    found, counts = np.unique(days.astype(f"datetime64[{unit}]"), return_counts=True)
    shown = dict(zip((str(bucket) for bucket in found), counts.tolist(), strict=True))
    for choice in selected:
        if choice != NO_VALUE and len(choice) >= _LENGTH[unit]:
            shown.setdefault(choice[: _LENGTH[unit]], 0)
    for value in sorted(shown, reverse=True):
        opened = len(shown) == 1 or any(choice.startswith(value) for choice in selected)
        children: tuple[FacetValue, ...] = ()
        if finer and opened:
            within = days[days.astype(f"datetime64[{unit}]") == np.datetime64(value)]
            below = [choice for choice in selected if choice.startswith(value)]
            children = tuple(_buckets(within, finer, below))
        yield FacetValue(value, value, shown[value], value in selected, children)
