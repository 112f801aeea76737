"""What OpenSearch knows of words, and how seldom it is asked: the answers are those of Whoosh."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from index.article import Article
from index.stores.address import parse_address
from index.stores.cluster import DEFAULTS
from index.stores.opensearch.store import OpenSearchStore
from search.completion import partial_word
from search.conditions import Condition
from search.engines import open_engine
from search.engines.opensearch.session import OpenSearchSession
from search.engines.opensearch.snapshot import Snapshot
from search.engines.protocol import Session
from search.language.syntax import Node
from search.ranking.bm25 import Ranking
from search.searcher import suggest
from search.words.archive_vocabulary import ArchiveVocabulary, ask
from search.words.interpretation import read_otherwise
from search.words.spell_checker import correction
from search.words.vocabulary import Vocabulary
from tests.conftest import build, build_at

RANKING = Ranking()

TITLES = (
    "وزير الخارجية يزور المدارس",
    "وزير الخارجية يفتتح المدارس",
    "وزير الزراعة يزور المدارس في العراق",
    "زيارة وزير الخارجية إلى بوتين",
    "بوتين يستقبل وزير الخارجية",
    "بوتين يزور العراق",
    "مجلس الأمن يبحث العراق",
    "مجلس الأمن يستمع إلى بوتين",
    "مجلس مجلس الإدارة",
    "العراق والمدارس",
    "العراق يزرع المدارس Nile",
)
TYPED = (
    "وزير الخارجية",
    "وزير الخارجيه",
    "وزيرالخارجية",
    "وزير الخاجية",
    "م دارس العراق",
    "المدراس في العراق",
    "hguvhr",
    "Putin",
    "Putin Nile",
    "حعفهى",
    "Merkel",
    "العرا",
    '"العراق" =وزير title:المدارس',
    "",
)


@dataclass(frozen=True)
class Both:
    """The same archive on both engines."""

    embedded: Session
    snapshot: Snapshot

    @property
    def opensearch(self) -> OpenSearchSession:
        return OpenSearchSession(self.snapshot, RANKING, whole=True)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, opensearch_module_address: str) -> Both:
    copied = [*TITLES, *TITLES[:2]]
    articles = [
        Article(
            id=str(number),
            title=title,
            body=f"{title} خبر من المدينة القديمة.",
            published=date(2024, 5, 1 + number * 7 % 20) if number % 4 else None,
        )
        for number, title in enumerate(copied)
    ]
    threads = [
        Article(id=f"thread-{day}", title="خيط ناعم", published=date(2024, 7, day))
        for day in (2, 1, 3)
    ]
    later = Article(id="later", title="جسر خيط ناعم", published=date(2024, 6, 1))
    representatives = [
        *range(len(TITLES)),
        0,
        1,
        *range(len(copied), len(copied) + len(threads) + 1),
    ]
    articles += [*threads, later]
    folder = tmp_path_factory.mktemp("words") / "index"
    build(folder, articles, representatives)
    build_at(opensearch_module_address, articles, representatives)
    store = OpenSearchStore(parse_address(opensearch_module_address))
    embedded = open_engine(f"whoosh:{folder}", DEFAULTS, RANKING).open()
    return Both(embedded, Snapshot.open(store, store.live()))


class Counting(OpenSearchSession):
    """Counts how often the index is asked to count."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot, RANKING, whole=True)
        self.requests = 0

    def counts(self, conditions: Sequence[Condition], *, ranked: Node | None = None) -> list[int]:
        self.requests += any(self.known(one) is None for one in conditions)
        return super().counts(conditions, ranked=ranked)


def understood(text: str, words: Vocabulary) -> tuple[object, ...]:
    """All that words are looked up for."""
    read = read_otherwise(text, words)
    return read, correction(read.text, words), partial_word.knows(text, words)


@pytest.mark.parametrize("text", TYPED)
def test_readings_and_corrections_are_the_same(both: Both, text: str) -> None:
    expected = understood(text, ArchiveVocabulary(both.embedded))
    session = both.opensearch
    assert ask(session, lambda words: understood(text, words)) == expected
    assert understood(text, ArchiveVocabulary(session)) == expected


@pytest.mark.parametrize("text", TYPED)
def test_few_requests_are_enough(both: Both, text: str) -> None:
    session = Counting(replace(both.snapshot, counted={}))
    ask(session, lambda words: understood(text, words))
    assert session.requests <= 3
    again = Counting(session._snapshot)
    ask(again, lambda words: understood(text, words))
    assert again.requests == 0


def test_words_that_the_tables_know_need_no_request(both: Both) -> None:
    session = Counting(replace(both.snapshot, counted={}))
    ask(session, lambda words: understood("وزير الخارجية", words))
    assert session.requests == 0


def beginnings() -> Iterator[str]:
    for text in (*TITLES, "مجلس مج", "hguvhr", "Putin", "Nile "):
        words = text.split(" ")
        for first in range(min(3, len(words))):
            part = " ".join(words[first:])
            yield from (part[:length] for length in range(1, len(part) + 1))


def test_completions_are_the_same(both: Both) -> None:
    differing = {
        typed: (there, here)
        for typed in dict.fromkeys(beginnings())
        if (there := suggest(both.opensearch, typed, 8))
        != (here := suggest(both.embedded, typed, 8))
    }
    assert differing == {}


def test_of_articles_with_one_title_the_newest_is_offered(both: Both) -> None:
    found = suggest(both.opensearch, "خيط ناعم", 8)
    assert [one.value for one in found if one.kind == "title"] == ["thread-3", "later"]
