"""What the finder keeps of every article: its text on disk, samples and digests in memory."""

import tempfile
from array import array
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates.article_signature import MINUTES_A_DAY, UNDATED, Signature
from index.facts.near_duplicates.candidate_pairs import candidate_pairs
from index.facts.near_duplicates.signatures import Codes

_BYTES_A_CODE = 4
_NO_PLACE = 0xFFFFFFFF


class SignatureStore:
    """The articles of an archive, numbered in the order they were added; a context manager.

    Each takes about 250 bytes of memory, most of it for the sample, and four bytes a word on disk.

    Attributes:
        text_digests: for every article a number that those of identical text share; 0 for the
            shortest.
        headline_digests: likewise for headlines.
        source_digests: likewise for papers.
        teasers: for every article 1 if it is a teaser, else 0.
    """

    def __init__(self) -> None:
        self.text_digests, self.headline_digests = array("Q"), array("Q")
        self.source_digests = array("Q")
        self.teasers = bytearray()
        self._ids, self._minutes, self._starts = array("Q"), array("q"), array("Q")
        self._keys, self._lengths = array("I"), array("I")
        self._samples, self._sampled = bytearray(), array("I")
        self._words = 0

    def __enter__(self) -> "SignatureStore":
        self._file = tempfile.TemporaryFile(prefix="fihris-copies-")
        return self

    def __exit__(self, *error: object) -> None:
        # What could not be written for want of space is not needed any more.
        with suppress(OSError):
            self._file.close()

    def append(self, signature: Signature) -> None:
        """Put an article behind the others."""
        keys, length = (len(codes) // _BYTES_A_CODE for codes in (signature.keys, signature.codes))
        self._file.write(signature.keys + signature.codes)
        self._starts.append(self._words)
        self._words += keys + length
        self._keys.append(keys)
        self._lengths.append(length)
        self._samples += signature.sample
        self._sampled.append(len(signature.sample) // _BYTES_A_CODE)
        self._ids.append(signature.id)
        self._minutes.append(signature.minutes)
        self.text_digests.append(signature.text)
        self.headline_digests.append(signature.headline)
        self.source_digests.append(signature.source)
        self.teasers.append(signature.teaser)

    def order(self) -> NDArray[np.int64]:
        """Return the numbers of all articles: full before teaser, the earliest, the longest first.

        What is left to chance is settled by the ids, not by the order of reading.
        """
        minutes = np.array(self._minutes, dtype=np.int64)
        lengths = -np.array(self._lengths, dtype=np.int64)
        teasers = np.array(self.teasers, dtype=np.uint8)
        ids, texts = np.array(self._ids), np.array(self.text_digests)
        return np.lexsort((texts, ids, lengths, minutes, minutes == UNDATED, teasers))

    def candidate_pairs(self, order: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the pairs of these articles whose texts are worth comparing.

        Args:
            order: numbers of articles.

        Returns:
            Rows of two of the numbers in the same order, sorted by the second's place in it.
        """
        sizes = np.frombuffer(self._sampled, dtype=np.uint32).astype(np.int64)
        places = np.full(len(sizes), _NO_PLACE, dtype=np.uint32)
        places[order] = np.arange(len(order), dtype=np.uint32)
        owners = np.repeat(places, sizes)
        samples = np.frombuffer(self._samples, dtype=np.uint32)
        if len(order) < len(sizes):
            samples, owners = samples[owners != _NO_PLACE], owners[owners != _NO_PLACE]
        return order[candidate_pairs(samples, owners, sizes[order])]

    def days_between(self, one: int, other: int) -> float | None:
        """Return the days between two publications, or ``None`` where one is not known."""
        first, second = self._minutes[one], self._minutes[other]
        if UNDATED in (first, second):
            return None
        return abs(first - second) / MINUTES_A_DAY

    def text(self, number: int) -> tuple[Codes, Codes]:
        """Read the codes of a text from disk, and those of the headline's longer words."""
        keys, length = self._keys[number], self._lengths[number]
        self._file.seek(self._starts[number] * _BYTES_A_CODE)
        stored = self._file.read((keys + length) * _BYTES_A_CODE)
        codes = np.frombuffer(stored, dtype=np.uint32)
        return codes[keys:], codes[:keys]
