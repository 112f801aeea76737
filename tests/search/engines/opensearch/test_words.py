"""What OpenSearch knows of words, and how seldom it is asked: the answers are those of Whoosh."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from index.article import Article
from index.stores.address import parse_address
from index.stores.embedded.store import WhooshStore
from index.stores.opensearch.store import OpenSearchStore
from search.completion import partial_word
from search.engines.embedded import suggestions as embedded_suggestions
from search.engines.embedded.snapshot import Snapshot as WhooshSnapshot
from search.engines.embedded.vocabulary import WhooshVocabulary
from search.engines.opensearch import suggestions
from search.engines.opensearch.filters import Filter
from search.engines.opensearch.session import Inquiry
from search.engines.opensearch.session import Snapshot as OpenSearchSnapshot
from search.engines.opensearch.vocabulary import OpenSearchVocabulary
from search.words.interpretation import read_otherwise
from search.words.spell_checker import correction
from search.words.vocabulary import Vocabulary
from tests.conftest import build, build_at

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

    whoosh: WhooshSnapshot
    opensearch: OpenSearchSnapshot


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
    leads = [*range(len(TITLES)), 0, 1, *range(len(copied), len(copied) + len(threads) + 1)]
    articles += [*threads, later]
    folder = tmp_path_factory.mktemp("words") / "index"
    build(folder, articles, leads)
    build_at(opensearch_module_address, articles, leads)
    store = OpenSearchStore(parse_address(opensearch_module_address))
    return Both(
        WhooshSnapshot.open(WhooshStore(folder).live_folder()),
        OpenSearchSnapshot.open(store, store.live()),
    )


class Counting(Inquiry):
    """Counts how often the index is asked to count."""

    requests = 0

    def counts(self, filters: Sequence[Filter]) -> list[int]:
        self.requests += any(self.known(one) is None for one in filters)
        return super().counts(filters)


def understood(text: str, words: Vocabulary) -> tuple[object, ...]:
    """All that words are looked up for."""
    read = read_otherwise(text, words)
    return read, correction(read.text, words), partial_word.knows(text, words)


@pytest.mark.parametrize("text", TYPED)
def test_readings_and_corrections_are_the_same(both: Both, text: str) -> None:
    vocabulary = OpenSearchVocabulary(Inquiry(both.opensearch))
    expected = understood(text, WhooshVocabulary(both.whoosh))
    assert vocabulary.answer(lambda words: understood(text, words)) == expected
    assert understood(text, vocabulary) == expected


@pytest.mark.parametrize("text", TYPED)
def test_few_requests_are_enough(both: Both, text: str) -> None:
    inquiry = Counting(replace(both.opensearch, counted={}))
    OpenSearchVocabulary(inquiry).answer(lambda words: understood(text, words))
    assert inquiry.requests <= 3
    again = Counting(inquiry.snapshot)
    OpenSearchVocabulary(again).answer(lambda words: understood(text, words))
    assert again.requests == 0


def test_words_that_the_tables_know_need_no_request(both: Both) -> None:
    inquiry = Counting(replace(both.opensearch, counted={}))
    OpenSearchVocabulary(inquiry).answer(lambda words: understood("وزير الخارجية", words))
    assert inquiry.requests == 0


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
        if (there := suggestions.suggest(Inquiry(both.opensearch), typed, 8))
        != (here := embedded_suggestions.suggest(both.whoosh, typed, 8))
    }
    assert differing == {}


def test_of_articles_with_one_title_the_newest_is_offered(both: Both) -> None:
    found = suggestions.suggest(Inquiry(both.opensearch), "خيط ناعم", 8)
    assert [one.value for one in found if one.kind == "title"] == ["thread-3", "later"]
