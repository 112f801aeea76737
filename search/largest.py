"""The largest of many numbers, found by counting instead of sorting."""

import numpy as np
from numpy.typing import NDArray


def places_of_largest(numbers: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Return the places of the largest numbers, the largest first, of equal ones the first first.

    Args:
        numbers: none below 0; what is 0 has no place.
        most: how many places at most.
    """
    # How many places have a number so large: those of one size are counted, none is sorted.
    as_large = np.bincount(numbers)[:0:-1].cumsum()
    steps = int(np.searchsorted(as_large, most)) + 1
    least = max(len(as_large) + 1 - steps, 1)
    found = np.flatnonzero(numbers >= least)
    return found[np.argsort(-numbers[found], kind="stable")][:most]
