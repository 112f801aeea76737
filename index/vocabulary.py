"""The distinct words of an archive while it is read: their numbers, and in how many articles."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap

import numpy as np
from numpy.typing import NDArray

from index.fields import TEXT_FIELDS
from index.numbering import NumberedTexts

_Numbers = NDArray[np.uint32]

# The number of an article and that of a form in 64 bits.
_FORM_BITS = np.int64(32)
_FORM = np.int64(2**32 - 1)


class _Counted:
    """Forms of words, each with the number of articles that have a word of this form."""

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}
        self._forms = array("I")
        self._counts = np.zeros(0, dtype=np.int64)

    def append(self, form: str) -> None:
        """Say what form the next word has."""
        self._forms.append(self._number_of.setdefault(form, len(self._number_of)))

    def count(self, words: _Numbers, articles: NDArray[np.int64]) -> None:
        """Count the words of some articles, each form once an article."""
        distinct = len(self._number_of)
        if len(self._counts) < distinct:
            self._counts = np.pad(self._counts, (0, 2 * distinct - len(self._counts)))
        forms = np.frombuffer(self._forms, dtype=np.uint32)
        pairs = articles << _FORM_BITS | forms[words]
        pairs.sort()
        different = np.ones(len(pairs), dtype=bool)
        different[1:] = pairs[1:] != pairs[:-1]
        found, counts = np.unique(pairs[different] & _FORM, return_counts=True)
        self._counts[found] += counts

    def counts(self) -> dict[str, int]:
        """Return the number of articles of each form."""
        return dict(zip(self._number_of, self._counts.tolist(), strict=False))


class Vocabulary:
    """Numbers the distinct words of an archive, batch by batch, and counts their articles."""

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}
        self._spelled, self._normal = _Counted(), _Counted()

    def take(self, texts: NumberedTexts) -> NumberedTexts:
        """Return the texts of a batch with the numbers that their words have in the archive."""
        forms = zip(texts.spellings, texts.spelled, texts.normal, strict=True)
        numbers = np.fromiter(starmap(self._number, forms), np.uint32, len(texts.spellings))
        words = numbers[texts.words]
        of_article = texts.lengths.reshape(-1, len(TEXT_FIELDS)).sum(axis=1, dtype=np.int64)
        articles = np.repeat(np.arange(len(of_article)), of_article)
        if len(words):
            self._spelled.count(words, articles)
            self._normal.count(words, articles)
        return replace(texts, spellings=(), spelled=(), normal=(), words=words)

    def spellings(self) -> Sequence[str]:
        """Return all words as they stand, by their numbers."""
        return tuple(self._number_of)

    def spelled(self) -> dict[str, int]:
        """Return in how many articles each word stands, as it is spelled."""
        return self._spelled.counts()

    def normal(self) -> dict[str, int]:
        """Return in how many articles each word stands, in normal spelling."""
        return self._normal.counts()

    def _number(self, written: str, spelled: str, normal: str) -> int:
        number = self._number_of.get(written)
        if number is None:
            number = self._number_of[written] = len(self._number_of)
            self._spelled.append(spelled)
            self._normal.append(normal)
        return number
