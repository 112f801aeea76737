"""Facet columns: which articles have which value, and how often each value is in a result."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.analysis import folded_words
from index.article import DateMention
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS, Facet
from index.facts.dates.mentioned_periods import periods_of
from search.query import Query
from search.results import FacetValue

Mask = NDArray[np.bool_]

#: A list holds so many values of a facet, the most frequent, and those that are selected.
MOST_VALUES = 500


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
            elif (code := self.code_of.get(value)) is not None:
                chosen[code] = True
        mask[self.articles[chosen[self.codes]]] = True
        return mask

    def holds(self, value: str) -> bool:
        """Whether any article has this value."""
        return value in self.code_of

    def totals(self) -> dict[str, int]:
        """How many articles have each value."""
        counts = np.bincount(self.codes, minlength=len(self.values))
        return dict(zip(self.values, counts.tolist(), strict=True))

    def spelled(self, text: str) -> list[str]:
        """The values that are this text once spelling is folded."""
        return [self.values[code] for code in self._codes_of_spelling.get(folded_words(text), [])]

    def count(
        self, mask: Mask, selected: Sequence[str], excluded: Sequence[str] = ()
    ) -> tuple[FacetValue, ...]:
        """The values in a result, as a tree, and at the end how many articles have none.

        Args:
            mask: the result, not narrowed by the query's choices in this facet.
            selected: values that the query selects, and
            excluded: those that it leaves out; all of them are listed even where none is left.
        """
        counts, missing = self._counts(mask, excluded)
        return tree(self.facet.name, _CodeCounts(self, counts), missing, selected, excluded)

    def counted(self, mask: Mask, excluded: Sequence[str] = ()) -> dict[str, int]:
        """Every value of a result with its count, and how many articles have none.

        Args:
            mask: the result, not narrowed by the query's choices in this facet.
            excluded: values that the query leaves out.
        """
        counts, missing = self._counts(mask, excluded)
        at = np.flatnonzero(counts)
        names = (self.values[code] for code in at.tolist())
        return {NO_VALUE: missing} | dict(zip(names, counts[at].tolist(), strict=True))

    def most_frequent(self, mask: Mask, count: int, first: Sequence[str] = ()) -> list[str]:
        """The values at the top of the tree that most articles of a result have.

        Args:
            mask: the result.
            count: how many values at most.
            first: values to put in front.
        """
        counts, _ = self._counts(mask, ())
        top = self.below.get(None, np.empty(0, dtype=np.intp))
        top = top[counts[top] > 0]
        order = np.argsort(-counts[top], kind="stable")[: count + len(first)]
        found = (self.values[code] for code in top[order].tolist())
        return list(dict.fromkeys((*first, *found)))[:count]

    def _counts(self, mask: Mask, excluded: Sequence[str]) -> tuple[NDArray[np.intp], int]:
        """How often a result has each value, by code, and how often none.

        What is left out is counted as if nothing was, all else without it.
        """
        own = mask & ~self.having(excluded) if excluded else mask
        counts = np.bincount(self.codes[own[self.articles]], minlength=len(self.values))
        codes = [self.code_of[value] for value in excluded if value in self.code_of]
        if codes:
            free = np.bincount(self.codes[mask[self.articles]], minlength=len(self.values))
            counts[codes] = free[codes]
        without = mask if NO_VALUE in excluded else own
        return counts, int(np.count_nonzero(without & self.without))

    @cached_property
    def below(self) -> dict[str | None, NDArray[np.intp]]:
        """The codes of the values right below each value, and of those below none."""
        codes: dict[str | None, list[int]] = {}
        for code, value in enumerate(self.values):
            above = self.facet.above(value)
            codes.setdefault(above if above in self.code_of else None, []).append(code)
        return {above: np.array(below, dtype=np.intp) for above, below in codes.items()}


@dataclass(frozen=True, slots=True)
class _CodeCounts:
    """How often a result has each value of a column, by code."""

    column: FacetColumn
    counts: NDArray[np.intp]

    def right_below(self, above: str | None) -> dict[str, int]:
        codes = self.column.below.get(above, np.empty(0, dtype=np.intp))
        codes = codes[self.counts[codes] > 0]
        if len(codes) > MOST_VALUES:
            codes = codes[np.argsort(-self.counts[codes], kind="stable")[:MOST_VALUES]]
        names = (self.column.values[code] for code in codes.tolist())
        return dict(zip(names, self.counts[codes].tolist(), strict=True))

    def named(self, value: str) -> int:
        code = self.column.code_of.get(value)
        return int(self.counts[code]) if code is not None else 0


class Counts(Protocol):
    """How many articles of a result have each value of one facet."""

    def right_below(self, above: str | None) -> dict[str, int]:
        """The values right below one that any article has; at most ``MOST_VALUES``, but dates."""
        ...

    def named(self, value: str) -> int:
        """The count of a value that the query names and that stands in no such list."""
        ...


def tree(
    facet: str, counts: Counts, missing: int, selected: Sequence[str], excluded: Sequence[str]
) -> tuple[FacetValue, ...]:
    """The values of a facet in a result, as a tree, and at the end the articles that have none.

    Args:
        facet: its name.
        counts: of its values.
        missing: how many articles have none.
        selected: values that the query selects, and
        excluded: those that it leaves out; all of them are listed even where none is left.
    """
    built = _Tree(facet, counts, frozenset(selected), frozenset(excluded))
    values = list(built.level(None))
    if missing or NO_VALUE in (*selected, *excluded):
        values.append(built.value(NO_VALUE, missing))
    return tuple(values)


@dataclass(frozen=True, slots=True)
class _Tree:
    """The values of a result.

    Attributes:
        facet: its name.
        counts: of its values.
        selected: values that the query selects, and
        excluded: those that it leaves out.
    """

    facet: str
    counts: Counts
    selected: frozenset[str]
    excluded: frozenset[str]

    def level(self, above: str | None) -> Iterator[FacetValue]:
        """The values right below one, in order, each with what is shown below it."""
        found = self.counts.right_below(above)
        steps = {self._step(above, value) for value in self.selected | self.excluded}
        named = {value for value in steps if value and value != NO_VALUE}
        for value in named - found.keys():
            found[value] = self.counts.named(value)
        for value in self._ordered(found):
            opened = FACET_BY_NAME[self.facet].unfolded or len(found) == 1 or value in named
            children = tuple(self.level(value)) if opened else ()
            yield self.value(value, found[value], children)

    def value(self, value: str, count: int, children: tuple[FacetValue, ...] = ()) -> FacetValue:
        """One value as the facet lists it."""
        selected, excluded = value in self.selected, value in self.excluded
        label = label_of(self.facet, value)
        return FacetValue(value, label, count, selected, children, excluded)

    def _ordered(self, found: dict[str, int]) -> list[str]:
        """The newest dates first, of all else what most articles have."""
        if FACET_BY_NAME[self.facet].newest_first:
            return sorted(found, reverse=True)
        return sorted(found, key=lambda value: (-found[value], value))

    def _step(self, above: str | None, value: str) -> str | None:
        """On the way down the tree to a value: what stands right below ``above``, if anything."""
        way = (value, *values_above(FACET_BY_NAME[self.facet], value))
        if above is None:
            return way[-1]
        return way[way.index(above) - 1] if above in way[1:] else None


def named_values(query: Query) -> list[tuple[str, str]]:
    """The facets and values that a query chooses or leaves out; no periods, which may be empty."""
    chosen = [(name, value) for name in FACET_BY_NAME for value in query.chosen_in(name)]
    return [
        (name, value)
        for name, value in (*chosen, *query.excluded)
        if name not in PERIODS and value != NO_VALUE
    ]


def values_above(facet: Facet, value: str) -> tuple[str, ...]:
    """The values above one in the tree of a facet, the nearest first."""
    found: list[str] = []
    while (next_above := facet.above(found[-1] if found else value)) is not None:
        found.append(next_above)
    return tuple(found)


def is_below(facet: str, one: str, other: str) -> bool:
    """Whether one value of a facet lies below the other in its tree."""
    return other in values_above(FACET_BY_NAME[facet], one)


def nested(facet: str, one: str, other: str) -> bool:
    """Whether one value of a facet lies above the other in its tree."""
    return is_below(facet, one, other) or is_below(facet, other, one)


def value_of(mention: DateMention) -> str:
    """The finest value of the facet ``mentioned`` that an article with this mention has."""
    periods = periods_of(mention)
    length = max(map(len, periods))
    return next(period for period in periods if len(period) == length)


def label_of(facet: str, value: str, language: str = "ar") -> str:
    """What a reader sees for a value of a facet; for a period the value itself.

    Args:
        facet: its name.
        value: of it.
        language: ``en`` for labels in Latin letters; where there is none the value itself.
    """
    if value == NO_VALUE:
        return FACET_BY_NAME[facet].text.arabic_without
    labelled = FACET_BY_NAME[facet]
    return labelled.latin(value) if language == "en" else labelled.label(value)
