from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Evidence, EvidenceCounter, fingerprint
from index.analysis.corpus_frequencies import FILE_NAME, normal_spelling

WORDS = st.lists(st.sampled_from(["قمح", "القمح", "شعير", "مسئول", "مسؤول", "ـ", "NATO", "٣"]))
ARTICLES = st.lists(WORDS, max_size=6)


def counted(articles: list[list[str]]) -> Evidence:
    counter = EvidenceCounter()
    for words in articles:
        counter.add(words)
    return counter.freeze()


def test_a_word_counts_once_an_article_in_its_normal_spelling() -> None:
    evidence = counted([["القَمح", "القمح", "مسئول", "مسؤول", "ـ"], ["القمح"]])
    assert evidence.counts == {"القمح": 2, "مسؤول": 1}
    assert (evidence.count("القمح"), evidence.count("شعير")) == (2, 0)


def test_a_large_archive_leaves_out_what_stands_in_one_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = [["قمح", "شعير"], ["قمح"], ["ذرة"]]
    monkeypatch.setattr("index.analysis.corpus_frequencies._LARGE_ARCHIVE", 3)
    assert counted(articles).counts == {"قمح": 2}
    monkeypatch.setattr("index.analysis.corpus_frequencies._LARGE_ARCHIVE", 4)
    assert counted(articles).counts == {"قمح": 2, "شعير": 1, "ذرة": 1}


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_nothing(
    articles: list[list[str]], chance: object
) -> None:
    before = counted(articles)
    shuffled = [words[::-1] for words in articles]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counted(shuffled) == before
    assert counted(shuffled).digest == before.digest


@given(st.lists(st.text(), max_size=8))
def test_evidence_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """Whatever the tokenizer may hand over as a word."""
    from index.analysis import tokenize

    folder = tmp_path_factory.mktemp("evidence")
    evidence = counted([[token.text for token in tokenize(text)] for text in texts])
    try:
        evidence.write(folder)
    except UnicodeEncodeError:
        # Half a surrogate pair: `printable` takes it out of articles before they are counted.
        assert any("\ud800" <= char <= "\udfff" for text in texts for char in text)
        return
    read = Evidence.read(folder)
    assert dict(read.counts) == dict(evidence.counts)
    assert read.digest == evidence.digest


@pytest.mark.parametrize("content", ["قمح\n", "قمح\tكثير\n", "قمح\t1\t2\n", "\n"])
def test_a_file_of_another_form_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r".+"):
        Evidence.read(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=FILE_NAME):
        Evidence.read(tmp_path)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("المدرسةُ", "المدرسة"),
        ("أحمد", "احمد"),
        ("إلى", "الي"),
        ("مسئول", "مسؤول"),
        ("رءوس", "رؤوس"),
        ("شيء", "شئ"),
        ("سيئ", "سئ"),
        ("بدأوا", "بدؤوا"),
        ("NATO", "nato"),
    ],
)
def test_normal_spelling(written: str, normal: str) -> None:
    assert normal_spelling(written) == normal


def test_fingerprint_changes_with_the_rules_of_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.__wrapped__()
    monkeypatch.setattr("index.analysis.inflection._BARE_TO_CLITIC", 1000.0)
    assert fingerprint.__wrapped__() != before


@pytest.mark.parametrize("line", ["قمح", "قمح\t", "قمح\tكثير", "قمح\t1\t2", "قمح\t-1"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    content = f"شعير\t3\n{line}\nقمح\t2\n".encode()
    with pytest.raises(ValueError, match="line 2 is no word with its number of articles"):
        Evidence.from_bytes(content)
