"""Text cut into fragments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokenize
from search.markers import WordPlaces
from search.snippets import SNIPPET_WORDS, beginning, best_snippet, fragments

TEXT = "سعر القمح: يرتفع"


@pytest.mark.parametrize(
    ("matches", "start", "end", "expected"),
    [
        ({}, 0, None, [(TEXT, False)]),
        ({1: 0}, 0, None, [("سعر ", False), ("القمح", True), (": يرتفع", False)]),
        ({0: 0, 1: 1}, 0, None, [("سعر", True), (" ", False), ("القمح", True), (": يرتفع", False)]),
        ({0: 0, 2: 0}, 4, None, [("القمح: ", False), ("يرتفع", True)]),
        ({0: 0, 1: 0}, 0, 5, [("سعر", True), (" ا", False)]),
        ({}, 3, 3, []),
    ],
)
def test_fragments(
    matches: dict[int, int], start: int, end: int | None, expected: list[tuple[str, bool]]
) -> None:
    found = fragments(TEXT, WordPlaces.of(tokenize(TEXT)), matches, start, end)
    assert [(part.text, part.marked) for part in found] == expected


WORDS = st.lists(st.sampled_from(["قمح", "سعر", "في", "شعير."]), min_size=1, max_size=120)


@given(WORDS, st.data())
def test_a_snippet_is_words_of_the_text_side_by_side(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    places = WordPlaces.of(tokenize(text))
    numbers = st.integers(0, len(places) - 1)
    matches = data.draw(st.dictionaries(numbers, st.integers(0, 3), min_size=1))
    found = best_snippet(text, places, matches)
    assert any(part.marked for part in found)
    shown = "".join(part.text for part in found)
    inside = shown.removeprefix("… ").removesuffix(" …")
    assert inside in text
    assert len(inside.split()) <= SNIPPET_WORDS
    assert shown.startswith("… ") or text.startswith(inside)
    assert shown.endswith(" …") or text.endswith(inside)
    plain = "".join(part.text for part in beginning(text, places))
    assert text.startswith(plain.removesuffix(" …"))
