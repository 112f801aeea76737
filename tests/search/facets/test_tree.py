"""The values of a facet, made when they are looked at: as if all had been made."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets import NO_VALUE
from search.facets.tree import tree
from search.results import FacetValue


@dataclass(frozen=True)
class Counted:
    """Counts of a facet without a tree."""

    counts: dict[str, int]
    without: int

    def right_below(self, above: str | None) -> dict[str, int]:
        return {} if above else dict(self.counts)

    def named(self, value: str) -> int:
        return 0


VALUES = st.text("abc", min_size=1, max_size=2)


@given(
    st.dictionaries(VALUES, st.integers(1, 3)),
    st.integers(0, 2),
    st.sets(VALUES, max_size=2),
    st.sets(VALUES, max_size=2),
)
def test_values_in_their_order(
    counts: dict[str, int], without: int, selected: set[str], excluded: set[str]
) -> None:
    found = tree("dateline", Counted(counts, without), sorted(selected), sorted(excluded))
    listed = counts | dict.fromkeys((selected | excluded) - counts.keys(), 0)
    expected = [
        FacetValue(value, value, listed[value], value in selected, (), value in excluded)
        for value in sorted(listed, key=lambda value: (-listed[value], value))
    ]
    if without:
        expected.append(FacetValue(NO_VALUE, found[-1].label, without))
    assert found == expected
    assert [found[place] for place in range(len(found))] == expected
    assert found[1:3] == tuple(expected[1:3])
    assert found[-2:] == expected[-2:]
    assert hash(found) == hash(tuple(expected))
    with pytest.raises(IndexError):
        found[len(expected)]


def test_what_is_chosen_of_no_value_stands_last() -> None:
    found = tree("dateline", Counted({"a": 1}, 0), [NO_VALUE], [])
    assert [(value.value, value.count, value.selected) for value in found] == [
        ("a", 1, False),
        (NO_VALUE, 0, True),
    ]
