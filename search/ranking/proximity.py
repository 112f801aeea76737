"""Where terms stand in relation to each other: in a row, or within a few words."""

from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array

Occurrences = NDArray[np.int64]

# An occurrence is an article's number shifted up by so many bits, plus the position of a word.
_ARTICLE_SHIFT = np.int64(32)


def occurrences(articles: Array, frequencies: Array, positions: Array) -> Occurrences:
    """Return the occurrences of a term, ascending.

    Args:
        articles: the numbers of those that hold it, ascending.
        frequencies: how often each holds it.
        positions: all positions, article after article, each counted from 0.
    """
    owner = np.repeat(articles, frequencies.astype(np.int64)).astype(np.int64)
    return (owner << _ARTICLE_SHIFT) + positions.astype(np.int64)


def articles_of(found: Occurrences) -> NDArray[np.int64]:
    """Return the article of each occurrence."""
    return found >> _ARTICLE_SHIFT


def positions_of(found: Occurrences) -> NDArray[np.int64]:
    """Return the position of each occurrence within its article, in words from 0."""
    return found & ((np.int64(1) << _ARTICLE_SHIFT) - 1)


def in_a_row(terms: Iterable[Occurrences]) -> Occurrences:
    """Return where terms stand next to each other in their order.

    Args:
        terms: the occurrences of each, at least one.

    Returns:
        Those occurrences of the first term that the others follow.
    """
    shifted = (term - offset for offset, term in enumerate(terms))
    return reduce(_in_both, shifted)


def _in_both(left: Occurrences, right: Occurrences) -> Occurrences:
    """What stands in both: the fewer are looked up among the others, as both ascend."""
    fewer, others = (left, right) if len(left) <= len(right) else (right, left)
    if not len(fewer):
        return fewer
    at = np.minimum(np.searchsorted(others, fewer), len(others) - 1)
    found: Occurrences = fewer[others[at] == fewer]
    return found


def proximity(
    rarer: Occurrences, other: Occurrences, window: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the articles where two terms stand within a window of each other, in either order.

    The pairs are those of Metzler and Croft, "A Markov Random Field Model for Term Dependencies",
    2005; the weight by the distance is ours.

    Args:
        rarer: the occurrences of the term that has fewer in the archive.
        other: those of the other; of both, articles that lack one of them may be left out.
        window: the greatest distance that counts, in words.

    Returns:
        Their numbers, ascending, and for each the sum over the occurrences of the rarer term of one
        divided by the distance in words to the nearest place of the other before and behind.
    """
    if not other.size:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    behind = np.searchsorted(other, rarer, side="right")
    before = np.searchsorted(other, rarer, side="left") - 1
    articles, worth = [], []
    for nearest, present in ((behind, behind < len(other)), (before, before >= 0)):
        distance = np.abs(other[np.clip(nearest, 0, len(other) - 1)] - rarer)
        close = present & (distance > 0) & (distance <= window)
        articles.append(articles_of(rarer[close]))
        worth.append(1.0 / distance[close])
    owners = np.concatenate(articles)
    found, index = np.unique(owners, return_inverse=True)
    return found, np.bincount(index, np.concatenate(worth), len(found)).astype(np.float32)
