"""What stands before the words of a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets import FACETS
from index.fields import FIELDS
from search.language.qualifiers import LEVEL_PREFIXES, Qualifiers, split_qualifiers

NAMED = {prefix: field.name for field in FIELDS for prefix in field.prefixes} | {
    prefix: facet.name for facet in FACETS for prefix in facet.prefixes
}


@pytest.mark.parametrize(
    ("run", "qualifiers", "words", "why"),
    [
        ("قمح", Qualifiers(), "قمح", "a word"),
        ("-قمح", Qualifiers(True), "قمح", "a minus"),
        ("−قمح", Qualifiers(True), "قمح", "the sign of subtraction"),
        ("--قمح", Qualifiers(True), "-قمح", "one minus is read, not two"),
        ("عنوان:قمح", Qualifiers(False, "title"), "قمح", "a field"),
        ("الْعُنوان:قمح", Qualifiers(False, "title"), "قمح", "in any spelling"),
        ("حرفي:قمح", Qualifiers(False, None, "exact"), "قمح", "a level"),
        ("=قمح", Qualifiers(False, None, "exact"), "قمح", "its sign"),
        ("صيغ:=قمح", Qualifiers(False, None, "exact"), "قمح", "the sign beats the name"),
        ("عنوان:صيغ:قمح", Qualifiers(False, "title", "light"), "قمح", "field and level"),
        ("صيغ:عنوان:قمح", Qualifiers(False, "title", "light"), "قمح", "level and field"),
        ("-عنوان:قمح", Qualifiers(True, "title"), "قمح", "a minus before them"),
        ("عنوان:-قمح", Qualifiers(True, "title"), "قمح", "or behind them"),
        ("-عنوان:-قمح", Qualifiers(True, "title"), "-قمح", "but once"),
        ("عنوان:نص:قمح", Qualifiers(False, "title"), "نص:قمح", "one field"),
        ("صيغ:جذع:قمح", Qualifiers(False, None, "light"), "جذع:قمح", "one level"),
        ("لون:قمح", Qualifiers(), "لون:قمح", "no field"),
        ("3:قمح", Qualifiers(), "3:قمح", "nothing that could be one"),
        ("قمح:عنوان:سعر", Qualifiers(), "قمح:عنوان:سعر", "what stands behind no field is text"),
    ],
)
def test_qualifiers(run: str, qualifiers: Qualifiers, words: str, why: str) -> None:
    split = split_qualifiers(run)
    assert (split.qualifiers, split.words) == (qualifiers, words), why


@pytest.mark.parametrize(
    ("run", "attached", "alone", "why"),
    [
        ("-", Qualifiers(True), Qualifiers(), "a minus alone is punctuation"),
        ("=", Qualifiers(False, None, "exact"), Qualifiers(), "and so is an equals sign"),
        ("عنوان:", Qualifiers(False, "title"), Qualifiers(), "a field apart is a word"),
        ("-عنوان:", Qualifiers(True, "title"), Qualifiers(True), "also behind a minus"),
    ],
)
def test_what_belongs_to_a_quote_or_bracket_behind_it(
    run: str, attached: Qualifiers, alone: Qualifiers, why: str
) -> None:
    assert split_qualifiers(run, attached=True).qualifiers == attached, why
    assert split_qualifiers(run, attached=False).qualifiers == alone, why


@pytest.mark.parametrize(
    ("run", "attached", "codes"),
    [
        ("لون:قمح", False, ["unknown_field"]),
        ("عنوان:لون:قمح", False, ["unknown_field"]),
        ("عنوان:نص:قمح", False, []),
        ("عنوان:", False, ["field_apart"]),
        ("صيغ:", False, ["field_apart"]),
        ("لون:", False, []),
        ("لون:", True, ["unknown_field"]),
        ("عنوان:", True, []),
    ],
)
def test_what_looks_like_a_field_is_told(run: str, attached: bool, codes: list[str]) -> None:
    assert [note.code for note in split_qualifiers(run, attached=attached).notes] == codes


@pytest.mark.parametrize(("prefix", "name"), NAMED.items())
def test_every_name_of_a_field_asks_for_it(prefix: str, name: str) -> None:
    assert split_qualifiers(f"{prefix}:قمح").qualifiers.field == name


@pytest.mark.parametrize(
    ("prefix", "level"),
    [(prefix, level) for level, prefixes in LEVEL_PREFIXES.items() for prefix in prefixes],
)
def test_every_name_of_a_level_asks_for_it(prefix: str, level: str) -> None:
    assert split_qualifiers(f"{prefix}:قمح").qualifiers.level == level


@given(
    st.lists(
        st.sampled_from(["-", "=", "عنوان:", "صيغ:", "لون:", "قمح", ":", "قسم:", "\u064e"])
    ).map("".join)
    | st.text(),
    st.booleans(),
)
def test_the_words_are_the_rest_of_the_run(run: str, attached: bool) -> None:
    split = split_qualifiers(run, attached=attached)
    assert run[split.start :] == split.words
    if split.qualifiers == Qualifiers() and not run.startswith(("-", "−")):
        assert split.words == run
