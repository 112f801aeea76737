"""What is asked of the signatures of an archive that changes, wherever they are kept."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates.columns import Columns

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]


class ArchiveSignatures(Protocol):
    """The signatures of the articles of an archive before and after a change.

    Articles have places here, numbers that no two share. Arrays of places are ascending where
    nothing else is said.
    """

    def columns(self, places: Places, /) -> Columns:
        """Return what is compared of some articles besides their words."""
        ...

    def texts(self, places: Places, /) -> NDArray[np.uint64]:
        """Return the numbers of the texts of articles, in any order; see ``Columns``."""
        ...

    def headlines(self, places: Places, /) -> NDArray[np.uint64]:
        """Return the numbers of the headlines of articles, in any order; see ``Columns``."""
        ...

    def teasers(self, places: Places, /) -> NDArray[np.bool_]:
        """Tell of articles, in any order, whether they are teasers."""
        ...

    def sizes(self, places: Places, /) -> NDArray[np.int64]:
        """Return how many samples some articles have."""
        ...

    def samples(self, places: Places, /) -> tuple[NDArray[np.uint32], Places]:
        """Return the samples of some articles, article by article, and for each its article."""
        ...

    def with_texts(self, texts: NDArray[np.uint64], /) -> Places:
        """Return the articles with one of some texts."""
        ...

    def with_headlines(self, headlines: NDArray[np.uint64], /) -> Places:
        """Return the articles under some headlines."""
        ...

    def with_samples(self, samples: NDArray[np.uint32], /) -> tuple[NDArray[np.uint32], Places]:
        """Return the samples that articles have, of some, and for each of them the article."""
        ...
