import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parse import parse
from search.pieces import MAX_WORDS
from search.syntax import (
    All,
    Any,
    Everything,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Value,
    Word,
    relaxed,
)
from tests.tables import vectors


def shown(node: Node) -> str:
    """A tree in one line, words in their folded spelling."""
    match node:
        case Word(token, field):
            return _scoped(field, token.exact)
        case Prefix(exact, field):
            return _scoped(field, exact + "*")
        case Phrase(exact, field):
            return _scoped(field, '"' + " ".join(exact) + '"')
        case Value(facet, text):
            return f"{facet}={text}"
        case Period(first, last):
            return f"{first}..{last}"
        case All(parts):
            return "(" + " & ".join(map(shown, parts)) + ")"
        case Any(parts):
            return "(" + " | ".join(map(shown, parts)) + ")"
        case Not(part):
            return "-" + shown(part)
        case Everything():
            return "everything"


def _scoped(field: str | None, text: str) -> str:
    return f"{field}:{text}" if field else text


@pytest.mark.parametrize(("query", "tree", "codes", "why"), vectors("queries.tsv"))
def test_queries(query: str, tree: str, codes: str, why: str) -> None:
    parsed = parse(query)
    assert shown(parsed.node) == tree, why
    assert [note.code for note in parsed.notes] == ([] if codes == "none" else codes.split()), why


PIECES = st.lists(
    st.sampled_from(
        ["قمح", "في", '"', "«", "»", "“", "”", "(", ")", "-", "*", "أو", "OR", "|", "؟", ":",
         "عنوان:", "قسم:", "تاريخ:", "2024-10", " ", "  ", "a.b", "أ.ب", "\u200f", "\u064e", "ـ"]
    )
)  # fmt: skip


@given(PIECES.map("".join) | st.text())
def test_nothing_that_can_be_typed_is_an_error(text: str) -> None:
    parsed = parse(text)
    assert all(note.code and note.message for note in parsed.notes)
    relaxed(parsed.node)


@given(PIECES.map("".join) | st.text())
def test_a_query_is_never_silently_everything(text: str) -> None:
    parsed = parse(text)
    if isinstance(parsed.node, Everything) and text.strip():
        assert "no_words" in [note.code for note in parsed.notes]


@pytest.mark.parametrize("text", ["(" * 10_000, ")" * 10_000, "(a " * 5_000, '"' * 9_999])
def test_deep_and_long_input_ends(text: str) -> None:
    parse(text)


def test_words_after_the_limit_are_left_out_and_told() -> None:
    for separator in (" ", "/"):
        parsed = parse(separator.join(["قمح"] * (MAX_WORDS + 50)))
        assert isinstance(parsed.node, All)
        assert len(parsed.node.parts) == MAX_WORDS
        assert [note.code for note in parsed.notes] == ["too_long"]


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("قمح شعير", "((قمح | شعير))"),
        ("قمح شعير -ذرة", "((قمح | شعير) & -ذره)"),
        ("قمح شعير قسم:اقتصاد", "((قمح | شعير) & section=اقتصاد)"),
        ('"سوق القمح" شعير', '(("سوق القمح" | شعير))'),
    ],
)
def test_relaxing_makes_words_optional_and_nothing_else(query: str, tree: str) -> None:
    easier = relaxed(parse(query).node)
    assert easier is not None
    assert shown(easier) == tree


@pytest.mark.parametrize("query", ["قمح", "قمح -شعير", "قمح OR شعير", "قسم:اقتصاد", ""])
def test_what_cannot_be_relaxed(query: str) -> None:
    assert relaxed(parse(query).node) is None
