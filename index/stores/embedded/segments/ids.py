"""The ids of the articles of several segments, in the order of their bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.packed_strings import PackedStrings
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments.dense import DenseNumbers


@dataclass(frozen=True)
class JoinedIds(Sequence[str]):
    """The ids of the articles that stay.

    Attributes:
        segments: with the numbers of their articles, in their order.
    """

    segments: Sequence[tuple[Segment, DenseNumbers]]

    def __len__(self) -> int:
        return sum(len(numbers) for _, numbers in self.segments)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        if isinstance(number, slice):
            return [self._at(at) for at in range(*number.indices(len(self)))]
        return self._at(range(len(self))[number])

    def __iter__(self) -> Iterator[str]:
        return map(self._at, range(len(self)))

    def _at(self, place: int) -> str:
        segment, number = self._order[place].tolist()
        name: str = self._names[segment][number]
        return name

    @cached_property
    def _names(self) -> list[PackedStrings]:
        return [segment.ids() for segment, _ in self.segments]

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        """Of every id the segment that holds it and its number among the ids there."""
        first, staying = self._names[0], list(map(self._staying, range(len(self.segments))))
        others = sorted(
            (names.bytes_of(number), segment, number)
            for segment, names in enumerate(self._names[1:], 1)
            for number in staying[segment].tolist()
        )
        # The first segment is the largest as a rule: its ids are not read, but for comparing.
        before = [first.first_from(text) for text, _, _ in others]
        own = np.stack([np.zeros_like(staying[0]), staying[0]], axis=1)
        rows = np.array([row for _, *row in others], dtype=np.int64).reshape(-1, 2)
        return np.insert(own, staying[0].searchsorted(before), rows, axis=0)

    def _staying(self, at: int) -> NDArray[np.int64]:
        """Which ids of a segment are those of articles that stay, ascending."""
        segment, numbers = self.segments[at]
        articles = segment.columns["ids.articles"]
        found: NDArray[np.int64] = np.flatnonzero(numbers.stay(articles))
        return found
