"""What an open index says of terms, against going through its articles one by one."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import LEVELS, ROOT, Level, Terms, Token, light_terms, tokenize
from index.article import Article
from index.fields import TEXT_FIELDS
from index.stores.embedded.level_index import Postings
from index.stores.embedded.store import EmbeddedStore
from search.engines.embedded import occurrences
from search.engines.embedded.snapshot import Snapshot
from search.ranking.proximity import Occurrences, articles_of, positions_of
from tests.conftest import build
from tests.search.engines.random_archives import WORDS, drawn_archive

FIELDS = [field.name for field in TEXT_FIELDS]
_VALUES = {field.name: field.values for field in TEXT_FIELDS}
POSITIONED: tuple[Level, ...] = ("exact", "light")
_WORDS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)


class Opened:
    """An open index, and its articles analyzed one by one."""

    def __init__(self, folder: Path) -> None:
        self.snapshot = Snapshot.open(EmbeddedStore(folder).live_folder())
        self._texts: dict[str, list[list[Terms]]] = {}

    def texts(self, field: str) -> list[list[Terms]]:
        """The terms of the words of every article in a field."""
        if field not in self._texts:
            articles = map(self.snapshot.article, range(self.snapshot.size))
            texts = ("\n".join(_VALUES[field](article)) for article in articles)
            self._texts[field] = [list(map(self._terms, tokenize(text))) for text in texts]
        return self._texts[field]

    def _terms(self, token: Token) -> Terms:
        return self.snapshot.analyzer.terms(token.text)


@pytest.fixture(scope="module", params=[1, 2])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("drawn")
    # Short and long lists are put together in two ways; this size has both.
    build(folder, drawn_archive(request.param, 90).articles)
    return Opened(folder)


def terms_of(opened: Opened, words: Sequence[str], level: Level) -> tuple[str, ...]:
    """The terms of some words on a level, each once."""
    analyzed = (
        opened.snapshot.analyzer.terms(token.text) for word in words for token in tokenize(word)
    )
    return tuple(dict.fromkeys(term for terms in analyzed for term in terms.at(level)))


def places(opened: Opened, field: str, level: Level, terms: Sequence[str]) -> dict[int, list[int]]:
    """Of every article the places of the words that have one of some terms."""
    wanted, found = set(terms), dict[int, list[int]]()
    for number, words in enumerate(opened.texts(field)):
        for position, terms_of_word in enumerate(words):
            if wanted & set(terms_of_word.at(level)):
                found.setdefault(number, []).append(position)
    return found


def in_full(found: Occurrences) -> dict[int, list[int]]:
    held: dict[int, list[int]] = {}
    for number, at in zip(articles_of(found).tolist(), positions_of(found).tolist(), strict=True):
        held.setdefault(number, []).append(at)
    return held


@given(words=_WORDS, field=st.sampled_from(FIELDS), level=st.sampled_from(LEVELS))
def test_several_terms_count_together(
    opened: Opened, words: list[str], field: str, level: Level
) -> None:
    terms = terms_of(opened, words, level)
    expected: dict[int, int] = {}
    for number, text in enumerate(opened.texts(field)):
        for held in text:
            having = [term for term in terms if term in held.at(level)]
            if level == "wide":
                # Of families an index holds the lemmas that belong to them.
                roots = [term for term in terms if term.startswith(ROOT)]
                having = [term for term in roots if term in held.wide]
                having += [lemma for lemma in light_terms(terms) if lemma in held.light]
            expected[number] = expected.get(number, 0) + len(having)
    found = opened.snapshot.union(field, opened.snapshot.terms(level, terms))
    counts = {} if found is None else dict(
        zip(found.articles.tolist(), found.frequencies.tolist(), strict=True)
    )  # fmt: skip
    assert counts == {number: count for number, count in expected.items() if count}
    assert list(counts) == sorted(counts)


def lists_of(
    snapshot: Snapshot, field: str, level: Level, terms: tuple[str, ...]
) -> list[Postings]:
    """The postings of terms in a field."""
    return snapshot.lists(field, snapshot.terms(level, terms))


@given(
    words=_WORDS,
    field=st.sampled_from(FIELDS),
    level=st.sampled_from(POSITIONED),
    within=st.none() | st.integers(0, 2**32),
)
def test_occurrences_are_the_places_in_the_texts(
    opened: Opened, words: list[str], field: str, level: Level, within: int | None
) -> None:
    terms = terms_of(opened, words, level)
    mask = None
    if within is not None:
        mask = np.random.default_rng(within).random(opened.snapshot.size) < 0.4
    found = in_full(occurrences.any_of(lists_of(opened.snapshot, field, level, terms), mask))
    expected = places(opened, field, level, terms)
    assert found == {n: at for n, at in expected.items() if mask is None or mask[n]}


@given(left=_WORDS, right=_WORDS, field=st.sampled_from(FIELDS), level=st.sampled_from(POSITIONED))
def test_of_two_kinds_the_rarer_comes_first_and_of_equals_the_first(
    opened: Opened, left: list[str], right: list[str], field: str, level: Level
) -> None:
    """A place that has two terms of one kind counts once."""
    kinds = [terms_of(opened, words, level) for words in (left, right)]
    held = [places(opened, field, level, terms) for terms in kinds]
    held.sort(key=lambda kind: sum(map(len, kind.values())))
    both = held[0].keys() & held[1].keys()
    one, other = (lists_of(opened.snapshot, field, level, terms) for terms in kinds)
    found = occurrences.together(one, other, opened.snapshot.size)
    assert list(map(in_full, found)) == [
        {number: at for number, at in kind.items() if number in both} for kind in held
    ]


@given(field=st.sampled_from(FIELDS), level=st.sampled_from(LEVELS), word=st.sampled_from(WORDS))
def test_terms_that_begin_so_are_counted_by_articles(
    opened: Opened, field: str, level: Level, word: str
) -> None:
    prefix = next((token.exact for token in tokenize(word)), "")[:2]
    counts: dict[str, int] = {}
    for text in opened.texts(field):
        for term in {term for held in text for term in held.at(level)}:
            if term.startswith(prefix) and (level != "wide" or term.startswith(ROOT)):
                counts[term] = counts.get(term, 0) + 1
    assert opened.snapshot.frequencies(field, level, prefix) == sorted(counts.items())
    for term, count in counts.items():
        assert opened.snapshot.document_frequency(field, level, (term,)) == count
    assert opened.snapshot.document_frequency(field, level, tuple(counts)) == sum(counts.values())


@pytest.mark.parametrize(
    ("left", "right", "first"),
    [
        (("قمح", "شعير"), ("سوق", "سعر"), "left"),
        (("سوق", "سعر"), ("قمح", "شعير"), "left"),
        (("قمح",), ("شعير",), "left"),
        (("تمر",), ("قمح", "شعير"), "left"),
        (("قمح", "شعير"), ("تمر",), "left"),
        (("قمح", "شعير", "سوق"), ("تمر",), "right"),
        (("تمر",), ("قمح", "شعير", "سوق"), "left"),
        (("قمح",), ("قمح", "شعير"), "left"),
        (("قمح", "شعير"), ("قمح",), "right"),
    ],
)
def test_of_kinds_with_several_terms_the_rarer_comes_first(
    tmp_path: Path, left: tuple[str, ...], right: tuple[str, ...], first: str
) -> None:
    words = ["قمح", "شعير", "سوق", "سعر", "تمر", "تمر"]
    build(tmp_path, [Article(id="1", body=" ".join(words))])
    snapshot = Snapshot.open(EmbeddedStore(tmp_path).live_folder())
    places = [
        [at for at, word in enumerate(words) if word in terms]
        for terms in ((left, right) if first == "left" else (right, left))
    ]
    one, other = (lists_of(snapshot, "body", "exact", terms) for terms in (left, right))
    found = occurrences.together(one, other, snapshot.size)
    assert [positions_of(one).tolist() for one in found] == places
