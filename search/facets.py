"""Facet columns: which articles have which value, and how often each value is in a result."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.analysis import tokenize
from search.query import NO_VALUE, day_range
from search.results import FacetValue

Mask = NDArray[np.bool_]

# Letters of an ISO date down to the year, the month, the day.
_LENGTH = {"Y": 4, "M": 7, "D": 10}


@dataclass(frozen=True)
class FacetColumn:
    """The values of one facet over all articles; an article may have several or none.

    Attributes:
        values: the distinct values.
        articles: article numbers, one entry for each value that an article has.
        codes: the index in ``values`` of that entry.
        size: how many articles there are.
    """

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

    def having(self, values: Iterable[str]) -> Mask:
        """The articles that have one of these values (``NO_VALUE``: that have none)."""
        mask = np.zeros(self.size, dtype=bool)
        for value in values:
            if value == NO_VALUE:
                mask |= self.without
            elif (code := self._code_of.get(value)) is not None:
                mask[self.articles[self.codes == code]] = True
        return mask

    def spelled(self, text: str) -> list[str]:
        """The values that are this text once spelling is folded."""
        return [self.values[code] for code in self._codes_of_spelling.get(_spelling(text), [])]

    def count(
        self, mask: Mask, selected: Sequence[str], label: Callable[[str], str], none_label: str
    ) -> tuple[FacetValue, ...]:
        """The values in a result, most frequent first, and at the end how many have none.

        Args:
            mask: the result.
            selected: values that the query selects; they are listed even where none is left.
            label: from a value to what readers see.
            none_label: the same for the articles without a value.
        """
        counts = np.bincount(self.codes[mask[self.articles]], minlength=len(self.values))
        shown = {
            value: count for value, count in zip(self.values, counts.tolist(), strict=True) if count
        }
        missing = int(np.count_nonzero(mask & self.without))
        for value in selected:
            if value != NO_VALUE:
                shown.setdefault(value, 0)
        ordered = sorted(shown.items(), key=lambda item: (-item[1], item[0]))
        values = [
            FacetValue(value, label(value), count, value in selected) for value, count in ordered
        ]
        if missing or NO_VALUE in selected:
            values.append(FacetValue(NO_VALUE, none_label, missing, NO_VALUE in selected))
        return tuple(values)


def _spelling(text: str) -> tuple[str, ...]:
    return tuple(token.exact for token in tokenize(text))


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

    def count(self, mask: Mask, selected: Sequence[str], none_label: str) -> tuple[FacetValue, ...]:
        """Years, newest first; below a year that is selected or alone its months, so for days."""
        days = self._days[mask & self.known]
        values = list(_buckets(days, ("Y", "M", "D"), selected))
        missing = int(np.count_nonzero(mask & ~self.known))
        if missing or NO_VALUE in selected:
            values.append(FacetValue(NO_VALUE, none_label, missing, NO_VALUE in selected))
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
