"""The levels of small segments that follow each other, gathered in memory.

A term that stands in each of twenty small segments would be looked up in twenty files. Their
postings are few, so they are put one behind the other when the first of them is asked for, with
dense numbers and without what is removed. Those of a term are a few stretches of that.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from zlib import crc32

import numpy as np

from index.arrays import Array
from index.stores.embedded.level_index import (
    NUMBER_OF_FIELD,
    AllPostings,
    Postings,
    counts_of,
)
from index.stores.embedded.segments.levels import LevelOfSegment


class LevelOfSmallOnes:
    """A level of small segments; see :class:`.levels.LevelPart`.

    The number of a term is a list: of each segment that has it, where its fields begin among the
    keys of all segments, and its number with the number of terms there.
    """

    def __init__(self, segments: Sequence[LevelOfSegment]) -> None:
        """
        Args:
            segments: in their order, one at least.
        """
        self._segments = segments
        self._terms = [one.index.terms for one in segments]

    def number_of(self, term: str) -> list[tuple[int, int]] | None:
        """Return the number of a term in each segment that has it, with that of the segment."""
        try:
            wanted = term.encode()
        except UnicodeEncodeError:  # half a surrogate pair, which no text holds
            return None
        slot = crc32(wanted)
        found = [
            (segment, number)
            for segment, terms in enumerate(self._terms)
            if (number := terms.find_hashed(wanted, slot)) is not None
        ]
        return found or None

    def postings_of(self, field: str, number: list[tuple[int, int]]) -> Iterator[Postings]:
        """Yield the articles that hold a term and stay, segment by segment."""
        gathered = self._gathered
        ends, position_ends = gathered.ends, gathered.position_ends
        for at in self._places(field, number):
            chosen = slice(ends[at - 1] if at else 0, ends[at])
            positions = None
            if gathered.positions is not None:
                first = position_ends[at - 1] if at else 0
                positions = gathered.positions[first : position_ends[at]]
            if chosen.start < chosen.stop:
                yield Postings(gathered.articles[chosen], gathered.frequencies[chosen], positions)

    def document_frequency(self, field: str, number: list[tuple[int, int]]) -> int:
        """Return how many articles that stay hold a term in a text field."""
        ends = self._gathered.ends
        return sum(ends[at] - (ends[at - 1] if at else 0) for at in self._places(field, number))

    def _places(self, field: str, number: list[tuple[int, int]]) -> Iterator[int]:
        """The places of a term of a field among the keys of all segments."""
        gathered, of_field = self._gathered, NUMBER_OF_FIELD[field]
        keys = gathered.keys
        for segment, own in number:
            key = gathered.first_keys[segment] + of_field * len(self._terms[segment]) + own
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                yield at

    @cached_property
    def _gathered(self) -> "_Gathered":
        return _Gathered(self._segments)


class _Gathered:
    """The postings of all terms of small segments, segment behind segment."""

    def __init__(self, segments: Sequence[LevelOfSegment]) -> None:
        held = [_staying(one) for one in segments]
        sizes = [len(NUMBER_OF_FIELD) * len(one.index.terms) for one in segments]
        self.first_keys = np.cumsum([0, *sizes]).tolist()
        keys = [
            one.keys.astype(np.int64) + first
            for one, first in zip(held, self.first_keys, strict=False)
        ]
        # Single numbers are read much faster from these than from arrays.
        self.keys = np.concatenate(keys).data
        self.ends = np.concatenate([counts_of(one.ends) for one in held]).cumsum().data
        self.articles = np.concatenate([one.articles for one in held])
        self.frequencies = np.concatenate([one.frequencies for one in held])
        positions = [one.positions for one in held if one.positions is not None]
        self.positions: Array | None = None
        self.position_ends = np.empty(0, dtype=np.int64).data
        if positions:
            self.positions = np.concatenate(positions)
            total = np.concatenate([[0], self.frequencies.cumsum(dtype=np.int64)])
            self.position_ends = total[np.asarray(self.ends)].data


def _staying(level: LevelOfSegment) -> AllPostings:
    """The postings of a level with dense numbers, without what is removed."""
    held = level.index.all_postings()
    every = Postings(held.articles, held.frequencies, held.positions)
    found = level.numbers.postings(every)
    if found is None:
        nothing = every.positions[:0] if every.positions is not None else None
        found = Postings(every.articles[:0], every.frequencies[:0], nothing)
    if len(found.articles) == len(held.articles):
        ends = held.ends
    else:
        key_of = np.repeat(np.arange(len(held.keys)), counts_of(held.ends))
        stays = level.numbers.stay(held.articles)
        ends = np.bincount(key_of[stays], minlength=len(held.keys)).cumsum()
    return AllPostings(held.keys, ends, found.articles, found.frequencies, found.positions)
