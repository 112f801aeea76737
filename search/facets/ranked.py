"""Counts of the many values of a facet, of which few are looked at.

Tens of thousands of people may be named in a result; a page lists some of them. So the values stay
numbers, in order, until they are shown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.facets import NO_VALUE
from search.largest import places_of_largest


@dataclass(frozen=True, eq=False)
class RankedValues(Mapping[str, int]):
    """How many articles have each value, and under ``NO_VALUE`` none.

    What no article has is left out.

    Attributes:
        held: the values of the facet, in order of bytes.
        numbers: how many articles have each.
        without: how many have none.
        number_of: from a value to its place in ``held``, if it is there.
        containing: from folded letters to the values with a name that has them: a flag for each.
    """

    held: Sequence[str]
    numbers: NDArray[np.intp]
    without: int
    number_of: Callable[[str], int | None]
    containing: Callable[[str], NDArray[np.bool_]]

    def __getitem__(self, value: str) -> int:
        if value == NO_VALUE:
            return self.without
        place = self.number_of(value)
        if place is None or not self.numbers[place]:
            raise KeyError(value)
        return int(self.numbers[place])

    def __iter__(self) -> Iterator[str]:
        present = np.flatnonzero(self.numbers).tolist()
        return chain((NO_VALUE,), map(self.held.__getitem__, present))

    def __len__(self) -> int:
        return int(np.count_nonzero(self.numbers)) + 1

    def ranked(self, letters: Sequence[str] | None = None) -> NDArray[np.intp]:
        """Return the places of the values, the most frequent first, equal ones in order of bytes.

        Args:
            letters: folded, any of which one of their names has; ``None`` for all values.
        """
        if letters is None:
            found = np.flatnonzero(self.numbers)
        else:
            called = np.logical_or.reduce([self.containing(way) for way in letters])
            found = np.flatnonzero(called & (self.numbers > 0))
        return found[np.argsort(-self.numbers[found], kind="stable")]

    def most_frequent(self, most: int) -> list[str]:
        """Return the values that most articles have, the most frequent first.

        Args:
            most: how many at most.
        """
        places = places_of_largest(self.numbers, most)
        return [self.held[place] for place in places.tolist()]
