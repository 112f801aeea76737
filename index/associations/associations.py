"""The words that an archive relates, in one file: a vector each, near ones for near meanings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, packed, unpacked
from index.associations.vectors import Floats, nearest, of_length_one
from index.completions.strings import Strings

#: Name of the file in an index.
FILE_NAME = "associations.arrays"

#: So many near words are kept of each,
MOST_NEAR = 32
#: those that are no further, 0 to 1.
LEAST_CLOSENESS = 0.4

_LARGEST = 127


@dataclass(frozen=True)
class Associations:
    """Words with vectors.

    Attributes:
        terms: their light terms, in the order of their letters.
        shown: how each is mostly written.
        counts: in how many of the articles that were looked at each stands.
        articles: how many were looked at.
        near: for each the numbers of the nearest others, the nearest first; -1 behind the last.
        vectors: a row each, in whole numbers.
    """

    terms: Strings
    shown: Strings
    counts: NDArray[np.int32]
    articles: int
    near: NDArray[np.int32]
    vectors: NDArray[np.int8]

    @classmethod
    def of(
        cls,
        terms: Sequence[str],
        shown: Sequence[str],
        counts: NDArray[np.integer],
        articles: int,
        vectors: Floats,
    ) -> "Associations":
        """Pack words with their vectors.

        Args:
            terms: in the order of their letters.
            shown: how each is mostly written.
            counts: in how many articles each stands.
            articles: how many were looked at.
            vectors: a row each.
        """
        largest = np.abs(vectors).max(axis=1, initial=0, keepdims=True)
        scale = np.divide(_LARGEST, largest, out=np.zeros_like(largest), where=largest > 0)
        rows = np.rint(vectors * scale).astype(np.int8)
        return cls(
            Strings.of(terms),
            Strings.of(shown),
            counts.astype(np.int32),
            articles,
            nearest(vectors, MOST_NEAR, LEAST_CLOSENESS),
            rows,
        )

    def __len__(self) -> int:
        return len(self.terms)

    def units(self, numbers: Sequence[int]) -> Floats:
        """Return the vectors of some words, each of length 1; what has none is of zeros."""
        return of_length_one(self.vectors[list(numbers)].astype(np.float32))

    def neighbours(self, number: int) -> list[int]:
        """Return the numbers of the words that are near one, the nearest first."""
        return [other for other in self.near[number].tolist() if other >= 0]

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of each term."""
        return {term: at for at, term in enumerate(self.terms)}

    def to_bytes(self) -> bytes:
        """Return the content of the file that :meth:`write` writes."""
        return packed(
            {
                "terms": np.frombuffer(self.terms.text, dtype=np.uint8),
                "shown": np.frombuffer(self.shown.text, dtype=np.uint8),
                "counts": self.counts,
                "articles": np.array([self.articles], dtype=np.int64),
                "near": self.near.ravel(),
                "vectors": self.vectors.ravel(),
            }
        )

    def write(self, folder: Path) -> None:
        """Put the file into the folder of an index."""
        (folder / FILE_NAME).write_bytes(self.to_bytes())

    @classmethod
    def from_bytes(cls, content: bytes) -> "Associations":
        """Read what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is damaged or not of this form.
        """
        return cls.of_arrays(unpacked(content))

    @classmethod
    def of_arrays(cls, parts: Mapping[str, Array]) -> "Associations":
        """Return the associations in arrays.

        Raises:
            ValueError: one is missing or not of this form.
        """
        try:
            terms, shown = (Strings(parts[name].view(np.uint8).data) for name in ("terms", "shown"))
            counts, articles = parts["counts"].view(np.int32), parts["articles"].view(np.int64)
            near, vectors = parts["near"].view(np.int32), parts["vectors"].view(np.int8)
        except KeyError as error:
            raise ValueError(f"{error} is missing") from error
        size = len(terms)
        lengths = (len(shown), len(counts), len(articles), len(near))
        whole_rows = len(vectors) % max(1, size) == 0
        if lengths != (size, size, 1, size * MOST_NEAR) or not whole_rows:
            raise ValueError("its parts are not of one length")
        if len(near) and not -1 <= near.min() <= near.max() < size:
            raise ValueError("a word is near one that there is not")
        width = len(vectors) // max(1, size)
        rows = near.reshape(size, MOST_NEAR), vectors.reshape(size, width)
        return cls(terms, shown, counts, int(articles[0]), *rows)


NO_ASSOCIATIONS = Associations.of(
    [], [], np.zeros(0, dtype=np.int32), 0, np.zeros((0, 1), dtype=np.float32)
)
