"""Positions against the plain way of finding the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.ranking.proximity import (
    Occurrences,
    articles_of,
    in_a_row,
    occurrences,
    positions_of,
    proximity,
)

#: Positions by article, as a person would write them.
Positions = dict[int, list[int]]

POSTINGS = st.dictionaries(
    st.integers(0, 4), st.sets(st.integers(0, 15), min_size=1).map(sorted), max_size=5
)


def given_occurrences(postings: Positions) -> Occurrences:
    owners = sorted(postings)
    return occurrences(
        np.array(owners, dtype=np.int32),
        np.array([len(postings[owner]) for owner in owners], dtype=np.float32),
        np.array([at for owner in owners for at in postings[owner]], dtype=np.uint32),
    )


@given(POSTINGS)
def test_occurrences_keep_article_and_position(postings: Positions) -> None:
    found = given_occurrences(postings)
    pairs = list(zip(articles_of(found).tolist(), positions_of(found).tolist(), strict=True))
    assert pairs == [(owner, at) for owner in sorted(postings) for at in postings[owner]]
    assert found.tolist() == sorted(found.tolist())


def test_occurrences_of_large_numbers() -> None:
    found = given_occurrences({2**31 - 2: [0, 2**32 - 1]})
    assert articles_of(found).tolist() == [2**31 - 2] * 2
    assert positions_of(found).tolist() == [0, 2**32 - 1]


@given(st.lists(POSTINGS, min_size=1, max_size=3))
def test_in_a_row(terms: list[Positions]) -> None:
    found = in_a_row([given_occurrences(term) for term in terms])
    assert list(zip(articles_of(found).tolist(), positions_of(found).tolist(), strict=True)) == [
        (owner, at)
        for owner in sorted(terms[0])
        for at in terms[0][owner]
        if all(at + offset in term.get(owner, ()) for offset, term in enumerate(terms))
    ]


@given(POSTINGS, POSTINGS, st.integers(1, 6))
def test_proximity(left: Positions, right: Positions, window: int) -> None:
    rarer, other = sorted((left, right), key=lambda term: sum(map(len, term.values())))
    articles, worth = proximity(given_occurrences(rarer), given_occurrences(other), window)
    assert articles.tolist() == sorted(set(articles.tolist()))
    expected: dict[int, float] = {}
    for owner, positions in rarer.items():
        for at in positions:
            before = [at - place for place in other.get(owner, ()) if place < at]
            behind = [place - at for place in other.get(owner, ()) if place > at]
            for distances in (before, behind):
                if distances and min(distances) <= window:
                    expected[owner] = expected.get(owner, 0) + 1 / min(distances)
    assert articles.tolist() == sorted(expected)
    assert np.allclose(worth, [expected[owner] for owner in sorted(expected)])


def test_near_by_hand() -> None:
    articles, worth = proximity(
        given_occurrences({1: [5], 2: [0]}), given_occurrences({1: [3, 6], 2: [9]}), 3
    )
    assert articles.tolist() == [1]
    assert worth.tolist() == [1.5]


def test_of_words_that_stand_equally_often_the_places_of_the_first_count() -> None:
    one, other = {1: [0, 10]}, {1: [1, 2]}
    assert proximity(given_occurrences(one), given_occurrences(other), 6)[1].tolist() == [1.0]
    assert proximity(given_occurrences(other), given_occurrences(one), 6)[1].tolist() == [1.5]


def test_a_place_is_not_near_itself_and_the_window_is_the_last_distance() -> None:
    left = given_occurrences({1: [3], 2: [0], 3: [0]})
    right = given_occurrences({1: [3], 2: [6], 3: [7], 4: [1]})
    articles, worth = proximity(left, right, 6)
    assert articles.tolist() == [2]
    assert worth.tolist() == [np.float32(1 / 6)]
    assert worth.dtype == np.float32
