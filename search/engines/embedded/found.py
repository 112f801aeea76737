"""What a part of a query finds: for every article how closely it matches, and how well."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.embedded.columns import Mask
from search.ranking.bm25 import Floats
from search.results import Match

#: For every article a number of :class:`search.results.Match`.
Closest = NDArray[np.int8]

# What an object around arrays takes, in bytes.
_AROUND = 600


@dataclass(frozen=True)
class Evaluated:
    """A part of a query evaluated over all articles.

    Attributes:
        closest: how closely each matches, a number of :class:`search.results.Match`.
        scores: how well, 0 where it does not.
    """

    closest: Closest
    scores: Floats

    @property
    def mask(self) -> Mask:
        """Which articles match; those with the stem of a word alone do not."""
        return self.closest > Match.STEM

    @property
    def nbytes(self) -> int:
        """Memory that it takes, in bytes."""
        return _AROUND + self.closest.nbytes + self.scores.nbytes


@dataclass(frozen=True, slots=True)
class Found:
    """The same without the articles that are not found.

    Attributes:
        articles: their numbers, ascending.
        closest: how closely each matches, and
        scores: how well.
    """

    articles: NDArray[np.int32]
    closest: Closest
    scores: Floats

    @property
    def nbytes(self) -> int:
        """Memory that it takes, in bytes."""
        return _AROUND + self.articles.nbytes + self.closest.nbytes + self.scores.nbytes

    def among(self, size: int) -> Evaluated:
        """Return the same for every article of an archive of so many."""
        closest = np.zeros(size, dtype=np.int8)
        scores = np.zeros(size, dtype=np.float32)
        closest[self.articles] = self.closest
        scores[self.articles] = self.scores
        return Evaluated(closest, scores)


def every_part(found: Iterable[Evaluated]) -> Evaluated:
    """Return what has all of some parts: as closely as the least close, the scores added up.

    Args:
        found: the parts, one at least. Each is let go before the next is taken.
    """
    return _joined(found, np.minimum)


def any_part(found: Iterable[Evaluated]) -> Evaluated:
    """Return what has any of some parts: as closely as the closest, the scores added up.

    Args:
        found: the parts, one at least. Each is let go before the next is taken.
    """
    return _joined(found, np.maximum)


def exactly(mask: Mask) -> Closest:
    """Return the closest match where a mask holds, and none elsewhere."""
    return np.where(mask, np.int8(Match.EXACT), np.int8(Match.NONE))


def _joined(found: Iterable[Evaluated], join: np.ufunc) -> Evaluated:
    parts = iter(found)
    first = next(parts)
    closest, scores = first.closest.copy(), first.scores.copy()
    for part in parts:
        join(closest, part.closest, out=closest)
        scores += part.scores
    return Evaluated(closest, scores)
