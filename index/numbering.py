"""Texts as rows of word numbers: what everything else that an index holds of words is made from.

Every distinct spelling of a batch of articles gets a number, in the order of its first appearance;
a text is then an array. Where a word stands is kept beside it: how many letters lie between it and
the word before it, and how long it is.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import exact_of
from index.analysis.corpus_frequencies import normal_spelling
from index.analysis.folding import spelling
from index.analysis.words import cut
from index.article import Article
from index.fields import TEXT_FIELDS

#: Stands in a byte for a gap or a word that is longer; how long is told apart.
LONG = 255


@dataclass(frozen=True, slots=True)
class NumberedTexts:
    """The texts of some articles, field by field in the order of ``TEXT_FIELDS``.

    Attributes:
        spellings: every distinct word as it stands, in the order of its first appearance.
        spelled: each without what typesetting adds (:func:`index.analysis.folding.spelling`), and
        normal: in the normal spelling, by which the word table is asked.
        words: the words of all texts, one text behind the other: numbers of ``spellings``.
        lengths: how many words each text has, article by article and field by field.
        places: two bytes a word: the letters between it and the word before it, or the beginning
            of its text, and its own; ``LONG`` for more than that fits.
        long: which bytes of ``places`` are ``LONG``, and
        long_values: what they stand for.
    """

    spellings: tuple[str, ...]
    spelled: tuple[str, ...]
    normal: tuple[str, ...]
    words: NDArray[np.uint32]
    lengths: NDArray[np.uint32]
    places: NDArray[np.uint8]
    long: NDArray[np.int64]
    long_values: NDArray[np.uint32]


class _Numbers(dict[str, int]):
    """The numbers of spellings; an unknown one gets the next."""

    def __missing__(self, spelling: str) -> int:
        number = self[spelling] = len(self)
        return number


class TextNumberer:
    """Cuts the texts of articles into words and numbers these, article by article."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._words, self._places = array("I"), array("I")
        self._lengths = array("I")

    def add(self, article: Article) -> None:
        """Take in the texts of an article behind those of the others."""
        for field in TEXT_FIELDS:
            parts = cut("\n".join(field.values(article)))
            self._words.extend(map(self._numbers.__getitem__, parts[1::2]))
            # What stands behind the last word is no place of a word.
            self._places.extend(map(len, parts[:-1]))
            self._lengths.append(len(parts) // 2)

    def texts(self) -> NumberedTexts:
        """Return all texts that were added."""
        numbers = (
            np.array(part, dtype=np.uint32) for part in (self._words, self._lengths, self._places)
        )
        return _packed(tuple(self._numbers), *numbers)


def number_texts(articles: Iterable[Article]) -> NumberedTexts:
    """Cut the texts of articles into words and number these."""
    numberer = TextNumberer()
    for article in articles:
        numberer.add(article)
    return numberer.texts()


def _packed(
    spellings: tuple[str, ...],
    words: NDArray[np.uint32],
    lengths: NDArray[np.uint32],
    places: NDArray[np.uint32],
) -> NumberedTexts:
    empty = np.array([not exact_of(spelling) for spelling in spellings], dtype=bool)
    if empty.any():
        spellings, words, lengths, places = _without(empty, spellings, words, lengths, places)
    long = np.flatnonzero(places >= LONG)
    # One object for what is alike passes to another process once.
    spelled = tuple(map(_same, map(spelling, spellings), spellings))
    return NumberedTexts(
        spellings,
        spelled,
        tuple(map(_same, map(normal_spelling, spellings), spelled)),
        words,
        lengths,
        np.minimum(places, LONG).astype(np.uint8),
        long,
        places[long],
    )


def _same(form: str, other: str) -> str:
    return other if form == other else form


def _without(
    empty: NDArray[np.bool_],
    spellings: tuple[str, ...],
    words: NDArray[np.uint32],
    lengths: NDArray[np.uint32],
    places: NDArray[np.uint32],
) -> tuple[tuple[str, ...], NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Take out the words that fold to nothing, a lone tatweel say: they are no tokens."""
    kept = ~empty[words]
    text_of = np.repeat(np.arange(len(lengths)), lengths)
    ends = _ends_in_text(places, text_of)
    starts = ends - places[1::2]
    before = np.zeros(int(kept.sum()), dtype=np.int64)
    texts, kept_ends = text_of[kept], ends[kept]
    if len(before):
        same = texts[1:] == texts[:-1]
        before[1:][same] = kept_ends[:-1][same]
    left = np.stack([starts[kept] - before, places[1::2][kept]], axis=1).ravel()
    renumbered = np.cumsum(~empty) - 1
    return (
        tuple(s for s, gone in zip(spellings, empty.tolist(), strict=True) if not gone),
        renumbered[words[kept]].astype(np.uint32),
        np.bincount(texts, minlength=len(lengths)).astype(np.uint32),
        left.astype(np.uint32),
    )


def _ends_in_text(places: NDArray[np.uint32], text_of: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each word ends, in letters from the beginning of its text."""
    ends = np.cumsum(places.astype(np.int64))[1::2]
    first = np.flatnonzero(np.diff(text_of, prepend=-1))
    before = np.where(first > 0, ends[first - 1], 0)
    counts = np.diff(np.append(first, len(text_of)))
    result: NDArray[np.int64] = ends - np.repeat(before, counts)
    return result
