"""The signatures of several segments as one."""

from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.facts.near_duplicates.columns import Columns, Numbers, joined
from index.facts.near_duplicates.kept_signatures import KeptSignatures

_Local = Callable[[KeptSignatures], NDArray[np.int64]]


class SegmentSignatures:
    """Those of several segments as one; see :class:`.archive_signatures.ArchiveSignatures`.

    Articles have places here: those of the first segment from 0, those of the next behind them.
    Removed ones keep theirs.
    """

    def __init__(self, segments: Sequence[KeptSignatures]) -> None:
        self._segments = segments
        self._starts = np.array([0, *accumulate(map(len, segments))], dtype=np.int64)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def staying(self, removed: Sequence[Numbers]) -> NDArray[np.bool_]:
        """Tell of every place whether its article is in an archive.

        Args:
            removed: for each of the archive's segments, the first ones of these, the numbers of
                the articles that were removed from it.
        """
        stays = np.zeros(len(self), dtype=np.bool_)
        stays[: self._starts[len(removed)]] = True
        for start, numbers in zip(self._starts.tolist(), removed, strict=False):
            stays[start + numbers.astype(np.int64)] = False
        return stays

    def located(self, place: int) -> tuple[int, int]:
        """Return the number of an article's segment, and its own within that."""
        segment = int(np.searchsorted(self._starts, place, side="right")) - 1
        return segment, place - int(self._starts[segment])

    def columns(self, places: NDArray[np.int64]) -> Columns:
        """Return what is compared of some articles besides their words.

        Args:
            places: ascending.
        """
        return joined([one.columns(numbers) for _, one, numbers in self._parted(places)])

    def texts(self, places: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return the numbers of the texts of articles, in any order; see ``Columns``."""
        return self._values("texts", places)

    def headlines(self, places: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return the numbers of the headlines of articles, in any order; see ``Columns``."""
        return self._values("headlines", places)

    def teasers(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell of articles, in any order, whether they are teasers."""
        return self._values("teasers", places).astype(np.bool_)

    def sizes(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many samples some articles have.

        Args:
            places: ascending.
        """
        return np.concatenate([one.sizes(numbers) for _, one, numbers in self._parted(places)])

    def samples(self, places: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the samples of some articles, and for each its article.

        Args:
            places: ascending.
        """
        found = [
            (*one.samples(numbers), start + numbers) for start, one, numbers in self._parted(places)
        ]
        return (
            np.concatenate([samples for samples, _, _ in found]),
            np.concatenate([places[owners] for _, owners, places in found]),
        )

    def with_texts(self, texts: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the articles with one of some texts, ascending."""
        return self._all(lambda segment: segment.with_texts(texts))

    def with_headlines(self, headlines: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the articles under some headlines, ascending."""
        return self._all(lambda segment: segment.with_headlines(headlines))

    def with_samples(
        self, samples: NDArray[np.uint32]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the samples that articles have, of some, and for each of them the article."""
        found = [segment.with_samples(samples) for segment in self._segments]
        return (
            np.concatenate([held for _, held in found]),
            np.concatenate(
                [
                    start + numbers
                    for start, (numbers, _) in zip(self._starts.tolist(), found, strict=False)
                ]
            ),
        )

    def _all(self, local: _Local) -> NDArray[np.int64]:
        found = [
            start + local(segment)
            for start, segment in zip(self._starts.tolist(), self._segments, strict=False)
        ]
        return np.sort(np.concatenate(found))

    def _values(self, name: str, places: NDArray[np.int64]) -> Array:
        owners = np.searchsorted(self._starts, places, side="right") - 1
        found = np.empty(len(places), dtype=self._segments[0].arrays[name].dtype)
        for number in np.unique(owners).tolist():
            chosen = owners == number
            local = places[chosen] - self._starts[number]
            found[chosen] = self._segments[number].arrays[name][local]
        return found

    def _parted(
        self, places: NDArray[np.int64]
    ) -> list[tuple[int, KeptSignatures, NDArray[np.int64]]]:
        """Return for the segments of some articles their starts, and the numbers within them."""
        cuts = np.searchsorted(places, self._starts).tolist()
        starts = self._starts.tolist()
        parts = [
            (starts[number], segment, places[cuts[number] : cuts[number + 1]] - starts[number])
            for number, segment in enumerate(self._segments)
            if cuts[number] < cuts[number + 1]
        ]
        return parts or [(0, self._segments[0], places[:0])]
