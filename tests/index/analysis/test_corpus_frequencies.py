from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Evidence
from index.analysis.analyzer import computed_fingerprint
from index.analysis.corpus_frequencies import FILE_NAME, PLACES_NAME, normal_spelling
from index.analysis.mapped_counts import MappedCounts
from index.article import Article
from index.numbering import number_texts
from index.vocabulary import Vocabulary

WORDS = st.lists(st.sampled_from(["قمح", "القمح", "شعير", "مسئول", "مسؤول", "ـ", "NATO", "٣"]))
ARTICLES = st.lists(WORDS, max_size=6)


def counted(articles: list[list[str]]) -> Evidence:
    """As an archive is counted whose articles have these words, two articles at a time."""
    written = [Article(id=str(n), body="\n".join(words)) for n, words in enumerate(articles)]
    vocabulary = Vocabulary()
    for first in range(0, len(written), 2):
        vocabulary.take(number_texts(written[first : first + 2]))
    return Evidence.of_counts(vocabulary.normal(), len(written))


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


@given(
    st.dictionaries(
        st.text("قمحشعيرab\u0301\x85\r٣😀", min_size=1), st.integers(0, 2**40), min_size=1
    ),
    st.text("قمحشعيرab\t\n\ud800"),
)
def test_mapped_evidence_counts_as_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, counts: dict[str, int], other: str
) -> None:
    folder = tmp_path_factory.mktemp("evidence")
    Evidence(counts).write(folder)
    mapped = Evidence.read(folder)
    assert isinstance(mapped.counts, MappedCounts)
    assert list(mapped.counts.items()) == sorted(counts.items())
    assert len(mapped.counts) == len(counts)
    assert mapped == Evidence(counts)
    assert mapped.count(other) == counts.get(other, 0)
    assert (other in mapped.counts) == (other in counts)


@pytest.mark.parametrize("kept", [None, 0, 2, 4, 8, 30])
def test_evidence_is_read_where_its_places_are_not_whole(tmp_path: Path, kept: int | None) -> None:
    evidence = Evidence({"قمح": 2, "شعير": 1})
    evidence.write(tmp_path)
    places = tmp_path / PLACES_NAME
    if kept is None:
        places.unlink()
    else:
        places.write_bytes(places.read_bytes()[:kept])
    assert Evidence.read(tmp_path) == evidence
    assert not isinstance(Evidence.read(tmp_path).counts, MappedCounts)


def test_evidence_is_read_where_the_places_are_of_another(tmp_path: Path) -> None:
    Evidence({"قمح": 2, "شعير": 1}).write(tmp_path)
    places = (tmp_path / PLACES_NAME).read_bytes()
    evidence = Evidence({"ذرة": 2})
    evidence.write(tmp_path)
    (tmp_path / PLACES_NAME).write_bytes(places)
    assert Evidence.read(tmp_path) == evidence


def test_no_evidence_survives_its_file(tmp_path: Path) -> None:
    Evidence({}).write(tmp_path)
    assert Evidence.read(tmp_path) == Evidence({})


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
    before = computed_fingerprint()
    monkeypatch.setattr("index.analysis.inflection._BARE_TO_CLITIC", 1000.0)
    assert computed_fingerprint() != before


@pytest.mark.parametrize("line", ["قمح", "قمح\t", "قمح\tكثير", "قمح\t1\t2", "قمح\t-1"])
def test_a_line_that_is_none_is_named(line: str) -> None:
    content = f"شعير\t3\n{line}\nقمح\t2\n".encode()
    with pytest.raises(ValueError, match="line 2 is no word with its number of articles"):
        Evidence.from_bytes(content)
