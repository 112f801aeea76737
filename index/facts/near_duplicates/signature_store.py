"""What the finder keeps of every article: its text on disk, samples and digests in memory."""

import tempfile
from array import array
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.analysis import folded_words
from index.article import Article
from index.facts.near_duplicates.candidate_pairs import candidate_pairs
from index.facts.near_duplicates.signatures import Codes, codes, core, sample

#: Shorter texts are copies only of what is identical; the shortest, of nothing.
SHORT_WORDS = 30
FEWEST_WORDS = 8
#: Shorter headlines stand over many stories.
HEADLINE_WORDS = 4

_KEY_LETTERS = 3
_TEXTS_KEPT = 256
_UNDATED = -1
_NO_PLACE = 0xFFFFFFFF
_MINUTES_A_DAY = 24 * 60


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
        self.text = lru_cache(_TEXTS_KEPT)(self._text)

    def __enter__(self) -> "SignatureStore":
        self._file = tempfile.TemporaryFile(prefix="fihris-copies-")
        return self

    def __exit__(self, *error: object) -> None:
        self.text.cache_clear()
        self._file.close()

    def add(self, article: Article, words: Sequence[str]) -> None:
        """Put an article behind the others; see ``near_duplicates.finder.CopyFinder``."""
        text = codes(core(article.body, words) if article.body else words)
        title = folded_words(article.title)
        keys = codes([word for word in title if len(word) >= _KEY_LETTERS])
        self._file.write(keys.tobytes() + text.tobytes())
        self._starts.append(self._words)
        self._words += len(keys) + len(text)
        self._keys.append(len(keys))
        self._lengths.append(len(text))
        sampled = sample(text) if len(text) >= SHORT_WORDS else text[:0]
        self._samples += sampled.tobytes()
        self._sampled.append(len(sampled))
        self._ids.append(_digest(article.id.encode("utf-8", "surrogatepass")))
        self._minutes.append(_minutes(article.published))
        self.text_digests.append(_digest(text.tobytes()) if len(text) >= FEWEST_WORDS else 0)
        headline = " ".join(title).encode("utf-8", "surrogatepass")
        self.headline_digests.append(_digest(headline) if len(title) >= HEADLINE_WORDS else 0)
        self.source_digests.append(_digest(article.source.encode("utf-8", "surrogatepass")))
        self.teasers.append(article.kind == "teaser")

    def order(self) -> NDArray[np.int64]:
        """Return the numbers of all articles: full before teaser, the earliest, the longest first.

        What is left to chance is settled by the ids, not by the order of reading.
        """
        minutes = np.array(self._minutes, dtype=np.int64)
        lengths = -np.array(self._lengths, dtype=np.int64)
        teasers = np.array(self.teasers, dtype=np.uint8)
        ids, texts = np.array(self._ids), np.array(self.text_digests)
        return np.lexsort((texts, ids, lengths, minutes, minutes == _UNDATED, teasers))

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
        if _UNDATED in (first, second):
            return None
        return abs(first - second) / _MINUTES_A_DAY

    def _text(self, number: int) -> tuple[Codes, frozenset[int]]:
        """Return the codes of a text and those of the headline's longer words."""
        keys, length = self._keys[number], self._lengths[number]
        self._file.seek(self._starts[number] * 4)
        stored = np.frombuffer(self._file.read((keys + length) * 4), dtype=np.uint32)
        return stored[keys:], frozenset(stored[:keys].tolist())


def _digest(content: bytes) -> int:
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little")


def _minutes(published: date | None) -> int:
    """Return the wall-clock minutes since the year 1."""
    if published is None:
        return _UNDATED
    minutes = published.toordinal() * _MINUTES_A_DAY
    if isinstance(published, datetime):
        minutes += published.hour * 60 + published.minute
    return minutes
