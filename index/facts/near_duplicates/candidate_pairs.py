"""Pairs of texts that share sampled shingles, found by sorting and not by comparing each two."""

import numpy as np
from numpy.typing import NDArray

#: A shingle ties a text to so many others before and behind it that have it, too. Real copies
#: share many shingles; one that stands in more texts than this is a set phrase.
NEIGHBOURS = 8
_LEAST_SHARED = 2
_LEAST_SHARE = 0.2
#: So many samples are sorted at once, which bounds the memory that this takes.
_AT_ONCE = 4_000_000

_LOW = np.uint64(0xFFFFFFFF)
_HIGH = np.uint64(32)

Rows = NDArray[np.int64]
Counts = NDArray[np.int64]


def candidate_pairs(
    samples: NDArray[np.uint32], owners: NDArray[np.uint32], sizes: NDArray[np.int64]
) -> Rows:
    """Return the pairs of texts that are worth comparing by all their words.

    Args:
        samples: the sampled shingles of all texts.
        owners: the number of the text that each sample is of; as many as samples.
        sizes: how many samples each text has, by its number.

    Returns:
        An array of two columns, the numbers of two texts: the lower first, sorted by the higher.
    """
    rows, times = tied_pairs(samples, owners)
    return rows[are_enough(times, sizes[rows[:, 0]], sizes[rows[:, 1]])]


def are_enough(
    shared: Counts, one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell of pairs of texts whether they share enough samples to be worth comparing.

    Args:
        shared: how many samples both have.
        one: how many samples the first text has, and
        other: the second.
    """
    enough: NDArray[np.bool_] = shared >= np.maximum(
        _LEAST_SHARED, np.minimum(one, other) * _LEAST_SHARE
    )
    return enough


def tied_pairs(samples: NDArray[np.uint32], owners: NDArray[np.uint32]) -> tuple[Rows, Counts]:
    """Return the pairs of texts that a sample ties, and how many do.

    Args:
        samples: of texts.
        owners: the number of the text that each sample is of; as many as samples.

    Returns:
        An array of two columns, the lower number first, sorted by the higher; and for each row the
        samples that both texts have, so that they are neighbours among those that have it.
    """
    parts = 1 + len(samples) // _AT_ONCE
    tied = []
    for part in range(parts):
        chosen = samples % np.uint32(parts) == part
        tied.append(_tied(samples[chosen].astype(np.uint64) << _HIGH | owners[chosen]))
    found, times = _summed([keys for keys, _ in tied], [counts for _, counts in tied])
    return np.stack([found & _LOW, found >> _HIGH], axis=1).astype(np.int64), times


def _tied(marked: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], Counts]:
    """Return pairs of owners as one number, the higher owner in the high bits, and their counts.

    Args:
        marked: the samples in the high bits, their owners in the low ones.
    """
    marked.sort()
    samples, owners = marked >> _HIGH, marked & _LOW
    found = [owners[:0]]
    for distance in range(1, min(NEIGHBOURS + 1, len(samples))):
        same = np.flatnonzero(samples[distance:] == samples[:-distance])
        found.append(owners[same + distance] << _HIGH | owners[same])
    return np.unique(np.concatenate(found), return_counts=True)


def _summed(
    keys: list[NDArray[np.uint64]], counts: list[Counts]
) -> tuple[NDArray[np.uint64], Counts]:
    joined, places = np.unique(np.concatenate(keys), return_inverse=True)
    summed = np.zeros(len(joined), dtype=np.int64)
    np.add.at(summed, places, np.concatenate(counts))
    return joined, summed
