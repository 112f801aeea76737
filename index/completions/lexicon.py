"""The words of an archive with their numbers of articles, and what was found out about them."""

import re
import threading
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

import numpy as np
from cachetools import FIFOCache
from numpy.typing import NDArray

_Found = TypeVar("_Found")

#: So many findings about the words are remembered.
FINDINGS_KEPT = 512


@dataclass(frozen=True)
class Lexicon:
    """The folded words of an archive.

    What is found out about the words is remembered with them; threads may share a lexicon.

    Attributes:
        words: in order of their letters.
        counts: in how many articles each word stands; as many as there are words.
        spellings: how a word is mostly written, of those words alone that are not written as they
            are folded.
    """

    words: Sequence[str]
    counts: NDArray[np.int32]
    spellings: Mapping[str, str]
    _findings: FIFOCache[Hashable, object] = field(
        default_factory=lambda: FIFOCache(FINDINGS_KEPT), init=False, repr=False, compare=False
    )
    _lock: threading.Lock = field(
        default_factory=threading.Lock, init=False, repr=False, compare=False
    )
    _by_length: dict[tuple[int, int], list[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _by_letter: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def count(self, word: str) -> int:
        """Return in how many articles a folded word stands; 0 where it is not in the lexicon."""
        at = bisect_left(self.words, word)
        return int(self.counts[at]) if at < len(self.words) and self.words[at] == word else 0

    def spelling(self, word: str) -> str:
        """Return how a folded word is mostly written, without vowel marks."""
        return self.spellings.get(word, word)

    def beginning(self, prefix: str) -> range:
        """Return the numbers of the words that begin with a prefix: their places in ``words``."""
        first = bisect_left(self.words, prefix)
        return range(first, bisect_left(self.words, prefix + "\U0010ffff", first))

    def of_length(self, length: int, least: int = 1) -> Sequence[str]:
        """Return the words of ``length`` letters that stand in ``least`` articles or more."""
        found = self._by_length.get((length, least))
        if found is None:
            pairs = zip(self.words, self.counts.tolist(), strict=True)
            found = [word for word, count in pairs if len(word) == length and count >= least]
            self._by_length[length, least] = found
        return found

    def fitting(self, expression: str, first: Iterable[str]) -> Sequence[tuple[str, int]]:
        """Return the words that a regular expression matches as a whole.

        Args:
            expression: the regular expression.
            first: the letters that such words begin with; no others are looked at.

        Returns:
            The words in order of their letters, each with its number of articles.
        """
        numbers = self.memoised(expression, lambda: self._fitting(expression, first))
        found = (self.words[number] for number in numbers.tolist())
        return list(zip(found, self.counts[numbers].tolist(), strict=True))

    def memoised(self, key: Hashable, compute: Callable[[], _Found]) -> _Found:
        """Return what a computation gives, from memory where it was asked for lately.

        Args:
            key: names the computation; the last :data:`FINDINGS_KEPT` keys are remembered.
            compute: depends on nothing but the words and the key, and never gives ``None``.
        """
        with self._lock:
            kept = self._findings.get(key)
        if kept is not None:
            return cast(_Found, kept)
        found = compute()
        with self._lock:
            self._findings[key] = found
        return found

    def _lines_of(self, letter: str) -> str:
        """Return the words that begin with a letter, one a line."""
        text = self._by_letter.get(letter)
        if text is None:
            numbers = self.beginning(letter)
            text = "\n".join(self.words[numbers.start : numbers.stop])
            self._by_letter[letter] = text
        return text

    def _fitting(self, expression: str, first: Iterable[str]) -> NDArray[np.int32]:
        whole = re.compile(f"^(?:{expression})$", re.MULTILINE)
        texts = (self._lines_of(letter) for letter in sorted(first))
        words = (word for text in texts for word in whole.findall(text))
        return np.array([bisect_left(self.words, word) for word in words], dtype=np.int32)
