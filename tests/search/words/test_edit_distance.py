"""What slips of the pen cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.words.edit_distance import LEAST_COST, edit_cost


@pytest.mark.parametrize(
    ("typed", "intended", "cost", "why"),
    [
        ("مجلس", "مجلس", 0.0, "the same word"),
        ("مجلسس", "مجلس", 0.4, "a letter typed twice"),
        ("مجس", "مجلس", 0.9, "a letter left out"),
        ("مدرس", "مدارس", 0.6, "a long vowel left out"),
        ("مجلش", "مجلس", 0.45, "a letter for one of its shape"),
        ("ظابط", "ضابط", 0.7, "one of its sound, at the beginning"),
        ("مجلي", "مجلس", 0.65, "the key beside it"),
        ("مجلز", "مجلس", 1.0, "any other letter"),
        ("ملجس", "مجلس", 0.6, "two letters in the wrong order"),
        ("مجزلس", "مجلس", 0.9, "a letter too many"),
        ("مجلسي", "مجلس", 0.7, "one whose key lies beside the letter before it"),
        ("جلس", "مجلس", 1.15, "the first letter left out"),
        ("مجلسالامن", "مجلس الامن", 0.4, "a space left out"),
    ],
)
def test_costs(typed: str, intended: str, cost: float, why: str) -> None:
    assert edit_cost(typed, intended) == pytest.approx(cost), why


@given(st.text("ابتثجحس", max_size=8), st.text("ابتثجحس", max_size=8))
def test_no_pair_costs_more_than_typing_anew(typed: str, intended: str) -> None:
    anew = edit_cost(typed, "") + edit_cost("", intended)
    assert 0 <= edit_cost(typed, intended) <= anew + 1e-9


@given(st.text("ابتثجحس", max_size=8), st.text("ابتثجحس", max_size=8))
def test_every_slip_has_its_least_cost(typed: str, intended: str) -> None:
    assert edit_cost(typed, intended) >= LEAST_COST * OSA.distance(typed, intended) - 1e-9
