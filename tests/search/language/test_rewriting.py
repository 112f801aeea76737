"""From one syntax tree to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import NO_EVIDENCE, Analyzer
from search.language.lexer import read_tokens
from search.language.operands import operand
from search.language.rewriting import expanded, without_stop_words
from search.language.syntax import (
    Expanded,
    Node,
    Not,
    Word,
    conjunction,
    expansions,
    parts_of,
    words_of,
)

ANALYZER = Analyzer(NO_EVIDENCE)


def tree(query: str) -> Node:
    """The words of a query in a row, stop words among them."""
    tokens, found = read_tokens(query)
    parts = []
    for token in tokens:
        node = operand(token, ANALYZER, found)
        assert node is not None
        parts.append(Not(node) if token.excluded else node)
    node = conjunction(parts)
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("query", "words", "why"),
    [
        ("القمح في السوق", ["القمح", "السوق"], "a stop word among others"),
        ("في القمح", ["القمح"], "before one"),
        ("=في القمح", ["في", "القمح"], "on the exact level it counts"),
        ('"في السوق" القمح', ["القمح"], "a phrase stays whole"),
        ("القمح -في", ["القمح"], "an excluded one is left out"),
        ("من في", None, "nothing else was asked for"),
        ("من قسم:اقتصاد", None, "no other word was asked for"),
        ("قسم:اقتصاد", [], "no word was asked for at all"),
    ],
)
def test_stop_words(query: str, words: list[str] | None, why: str) -> None:
    node = without_stop_words(tree(query))
    assert (node and [word.text for word in words_of(node)]) == words, why


WORDS = st.lists(
    st.sampled_from(
        ["في", "من", "=في", "قمح", "-قمح", "-من", "غوغل", "عبد", "الله", "ليتر", '"في"']
    ),
    min_size=1,
).map(" ".join)  # fmt: skip


@given(WORDS)
def test_without_stop_words_nothing_more_can_be_left_out(query: str) -> None:
    node = without_stop_words(tree(query))
    if node is not None:
        assert without_stop_words(node) == node


@given(WORDS)
def test_expansion_keeps_every_word_as_it_was_typed(query: str) -> None:
    node = tree(query)
    assert list(words_of(expanded(node, ANALYZER))) == list(words_of(node))


@pytest.mark.parametrize(
    ("query", "others", "why"),
    [
        ("ليتر", ["لتر"], "a spelling of the table"),
        ("=ليتر", [], "on one level a word is meant as it is"),
        ("-ليتر", [], "what is excluded stays as typed"),
        ('"ليتر"', [], "and so does a phrase"),
        ("نيو يورك", ["نيويورك"], "a spelling of two words"),
        ("نيو =يورك", [], "not where they are asked for on different levels"),
        ("نيو عنوان:يورك", [], "or in different fields"),
        ("عنوان:نيو عنوان:يورك", ["نيويورك"], "but both in one field"),
        ("نيو قسم:اقتصاد يورك", [], "or with something between them"),
    ],
)
def test_other_spellings(query: str, others: list[str], why: str) -> None:
    found = expansions(expanded(tree(query), ANALYZER))
    assert list(found)[: len(others)] == others, why
    assert bool(found) == bool(others), why


def test_spellings_of_the_query_are_searched_for_in_its_field() -> None:
    node = expanded(tree("عنوان:شنبران قمح"), ANALYZER, {("شنبران",): ("شنبرون",)})
    first = parts_of(node)[0]
    assert isinstance(first, Expanded)
    ((text, other),) = first.others
    assert isinstance(other, Word)
    assert (text, other.text, other.field) == ("شنبرون", "شنبرون", "title")
