"""Vectors of words: near where words have the same neighbours, and as the formulas say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.associations import vectors
from index.associations.vectors import Shape, nearest, word_vectors

SHAPE = Shape(window=2, contexts=4, dimensions=3)
SIZE = 8

Numbers = NDArray[np.int32]


def drawn(seed: int, length: int = 300) -> tuple[Numbers, Numbers]:
    """Draw words, the most frequent first, and the texts that they stand in."""
    chance = np.random.default_rng(seed)
    words = np.minimum(chance.geometric(0.3, length) - 1, SIZE - 1).astype(np.int32)
    texts = np.sort(chance.integers(0, 20, length)).astype(np.int32)
    return words, texts


def counted_one_by_one(words: Numbers, texts: Numbers) -> NDArray[np.float64]:
    counts = np.zeros((SIZE, SHAPE.contexts))
    for one, word in enumerate(words):
        for other, context in enumerate(words):
            near = 0 < abs(one - other) <= SHAPE.window and texts[one] == texts[other]
            if near and context < SHAPE.contexts:
                counts[word, context] += 1
    return counts


@given(st.integers(0, 50))
def test_closeness_is_that_of_a_decomposition_of_the_weighed_counts(seed: int) -> None:
    words, texts = drawn(seed)
    counts = counted_one_by_one(words, texts)
    smoothed = counts.sum(axis=0) ** SHAPE.smoothing
    expected = np.outer(counts.sum(axis=1), smoothed / smoothed.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        weighed = np.nan_to_num(np.maximum(np.log(counts / expected), 0), nan=0, posinf=0)
    left, values, _ = np.linalg.svd(weighed, full_matrices=False)
    rows = left[:, : SHAPE.dimensions] * values[: SHAPE.dimensions] ** SHAPE.spread
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    right = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-6)
    found = word_vectors(words, texts, SIZE, SHAPE)
    assert np.allclose(found @ found.T, right @ right.T, atol=1e-3)


def test_how_much_is_looked_at_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    words, texts = drawn(3, length=500)
    whole = word_vectors(words, texts, 8, SHAPE)
    monkeypatch.setattr(vectors, "_TOKENS_AT_ONCE", 7)
    monkeypatch.setattr(vectors, "_ROWS_AT_ONCE", 3)
    assert np.allclose(word_vectors(words, texts, 8, SHAPE), whole, atol=1e-4)


def test_the_same_texts_give_the_same_bytes() -> None:
    words, texts = drawn(4)
    first, second = (word_vectors(words, texts, 8, SHAPE) for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_what_has_no_neighbours_has_no_vector() -> None:
    words, texts = np.array([0, 1, 2], dtype=np.int32), np.array([0, 0, 1], dtype=np.int32)
    assert not word_vectors(words, texts, 3, SHAPE)[2].any()


@given(st.integers(0, 30), st.integers(1, 6), st.sampled_from([-1.0, 0.0, 0.5]))
def test_the_nearest_are_those_of_a_look_at_all(seed: int, most: int, least: float) -> None:
    drawn_rows = np.random.default_rng(seed).normal(size=(9, 3)).astype(np.float32)
    rows = drawn_rows / np.linalg.norm(drawn_rows, axis=1, keepdims=True)
    found = nearest(rows, most, least)
    for one, row in enumerate(found.tolist()):
        close = {other: float(rows[one] @ rows[other]) for other in range(9) if other != one}
        fitting = (other for other in close if close[other] >= least)
        right = sorted(fitting, key=lambda at: -close[at])
        assert [at for at in row if at >= 0] == right[:most]
        assert row == sorted(row, key=lambda at: at < 0)
