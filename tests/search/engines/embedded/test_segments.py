"""One law: segments without their removed articles are the archive of the articles that stay."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import LEVELS
from index.article import Article
from index.facets import INDEXED_FACETS
from index.facts.reading import read_facts
from index.fields import TEXT_FIELDS
from index.stores.embedded.level_index import Postings
from index.stores.embedded.segments import LevelView, opening
from search.deadline import UNLIMITED, Deadline
from search.engines.embedded.marker import StoredMarker
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import Snapshot
from search.engines.protocol import EngineFigures
from search.language.parser import parse
from search.query import MAX_SIZE, Query
from search.ranking.bm25 import Ranking
from search.searcher import Searcher
from tests.conftest import evidence_of
from tests.index.stores.embedded.publications import Part, build_whole, publish
from tests.search.engines.random_archives import Drawn, beginnings, drawn_archive, queries, texts

FIELDS = [field.name for field in TEXT_FIELDS]
_NUMBERS = count()
PREFIXES = ("", "ا", "ال", "و", "ق", "w", "2", "zz", "😀")
SEEDS = (1, 2, 4)
#: Bytes up to which segments behind the first are small: none, some and all of them.
SMALL = (0, 12_000, 4 << 20)


def known(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """The articles with their facts."""
    return tuple(read_facts(article)[0] for article in articles)


ARCHIVES = {seed: drawn_archive(seed, 24) for seed in SEEDS}
ARTICLES = {seed: known(drawn.articles) for seed, drawn in ARCHIVES.items()}
EVIDENCE = {seed: evidence_of(articles) for seed, articles in ARTICLES.items()}


@dataclass(frozen=True)
class Split:
    """An archive cut into segments.

    Attributes:
        seed: of the archive.
        parts: the segments.
        small: up to how many bytes one is small.
    """

    seed: int
    parts: tuple[Part, ...]
    small: int

    @property
    def articles(self) -> list[Article]:
        """The articles that stay."""
        return [article for part in self.parts for article in part.staying]

    @property
    def representatives(self) -> list[int]:
        """Of each that stays the number of the first copy of its text."""
        texts = dict(
            zip(
                (one.id for one in ARTICLES[self.seed]),
                ARCHIVES[self.seed].representatives,
                strict=True,
            )
        )
        first: dict[int, int] = {}
        return [
            first.setdefault(texts[article.id], number)
            for number, article in enumerate(self.articles)
        ]


@st.composite
def splits(draw: st.DrawFn) -> Split:
    """An archive cut into segments; of each none, some or all articles are removed."""
    seed = draw(st.sampled_from(SEEDS))
    articles = ARTICLES[seed]
    cuts = sorted(draw(st.lists(st.sampled_from(range(0, len(articles) + 1, 4)), max_size=5)))
    parts: list[Part] = []
    for first, behind in zip([0, *cuts], [*cuts, len(articles)], strict=True):
        own = articles[first:behind]
        every = range(len(own))
        some = st.sets(st.sampled_from(every)) if own else st.just(set[int]())
        gone = draw(st.one_of(st.just(set[int]()), some, some, st.just(set(every))))
        # Segments never change: one that was cut like this before is there already.
        name = f"{seed}-{first}-{behind}-{len(parts) if first == behind else ''}"
        parts.append(Part(name, own, tuple(sorted(gone))))
    return Split(seed, tuple(parts), draw(st.sampled_from(SMALL)))


class Opened:
    """A snapshot with what searches it."""

    def __init__(self, folder: Path, before: Snapshot | None = None) -> None:
        ranking = Ranking()
        self.snapshot = Snapshot.open(folder, before)
        self._scorer = Scorer.of(self.snapshot, ranking)
        self.searcher = Searcher(self, ranking)

    def open(self, *, whole: bool = False, deadline: Deadline = UNLIMITED) -> EmbeddedSession:
        return EmbeddedSession(self._scorer.within(deadline))

    def fixed(self) -> "Opened":
        return self

    def move_on(self, make_ready: object, agree: object = None) -> None: ...

    def unread(self) -> None: ...

    def must_be_whole(self) -> None: ...

    def figures(self) -> EngineFigures:
        return self._scorer.findings.figures()

    def close(self) -> None: ...


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of many publications that share segments."""
    return tmp_path_factory.mktemp("store")


def both(store: Path, split: Split) -> tuple[Opened, Opened]:
    """The archive in segments, and the same at once."""
    evidence = EVIDENCE[split.seed]
    name = f"{next(_NUMBERS)}"
    published = publish(store, name, split.parts, split.representatives, evidence)
    whole = build_whole(store / f"at once {name}", split.articles, split.representatives, evidence)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "SMALL", split.small)
        return Opened(published), Opened(whole)


def listed(postings: Postings | None) -> object:
    if postings is None:
        return None
    positions = None if postings.positions is None else postings.positions.tolist()
    return postings.articles.tolist(), postings.frequencies.tolist(), positions


def must_have_the_same_terms(found: LevelView, expected: LevelView, terms: set[str]) -> None:
    for field in FIELDS:
        for term in terms:
            assert listed(found.postings(field, term)) == listed(expected.postings(field, term))
            number, own = found.number_of(term), expected.number_of(term)
            held = 0 if own is None else expected.document_frequency(field, own)
            assert held == (0 if number is None else found.document_frequency(field, number))


def must_have_the_same_beginnings(found: LevelView, expected: LevelView) -> None:
    for prefix in PREFIXES:
        orders: dict[str, int] = {}
        for field in FIELDS:
            places, own = found.beginning(field, prefix), expected.beginning(field, prefix)
            assert found.texts(places) == expected.texts(own)
            counts = found.document_frequencies(places).tolist()
            assert counts == expected.document_frequencies(own).tolist()
            for text, number in zip(
                found.texts(places), found.numbers(places).tolist(), strict=True
            ):
                assert orders.setdefault(text, number) == number
            for step in (1, 2):
                chosen = np.arange(0, len(places), step)
                assert by_article(found.postings_of_all(places, chosen)) == by_article(
                    expected.postings_of_all(own, chosen)
                )
        assert [orders[text] for text in sorted(orders)] == sorted(orders.values())


def by_article(postings: Postings) -> list[tuple[int, int]]:
    pairs = zip(postings.articles.tolist(), postings.frequencies.tolist(), strict=True)
    return sorted(pairs)


@pytest.mark.slow
@given(split=splits())
@settings(max_examples=40)
def test_what_is_held_is_what_one_segment_holds(store: Path, split: Split) -> None:
    found, expected = (one.snapshot for one in both(store, split))
    assert found.size == expected.size == len(split.articles)
    every = range(found.size)
    assert [found.article(n) for n in every] == [expected.article(n) for n in every]
    for level in LEVELS:
        terms = {term for one in found.segments for term in one.segment.levels[level].terms}
        must_have_the_same_terms(found.held.levels[level], expected.held.levels[level], terms)
        must_have_the_same_beginnings(found.held.levels[level], expected.held.levels[level])
    for name in ("published", "spans", "spans.ends", *(f"{field}.words" for field in FIELDS)):
        assert found.held.columns[name].tolist() == expected.held.columns[name].tolist()
    for facet in INDEXED_FACETS:
        held, own = found.held.facet(facet.name), expected.held.facet(facet.name)
        assert held.values == own.values
        assert (held.ends.tolist(), held.codes.tolist()) == (own.ends.tolist(), own.codes.tolist())
    assert found.representatives.tolist() == expected.representatives.tolist()
    assert [found.copies(n).tolist() for n in every] == [expected.copies(n).tolist() for n in every]


@given(split=splits())
@settings(max_examples=30)
def test_articles_go_by_the_same_names(store: Path, split: Split) -> None:
    found, expected = (one.snapshot for one in both(store, split))
    assert list(found.ids()) == list(expected.ids()) == sorted(expected.ids(), key=str.encode)
    assert len(found.ids()) == found.size
    assert found.ids()[1:-1:2] == expected.ids()[1:-1:2]
    assert [found.ids()[n] for n in range(-found.size, found.size)] == [*expected.ids()] * 2
    assert [found.held.id_of(n) for n in range(found.size)] == [one.id for one in split.articles]
    for article in ARTICLES[split.seed]:
        for name in (article.id, article.url or "", f"{article.url}/?utm_source=x"):
            assert found.number(name) == expected.number(name)


@given(split=splits(), asked=st.lists(texts, min_size=1, max_size=6))
@settings(max_examples=30)
def test_the_same_words_are_marked(store: Path, split: Split, asked: list[str]) -> None:
    found, expected = (one.snapshot for one in both(store, split))
    for query in asked:
        node = parse(query, expected.analyzer).node
        marker, other = StoredMarker.of(node, found), StoredMarker.of(node, expected)
        for article in split.articles:
            for field in FIELDS:
                assert marker.matches(article, field) == other.matches(article, field)
                assert marker.places(article, field) == other.places(article, field)


@st.composite
def searches(draw: st.DrawFn) -> tuple[Split, list[Query], list[str]]:
    """An archive in segments, queries of it, and what somebody has typed so far."""
    split = draw(splits())
    drawn: Drawn = ARCHIVES[split.seed]
    sizes = st.sampled_from((1, 3, MAX_SIZE))
    asked = [draw(queries(drawn, draw(sizes))) for _ in range(draw(st.integers(4, 8)))]
    return split, asked, draw(st.lists(beginnings(drawn), max_size=3))


@pytest.mark.slow
@given(searches())
@settings(max_examples=40)
def test_the_same_is_answered(store: Path, searched: tuple[Split, list[Query], list[str]]) -> None:
    split, asked, typed = searched
    found, expected = (one.searcher for one in both(store, split))
    for query in asked:
        answer, right = found.search(query), expected.search(query)
        assert answer == right
        assert found.facets(query, 5) == expected.facets(query, 5)
        assert found.compare(query) == expected.compare(query)
        assert list(found.scan(query)) == list(expected.scan(query))
        for hit in right.hits[:2]:
            name = hit.article.id
            assert found.explain(query, name) == expected.explain(query, name)
            assert found.marked(query, name) == expected.marked(query, name)
            assert found.related(name, 5) == expected.related(name, 5)
            assert found.copies(name, 5) == expected.copies(name, 5)
    for text in typed:
        assert found.suggest(text) == expected.suggest(text)
        assert found.knows(text) == expected.knows(text)
