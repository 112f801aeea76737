from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search.language.spelling_variants
from index.analysis import LEVELS, NO_EVIDENCE, Analyzer
from search.language.lexer import MAX_WORDS
from search.language.parser import Parsed, parse
from search.language.qualifiers import LEVEL_PREFIXES
from search.language.syntax import (
    All,
    Any,
    Everything,
    Expanded,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Value,
    Word,
    expansions,
    optional,
    parts_of,
    prefixes,
    scored,
    words_of,
    written,
)
from tests.tables import vectors
from web.i18n.language import LANGUAGES
from web.i18n.notes import sentence

ANALYZER = Analyzer(NO_EVIDENCE)


def read(text: str, *, expand: bool = False) -> Parsed:
    return parse(text, ANALYZER, expand=expand)


def shown(node: Node) -> str:
    """A tree in one line, words in their folded spelling."""
    match node:
        case All(parts):
            return _joined(" & ", parts)
        case Any(parts):
            return _joined(" | ", parts)
        case Expanded(typed, others):
            return _joined(" ~ ", (typed, *(other for _, other in others)))
        case Not(part):
            return "-" + shown(part)
        case Everything():
            return "everything"
        case _:
            return _leaf(node)


def _joined(sign: str, parts: tuple[Node, ...]) -> str:
    return "(" + sign.join(map(shown, parts)) + ")"


def _leaf(node: Node) -> str:
    match node:
        case Word(_, terms, field, levels):
            level = "" if levels == LEVELS else "+".join(levels) + ":"
            return _scoped(field, level + terms.exact[0])
        case Prefix(exact, field):
            return _scoped(field, exact + "*")
        case Phrase(exact, field):
            return _scoped(field, '"' + " ".join(exact) + '"')
        case Value(facet, text):
            return f"{facet}={text}"
        case Period(first, last, "published"):
            return f"{first}..{last}"
        case Period(first, last, facet):
            return f"{facet}={first}..{last}"
    raise AssertionError(node)


def _scoped(field: str | None, text: str) -> str:
    return f"{field}:{text}" if field else text


@pytest.mark.parametrize(("query", "tree", "codes", "why"), vectors("queries.tsv"))
def test_queries(query: str, tree: str, codes: str, why: str) -> None:
    parsed = read(query)
    assert shown(parsed.node) == tree, why
    assert [note.code for note in parsed.notes] == ([] if codes == "none" else codes.split()), why


@pytest.mark.parametrize(("query", "tree", "codes"), vectors("relative_queries.tsv"))
def test_days_counted_from_today(query: str, tree: str, codes: str) -> None:
    parsed = parse(query, ANALYZER, expand=False, today=lambda: date(2015, 8, 4))
    assert shown(parsed.node) == tree
    assert [note.code for note in parsed.notes] == ([] if codes == "none" else codes.split())


PIECES = st.lists(
    st.sampled_from(
        ["قمح", "في", '"', "«", "»", "“", "”", "(", ")", "-", "*", "أو", "OR", "|", "؟", ":",
         "عنوان:", "قسم:", "تاريخ:", "=", "حرفي:", "جذع:", "غوغل", "عبد", "الله",
         "2024-10", "NOT", "not", "AND", "وليس", "بدون", "!", "+", "~2", "^3", "‹", "›", "((",
         "))", "'", "’", "||", "&&", " ", "  ", "a.b", "أ.ب", "\u200f", "\u064e", "ـ"]
    )
)  # fmt: skip


@pytest.fixture
def spellings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small table of spellings in place of the real one, which editors change."""
    path = tmp_path / "spellings.tsv"
    path.write_text("غوغل\tجوجل قوقل\nعبد_الله\tعبدالله\nنيويورك\tنيو_يورك\n", encoding="utf-8")
    monkeypatch.setattr("search.language.spelling_variants.TABLE", path)
    caches = (search.language.spelling_variants._others, search.language.spelling_variants._longest)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("spellings")
@pytest.mark.parametrize(("query", "tree", "why"), vectors("spellings.tsv"))
def test_other_spellings(query: str, tree: str, why: str) -> None:
    assert shown(read(query, expand=True).node) == tree, why


@given(PIECES.map("".join) | st.text())
def test_nothing_that_can_be_typed_is_an_error(text: str) -> None:
    for expand in (False, True):
        parsed = read(text, expand=expand)
        for note in parsed.notes:
            assert all(sentence(note, language) for language in LANGUAGES)
        for look in (scored, optional, prefixes, written, expansions):
            look(parsed.node)


@given(PIECES.map("".join) | st.text())
def test_a_query_is_never_silently_everything(text: str) -> None:
    parsed = read(text)
    if isinstance(parsed.node, Everything) and text.strip():
        assert "no_words" in [note.code for note in parsed.notes]


@pytest.mark.parametrize("text", ["(" * 10_000, ")" * 10_000, "(a " * 5_000, '"' * 9_999])
def test_deep_and_long_input_ends(text: str) -> None:
    read(text, expand=True)


@given(PIECES.map("".join) | st.text())
def test_other_spellings_change_no_word_that_was_typed(text: str) -> None:
    typed, expanded = read(text).node, read(text, expand=True).node
    assert list(words_of(typed)) == list(words_of(expanded))
    assert written(typed) == written(expanded)
    assert scored(typed) == scored(expanded)
    assert prefixes(typed) == prefixes(expanded)
    assert expansions(typed) == {}


def test_words_after_the_limit_are_left_out_and_told() -> None:
    for separator in (" ", "/"):
        parsed = read(separator.join(["قمح"] * (MAX_WORDS + 50)))
        assert isinstance(parsed.node, All)
        assert len(parsed.node.parts) == MAX_WORDS
        assert [note.code for note in parsed.notes] == ["too_long"]


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("قمح شعير", [True, True]),
        ("قمح -شعير", [True, False]),
        ("قمح OR شعير", [True]),
        ('قمح "سعر القمح"', [True, False]),
        ("قمح OR =شعير", [False]),
        ("قمح عنوان:شعير قسم:اقتصاد", [True, False, False]),
        ("قمح =شعير جذع:ذرة", [True, False, False]),
        ("قمح شع*", [True, False]),
        ("غوغل =غوغل", [True, False]),
        ("قمح AND شعير ذرة", [False, False, True]),
        ("قمح AND (شعير ذرة)", [False, False, False]),
        ("قمح AND شعير OR ذرة", [False, False]),
        ("+قمح شعير", [False, True]),
        ('"قمح شعير"~5 ذرة', [False, False, True]),
        ("", [False]),
    ],
)
def test_plain_words_may_be_missing_and_what_is_marked_may_not(
    query: str, parts: list[bool]
) -> None:
    node = read(query, expand=True).node
    assert [optional(part) for part in parts_of(node)] == parts


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("قمح", "قمح"),
        ("سعرُ القَمح", "سعرُ القَمح"),
        ("قمح -شعير قسم:اقتصاد", "قمح"),
        ("قمح OR شعير", "قمح شعير"),
        ('"سعر القمح" قم*', "سعر القمح قم*"),
        ("غوغل", "غوغل"),
    ],
)
def test_a_part_is_told_as_it_was_typed(query: str, expected: str) -> None:
    assert written(read(query, expand=True).node) == expected


@pytest.mark.parametrize("level", LEVELS)
def test_every_name_of_a_level_asks_for_it(level: str) -> None:
    for name, prefixes_ in LEVEL_PREFIXES.items():
        for prefix in (name, *prefixes_):
            if name == level:
                assert shown(read(f"{prefix}:القمح").node) == f"{level}:القمح"
