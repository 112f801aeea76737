"""The terms of several segments that begin alike, as one list in the order of their bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.stores.embedded.level_index import LevelIndex
from index.stores.embedded.segments.terms import SegmentTerms

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """The terms of a text field that begin so and that some article has which stays.

    Attributes:
        numbers: of each a number that orders them by their bytes, ascending.
        counts: how many articles hold each.
        of_segments: for every segment the places of its terms that begin so, and for each of these
            which it is of ``numbers``; as many as there are for what no article has that stays.
    """

    numbers: _Numbers
    counts: _Numbers
    of_segments: tuple[tuple[range, _Numbers], ...]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The terms that begin so, whatever their field.

    Attributes:
        prefix: how they begin.
        levels: the level of every segment.
        within: of every segment the numbers of the terms that begin so, and
        numbers: for each of these its number among those of all segments.
    """

    prefix: str
    levels: tuple[LevelIndex, ...]
    within: tuple[range, ...]
    numbers: tuple[_Numbers, ...]

    @classmethod
    def of(cls, terms: Sequence[SegmentTerms], prefix: str) -> "Beginning":
        """Find the terms of segments that begin so.

        Args:
            terms: of each segment.
            prefix: how they begin.
        """
        levels = [one.index for one in terms]
        within = [level.terms.beginning(prefix) for level in levels]
        keys = [2 * np.arange(within[0].start, within[0].stop, dtype=np.int64) + 1]
        keys += [one.among(levels[0], own) for one, own in zip(terms[1:], within[1:], strict=True)]
        return cls(prefix, tuple(levels), tuple(within), tuple(_told_apart(levels, within, keys)))

    def places(self, field: str, counted: Sequence[Callable[[str, range], Array]]) -> Places:
        """Return those that articles of a text field have.

        Args:
            field: the text field.
            counted: for every segment what counts the articles that stay, for places of a field.
        """
        places = list(map(LevelIndex.places_of, self.levels, repeat(field), self.within))
        held = [
            numbers[level.numbers(own) - within.start]
            for level, own, within, numbers in zip(
                self.levels, places, self.within, self.numbers, strict=True
            )
        ]
        counts = [count(field, own) for count, own in zip(counted, places, strict=True)]
        numbers, of_each = np.unique(np.concatenate(held), return_inverse=True)
        total = np.bincount(of_each, np.concatenate(counts), len(numbers)).astype(np.int64)
        stays = total > 0
        at = np.where(stays, stays.cumsum() - 1, np.count_nonzero(stays))[of_each]
        parts = np.split(at, np.cumsum([len(one) for one in held])[:-1])
        return Places(numbers[stays], total[stays], tuple(zip(places, parts, strict=True)))


def _told_apart(
    levels: Sequence[LevelIndex], within: Sequence[range], keys: Sequence[_Numbers]
) -> list[_Numbers]:
    """Return numbers of terms from their places among those of the first segment.

    Args:
        levels: of the segments.
        within: the numbers of terms in each.
        keys: of each term twice the number of the first segment's term that it is, and one; twice
            the number of the next one that the first segment has, where it is none of these.
    """
    missing = [
        (segment, at, levels[segment].terms.bytes_of(within[segment].start + at))
        for segment, own in enumerate(keys)
        for at in np.flatnonzero(own % 2 == 0).tolist()
    ]
    distinct = sorted({text for _, _, text in missing})
    place_of = {text: place for place, text in enumerate(distinct)}
    numbers = [own * (len(distinct) + 1) for own in keys]
    for segment, at, text in missing:
        numbers[segment][at] += place_of[text]
    return numbers
