"""Packed strings against a dictionary and a sorted list of the same."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import ArrayWriter, map_arrays
from index.packed_strings import PackedStrings

STRINGS = st.sets(
    st.text(max_size=5) | st.text("ابت", max_size=4) | st.text("a\u07ff\u0800\uffff\U0001f600"),
    max_size=60,
)
#: Half a surrogate pair has no UTF-8, so no index has it.
HALVES = st.text(st.sampled_from("ا\ud800\udfff"), min_size=1, max_size=4)


def packed(strings: Iterable[str]) -> PackedStrings:
    return PackedStrings.of(sorted(string.encode() for string in strings))


@given(STRINGS, st.text(max_size=3) | st.text("ابت", max_size=3))
def test_a_string_is_found_under_its_number_and_no_other_is(strings: set[str], other: str) -> None:
    held = packed(strings)
    number_of = {string: number for number, string in enumerate(sorted(strings))}
    assert {string: held.find(string) for string in strings} == number_of
    assert held.find(other) == number_of.get(other)


@given(STRINGS)
def test_strings_stand_in_the_order_of_their_characters(strings: set[str]) -> None:
    """Which is that of their UTF-8 bytes."""
    held, expected = packed(strings), sorted(strings)
    assert len(held) == len(expected)
    assert list(held) == expected
    assert [held[number] for number in range(len(held))] == expected
    assert [held[number - len(held)] for number in range(len(held))] == expected
    assert held[1:7:2] == expected[1:7:2]
    assert [held.bytes_of(number).decode() for number in range(len(held))] == expected
    for number in (len(held), -len(held) - 1):
        with pytest.raises(IndexError):
            held[number]


@given(STRINGS, st.text(max_size=3) | st.text("ابت", max_size=3))
def test_the_strings_that_begin_so_stand_together(strings: set[str], prefix: str) -> None:
    held, expected = packed(strings), sorted(strings)
    assert [held[number] for number in held.beginning(prefix)] == [
        string for string in expected if string.startswith(prefix)
    ]
    assert held.first_from(prefix.encode()) == sum(string < prefix for string in expected)


@given(STRINGS, HALVES)
def test_half_a_surrogate_pair_is_found_nowhere(strings: set[str], half: str) -> None:
    held = packed(strings)
    if any("\ud800" <= sign <= "\udfff" for sign in half):
        assert held.find(half) is None
        assert len(held.beginning(half)) == 0


@given(STRINGS)
def test_what_is_kept_comes_back(
    tmp_path_factory: pytest.TempPathFactory, strings: set[str]
) -> None:
    path = tmp_path_factory.mktemp("packed") / "strings.arrays"
    with ArrayWriter(path) as file:
        for name, array in packed(strings).arrays("held").items():
            file.add(name, array)
    held = PackedStrings.mapped(map_arrays(path), "held")
    assert list(held) == sorted(strings)
    assert all(held.find(string) is not None for string in strings)
    assert held.find("x" * 9) is None


def test_there_may_be_no_strings_or_an_empty_one(tmp_path: Path) -> None:
    none, empty = packed([]), packed([""])
    assert (len(none), list(none), none.find(""), len(none.beginning(""))) == (0, [], None, 0)
    assert (len(empty), list(empty), empty.find(""), len(empty.beginning(""))) == (1, [""], 0, 1)
    assert (none.find("ا"), empty.find("ا"), empty.beginning("ا")) == (None, None, range(1, 1))
