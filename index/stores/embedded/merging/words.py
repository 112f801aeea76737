"""The words of several segments as one list, with the terms that each of them has.

A segment does not keep how a word is spelled, only its terms. Words with the same terms on every
level are one word: nothing that is asked of an archive tells them apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import LEVELS, Level
from index.arrays import Array
from index.stores.embedded.level_index import LevelIndex, counts_of, entries_of
from index.stores.embedded.levels import LevelTerms
from index.stores.embedded.merging.stretches import staying, words_of
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments import OpenSegment

_Numbers = NDArray[Any]


@dataclass(frozen=True)
class MergedWords:
    """The words that the articles of some segments have which stay.

    Attributes:
        levels: their terms, by level.
        numbers: of every segment the number in the list of each of its words; of those that no
            article has which stays it means nothing.
    """

    levels: Mapping[Level, LevelTerms]
    numbers: tuple[_Numbers, ...]

    @classmethod
    def of(cls, segments: Sequence[OpenSegment]) -> "MergedWords":
        """Gather the words of segments, in their order."""
        used = [_used(one) for one in segments]
        held = {level: _joined([one.segment for one in segments], used, level) for level in LEVELS}
        alike = np.zeros(sum(map(len, used)), dtype=np.int64)
        for terms in held.values():
            alike = _paired(alike, _classes(terms))
        # The first of those that are alike stands for all, in the order of the segments.
        first, of_each = np.unique(alike, return_index=True, return_inverse=True)[1:]
        order = np.argsort(first, kind="stable")
        places = np.empty_like(order)
        places[order] = np.arange(len(order))
        chosen = first[order]
        levels = {level: _of_words(terms, chosen) for level, terms in held.items()}
        numbers = np.split(places[of_each], np.cumsum([len(one) for one in used])[:-1])
        return cls(levels, tuple(map(_spread, segments, used, numbers)))


def _used(one: OpenSegment) -> _Numbers:
    """The words of a segment that an article has which stays, ascending."""
    is_used = np.zeros(_count(one.segment), dtype=bool)
    for articles in staying(one):
        is_used[words_of(one.segment, articles)] = True
    return np.flatnonzero(is_used)


def _count(segment: Segment) -> int:
    return len(segment.levels["exact"].spelling_ends)


def _spread(one: OpenSegment, used: _Numbers, numbers: _Numbers) -> _Numbers:
    found = np.zeros(_count(one.segment), dtype=np.uint32)
    found[used] = numbers
    return found


def _joined(segments: Sequence[Segment], used: Sequence[_Numbers], level: Level) -> LevelTerms:
    """The terms of the words of all segments, one segment behind the other."""
    distinct: dict[str, int] = {}
    counts, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for segment, words in zip(segments, used, strict=True):
        held: LevelIndex = segment.levels[level]
        terms = held.spelling_terms[entries_of(held.spelling_ends, words)]
        known = np.zeros(len(held.terms), dtype=np.int64)
        texts = list(held.terms)
        for term in np.unique(terms).tolist():
            known[term] = distinct.setdefault(texts[term], len(distinct))
        counts.append(counts_of(held.spelling_ends)[words])
        numbers.append(known[terms])
    return LevelTerms(tuple(distinct), np.concatenate(counts), np.concatenate(numbers))


def _classes(terms: LevelTerms) -> Array:
    """For every word a number that those share which have the same terms in the same order."""
    ends = np.cumsum(terms.counts, dtype=np.int64)
    starts = ends - terms.counts
    found = np.zeros(len(ends), dtype=np.int64)
    for place in range(int(terms.counts.max(initial=0))):
        has = terms.counts > place
        own = np.zeros(len(ends), dtype=np.int64)
        own[has] = terms.numbers[starts[has] + place] + 1
        found = _paired(found, own)
    return found


def _paired(one: Array, other: Array) -> Array:
    """For every place a number that those share which have the same pair of numbers."""
    pairs: Array = one * (int(other.max(initial=0)) + 1) + other
    return np.unique(pairs, return_inverse=True)[1]


def _of_words(terms: LevelTerms, words: _Numbers) -> LevelTerms:
    """The terms of some of the words; of the others nothing stays."""
    ends = np.cumsum(terms.counts, dtype=np.int64)
    counts = terms.counts[words]
    last = np.cumsum(counts)
    entries = np.arange(last[-1] if len(last) else 0) + np.repeat(ends[words] - last, counts)
    numbers = terms.numbers[entries]
    kept, renumbered = np.unique(numbers, return_inverse=True)
    names = [terms.terms[number] for number in kept.tolist()]
    return LevelTerms(tuple(names), counts, renumbered)
