"""Vectors of words by the words that stand near them: near vectors, near meanings.

How often two words stand within a few words of each other is counted and weighed by positive
pointwise mutual information, the contexts' counts smoothed, and the rows are brought down to few
dimensions by a singular value decomposition (Levy, Goldberg and Dagan, "Improving Distributional
Similarity with Lessons Learned from Word Embeddings", 2015). Contexts are the most frequent words
alone, so the decomposition is that of a small square matrix.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_ROWS_AT_ONCE = 2_000
_TOKENS_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Shape:
    """How vectors are made.

    Attributes:
        window: the most words that one may stand behind the other.
        contexts: how many words are contexts, the most frequent.
        dimensions: of the vectors at most.
        smoothing: exponent of the contexts' counts.
        spread: exponent of the singular values, 0 (all dimensions alike) to 1.
    """

    window: int = 5
    contexts: int = 1_000
    dimensions: int = 128
    smoothing: float = 0.75
    spread: float = 0.5


SHAPE = Shape()


def word_vectors(
    words: NDArray[np.int32], texts: NDArray[np.int32], size: int, shape: Shape
) -> Floats:
    """Return the vectors of words, each of length 1; of what has no neighbours, of length 0.

    Args:
        words: the numbers of words as they follow each other, the most frequent word 0.
        texts: the number of the text of each.
        size: how many different words there are.
        shape: of the vectors.

    Returns:
        A row of ``shape.dimensions`` for each word, or of fewer where there are fewer contexts.
    """
    counts = _counts(words, texts, size, shape)
    of_word = counts.sum(axis=1, dtype=np.float64)
    of_context = counts.sum(axis=0, dtype=np.float64) ** shape.smoothing
    whole = of_context.sum()
    gram = np.zeros((counts.shape[1],) * 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        for rows in _blocks(size):
            expected = np.outer(of_word[rows] / whole, of_context)
            weighed = np.log(counts[rows] / expected)
            # Words that are never neighbours tell nothing.
            counts[rows] = np.nan_to_num(np.maximum(weighed, 0), nan=0, posinf=0, neginf=0)
            block = counts[rows].astype(np.float64)
            gram += block.T @ block
    values, axes = np.linalg.eigh(gram)
    chosen = np.argsort(-values, kind="stable")[: shape.dimensions]
    values, axes = np.maximum(values[chosen], 1e-12), axes[:, chosen]
    # An axis may point either way; the same one is taken on every machine.
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])])
    spread = (axes * values ** ((shape.spread - 1) / 2)).astype(np.float32)
    found = np.concatenate([counts[rows] @ spread for rows in _blocks(size)])
    return of_length_one(found)


def of_length_one(rows: Floats) -> Floats:
    """Return vectors in their directions, each of length 1; what is of zeros stays so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return units


def nearest(vectors: Floats, most: int, least: float) -> NDArray[np.int32]:
    """Return for each vector the numbers of the nearest others, the nearest first.

    Args:
        vectors: a row each, of length 1 or 0.
        most: how many.
        least: how close they must be, the cosine.

    Returns:
        Rows of ``most`` numbers, -1 behind the last.
    """
    found = np.full((len(vectors), most), -1, dtype=np.int32)
    for rows in _blocks(len(vectors)):
        closeness = vectors[rows] @ vectors.T
        own = np.arange(len(closeness))
        closeness[own, own + rows.start] = -1
        words, others = np.nonzero(closeness >= least)
        # Of equals the first, on every machine.
        order = np.lexsort((others, -closeness[words, others], words))
        words, others = words[order], others[order]
        ranks = np.arange(len(words)) - np.searchsorted(words, words)
        kept = ranks < most
        found[words[kept] + rows.start, ranks[kept]] = others[kept]
    return found


def _counts(words: NDArray[np.int32], texts: NDArray[np.int32], size: int, shape: Shape) -> Floats:
    """Return how often each word has each context near it."""
    contexts = min(shape.contexts, size)
    counts = np.zeros(size * contexts, dtype=np.float32)
    for start in range(0, len(words), _TOKENS_AT_ONCE):
        end = start + _TOKENS_AT_ONCE + shape.window
        for keys in _pairs(words[start:end], texts[start:end], contexts, shape.window):
            np.add.at(counts, keys, np.float32(1))
    return counts.reshape(size, contexts)


def _pairs(
    words: NDArray[np.int32], texts: NDArray[np.int32], contexts: int, window: int
) -> Iterator[NDArray[np.int64]]:
    """Yield the places of pairs in a table of words and contexts.

    The first of each pair is among the first :data:`_TOKENS_AT_ONCE`.
    """
    for distance in range(1, window + 1):
        first, second = words[:-distance][:_TOKENS_AT_ONCE], words[distance:]
        second = second[: len(first)]
        near = texts[:-distance][: len(first)] == texts[distance:][: len(first)]
        for word, context in ((first, second), (second, first)):
            told = near & (context < contexts)
            yield word[told].astype(np.int64) * contexts + context[told]


def _blocks(size: int) -> Iterator[slice]:
    for start in range(0, size, _ROWS_AT_ONCE):
        yield slice(start, start + _ROWS_AT_ONCE)
