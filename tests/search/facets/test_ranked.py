"""Of many values that stay numbers the same is shown as of a plain mapping."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import folded_text
from index.facets import NO_VALUE
from search.facets.pages import facet_page
from search.facets.ranked import RankedValues
from search.facets.timeline import top_values
from search.largest import places_of_largest
from search.query import Query

_NAMES = st.text("سالمعيدأ ", min_size=1, max_size=6).map(lambda text: " ".join(text.split()))
_COUNTS = st.dictionaries(_NAMES.filter(bool), st.integers(0, 3), max_size=12)


def ranked(counts: dict[str, int], without: int) -> RankedValues:
    values = sorted(counts)
    folded = list(map(folded_text, values))
    return RankedValues(
        values,
        np.array([counts[value] for value in values], dtype=np.intp),
        without,
        {value: place for place, value in enumerate(values)}.get,
        lambda letters: np.array([letters in name for name in folded], dtype=bool),
    )


@given(_COUNTS, st.integers(0, 2))
def test_it_is_the_mapping(counts: dict[str, int], without: int) -> None:
    present = {value: count for value, count in counts.items() if count}
    found = ranked(counts, without)
    assert dict(found) == present | {NO_VALUE: without}
    assert len(found) == len(present) + 1
    assert all(value in found for value in present)
    assert "غائب تمامًا" not in found


@given(_COUNTS, st.integers(0, 2), st.data())
def test_pages_are_the_same(counts: dict[str, int], without: int, data: st.DataObject) -> None:
    offered = st.lists(st.sampled_from([*counts, "غائب", NO_VALUE]), unique=True, max_size=3)
    chosen, left_out = data.draw(offered), data.draw(offered)
    query = Query(
        chosen=tuple(("person", value) for value in chosen),
        excluded=tuple(("person", value) for value in left_out if value not in chosen),
    )
    containing = data.draw(st.sampled_from(["", " ", "؟", "س", "ا", "بلا", "سالم"]))
    first, count = data.draw(st.integers(0, 9)), data.draw(st.integers(1, 9))
    plain = counts | {NO_VALUE: without}
    one, other = (
        facet_page("person", held, query, containing=containing, first=first, count=count)
        for held in (ranked(counts, without), plain)
    )
    assert one == other


@given(_COUNTS, st.integers(0, 2), st.integers(1, 6), st.data())
def test_the_most_frequent_are_the_same(
    counts: dict[str, int], without: int, most: int, data: st.DataObject
) -> None:
    some = st.lists(st.sampled_from([*counts, "غائب"]), unique=True, max_size=3)
    first, left_out = data.draw(some), data.draw(some)
    found = top_values("person", ranked(counts, without), most, first, left_out)
    assert found == top_values("person", counts | {NO_VALUE: without}, most, first, left_out)


@given(st.lists(st.integers(0, 4), max_size=20), st.integers(0, 9))
def test_places_of_the_largest(numbers: list[int], most: int) -> None:
    order = sorted(range(len(numbers)), key=lambda place: (-numbers[place], place))
    expected = [place for place in order if numbers[place]][:most]
    assert places_of_largest(np.array(numbers, dtype=np.intp), most).tolist() == expected
