"""Our evaluator against Whoosh's own search of the same index, on archives of random words."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query
from whoosh.searching import Searcher as WhooshSearcher

from index.analysis import ROOT, Level, light_terms, tokenize
from index.article import Article
from index.facts import places
from index.fields import TEXT_FIELDS
from index.stores.embedded.codec import open_reader
from index.stores.embedded.codec.schema import facet_field, level_field
from index.stores.embedded.store import EmbeddedStore
from search.language.parser import parse
from search.language.syntax import All, Any, Everything, Node, Not, Phrase, Prefix, Value, Word
from search.query import MAX_SIZE, Query
from search.searcher import Searcher, open_archive
from tests.conftest import build

WORDS = [
    "قمح", "القمح", "قمحا", "شعير", "والشعير", "سوق", "السوق", "أسواق", "تسويق", "سعر", "سعره",
    "في", "من", "wheat", "2024", "فرنسا", "الفرنسيين", "شنبران", "وشنبرين", "مستنبت", "نبت",
]  # fmt: skip
#: On which an article must match a word; the stem level alone is too little.
MATCHING: tuple[Level, ...] = ("exact", "light", "wide")
DEFAULT_FIELDS = [field.name for field in TEXT_FIELDS if field.by_default]
#: How many articles the random archives have: chance alone gave none of a useful size.
SIZES = (1, 3, 60, 300)


def random_archive(seed: int) -> list[Article]:
    """Articles of few words, so that words and phrases recur; some fields left empty."""
    chance = random.Random(seed)

    def text(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(0, most)))

    return [
        Article(
            id=str(number), title=text(3), body=text(12), deck=text(2), datelines=(text(1), text(1))
        )
        for number in range(SIZES[seed])
    ]


class Pair:
    """The two engines over one index."""

    def __init__(self, folder: Path, seed: int) -> None:
        build(folder, random_archive(seed))
        self.ours = open_archive(f"whoosh:{folder}")
        self.reader = open_reader(EmbeddedStore(folder).live_folder())
        self.whoosh = WhooshSearcher(self.reader)

    def close(self) -> None:
        self.whoosh.close()
        self.ours.close()


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Pair]]:
    made = [Pair(tmp_path_factory.mktemp(f"random{seed}"), seed) for seed in range(len(SIZES))]
    yield made
    for pair in made:
        pair.close()


def in_whoosh(node: Node) -> whoosh_query.Query:
    """A syntax tree as Whoosh's own query."""

    def anywhere(field: str | None, level: str, make: object) -> whoosh_query.Query:
        names = [field] if field else DEFAULT_FIELDS
        return whoosh_query.Or([make(level_field(name, level)) for name in names])  # type: ignore[operator, arg-type]

    match node:
        case Word(field=field):
            return whoosh_query.Or(
                [anywhere(field, level, partial(_term, term)) for level, term in _wanted(node)]
            )
        case Prefix(exact, field):
            return anywhere(field, "exact", lambda name: whoosh_query.Prefix(name, exact))
        case Phrase(exact, field):
            return anywhere(field, "exact", lambda name: whoosh_query.Phrase(name, list(exact)))
        case All(parts):
            return whoosh_query.And([in_whoosh(part) for part in parts])
        case Any(parts):
            return whoosh_query.Or([in_whoosh(part) for part in parts])
        case Not(part):
            return whoosh_query.And([whoosh_query.Every(), whoosh_query.Not(in_whoosh(part))])
        case Everything():
            return whoosh_query.Every()
        case Value(facet, text):
            return whoosh_query.Term(facet_field(facet), places.place_of(text))
    raise AssertionError(node)


def _wanted(word: Word) -> Iterator[tuple[Level, str]]:
    """The terms that an article must have one of, each with the level that holds it.

    The index holds of the wide level roots alone: families are those of the lemmas.
    """
    levels = word.levels if len(word.levels) == 1 else MATCHING
    for level in levels:
        for term in word.terms.at(level):
            if level != "wide" or term.startswith(ROOT):
                yield level, term
            else:
                yield from (("light", lemma) for lemma in light_terms((term,)))


def _term(text: str, name: str) -> whoosh_query.Term:
    return whoosh_query.Term(name, text)


word = st.sampled_from(WORDS)
phrase = st.lists(word, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
prefix = st.sampled_from(["ق*", "قم*", "ال*", "س*", "w*"])
field = st.sampled_from(["", "", "عنوان:", "نص:", "مكان:", "=", "صيغ:", "عائلة:", "نص:جذع:"])
operand = st.tuples(field, st.one_of(word, phrase, prefix)).map("".join)
item = st.tuples(st.sampled_from(["", "", "-"]), operand).map("".join)
queries = st.recursive(
    item,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"-({text})"),
    ),
    max_leaves=5,
)


@pytest.mark.slow
@given(query=queries, archive=st.integers(0, len(SIZES) - 1))
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_same_articles_as_whoosh_itself(pairs: list[Pair], query: str, archive: int) -> None:
    pair = pairs[archive]
    parsed = parse(query, pair.ours.analyzer, expand=False)
    theirs = pair.whoosh.search(in_whoosh(parsed.node), limit=None)
    found = {pair.reader.stored_fields(number)["id"] for number in theirs.docs()}
    assert all_hits(pair.ours, query) == found


@pytest.mark.slow
@given(word=st.sampled_from(WORDS), archive=st.integers(0, len(SIZES) - 1))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_word_finds_the_articles_that_share_a_term_with_it(
    pairs: list[Pair], word: str, archive: int
) -> None:
    """Word by word through the analyzer, without any index."""
    engine = pairs[archive].ours
    terms = engine.analyzer.terms(word)
    asked = {(level, term) for level in MATCHING for term in terms.at(level)}
    found = set()
    for article in random_archive(archive):
        texts = [text for f in TEXT_FIELDS if f.by_default for text in f.values(article)]
        for token in (token for text in texts for token in tokenize(text)):
            theirs = engine.analyzer.terms(token.text)
            if asked & {(level, term) for level in MATCHING for term in theirs.at(level)}:
                found.add(article.id)
    assert all_hits(engine, word) == found


def all_hits(engine: Searcher, text: str) -> set[str]:
    """The ids of all articles that match every part of a query."""
    found: set[str] = set()
    for page in range(1, max(SIZES) // MAX_SIZE + 2):
        asked = Query(text, page=page, size=MAX_SIZE, words="all", spellings="typed")
        results = engine.search(asked)
        found |= {hit.article.id for hit in results.hits}
    assert len(found) == results.total
    return found


@pytest.mark.slow
def test_many_threads_get_their_own_answers(tmp_path: Path) -> None:
    count = 300
    address = build(
        tmp_path,
        [Article(id=str(n), title=f"رقم {n}", body=f"كلمة{n % 7} " * 50) for n in range(count)],
    )
    engine = open_archive(address)

    def ask(number: int) -> None:
        article = engine.article(str(number))
        assert article is not None
        assert article.title == f"رقم {number}"
        results = engine.search(Query(f'"كلمة{number % 7}"', size=20))
        assert results.total == len(range(number % 7, count, 7))
        assert all(int(hit.article.id) % 7 == number % 7 for hit in results.hits)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(count)))
    engine.close()
