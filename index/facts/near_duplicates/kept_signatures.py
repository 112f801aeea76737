"""What an index keeps of its articles to find the copies of others, in a file of arrays.

The words of texts are not among it: they are read from the articles, of the few that are compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, ArrayWriter, narrow, only
from index.facts.near_duplicates.article_signature import UNDATED, Signature
from index.facts.near_duplicates.bisection import all_within, stretches
from index.facts.near_duplicates.columns import Columns, Numbers, joined
from index.facts.near_duplicates.signature_collector import SignatureCollector

#: Name of the file in the folder of a segment.
FILE_NAME = "signatures.arrays"

_COLUMNS = ("ids", "minutes", "lengths", "teasers", "texts", "headlines")
_OTHERS = (
    *("paper_ids", "papers", "samples", "sample_ends"),
    *("text_order", "headline_order", "sample_order"),
)


@dataclass(frozen=True, eq=False)
class KeptSignatures:
    """The signatures of some articles, which are numbered from 0.

    Attributes:
        arrays: by name, as they lie in the file; see docs/index-format.md.
    """

    arrays: Mapping[str, Array]

    @classmethod
    def of(cls, collected: SignatureCollector) -> "KeptSignatures":
        """Keep what was collected."""
        return cls._of(collected.columns(), collected.samples(), collected.sizes())

    @classmethod
    def of_signatures(cls, signatures: Iterable[Signature]) -> "KeptSignatures":
        """Keep some signatures, in their order."""
        collected = SignatureCollector()
        for signature in signatures:
            collected.append(signature)
        return cls.of(collected)

    @classmethod
    def merged(cls, parts: Sequence[tuple["KeptSignatures", Numbers]]) -> "KeptSignatures":
        """Keep those of several, one behind the other.

        Args:
            parts: each with the numbers of its articles that are left out; at least one.
        """
        chosen = [
            (part, np.delete(np.arange(len(part)), removed.astype(np.int64)))
            for part, removed in parts
        ]
        return cls._of(
            joined([part.columns(numbers) for part, numbers in chosen]),
            np.concatenate([part.samples(numbers)[0] for part, numbers in chosen]),
            np.concatenate([part.sizes(numbers) for part, numbers in chosen]),
        )

    @classmethod
    def _of(
        cls, columns: Columns, samples: NDArray[np.uint32], sizes: NDArray[np.int64]
    ) -> "KeptSignatures":
        paper_ids, papers = np.unique(columns.sources, return_inverse=True)
        return cls(
            {
                "ids": columns.ids,
                "minutes": narrow(columns.minutes - UNDATED),
                "lengths": narrow(columns.lengths),
                "teasers": columns.teasers,
                "texts": columns.texts,
                "headlines": columns.headlines,
                "paper_ids": paper_ids,
                "papers": narrow(papers),
                "samples": samples,
                "sample_ends": narrow(np.cumsum(sizes)),
                "text_order": _order(columns.texts),
                "headline_order": _order(columns.headlines),
                "sample_order": _order(samples),
            }
        )

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "KeptSignatures":
        """Return the signatures in arrays.

        Raises:
            ValueError: one is missing or not of this form.
        """
        kept = cls(only(arrays, (*_COLUMNS, *_OTHERS)))
        whole = ("papers", "sample_ends", "text_order", "headline_order")
        samples = int(kept.arrays["sample_ends"][-1]) if len(kept) else 0
        if any(len(kept.arrays[name]) != len(kept) for name in (*_COLUMNS, *whole)) or any(
            len(kept.arrays[name]) != samples for name in ("samples", "sample_order")
        ):
            raise ValueError("its parts are not of one length")
        return kept

    def write(self, folder: Path) -> None:
        """Put the file into the folder of a segment."""
        with ArrayWriter(folder / FILE_NAME) as writer:
            for name, array in self.arrays.items():
                writer.add(name, array)

    def __len__(self) -> int:
        return len(self.arrays["ids"])

    def columns(self, numbers: Numbers) -> Columns:
        """Return what is compared of some articles besides their words."""
        held = self.arrays
        return Columns(
            ids=held["ids"][numbers],
            minutes=held["minutes"][numbers].astype(np.int64) + UNDATED,
            lengths=held["lengths"][numbers].astype(np.int64),
            teasers=held["teasers"][numbers],
            texts=held["texts"][numbers],
            headlines=held["headlines"][numbers],
            sources=held["paper_ids"][held["papers"][numbers]],
        )

    def sizes(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return how many samples some articles have."""
        first, end = self._stretches_of(numbers)
        return end - first

    def samples(self, numbers: Numbers) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the samples of some articles, article by article.

        Returns:
            The samples, and for each the place of its article in ``numbers``.
        """
        places, owners = all_within(*self._stretches_of(numbers))
        return self.arrays["samples"][places], owners

    def with_texts(self, texts: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the numbers of the articles with one of some texts, each once.

        Args:
            texts: their numbers, see ``Signature``, each once.
        """
        return self._with("texts", "text_order", texts)[0]

    def with_headlines(self, headlines: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the numbers of the articles under some headlines, each once.

        Args:
            headlines: their numbers, see ``Signature``, each once.
        """
        return self._with("headlines", "headline_order", headlines)[0]

    def with_samples(
        self, samples: NDArray[np.uint32]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """Return the numbers of the articles that have one of some samples.

        Args:
            samples: each once.

        Returns:
            The numbers, once for each sample that the article has, and these samples.
        """
        places, numbers = self._with("samples", "sample_order", samples)
        ends = self.arrays["sample_ends"]
        return np.searchsorted(ends, places.astype(ends.dtype), side="right"), samples[numbers]

    def _with(self, name: str, order: str, asked: Array) -> tuple[Array, Array]:
        """Return the places in a column of what is asked for, and which of it stands at each."""
        by_value = self.arrays[order]
        places, numbers = all_within(*stretches(self.arrays[name], by_value, asked))
        return by_value[places].astype(np.int64), numbers

    def _stretches_of(self, numbers: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        ends = self.arrays["sample_ends"]
        first = np.where(numbers > 0, ends[np.maximum(numbers, 1) - 1], 0)
        return first.astype(np.int64), ends[numbers].astype(np.int64)


def _order(values: Array) -> Array:
    return narrow(np.argsort(values, kind="stable"))
