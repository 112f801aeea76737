"""What can be asked of a syntax tree."""

import pytest

from index.analysis import NO_EVIDENCE, Analyzer
from search.language.parser import parse
from search.language.syntax import (
    All,
    Everything,
    Node,
    Phrase,
    adjacent_words,
    conjunction,
    expansions,
    parts_of,
    phrases,
    relaxed_words,
    visible_parts,
    written,
)

ANALYZER = Analyzer(NO_EVIDENCE)


def tree(query: str, *, expand: bool = False) -> Node:
    return parse(query, ANALYZER, expand=expand).node


@pytest.mark.parametrize(
    ("query", "words", "why"),
    [
        ('قمح "وزارة الزراعة"', ["وزارة", "الزراعة"], "the words of a phrase"),
        ('قمح "وزير في السوق"', ["وزير", "السوق"], "without its stop words"),
        ('قمح "من في السوق"', [], "a phrase of one other word has nothing to relax"),
        ('"سعر القمح" "مجلس الأمن"', ["سعر", "القمح", "مجلس", "الأمن"], "of every phrase"),
        ('"سعر القمح"', [], "a phrase that is all that is asked for"),
        ('"سعر القمح" قسم:اقتصاد', [], "beside a value as well: it is no word"),
        ('"سعر القمح" -شعير', [], "beside what is excluded as well"),
        ("سعر القمح", [], "no phrase"),
        ('قمح (شعير OR "سعر القمح")', [], "a phrase among alternatives may be missing as it is"),
    ],
)
def test_relaxed_words(query: str, words: list[str], why: str) -> None:
    assert [word.text for word in relaxed_words(parts_of(tree(query)))] == words, why


@pytest.mark.parametrize(
    ("query", "pairs", "why"),
    [
        ("سعر القمح", [("سعر", "القمح")], "two words"),
        ("سعر القمح الروسي", [("سعر", "القمح"), ("القمح", "الروسي")], "three"),
        ("سعر في القمح", [("سعر", "القمح")], "a stop word between them does not count"),
        ("قمح القمح", [], "forms of one word"),
        ("سعر قمح سعر قمح", [("سعر", "قمح"), ("قمح", "سعر")], "each pair once"),
        ("عنوان:سعر القمح", [], "in different fields"),
        ("سعر (قمح OR شعير)", [("سعر", "قمح"), ("قمح", "شعير")], "whatever part they stand in"),
        ("سعر -قمح شعير", [("سعر", "شعير")], "what is excluded is left aside"),
        ('سعر "وزارة الزراعة"', [], "the words of a phrase are neighbours already"),
    ],
)
def test_adjacent_words(query: str, pairs: list[tuple[str, str]], why: str) -> None:
    found = adjacent_words(tree(query), "light")
    assert [(left.text, right.text) for left, right in found] == pairs, why


@pytest.mark.parametrize(
    ("query", "expand", "parts"),
    [
        ('قمح "سعر القمح" شع*', False, ["قمح", "سعر القمح", "شع*"]),
        ("قمح -شعير قسم:اقتصاد", False, ["قمح"]),
        ("ليتر قمح", True, ["ليتر", "لتر", "قمح"]),
        ("ليتر OR قمح", True, ["ليتر", "لتر", "قمح"]),
    ],
)
def test_visible_parts(query: str, expand: bool, parts: list[str]) -> None:
    node = tree(query, expand=expand)
    assert [written(part) for part in visible_parts(node, expansions=True)] == parts
    typed = [part for part in parts if part not in expansions(node)]
    assert [written(part) for part in visible_parts(node, expansions=False)] == typed


def test_a_spelling_of_several_words_is_a_phrase() -> None:
    assert Phrase(("عبد", "الله")) in phrases(tree("عبدالله", expand=True))
    assert not list(phrases(tree("عبدالله")))


def test_a_conjunction_is_flat() -> None:
    one, other, third = parts_of(tree("سعر القمح الروسي"))
    assert conjunction([]) is None
    assert conjunction([one]) is one
    assert conjunction([All((one, other)), third]) == All((one, other, third))
    assert parts_of(Everything()) == (Everything(),)
