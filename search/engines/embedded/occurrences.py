"""Where the terms of a word stand: of two words, only in articles that have both."""

from collections.abc import Sequence

import numpy as np

from index.stores.embedded.level_index import Postings, entries_of
from search.engines.embedded.columns import Mask
from search.ranking.proximity import Occurrences, occurrences


def any_of(lists: Sequence[Postings], within: Mask | None = None) -> Occurrences:
    """Return where any of some terms stands; what has two of them at one place counts once.

    Args:
        lists: the postings of the terms in one field, with positions.
        within: the articles that are of interest; ``None`` for all.
    """
    found = [_of(one, within) for one in lists]
    if len(found) < 2:
        return found[0] if found else np.empty(0, dtype=np.int64)
    return np.unique(np.concatenate(found))


def together(
    left: Sequence[Postings], right: Sequence[Postings], size: int
) -> tuple[Occurrences, Occurrences]:
    """Return where two words stand in the articles that have both, the rarer word first.

    Args:
        left: the postings of the terms of one word in a field, with positions.
        right: those of the other.
        size: how many articles the archive holds.
    """
    if not left or not right:
        return any_of([]), any_of([])
    if _is_rarer(right, left):
        left, right = right, left
    both = having(left, size) & having(right, size)
    return any_of(left, both), any_of(right, both)


def having(lists: Sequence[Postings], size: int) -> Mask:
    """Return the articles that have any of some terms."""
    mask = np.zeros(size, dtype=bool)
    for one in lists:
        mask[one.articles] = True
    return mask


def _is_rarer(lists: Sequence[Postings], others: Sequence[Postings]) -> bool:
    """Tell whether a word has fewer occurrences than another."""
    counts, other_counts = _counts(lists), _counts(others)
    if sum(counts) < max(other_counts) or max(counts) >= sum(other_counts):
        return sum(counts) < max(other_counts)
    # Only where terms of one word may share their places.
    return len(any_of(lists)) < len(any_of(others))


def _counts(lists: Sequence[Postings]) -> list[int]:
    return [0 if one.positions is None else len(one.positions) for one in lists]


def _of(postings: Postings, within: Mask | None) -> Occurrences:
    assert postings.positions is not None, "this level has no positions"
    articles, frequencies, positions = postings.articles, postings.frequencies, postings.positions
    if within is not None:
        chosen = within[articles].nonzero()[0]
        if len(chosen) < len(articles):
            positions = positions[entries_of(frequencies.cumsum(dtype=np.int64), chosen)]
            articles, frequencies = articles[chosen], frequencies[chosen]
    return occurrences(articles, frequencies, positions)
