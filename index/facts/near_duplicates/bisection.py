"""Bisection in arrays that are mapped from a file, so that only some of their pages are read."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_Array = NDArray[Any]

#: Fewer values are taken as a whole: that is one step, where a bisection is one for each bit.
_FEW = 1 << 14


def stretches(values: _Array, order: _Array, asked: _Array) -> tuple[_Array, _Array]:
    """Find values by the order in which they ascend.

    Args:
        values: of one type, in any order.
        order: their places, ordered by the values.
        asked: what is looked for; of the same type.

    Returns:
        For each that is asked for, the first place in ``order`` of those that have it, and the one
        behind the last.
    """
    if len(order) <= _FEW:
        ascending = values[order]
        return (
            np.searchsorted(ascending, asked, side="left"),
            np.searchsorted(ascending, asked, side="right"),
        )
    first = _bisected(values, order, asked, behind=False)
    held = np.flatnonzero(values[order[np.minimum(first, len(order) - 1)]] == asked)
    end = first.copy()
    end[held] = _bisected(values, order, asked[held], behind=True)
    return first, end


def _bisected(values: _Array, order: _Array, asked: _Array, *, behind: bool) -> _Array:
    low = np.zeros(len(asked), dtype=np.int64)
    high = np.full(len(asked), len(order), dtype=np.int64)
    for _ in range(len(order).bit_length()):
        middle = (low + high) >> 1
        found = values[order[np.minimum(middle, len(order) - 1)]]
        further = (found <= asked if behind else found < asked) & (low < high)
        low = np.where(further, middle + 1, low)
        high = np.where(further, high, middle)
    return low


def all_within(first: _Array, end: _Array) -> tuple[_Array, _Array]:
    """Return all places within stretches.

    Args:
        first: the first place of each stretch, and
        end: the one behind its last.

    Returns:
        The places, stretch by stretch, and for each the number of its stretch.
    """
    lengths = (end - first).astype(np.int64)
    numbers = np.repeat(np.arange(len(lengths)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(numbers)) + np.repeat(first - before, lengths), numbers
