"""What the finder keeps of every article: its text on disk, samples and digests in memory."""

import tempfile
from array import array
from contextlib import suppress

import numpy as np

from index.facts.near_duplicates.article_signature import Signature
from index.facts.near_duplicates.signature_collector import SignatureCollector
from index.facts.near_duplicates.signatures import Codes

_BYTES_A_CODE = 4


class SignatureStore:
    """The articles of an archive, numbered in the order they were added; a context manager.

    Each takes four bytes a word on disk.

    Attributes:
        collected: their signatures but for the words.
    """

    def __init__(self) -> None:
        self.collected = SignatureCollector()
        self._starts, self._keys, self._lengths = array("Q"), array("I"), array("I")
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
        self.collected.append(signature)

    def text(self, number: int) -> tuple[Codes, Codes]:
        """Read the codes of a text from disk, and those of the headline's longer words."""
        keys, length = self._keys[number], self._lengths[number]
        self._file.seek(self._starts[number] * _BYTES_A_CODE)
        stored = self._file.read((keys + length) * _BYTES_A_CODE)
        codes = np.frombuffer(stored, dtype=np.uint32)
        return codes[keys:], codes[:keys]
