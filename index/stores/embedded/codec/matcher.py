"""Hands the articles of a term to Whoosh one by one, from arrays."""

from bisect import bisect_left
from copy import copy
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, Matcher, NullMatcher, ReadTooFar
from whoosh.scoring import BaseScorer

from index.arrays import Array
from index.stores.embedded.level_index import Postings

#: So many articles have bounds of their own, by which Whoosh leaves out what cannot be among the
#: best. Its own files have blocks of this size.
BLOCK = 128


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]
    """The articles that have a term, as Whoosh walks over them.

    Attributes:
        format: of the values of the postings.
        scorer: gives the score of an article; ``None`` where nobody asks for it.
    """

    def __init__(
        self,
        term: tuple[str, bytes],
        postings: Postings,
        format_: Format,
        scorer: BaseScorer | None,
        lengths: Array | None,
    ) -> None:
        """Stand before the first article.

        Args:
            term: the name of its field, and itself in UTF-8.
            postings: its articles.
            format_: of their values.
            scorer: of the search.
            lengths: of the field in all articles, in words; ``None`` for fields without.
        """
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._lengths = lengths
        # Single numbers are read much faster from these than from arrays.
        self._articles = postings.articles.data
        self._frequencies = postings.frequencies.data
        self._at = 0

    def is_active(self) -> bool:
        """Tell whether there is an article here."""
        return self._at < len(self._articles)

    def reset(self) -> None:
        """Go back to the first article."""
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        """Return a matcher that stands here as well, and goes on by itself."""
        return copy(self)

    def replace(self, minquality: float = 0) -> Matcher:
        """Return what may stand in the place of this: nothing, where no article is good enough."""
        if not self.is_active() or (minquality and self.max_quality() < minquality):
            return NullMatcher()
        return self

    def id(self) -> int:
        """Return the number of the article."""
        return self._articles[self._at]

    def next(self) -> None:
        """Go to the next article.

        Raises:
            ReadTooFar: there was none here already.
        """
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:
        """Go on to the first article whose number is not below another.

        Raises:
            ReadTooFar: there was none here already.
        """
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._articles, id, self._at)

    def weight(self) -> float:
        """Return how often the article has the term."""
        return float(self._frequencies[self._at])

    def value(self) -> bytes:
        """Return what the format makes of the posting."""
        positions = self._postings.positions
        if positions is None:
            return bytes(self.format.encode(self._frequencies[self._at]))
        first = int(self._ends[self._at - 1]) if self._at else 0
        held = positions[first : int(self._ends[self._at])]
        return bytes(self.format.encode(held.tolist()))

    def skip_to_quality(self, minquality: float) -> int:
        """Go on to the first block that may hold a better article; how many were left out."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._at = (self._at // BLOCK + 1) * BLOCK
            skipped += 1
        return skipped

    def block_max_weight(self) -> float:
        """Return how often an article of the block has the term at most."""
        return float(self._most_frequent[self._at // BLOCK])

    def block_min_length(self) -> int:
        """Return the words that the field has at least in an article of the block."""
        return int(self._shortest[self._at // BLOCK])

    def block_max_length(self) -> int:
        """Return the words that the field has at most in an article of the block."""
        return int(self._longest[self._at // BLOCK])

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return np.cumsum(self._postings.frequencies, dtype=np.int64)

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return np.arange(0, len(self._articles), BLOCK)

    @cached_property
    def _most_frequent(self) -> NDArray[Any]:
        return np.maximum.reduceat(self._postings.frequencies, self._starts)

    @cached_property
    def _shortest(self) -> NDArray[Any]:
        return np.minimum.reduceat(self._all_lengths, self._starts)

    @cached_property
    def _longest(self) -> NDArray[Any]:
        return np.maximum.reduceat(self._all_lengths, self._starts)

    @cached_property
    def _all_lengths(self) -> NDArray[Any]:
        if self._lengths is None:
            return np.zeros(len(self._articles), dtype=np.uint8)
        return self._lengths[self._postings.articles]
