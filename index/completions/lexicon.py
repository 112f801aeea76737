"""The words of an archive with their numbers of articles, and what was found out about them."""

import re
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import TypeVar, cast

import numpy as np
from cachetools import FIFOCache
from numpy.typing import NDArray

from index.completions.joined import JoinedStrings
from index.completions.letters import LetterSets
from index.completions.strings import Strings

_Found = TypeVar("_Found")

#: So many findings about the words are remembered, and
FINDINGS_KEPT = 512
#: the places of so many.
NUMBERS_KEPT = 4096


@dataclass(frozen=True)
class Lexicon:
    """The folded words of an archive.

    What is found out about the words is remembered with them; threads may share a lexicon.

    Attributes:
        words: in order of their letters.
        counts: in how many articles each word stands; as many as there are words.
        spellings: how each word is mostly written; empty where it is written as it is folded.
    """

    words: Strings | JoinedStrings
    counts: NDArray[np.int32]
    spellings: Strings | JoinedStrings
    _findings: FIFOCache[Hashable, object] = field(
        default_factory=lambda: FIFOCache(FINDINGS_KEPT), init=False, repr=False, compare=False
    )
    _lock: threading.Lock = field(
        default_factory=threading.Lock, init=False, repr=False, compare=False
    )
    _letters: dict[int, LetterSets] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def count(self, word: str) -> int:
        """Return in how many articles a folded word stands; 0 where it is not in the lexicon."""
        number = self.number(word)
        return 0 if number is None else int(self.counts[number])

    def spelling(self, word: str) -> str:
        """Return how a folded word is mostly written, without vowel marks."""
        number = self.number(word)
        return word if number is None else self.spellings[number] or word

    def beginning(self, prefix: str) -> range:
        """Return the numbers of the words that begin with a prefix: their places in ``words``."""
        first = self.words.place(prefix)
        return range(first, self.words.place(prefix + "\U0010ffff", first))

    def near(self, word: str, slips: int, least: int = 1) -> dict[str, int]:
        """Return the words that may be a few slips of the pen away from one, and some others.

        Each stands before its number of articles.

        Args:
            word: folded.
            slips: letters too many, too few, wrong or in the wrong order: so many at most.
            least: in so many articles the words stand.
        """
        letters = self._letters.get(least)
        if letters is None:
            lines = self.words.lines(range(len(self.words)))
            letters = self._letters[least] = LetterSets.of(lines, self.counts >= least)
        numbers = letters.near(word, slips)
        return dict(
            zip(self.words.at(numbers.tolist()), self.counts[numbers].tolist(), strict=True)
        )

    def fitting(self, expression: str, beginnings: Iterable[str]) -> Sequence[tuple[str, int]]:
        """Return the words that a regular expression matches as a whole.

        Args:
            expression: the regular expression.
            beginnings: what such words begin with; no others are looked at.

        Returns:
            The words in order of their letters, each with its number of articles.
        """
        return self.memoised(expression, lambda: self._fitting(expression, beginnings))

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

    @cached_property
    def number(self) -> Callable[[str], int | None]:
        """Gives the number of a folded word; ``None`` where it is not in the lexicon."""
        # A query asks for its few words again and again. What is kept holds the words alone: by
        # itself no lexicon would ever be let go.
        return lru_cache(NUMBERS_KEPT)(partial(_number_among, self.words))

    def _fitting(self, expression: str, beginnings: Iterable[str]) -> list[tuple[str, int]]:
        whole = re.compile(f"^(?:{expression})$", re.MULTILINE)
        texts = (self.words.lines(self.beginning(one)) for one in _shortest(beginnings))
        return [(word, self.count(word)) for text in texts for word in whole.findall(text)]


def _number_among(words: Strings | JoinedStrings, word: str) -> int | None:
    at = words.place(word)
    return at if at < len(words) and words[at] == word else None


def _shortest(beginnings: Iterable[str]) -> Iterator[str]:
    """Yield beginnings in order, but none that another is the beginning of."""
    last: str | None = None
    for one in sorted(beginnings):
        if last is None or not one.startswith(last):
            yield one
            last = one
