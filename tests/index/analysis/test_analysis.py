from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import PIPELINE, analyze, fingerprint, fold, terms, trace
from index.analysis.stemming import snowball
from index.analysis.stop import STOP_WORDS
from index.analysis.words import words
from tests.tables import vectors

ARABIC_ISH = st.text(
    st.sampled_from("ابتةىيؤئءأإآ\u064b\u0651\u0640\u200f\u200c\u0654 ﻻﷺﹰی٣5aÉ.،؟«»\n\x00\ud800😀")
    | st.characters()
)


@pytest.mark.parametrize(("written", "folded", "why"), vectors("fold.tsv"))
def test_folding(written: str, folded: str, why: str) -> None:
    assert fold(written) == folded, why


@pytest.mark.parametrize(("written", "exact", "light", "why"), vectors("terms.tsv"))
def test_terms_of_each_level(written: str, exact: str, light: str, why: str) -> None:
    assert terms(written) == (exact, light), why


@pytest.mark.parametrize(("text", "expected", "why"), vectors("words.tsv"))
def test_words(text: str, expected: str, why: str) -> None:
    assert [word.text for word in words(text)] == expected.split("|"), why


@given(ARABIC_ISH)
def test_words_are_stretches_of_the_text_in_order(text: str) -> None:
    end = 0
    for token in analyze(text):
        assert token.text == text[token.start : token.end]
        assert end <= token.start < token.end
        end = token.end


@given(ARABIC_ISH)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = "".join(word.text for word in words(text))
    assert [char for char in text if char.isalnum()] == [char for char in covered if char.isalnum()]


@given(ARABIC_ISH)
def test_folding_is_idempotent(text: str) -> None:
    for word in words(text):
        assert fold(fold(word.text)) == fold(word.text)


@given(ARABIC_ISH)
def test_tokens_are_numbered_and_have_a_term(text: str) -> None:
    tokens = analyze(text)
    assert [token.position for token in tokens] == list(range(len(tokens)))
    assert all(token.exact for token in tokens)


@given(st.text(st.characters(categories=["Mn", "Cf"]), max_size=5))
def test_marks_and_invisible_signs_are_no_words(marks: str) -> None:
    assert analyze(marks) == ()


def test_overlong_words_are_cut_alike_in_text_and_query() -> None:
    long = "ب" * 10_000
    assert terms(long) == terms(long + "ت")
    assert len(terms(long)[0]) == 64


def test_stop_list_is_folded() -> None:
    assert all(fold(word) == word for word in STOP_WORDS)


def test_stop_list_spares_the_words_that_folding_makes_alike() -> None:
    for name in ("علي", "منى", "ولي", "فلك", "أم"):
        assert terms(name)[1], name


def test_trace_names_every_step_in_order_and_ends_at_the_terms() -> None:
    for word in ("وَالمَدَارِسُ", "في", "NATO", "٢٠٢٤"):
        steps = trace(word)
        assert [name for name, _ in steps] == [step.__name__ for step in PIPELINE]
        assert (dict(steps)["length"], steps[-1][1]) == terms(word)


def test_stemming_is_the_same_in_many_threads() -> None:
    asked = [f"وال{first}{second}ية" for first in "بتثجحخدذرز" for second in "سشصضطظعغفق"]
    uncached = snowball.__wrapped__
    alone = [uncached(word) for word in asked]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(uncached, asked * 20))
    assert together == alone * 20


def test_fingerprint_changes_with_the_stop_list(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.__wrapped__()
    monkeypatch.setattr("index.analysis.analyzer.STOP_WORDS", STOP_WORDS | {"قمح"})
    assert fingerprint.__wrapped__() != before


def test_fingerprint_changes_with_folding(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.__wrapped__()
    monkeypatch.setattr("index.analysis.folding.STEPS", PIPELINE[:-6])
    assert fingerprint.__wrapped__() != before


def test_fingerprint_changes_with_stemming(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.__wrapped__()
    monkeypatch.setattr("index.analysis.stemming._ARTICLES", ("ال",))
    assert fingerprint.__wrapped__() != before
