"""The levels of small segments that follow each other, gathered in memory.

A term that stands in each of twenty small segments would be looked up in twenty files. Their
postings are few, so they are put in the order of the terms of all of them when the first is asked
for, with dense numbers and without what is removed. Those of a term are one stretch of that.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.stores.embedded.level_index import NUMBER_OF_FIELD, Postings, counts_of, entries_of
from index.stores.embedded.segments.levels import LevelOfSegment
from index.stores.embedded.segments.terms import ids_of_terms

_Numbers = NDArray[np.int64]


class LevelOfSmallOnes:
    """A level of small segments; see :class:`.levels.LevelPart`."""

    def __init__(self, segments: Sequence[LevelOfSegment]) -> None:
        """
        Args:
            segments: in their order, one at least.
        """
        self._segments = segments

    def number_of(self, term: str) -> int | None:
        """Return the number of a term among those of all the segments."""
        number = self._gathered.ids.find(term)
        return number if number is not None and number < self._gathered.terms else None

    def postings_of(self, field: str, number: int, *, positions: bool = True) -> Iterator[Postings]:
        """Yield the articles that hold a term and stay."""
        held = self._gathered
        at = held.find(field, number)
        if at is None:
            return
        chosen = slice(held.ends[at - 1] if at else 0, held.ends[at])
        where = None
        if positions and held.positions is not None:
            first = held.position_ends[at - 1] if at else 0
            where = held.positions[first : held.position_ends[at]]
        yield Postings(held.articles[chosen], held.frequencies[chosen], where)

    def document_frequency(self, field: str, number: int) -> int:
        """Return how many articles that stay hold a term in a text field."""
        held = self._gathered
        at = held.find(field, number)
        return 0 if at is None else held.ends[at] - (held.ends[at - 1] if at else 0)

    @cached_property
    def _gathered(self) -> "_Gathered":
        return _Gathered(self._segments)


class _Gathered:
    """The postings of all terms of small segments.

    Attributes:
        ids: the numbers of terms, and
        terms: how many of them these segments may have.
        ends: where the postings of each key end in
        articles: those of every key, ascending, and
        frequencies: how often each has it.
        position_ends: where the positions of each key end in
        positions: all of them; ``None`` where the level keeps none.
    """

    def __init__(self, segments: Sequence[LevelOfSegment]) -> None:
        self.ids, of_segments = ids_of_terms([one.terms for one in segments])
        self.terms = len(self.ids)
        held = [
            _Stretches.of(one, own, self.terms)
            for one, own in zip(segments, of_segments, strict=True)
        ]
        keys = np.concatenate([one.keys for one in held])
        counts = np.concatenate([one.counts for one in held])
        places = np.concatenate([one.places for one in held])
        # Within a key the segments stay in their order, and so do the articles.
        order = np.argsort(keys, kind="stable")
        order = order[counts[order] > 0]
        entries = entries_of(counts.cumsum(), order)
        self.articles = np.concatenate([one.postings.articles for one in held])[entries]
        self.frequencies = np.concatenate([one.postings.frequencies for one in held])[entries]
        distinct = np.ones(len(order), dtype=bool)
        distinct[:-1] = keys[order[1:]] != keys[order[:-1]]
        # Single numbers are read much faster from these than from arrays.
        self._keys = keys[order][distinct].data
        self.ends = counts[order].cumsum()[distinct].data
        self.position_ends = places[order].cumsum()[distinct].data
        self.positions: Array | None = None
        where = [one.postings.positions for one in held if one.postings.positions is not None]
        if where:
            self.positions = np.concatenate(where)[entries_of(places.cumsum(), order)]

    def find(self, field: str, number: int) -> int | None:
        """Return the place of a term of a text field among the keys; ``None`` for none."""
        key = NUMBER_OF_FIELD[field] * self.terms + number
        at = bisect_left(self._keys, key)
        return at if at < len(self._keys) and self._keys[at] == key else None


class _Stretches:
    """The postings of a small segment with dense numbers, without what is removed."""

    def __init__(self, keys: _Numbers, counts: _Numbers, places: _Numbers, postings: Postings):
        """
        Args:
            keys: the number of a field times the number of terms, and that of a term.
            counts: how many articles each key has, and
            places: how many positions.
            postings: of all keys.
        """
        self.keys, self.counts, self.places, self.postings = keys, counts, places, postings

    @classmethod
    def of(cls, level: LevelOfSegment, ids: _Numbers, terms: int) -> "_Stretches":
        """Return those of a segment whose terms have these numbers, out of so many."""
        held = level.index.all_postings()
        own = max(1, len(ids))
        keys = held.keys.astype(np.int64)
        keys = keys // own * terms + ids[keys % own] if len(keys) else keys
        every = Postings(held.articles, held.frequencies, held.positions)
        stays = level.numbers.stay(every.articles)
        key_of = np.repeat(np.arange(len(keys)), counts_of(held.ends))[stays]
        nothing = None if every.positions is None else every.positions[:0]
        postings = level.numbers.postings(every) or Postings(
            every.articles[:0], every.frequencies[:0], nothing
        )
        counts = np.bincount(key_of, minlength=len(keys))
        places = np.zeros(len(keys), dtype=np.int64)
        if postings.positions is not None:
            places = np.bincount(key_of, postings.frequencies, len(keys)).astype(np.int64)
        return cls(keys, counts, places, postings)
