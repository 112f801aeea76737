"""The terms of several segments that begin alike, as one list in the order of their bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.packed_strings import PackedStrings
from index.stores.embedded.level_index import LevelIndex
from index.stores.embedded.segments.terms import SegmentTerms

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """The terms of a text field that begin so and that some article has which stays.

    Attributes:
        numbers: of each a number that orders them by their bytes, ascending.
        counts: how many articles hold each.
        of_segments: of each segment that has any its number, the places of its terms, and for each
            of these which it is of ``numbers``; as many as there are for what no article has that
            stays.
    """

    numbers: _Numbers
    counts: _Numbers
    of_segments: tuple[tuple[int, range, _Numbers], ...]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class _Own:
    """The terms of a segment that begin so.

    Attributes:
        segment: its number.
        level: of the segment.
        within: the numbers of the terms in the segment, and
        numbers: their numbers among those of all segments.
    """

    segment: int
    level: LevelIndex
    within: range
    numbers: _Numbers


@dataclass(frozen=True, slots=True)
class Beginning:
    """The terms that begin so, whatever their field.

    Attributes:
        held: those of each segment that has any.
    """

    held: tuple[_Own, ...]

    @classmethod
    def of(cls, terms: Sequence[SegmentTerms], prefix: str) -> "Beginning":
        """Find the terms of segments that begin so.

        Args:
            terms: of each segment.
            prefix: how they begin.
        """
        first = terms[0].index
        found = [
            (segment, one, one.index.terms.beginning(prefix)) for segment, one in enumerate(terms)
        ]
        found = [(segment, one, within) for segment, one, within in found if len(within)]
        keys = [
            one.among(first, within)
            if segment
            else 2 * np.arange(within.start, within.stop, dtype=np.int64) + 1
            for segment, one, within in found
        ]
        texts = [(one.index.terms, within) for _, one, within in found]
        return cls(
            tuple(
                _Own(segment, one.index, within, numbers)
                for (segment, one, within), numbers in zip(
                    found, _told_apart(texts, keys), strict=True
                )
            )
        )

    def places(self, field: str, counted: Sequence[Callable[[str, range], Array]]) -> Places:
        """Return those that articles of a text field have.

        Args:
            field: the text field.
            counted: for every segment what counts the articles that stay, for places of a field.
        """
        places = [(own, own.level.places_of(field, own.within)) for own in self.held]
        places = [(own, at) for own, at in places if len(at)]
        held = [
            _NONE,
            *(own.numbers[own.level.numbers(at) - own.within.start] for own, at in places),
        ]
        counts = [_NONE, *(counted[own.segment](field, at) for own, at in places)]
        numbers, of_each = np.unique(np.concatenate(held), return_inverse=True)
        total = np.bincount(of_each, np.concatenate(counts), len(numbers)).astype(np.int64)
        stays = total > 0
        which = np.where(stays, stays.cumsum() - 1, np.count_nonzero(stays))[of_each]
        parts = np.split(which, np.cumsum([len(at) for _, at in places])[:-1] if places else [])
        return Places(
            numbers[stays],
            total[stays],
            tuple((own.segment, at, part) for (own, at), part in zip(places, parts, strict=False)),
        )


_NONE = np.empty(0, dtype=np.int64)


def _told_apart(
    texts: Sequence[tuple[PackedStrings, range]], keys: Sequence[_Numbers]
) -> list[_Numbers]:
    """Return numbers of terms from their places among those of the first segment.

    Args:
        texts: of each segment its terms, and the numbers of those that are meant.
        keys: of each term twice the number of the first segment's term that it is, and one; twice
            the number of the next one that the first segment has, where it is none of these.
    """
    missing = [
        (segment, at, texts[segment][0].bytes_of(texts[segment][1].start + at))
        for segment, own in enumerate(keys)
        for at in np.flatnonzero(own % 2 == 0).tolist()
    ]
    distinct = sorted({text for _, _, text in missing})
    place_of = {text: place for place, text in enumerate(distinct)}
    numbers = [own * (len(distinct) + 1) for own in keys]
    for segment, at, text in missing:
        numbers[segment][at] += place_of[text]
    return numbers
