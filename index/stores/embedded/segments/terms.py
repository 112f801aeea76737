"""The terms of a segment: where they stand among those of another, and numbers that they share.

What is looked up here is kept with the segment from one publication to the next, so where a
publication adds a segment to those of the one before, the terms of that one alone are looked up.
"""

import threading
import weakref
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.stores.embedded.level_index import LevelIndex

_Numbers = NDArray[np.int64]

_UNKNOWN = -1

# Numbers are given to terms in turn.
_NUMBERING = threading.Lock()


class TermIds:
    """Numbers terms in the order in which they are met; what has a number keeps it."""

    def __init__(self) -> None:
        self._ids: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def find(self, term: str) -> int | None:
        """Return the number of a term; ``None`` where it has none."""
        try:
            return self._ids.get(term.encode())
        except UnicodeEncodeError:  # half a surrogate pair, which no text holds
            return None

    def of(self, index: LevelIndex) -> _Numbers:
        """Return the numbers of the terms of a segment, in their order; -1 without postings."""
        ids, terms = self._ids, index.terms
        numbers = np.full(len(terms), -1, dtype=np.int64)
        held = index.with_postings()
        found = (ids.setdefault(text, len(ids)) for text in map(terms.bytes_of, held.tolist()))
        numbers[held] = np.fromiter(found, dtype=np.int64, count=len(held))
        return numbers


class SegmentTerms:
    """The terms of a segment, and where they stand among those of others.

    Each is looked up there once: this is kept from one publication to the next.

    Attributes:
        index: a level of the segment.
        ids: numbers of terms, and those that its terms have (:func:`ids_of_terms`).
    """

    ids: tuple[TermIds, _Numbers] | None = None

    def __init__(self, index: LevelIndex) -> None:
        """
        Args:
            index: a level of the segment.
        """
        self.index = index
        self._looked_up = (weakref.ref(index), np.empty(0, dtype=np.int64))

    def among(self, other: LevelIndex, within: range) -> _Numbers:
        """Return for some terms where they stand.

        Args:
            other: the level of the other segment.
            within: the numbers of the terms.

        Returns:
            Twice the number of the same term there, and one; where it is not there, twice the
            number of the first one behind it.
        """
        known_in, keys = self._looked_up
        if known_in() is not other or not len(keys):
            keys = np.full(len(self.index.terms), _UNKNOWN, dtype=np.int64)
            # A segment that is not there any more is not kept open.
            self._looked_up = weakref.ref(other), keys
        wanted = keys[within.start : within.stop]
        for at in np.flatnonzero(wanted == _UNKNOWN).tolist():
            text = self.index.terms.bytes_of(within.start + at)
            found = other.terms.find_bytes(text)
            wanted[at] = 2 * other.terms.first_from(text) if found is None else 2 * found + 1
        return wanted


def ids_of_terms(segments: Sequence[SegmentTerms]) -> tuple[TermIds, list[_Numbers]]:
    """Return one number for each term of several segments, and those of each segment's terms.

    Args:
        segments: their terms.
    """
    with _NUMBERING:
        known = next((one.ids[0] for one in segments if one.ids), None)
        # Terms of segments that are not there any more have numbers, too.
        if known is None or len(known) > sum(len(one.index.terms) for one in segments):
            known = TermIds()
        numbers = []
        for one in segments:
            if one.ids is None or one.ids[0] is not known:
                one.ids = known, known.of(one.index)
            numbers.append(one.ids[1])
        return known, numbers
