"""The log-likelihood ratio of two things that stand together."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking.association import SIGNIFICANT, log_likelihood


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Counts that an archive can have: both, one, other, articles."""
    articles = draw(st.integers(1, 10_000))
    one, other = draw(st.integers(0, articles)), draw(st.integers(0, articles))
    both = draw(st.integers(max(0, one + other - articles), min(one, other)))
    return both, one, other, articles


def entropy(*counts: int) -> float:
    """The entropy of counts, times their sum."""
    whole = sum(counts)
    return -sum(count * log(count / whole) for count in counts if count)


@given(tables())
def test_it_is_twice_the_mutual_information_of_the_table(table: tuple[int, int, int, int]) -> None:
    both, one, other, articles = table
    cells = (both, one - both, other - both, articles - one - other + both)
    information = entropy(one, articles - one) + entropy(other, articles - other) - entropy(*cells)
    found = log_likelihood(*table)
    if both * articles <= one * other:
        assert found == 0
    else:
        assert found == pytest.approx(2 * information, abs=1e-6)


@given(tables())
def test_neither_of_the_two_comes_first(table: tuple[int, int, int, int]) -> None:
    both, one, other, articles = table
    assert log_likelihood(both, one, other, articles) == pytest.approx(
        log_likelihood(both, other, one, articles)
    )


def test_what_is_everywhere_tells_nothing_and_what_is_rare_tells_much() -> None:
    everywhere = log_likelihood(20, 20, 1000, 1000)
    frequent = log_likelihood(10, 20, 300, 1000)
    rare = log_likelihood(10, 20, 12, 1000)
    assert everywhere == 0
    assert everywhere < frequent < rare
    assert log_likelihood(1, 20, 20, 1000) < SIGNIFICANT < log_likelihood(3, 20, 20, 1000)
