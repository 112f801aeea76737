from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import (
    LEVELS,
    Analyzer,
    fingerprint,
    fold,
    folded_text,
    folded_words,
    token_columns,
    tokenize,
    word_starts,
)
from index.analysis.folding import LETTER_STEPS, SPELLING_STEPS, STEPS, fold_letters, spelling
from index.analysis.stop import STOP_WORDS
from index.analysis.words import WORD
from tests.tables import vectors

ARABIC_ISH = st.text(
    st.sampled_from("ابتةىيؤئءأإآ\u064b\u0651\u0640\u200f\u200c\u0654 ﻻﷺﹰی٣5aÉ.،؟«»\n\x00\ud800😀")
    | st.characters()
)


def words(text: str) -> list[str]:
    return WORD.findall(text)


@pytest.mark.parametrize(("written", "folded", "why"), vectors("fold.tsv"))
def test_folding(written: str, folded: str, why: str) -> None:
    assert fold(written) == folded, why


@pytest.mark.parametrize(("text", "expected", "why"), vectors("words.tsv"))
def test_words(text: str, expected: str, why: str) -> None:
    assert words(text) == expected.split("|"), why


@given(ARABIC_ISH)
def test_words_are_stretches_of_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert token.text == text[token.start : token.end]
        assert end <= token.start < token.end
        end = token.end


@given(ARABIC_ISH)
def test_words_and_columns_are_what_tokens_tell(text: str) -> None:
    tokens = tokenize(text)
    columns = token_columns(text)
    assert tuple(columns[at] for at in range(len(columns))) == tokens
    assert folded_words(text) == tuple(token.exact for token in tokens)
    assert word_starts(text) == [token.start for token in tokens]


@given(ARABIC_ISH)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = "".join(words(text))
    assert [char for char in text if char.isalnum()] == [char for char in covered if char.isalnum()]


@given(ARABIC_ISH)
def test_a_word_that_no_step_changes_goes_around_them(text: str) -> None:
    for word in (text, *words(text)):
        spelled = _through(SPELLING_STEPS, word)
        assert spelling(word) == spelled
        assert fold_letters(spelled) == _through(LETTER_STEPS, spelled)


def test_folding_of_every_single_character_goes_through_the_steps() -> None:
    for code in range(0x20, 0xFFFF):
        spelled = _through(SPELLING_STEPS, chr(code))
        assert spelling(chr(code)) == spelled
        assert fold_letters(spelled) == _through(LETTER_STEPS, spelled)


def _through(steps: Iterable[Callable[[str], str]], word: str) -> str:
    for step in steps:
        word = step(word)
    return word


@given(ARABIC_ISH)
def test_folding_is_idempotent(text: str) -> None:
    for word in words(text):
        assert fold(fold(word)) == fold(word)


@given(ARABIC_ISH)
def test_tokens_are_numbered_and_have_a_term(text: str) -> None:
    tokens = tokenize(text)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    assert all(token.exact for token in tokens)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ()),
        ("ـ َ", ()),
        ("إلى المدرسةِ،  27و28 أكتوبر", ("الي", "المدرسه", "27", "و", "28", "اكتوبر")),
        ("A.F.P أ.ف.ب", ("a", "f", "p", "ا", "ف", "ب")),
    ],
)
def test_folded_words(text: str, folded: tuple[str, ...]) -> None:
    assert folded_words(text) == folded
    assert folded_text(text) == " ".join(folded)


@given(ARABIC_ISH)
def test_a_folded_text_folds_to_itself(text: str) -> None:
    assert folded_words(folded_text(text)) == folded_words(text)


@given(st.lists(st.text("أإآءؤئةىيهاسـ ٣٤ًx-", max_size=9) | st.just("ق" * 70)).map(" ".join))
def test_a_folded_text_is_its_folded_words(text: str) -> None:
    assert folded_text(text) == " ".join(folded_words(text))


@given(st.text(st.characters(categories=["Mn", "Cf"]), max_size=5))
def test_marks_and_invisible_signs_are_no_words(marks: str) -> None:
    assert tokenize(marks) == ()


def test_stop_list_is_folded() -> None:
    assert all(fold(word) == word for word in STOP_WORDS)


def test_stop_list_spares_the_words_that_folding_makes_alike() -> None:
    for name in ("علي", "منى", "ولي", "فلك", "أم"):
        assert not Analyzer().terms(name).stop, name


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("index.analysis.analyzer.STOP_WORDS", STOP_WORDS | {"قمح"}),
        ("index.analysis.folding.STEPS", STEPS[:-1]),
        ("index.analysis.folding.MAX_LENGTH", 63),
        ("index.analysis.stemming.arabic", lambda spelled: spelled),
        ("index.analysis.inflection._BY_FIRST_LETTER", {}),
        ("index.analysis.inflection.certain_base", lambda word: word),
        ("index.analysis.analyzer.root", lambda lemma: ""),
    ],
)
def test_fingerprint_changes_with_what_decides_the_terms(
    monkeypatch: pytest.MonkeyPatch, target: str, value: object
) -> None:
    before = _fresh_fingerprint()
    monkeypatch.setattr(target, value)
    assert _fresh_fingerprint() != before
    monkeypatch.undo()
    assert _fresh_fingerprint() == before


def _fresh_fingerprint() -> str:
    from index.analysis import analyzer

    # What earlier probes left behind would hide the change.
    analyzer._family.cache_clear()
    analyzer._exact_terms.clear()
    return analyzer.computed_fingerprint()


def test_the_fingerprint_is_the_computed_one() -> None:
    assert fingerprint() == _fresh_fingerprint()


def test_fingerprint_changes_with_a_word_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tables = tmp_path_factory.mktemp("tables")
    (tables / "nouns.tsv").write_text("قمح\t\t\n", encoding="utf-8")
    before = _fresh_fingerprint()
    monkeypatch.setattr("index.analysis.analyzer.TABLES", tables)
    assert _fresh_fingerprint() != before


def test_the_levels_go_from_the_closest_to_the_widest() -> None:
    assert LEVELS == ("exact", "light", "wide", "stem")
