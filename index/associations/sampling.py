"""The texts of an archive as rows of word numbers, gathered while it is read.

Of a very large archive every so manieth article is enough, so that memory and time stay bounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fields import TEXT_FIELDS
from index.numbering import NumberedTexts

#: So many words are kept at most.
MOST_WORDS = 16_000_000

#: Fields whose words tell by their neighbours what they mean.
_TOLD_BY = ("title", "deck", "body")
#: Each of them is a row.
ROWS_OF_AN_ARTICLE = len(_TOLD_BY)
_COLUMNS = [number for number, field in enumerate(TEXT_FIELDS) if field.name in _TOLD_BY]


@dataclass(frozen=True, slots=True)
class WordRows:
    """Texts as rows of words, one behind the other.

    Attributes:
        words: the numbers of their words.
        lengths: how many words each row has.
    """

    words: NDArray[np.uint32]
    lengths: NDArray[np.int64]

    @property
    def articles(self) -> int:
        """How many articles they are of."""
        return len(self.lengths) // ROWS_OF_AN_ARTICLE


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of some articles.

    Attributes:
        articles: their numbers, ascending.
        words: of all of them.
        lengths: of their rows, article by article.
    """

    articles: NDArray[np.int64]
    words: NDArray[np.uint32]
    lengths: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> "_Part":
        """Return the rows of some of the articles."""
        if kept.all():
            return self
        of_article = self.lengths.sum(axis=1)
        return _Part(
            self.articles[kept], self.words[np.repeat(kept, of_article)], self.lengths[kept]
        )


class WordSample:
    """Keeps the words of headlines and texts, article by article in the order of the index."""

    def __init__(self, most: int = MOST_WORDS) -> None:
        """
        Args:
            most: words that are kept.
        """
        self._most = most
        self._parts: list[_Part] = []
        self._articles = 0
        self._step = 1
        self._held = 0

    def add(self, texts: NumberedTexts) -> None:
        """Take in the texts of articles behind those of the others."""
        lengths = texts.lengths.reshape(-1, len(TEXT_FIELDS)).astype(np.int64)
        chosen = np.zeros(lengths.shape, dtype=bool)
        chosen[:, _COLUMNS] = True
        words = texts.words[np.repeat(chosen.ravel(), lengths.ravel())]
        numbers = np.arange(self._articles, self._articles + len(lengths))
        self._articles += len(lengths)
        self._keep(_Part(numbers, words, lengths[:, _COLUMNS]))
        while self._held > self._most:
            self._step *= 2
            held, self._parts, self._held = self._parts, [], 0
            for part in held:
                self._keep(part)

    def rows(self, representatives: Sequence[int]) -> WordRows:
        """Return the rows of the articles that stand for the copies of their text.

        Args:
            representatives: for every article the number of the one that stands for its text.
        """
        stands = np.array(representatives, dtype=np.int64) == np.arange(len(representatives))
        parts = [part.only(stands[part.articles]) for part in self._parts]
        none = np.zeros(0, dtype=np.uint32)
        words = np.concatenate([none, *(part.words for part in parts)])
        lengths = [part.lengths.ravel() for part in parts]
        return WordRows(words, np.concatenate([np.zeros(0, dtype=np.int64), *lengths]))

    def _keep(self, part: _Part) -> None:
        part = part.only(part.articles % self._step == 0)
        self._parts.append(part)
        self._held += len(part.words)
