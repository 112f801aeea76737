"""Columns of digests, of strings and of lists, each one behind the other in one array."""

from collections.abc import Iterable, Mapping

import numpy as np

from index.arrays import Array
from index.article_versions import SIZE


def bytes_of(content: bytes) -> Array:
    """Return bytes as an array."""
    return np.frombuffer(content, dtype=np.uint8)


def ends_of(lengths: Iterable[int]) -> Array:
    """Return where lists of these lengths end that stand one behind the other."""
    return np.cumsum(np.fromiter(lengths, dtype=np.int64))


def row_of(array: Array, number: int) -> bytes:
    """Return a digest of a column of digests."""
    return array[number * SIZE : (number + 1) * SIZE].tobytes()


def rows_of(array: Array, chosen: Array) -> Array:
    """Return the rows of those that are chosen; all rows have one length."""
    if not len(chosen):
        return array[:0]
    found: Array = array.reshape(len(chosen), -1)[chosen].reshape(-1)
    return found


def string_of(arrays: Mapping[str, Array], name: str, number: int) -> bytes:
    """Return a string of a column of strings."""
    ends = arrays[f"{name}.ends"]
    start = int(ends[number - 1]) if number else 0
    return arrays[f"{name}.text"][start : int(ends[number])].tobytes()


def strings_of(arrays: Mapping[str, Array], name: str, chosen: Array) -> dict[str, Array]:
    """Return the strings of those that are chosen."""
    lengths = np.diff(arrays[f"{name}.ends"], prepend=0)
    return {
        f"{name}.text": arrays[f"{name}.text"][np.repeat(chosen, lengths)],
        f"{name}.ends": lengths[chosen].cumsum(),
    }


#: Arrays of places, which go on where those before them end.
_PLACES = ("paths.ends", "ids.ends", "articles")


def joined(name: str, first: Array, second: Array) -> Array:
    """Return two columns one behind the other."""
    if name in _PLACES and len(first):
        second = second + first[-1]
    return np.concatenate([first, second])
