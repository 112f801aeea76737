"""Conditions as masks: for every article of a snapshot whether a condition holds of it."""

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.analysis import Level
from index.arrays import Array
from index.facets import NO_VALUE
from index.fields import DEFAULT_FIELDS
from search.conditions import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Condition,
    Covering,
    HasTerm,
    Having,
    Matching,
    NoneOf,
    Published,
    all_of,
)
from search.deadline import Deadline
from search.engines.embedded.columns import (
    DateColumn,
    FacetColumn,
    Mask,
    Selection,
    day_number,
)
from search.engines.embedded.evaluator import Evaluator
from search.engines.embedded.snapshot import Snapshot
from search.ranking.bm25 import Floats


class Masks:
    """The masks of one session; each is made once."""

    def __init__(self, snapshot: Snapshot, evaluator: Evaluator, deadline: Deadline) -> None:
        """
        Args:
            snapshot: the index.
            evaluator: of the parts of queries over it.
            deadline: when all masks must be made; later ones raise ``TimeExceeded``.
        """
        self._snapshot = snapshot
        self._evaluator = evaluator
        self._deadline = deadline
        self._made: dict[Condition, Selection] = {}
        self._entries: dict[tuple[Condition, str], tuple[NDArray[np.intp], Array]] = {}
        self._days: dict[Condition, NDArray[np.int32]] = {}

    def of(self, condition: Condition) -> Mask:
        """Return the articles that a condition holds of; the mask must not be changed."""
        return self.selection(condition).mask

    def selection(self, condition: Condition) -> Selection:
        """Return the articles that a condition holds of."""
        self._deadline.check()
        if condition not in self._made:
            self._made[condition] = Selection(self._make(condition))
        return self._made[condition]

    def within(self, found: Condition, group: Condition) -> Selection:
        """Return the articles that two conditions hold of.

        Args:
            found: a result of which several groups are asked for.
            group: one of them. Of values of a facet only those of the result are looked at, where
                it is small.
        """
        result = self.selection(found)
        match group:
            case Having(facet, values) if (
                facet in self._snapshot.facets and NO_VALUE not in values and not result.is_large
            ):
                self._deadline.check()
                if (found, facet) not in self._entries:
                    self._entries[found, facet] = self._snapshot.facets[facet].entries(result)
                articles, codes = self._entries[found, facet]
                mask = np.zeros(self._snapshot.size, dtype=bool)
                for code in map(self._snapshot.facets[facet].code_of, values):
                    if code is not None:
                        mask[articles[codes == code]] = True
                return Selection(mask)
            case _:
                return Selection(result.mask & self.of(group))

    def texts(self, condition: Condition) -> int:
        """Return how many different texts the articles of a condition have."""
        match condition:
            case Having(facet, (value,)) if facet in self._snapshot.facets and value != NO_VALUE:
                self._deadline.check()
                code = self._snapshot.facets[facet].code_of(value)
                return 0 if code is None else int(self._snapshot.texts_of_values(facet)[code])
            case AllOf((found, Having() as group)):
                articles = self.within(found, group).numbers
            case _:
                articles = self.selection(condition).numbers
        texts = np.zeros(self._snapshot.size, dtype=bool)
        texts[self._snapshot.representatives[articles]] = True
        return int(np.count_nonzero(texts))

    def count(self, condition: Condition) -> int:
        """Return how many articles a condition holds of."""
        match condition:
            case HasTerm(str() as field, level, term):
                self._deadline.check()
                return self._snapshot.document_frequency(field, level, (term,))
            case Having(facet, (value,)) if facet in self._snapshot.facets:
                self._deadline.check()
                return self._snapshot.facets[facet].count(value)
            case Published():
                return self._published(EVERYTHING, condition)
            case AllOf((*others, Published() as days)):
                return self._published(all_of(others), days)
            case _:
                return int(np.count_nonzero(self.of(condition)))

    def _published(self, condition: Condition, within: Published) -> int:
        """Return how many articles of a condition are of some days.

        Whoever asks for one stretch of days asks for hundreds: none of them gets a mask.
        """
        self._deadline.check()
        if condition not in self._days:
            dates = self._snapshot.dates
            self._days[condition] = np.sort(dates.numbers["day"][self.of(condition) & dates.known])
        days = self._days[condition]
        first = np.searchsorted(days, day_number(within.first)) if within.first else 0
        end = np.searchsorted(days, day_number(within.last), "right") if within.last else len(days)
        return max(0, int(end - first))

    def covered(self, weighted: tuple[tuple[Condition, float], ...]) -> Floats:
        """Return for every article the sum of the weights of what holds of it."""
        total = np.zeros(self._snapshot.size, dtype=np.float32)
        for part, weight in weighted:
            total += np.float32(weight) * self.of(part)
        return total

    def _make(self, condition: Condition) -> Mask:
        match condition:
            case Matching(node, closeness):
                found: Mask = self._evaluator.evaluate(node).closest >= closeness
                return found
            case HasTerm(field, level, term):
                return self._with_term(DEFAULT_FIELDS if field is None else (field,), level, term)
            case Having(facet, values):
                return column_of(self._snapshot, facet).having(values)
            case Published(first, last):
                return self._snapshot.dates.between(first, last)
            case Covering(weighted, required):
                return self.covered(weighted) >= required
            case AllOf(parts):
                every = np.ones(self._snapshot.size, dtype=bool)
                return reduce(np.logical_and, map(self.of, parts), every)
            case AnyOf(parts):
                return self._any(parts)
            case NoneOf(parts):
                return ~self._any(parts)

    def _any(self, parts: tuple[Condition, ...]) -> Mask:
        nothing = np.zeros(self._snapshot.size, dtype=bool)
        return reduce(np.logical_or, map(self.of, parts), nothing)

    def _with_term(self, fields: tuple[str, ...], level: Level, term: str) -> Mask:
        mask = np.zeros(self._snapshot.size, dtype=bool)
        for field in fields:
            found = self._snapshot.postings(field, level, term)
            if found is not None:
                mask[found.articles] = True
        return mask


def column_of(snapshot: Snapshot, facet: str) -> FacetColumn | DateColumn:
    """Return the column of a facet."""
    return snapshot.facets.get(facet) or snapshot.dates
