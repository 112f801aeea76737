"""The signatures of articles that are read one after the other, without the words of their texts.

Each takes about 250 bytes of memory, most of it for the sample.
"""

from array import array

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates.article_signature import Signature
from index.facts.near_duplicates.columns import Columns

_BYTES_A_CODE = 4


class SignatureCollector:
    """Collects signatures in the order they are appended."""

    def __init__(self) -> None:
        self._ids, self._texts, self._headlines = array("Q"), array("Q"), array("Q")
        self._sources, self._minutes = array("Q"), array("q")
        self._lengths, self._teasers = array("I"), bytearray()
        self._samples, self._sampled = bytearray(), array("I")

    def append(self, signature: Signature) -> None:
        """Put an article behind the others."""
        self._ids.append(signature.id)
        self._texts.append(signature.text)
        self._headlines.append(signature.headline)
        self._sources.append(signature.source)
        self._minutes.append(signature.minutes)
        self._lengths.append(len(signature.codes) // _BYTES_A_CODE)
        self._teasers.append(signature.teaser)
        self._samples += signature.sample
        self._sampled.append(len(signature.sample) // _BYTES_A_CODE)

    def columns(self) -> Columns:
        """Return what is compared of all articles besides their words."""
        return Columns(
            ids=np.array(self._ids),
            minutes=np.array(self._minutes, dtype=np.int64),
            lengths=np.array(self._lengths, dtype=np.int64),
            teasers=np.array(self._teasers, dtype=np.uint8),
            texts=np.array(self._texts),
            headlines=np.array(self._headlines),
            sources=np.array(self._sources),
        )

    def samples(self) -> NDArray[np.uint32]:
        """Return the samples of all articles, one behind the other.

        They are not copied: nothing can be appended as long as they are held.
        """
        return np.frombuffer(self._samples, dtype=np.uint32)

    def sizes(self) -> NDArray[np.int64]:
        """Return how many samples each article has."""
        return np.array(self._sampled, dtype=np.int64)
