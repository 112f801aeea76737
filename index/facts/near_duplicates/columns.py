"""The numbers of articles by which they are ordered and tied, each kind in an array."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates.article_signature import UNDATED

Numbers = NDArray[np.integer]


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """What is compared of articles besides their words; see ``Signature``. All are of one length.

    Attributes:
        ids: a number of 64 bits for each article's id.
        minutes: of its publication, or :data:`UNDATED`.
        lengths: the words of its text.
        teasers: 1 where it is a teaser, else 0.
        texts: a number that those of identical text share; 0 for the shortest.
        headlines: likewise for headlines.
        sources: likewise for papers.
    """

    ids: NDArray[np.uint64]
    minutes: NDArray[np.int64]
    lengths: NDArray[np.int64]
    teasers: NDArray[np.uint8]
    texts: NDArray[np.uint64]
    headlines: NDArray[np.uint64]
    sources: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.ids)

    def order(self) -> NDArray[np.int64]:
        """Return the places of all articles: full before teaser, the earliest, the longest first.

        What is left to chance is settled by the ids, not by the order of reading.
        """
        undated = self.minutes == UNDATED
        return np.lexsort(
            (self.texts, self.ids, -self.lengths, self.minutes, undated, self.teasers)
        )

    def sort_keys(self, places: NDArray[np.int64]) -> list[tuple[int, ...]]:
        """Return what articles are ordered by as :meth:`order` does; the last is the place.

        Args:
            places: of the articles.
        """
        keys = (
            *(self.teasers, self.minutes == UNDATED, self.minutes),
            *(-self.lengths, self.ids, self.texts, places),
        )
        return list(zip(*(key.tolist() for key in keys), strict=True))

    def taken(self, places: Numbers) -> "Columns":
        """Return the columns of the articles at some places."""
        return Columns(*(getattr(self, field.name)[places] for field in fields(self)))


def joined(parts: Sequence[Columns]) -> Columns:
    """Return columns one behind the other; there is at least one."""
    return Columns(
        *(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Columns))
    )


def first_of_each(texts: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return of each text the place of the first that is identical; the shortest are not joined.

    Args:
        texts: the numbers of texts, see :class:`Columns`.
    """
    _, firsts, groups = np.unique(texts, return_index=True, return_inverse=True)
    return np.where(texts == 0, np.arange(len(texts)), firsts[groups])
