"""The terms of an index and where they stand, against dictionaries and loops."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import LEVELS, ROOT, Analyzer, Evidence, Level, tokenize
from index.article import Article
from index.fields import POSITIONED, TEXT_FIELDS
from index.stores import open_store
from index.stores.embedded.level_index import LevelIndex, counts_of, entries_of
from index.stores.embedded.names import SEGMENTS_FOLDER, level_file
from index.stores.embedded.segment import Segment
from tests.conftest import evidence_of
from tests.index.stores.filling import fill

WORDS = [
    "قمح", "القمح", "والقمح", "سوق", "أسواق", "تسويق", "وزير", "الوزراء", "في", "من", "wheat",
    "2024", "فرنسا", "الفرنسيين", "ـ", "مدرسة", "مدارس", "دارس", "الســوق", "😀",
]  # fmt: skip
TEXTS = st.one_of(
    st.just(""), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.text(max_size=9)
)
LATIN = st.lists(st.sampled_from(["wheat", "price", "2024"]), max_size=4).map(" ".join)


def articles_of(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Article]]:
    article = st.builds(
        Article, id=st.just(""), title=texts, body=texts, datelines=st.lists(texts, max_size=2)
    )
    return st.lists(article, max_size=9).map(numbered)


def numbered(articles: Sequence[Article]) -> list[Article]:
    return [
        Article(id=str(n), title=one.title, body=one.body, datelines=tuple(one.datelines))
        for n, one in enumerate(articles)
    ]


ARCHIVES = articles_of(TEXTS) | articles_of(LATIN)

#: Of the terms of a field, the articles that hold each, with the positions in each.
Held = Mapping[str, Mapping[str, Mapping[int, list[int]]]]


def built(folder: Path, articles: Sequence[Article], evidence: Evidence) -> Path:
    """Fill an index and leave its segment as it is before it is published; its files."""
    with open_store(f"whoosh:{folder}").build() as build:
        fill(build, articles, evidence=evidence)
        (segment,) = (folder / SEGMENTS_FOLDER).iterdir()
        segment.rename(folder / "kept")
    return folder / "kept"


def expected_of(articles: Sequence[Article], analyzer: Analyzer, level: Level) -> Held:
    held: dict[str, dict[str, dict[int, list[int]]]] = {}
    for field in TEXT_FIELDS:
        terms = held.setdefault(field.name, {})
        for number, article in enumerate(articles):
            for token in tokenize("\n".join(field.values(article))):
                for term in analyzer.terms(token.text).at(level):
                    places = terms.setdefault(term, {}).setdefault(number, [])
                    places.append(token.position)
    return held


def read(index: LevelIndex, level: Level) -> Held:
    """All postings of a level, asked for term by term."""
    found: dict[str, dict[str, dict[int, list[int]]]] = {}
    for field in TEXT_FIELDS:
        terms = found.setdefault(field.name, {})
        for number, term in enumerate(index.terms):
            postings = index.postings(field.name, term)
            assert index.document_frequency(field.name, number) == (
                0 if postings is None else len(postings.articles)
            )
            if postings is None:
                continue
            assert len(postings.articles)
            numbers, counts = postings.articles.tolist(), postings.frequencies.tolist()
            assert (postings.positions is None) is (level not in POSITIONED)
            places = [] if postings.positions is None else postings.positions.tolist()
            assert len(places) == (sum(counts) if level in POSITIONED else 0)
            first = 0
            for number, count in zip(numbers, counts, strict=True):
                kept = places[first : first + count] if level in POSITIONED else [0] * count
                terms.setdefault(term, {})[number] = kept
                first += count
            assert numbers == sorted(set(numbers))
    return found


@given(articles=ARCHIVES, words=st.integers(1, 12))
@settings(max_examples=60)
def test_postings_are_those_of_counting_word_by_word(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], words: int
) -> None:
    """In one run, and merged of many; both give the same bytes."""
    folder, evidence = tmp_path_factory.mktemp("postings"), evidence_of(articles)
    analyzer = Analyzer(evidence)
    whole = built(folder / "whole", articles, evidence)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.stores.embedded.postings.WORDS_A_RUN", words)
        parted = built(folder / "parted", articles, evidence)
    assert {path.name for path in parted.iterdir()} == {path.name for path in whole.iterdir()}
    segment = Segment.open(parted)
    for level in LEVELS:
        name = level_file(level)
        assert (parted / name).read_bytes() == (whole / name).read_bytes()
        expected = expected_of(articles, analyzer, level)
        every = {term for terms in expected.values() for term in terms}
        assert list(segment.levels[level].terms) == sorted(every)
        found = read(segment.levels[level], level)
        for field, terms in expected.items():
            # Families are known without an index; of the wide level it holds the roots.
            kept = {t: a for t, a in terms.items() if level != "wide" or t.startswith(ROOT)}
            if level not in POSITIONED:
                kept = {t: {n: [0] * len(at) for n, at in a.items()} for t, a in kept.items()}
            assert found[field] == kept


@given(articles=ARCHIVES, prefix=st.sampled_from(["", "ال", "و", "ق", "w", "2", "zz"]))
@settings(max_examples=40)
def test_terms_by_their_beginning_are_those_of_the_field(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], prefix: str
) -> None:
    folder, evidence = tmp_path_factory.mktemp("prefixes"), evidence_of(articles)
    held = Segment.open(built(folder, articles, evidence)).levels["exact"]
    expected = expected_of(articles, Analyzer(evidence), "exact")
    for field in (field.name for field in TEXT_FIELDS):
        terms = sorted(term for term in expected[field] if term.startswith(prefix))
        places = held.beginning(field, prefix)
        assert [held.terms[number] for number in held.numbers(places)] == terms
        counts = [len(expected[field][term]) for term in terms]
        assert held.document_frequencies(places).tolist() == counts
        # All at once, and every other one.
        for step in (1, 2):
            chosen = np.arange(0, len(places), step)
            postings = held.postings_of_all(places, chosen)
            assert postings.articles.tolist() == [
                n for t in terms[::step] for n in expected[field][t]
            ]
            assert postings.frequencies.tolist() == [
                len(at) for t in terms[::step] for at in expected[field][t].values()
            ]


@given(articles=ARCHIVES)
@settings(max_examples=40)
def test_words_and_terms_know_each_other(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article]
) -> None:
    folder, evidence = tmp_path_factory.mktemp("words"), evidence_of(articles)
    analyzer = Analyzer(evidence)
    segment = Segment.open(built(folder, articles, evidence))
    spellings = written(articles)
    for level in LEVELS:
        held = segment.levels[level]
        terms_of = [analyzer.terms(spelling).at(level) for spelling in spellings]
        assert counts_of(held.spelling_ends).tolist() == [len(terms) for terms in terms_of]
        assert [held.terms[n] for n in held.spelling_terms] == [t for one in terms_of for t in one]
        for number, term in enumerate(held.terms):
            having, ranks = held.spellings_of(number)
            found = list(zip(having.tolist(), ranks.tolist(), strict=True))
            assert found == [
                (word, terms.index(term)) for word, terms in enumerate(terms_of) if term in terms
            ]


def written(articles: Sequence[Article]) -> list[str]:
    """The distinct words as they stand, in the order of their first appearance."""
    texts = ("\n".join(field.values(article)) for article in articles for field in TEXT_FIELDS)
    return list(dict.fromkeys(token.text for text in texts for token in tokenize(text)))


@given(articles=ARCHIVES)
@settings(max_examples=40)
def test_texts_come_back_word_by_word_with_their_places(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    segment = Segment.open(built(folder, articles, evidence_of(articles)))
    assert segment.size == len(articles)
    spellings = written(articles)
    for number, article in enumerate(articles):
        assert segment.article(number) == article
        assert segment.number_of("ids", article.id) == number
        for field in TEXT_FIELDS:
            tokens = tokenize("\n".join(field.values(article)))
            words = segment.words(number, field.name).tolist()
            assert [spellings[word] for word in words] == [token.text for token in tokens]
            starts, ends = segment.places(number, field.name)
            assert starts.tolist() == [token.start for token in tokens]
            assert ends.tolist() == [token.end for token in tokens]
    assert segment.number_of("ids", "none") is None


@lru_cache(maxsize=1)
def large_archive() -> tuple[Article, ...]:
    return tuple(
        Article(id=str(number), body="قمح " * (number % 3 + 1) + "شعير" * (number % 2))
        for number in range(5000)
    )


@pytest.mark.parametrize("words", [4_000_000, 999])
def test_postings_of_many_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: int
) -> None:
    monkeypatch.setattr("index.stores.embedded.postings.WORDS_A_RUN", words)
    segment = Segment.open(built(tmp_path, large_archive(), evidence_of([])))
    postings = segment.levels["exact"].postings("body", "قمح")
    assert postings is not None
    assert postings.articles.tolist() == list(range(5000))
    assert postings.frequencies.tolist() == [number % 3 + 1 for number in range(5000)]
    assert postings.positions is not None
    assert postings.positions.tolist() == [at for n in range(5000) for at in range(n % 3 + 1)]


COUNTS = st.lists(st.integers(0, 4), max_size=30)


@given(COUNTS, st.data())
def test_entries_of_owners(counts: list[int], data: st.DataObject) -> None:
    ends = np.cumsum(counts, dtype=data.draw(st.sampled_from(["u1", "u2", "u4", "u8", "i8"])))
    owners = sorted(data.draw(st.sets(st.sampled_from(range(len(counts))))) if counts else [])
    assert counts_of(ends).tolist() == counts
    assert entries_of(ends, np.array(owners, dtype=np.int64)).tolist() == [
        sum(counts[:owner]) + at for owner in owners for at in range(counts[owner])
    ]
