"""One writing for the ways in which papers write a name."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.entities.name_writing import organisation, person, without_titles
from tests.tables import vectors

_KINDS: dict[str, Callable[[str], str]] = {
    "person": person,
    "organisation": organisation,
    "titles": without_titles,
}

_WORDS = st.sampled_from(
    ["عبدالله", "عبد", "الله", "ابن", "بن", "ال", "آل", "ابو", "أبوعبدالاله", "احمد", "إحمد", "على",
     "الامير", "الشيخ", "د.", "«م»", "المصرى", "الداخليه", "مُحمد", "ـ", "ﷲ", "ا\u0654حمد", "IBM"]
)  # fmt: skip
_NAMES = st.lists(_WORDS | st.text("ابعدلهىيةأإآ ء\u0654ـ", max_size=8), max_size=6).map(" ".join)


@pytest.mark.parametrize(("kind", "written", "writing", "why"), vectors("names_written.tsv"))
def test_writings(kind: str, written: str, writing: str, why: str) -> None:
    assert _KINDS[kind](written) == writing, why


@pytest.mark.parametrize("kind", _KINDS)
@given(name=_NAMES)
def test_what_is_given_is_its_own_writing(kind: str, name: str) -> None:
    writing = _KINDS[kind](name)
    assert _KINDS[kind](writing) == writing


@given(_NAMES, st.integers(1, 4))
def test_no_title_takes_a_word_too_many(name: str, least: int) -> None:
    words = name.split()
    left = without_titles(name, least).split()
    assert len(left) >= min(least, len(words))
