"""What is marked by the words kept of a text is what analysis of the text itself marks."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.stores.embedded.store import EmbeddedStore
from search.engines.embedded.marker import StoredMarker
from search.engines.embedded.snapshot import Snapshot
from search.highlighter import Highlighter
from search.language.parser import parse
from search.markers import AnalyzedMarker
from search.related.expansion import with_related
from search.related.groups import Group
from search.related.thesaurus import Thesaurus
from tests.conftest import build
from tests.search.engines.random_archives import WORDS, drawn_archive, texts

#: Words with several lemmas, the lemmas, and words that meet one of them.
SEVERAL = (
    "الألسن", "لسان", "سن", "أسهم", "سهم", "مساهم", "مراجع", "مرجع", "المراجع", "رومان", "روماني",
    "عطل", "عطلة", "العطلة", "وعطل", "غنت", "غني", "الذات", "ألذ", "ذات", "حق", "الحق", "لألحق",
    "إضرار", "ضرر", "أقباط", "قبطي", "السمر", "أسمر", "سمر",
)  # fmt: skip
#: Words that nothing but a stem joins, and what is no word.
STEMS = ("شنبران", "شنبر", "وشنبرين", "شنبرون", "زرنبخ", "زرنبخان", "ـ", "في", "من", "wheats")
FIELDS = ("title", "deck", "body", "caption")

_WORD = st.sampled_from(SEVERAL) | st.sampled_from(STEMS) | st.sampled_from(WORDS)
_TEXT = st.lists(_WORD, max_size=8).map(" ".join) | st.just("")
_ARTICLE = st.builds(Article, id=st.just(""), title=_TEXT, deck=_TEXT, body=_TEXT, caption=_TEXT)
ARCHIVES = st.lists(_ARTICLE, min_size=1, max_size=5)

_BEFORE = st.sampled_from(
    ["", "", "", "=", "صيغ:", "عائلة:", "جذع:", "جذع:", "عنوان:", "نص:", "صورة:", "مقدمة:",
     "نص:جذع:", "عنوان:=", "-"]
)  # fmt: skip
_PHRASE = st.lists(_WORD, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
_PREFIX = st.sampled_from(["ال*", "ش*", "لس*", "م*", "غ*", "w*", "zz*"])
QUERIES = texts | st.lists(
    st.tuples(_BEFORE, _WORD | _WORD | _PHRASE | _PREFIX).map("".join), min_size=1, max_size=5
).map(" ".join)


def opened(folder: Path, articles: list[Article]) -> Snapshot:
    build(folder, articles)
    return Snapshot.open(EmbeddedStore(folder).live_folder())


def must_mark_alike(snapshot: Snapshot, query: str) -> None:
    """Compare word by word, and what a reader sees."""
    for expand in (True, False):
        node = parse(query, snapshot.analyzer, expand=expand).node
        stored, analyzed = (
            StoredMarker.of(node, snapshot),
            AnalyzedMarker.of(node, snapshot.analyzer),
        )
        for article in map(snapshot.article, range(snapshot.size)):
            for field in FIELDS:
                assert stored.matches(article, field) == analyzed.matches(article, field)
                assert stored.places(article, field) == analyzed.places(article, field)
            shown, expected = Highlighter(stored), Highlighter(analyzed)
            assert shown.snippet(article) == expected.snippet(article)
            assert shown.article(article) == expected.article(article)


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    return [
        opened(tmp_path_factory.mktemp("drawn"), list(drawn_archive(seed, 20).articles))
        for seed in range(3)
    ]


@given(query=texts, number=st.integers(0, 2))
def test_drawn_archives_are_marked_alike(
    snapshots: list[Snapshot], query: str, number: int
) -> None:
    must_mark_alike(snapshots[number], query)


@given(articles=ARCHIVES, queries=st.lists(QUERIES, min_size=1, max_size=6))
@settings(max_examples=60)
def test_words_with_several_lemmas_and_stems_are_marked_alike(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], queries: list[str]
) -> None:
    """Of several parts of a query that a word matches, the same one counts."""
    kept = [
        Article(id=str(n), title=one.title, deck=one.deck, body=one.body, caption=one.caption)
        for n, one in enumerate(articles)
    ]
    snapshot = opened(tmp_path_factory.mktemp("several"), kept)
    for query in queries:
        must_mark_alike(snapshot, query)


@pytest.mark.parametrize(
    ("query", "part_of"),
    [
        ("لسان سن", {0: 0, 1: 1, 2: 0}),
        ("سن لسان", {0: 1, 1: 0, 2: 1}),
        ("سن", {1: 0, 2: 0}),
        ("=سن", {1: 0}),
        ('"لسان سن"', {0: 0, 1: 0}),
        ("ال*", {2: 0}),
        ("عنوان:سن", {}),
        ("غائب", {}),
        ("-سن", {}),
    ],
)
def test_by_hand(tmp_path: Path, query: str, part_of: dict[int, int]) -> None:
    """الألسن may be of either word; its first lemma decides where both are asked for."""
    snapshot = opened(tmp_path, [Article(id="1", body="لسان سن الألسن")])
    marker = StoredMarker.of(parse(query, snapshot.analyzer, expand=False).node, snapshot)
    assert dict(marker.matches(snapshot.article(0), "body")) == part_of


def test_an_article_that_is_not_there_has_no_words(tmp_path: Path) -> None:
    """As where another index was published meanwhile."""
    snapshot = opened(tmp_path, [Article(id="1", body="لسان")])
    marker = StoredMarker.of(parse("لسان", snapshot.analyzer).node, snapshot)
    gone = Article(id="2", body="لسان")
    assert marker.matches(gone, "body") == {}
    assert len(marker.places(gone, "body")) == 0


def test_all_of_many_related_words_are_marked(tmp_path: Path) -> None:
    """There are bits for 64 words; expressions may have more."""
    members = tuple(
        " ".join(f"{name}{other}" for other in "bcdf") for name in "klmnpqrstvwxyzabcdefgh"
    )
    article = Article(id="one", title=members[-1], deck="", body=f"{members[0]} {members[-2]}")
    snapshot = opened(tmp_path, [article])
    thesaurus = Thesaurus((Group(("سيارة",), members, "file"),))
    parsed = parse("سيارة", snapshot.analyzer, expand=False).node
    node = with_related(parsed, thesaurus, snapshot.analyzer)
    stored, analyzed = StoredMarker.of(node, snapshot), AnalyzedMarker.of(node, snapshot.analyzer)
    for field in ("title", "body"):
        found = stored.matches(snapshot.article(0), field)
        assert found == analyzed.matches(snapshot.article(0), field)
        assert found
