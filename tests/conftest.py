"""Fixtures for all rooms: small archives, really indexed."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from index.analysis import Evidence, tokenize
from index.analysis.corpus_frequencies import normal_spelling
from index.analysis.folding import spelling
from index.article import Article
from index.completions import Completions
from index.completions.counter import CompletionsCounter, headline_of
from index.facts.near_duplicates.article_signature import Signature
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.near_duplicates.groups import Groups
from index.facts.reading import read_facts
from index.fields import TEXT_FIELDS
from index.intake import tasks_of_articles
from index.manifest import Manifest, Origin
from index.progress import Report, Watcher
from index.stores import ClusterOptions, Store, open_store
from index.stores.cluster import DEFAULTS
from index.stores.protocol import Build
from index.write_loop import write

# No test may fail for a slow machine, and a failure in CI must come again when it is run again.
settings.register_profile(
    "fihris",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("fihris")

pytest_plugins = ("tests.distribution", "tests.opensearch")

#: The engines that answer alike: tests marked ``contract`` run on each.
ENGINES = ("whoosh", "opensearch")

#: Scores, counts and cursors have to hold over several parts of an index, too.
PARTED = ClusterOptions(shards=3, replicas="0")

# The same at every build.
_SAID = {"built": "2024-01-01T00:00:00+00:00", "seconds": 0.0, "software": {}}


class ArchiveBuilder(Protocol):
    """Indexes articles and gives the address of an engine; see :func:`build_at`.

    The same articles are indexed once a module: its tests must not change an archive.
    """

    def __call__(
        self, articles: Iterable[Article], representatives: Sequence[int] | None = None
    ) -> str: ...


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of our mark."""
    config.addinivalue_line(
        "markers", "contract: holds for every engine; tests with an archive run on each of them"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test of the contract on every engine, if it asks an archive at all."""
    if "engine_kind" in metafunc.fixturenames and metafunc.definition.get_closest_marker(
        "contract"
    ):
        metafunc.parametrize("engine_kind", ENGINES, indirect=True, scope="module")


def evidence_of(articles: Iterable[Article]) -> Evidence:
    """What an archive of these articles attests."""
    written = [words_of(article) for article in articles]
    return Evidence.of_counts(articles_by_form(written, normal_spelling), len(written))


def completions_of(
    articles: Iterable[Article], representatives: Sequence[int] | None = None
) -> Completions:
    """What an archive of these articles offers while somebody types."""
    kept = list(articles)
    words = articles_by_form([words_of(article) for article in kept], spelling)
    counter = CompletionsCounter(words, len(kept))
    for number, article in enumerate(kept):
        if not representatives or representatives[number] == number:
            day = article.published.toordinal() if article.published else 0
            counter.add(headline_of(number, article.title, article.deck, day))
    return counter.freeze()


def words_of(article: Article) -> set[str]:
    """The words of all texts of an article as they stand there, one by one."""
    texts = (text for field in TEXT_FIELDS for text in field.values(article))
    return {token.text for text in texts for token in tokenize(text)}


def articles_by_form(
    written: Iterable[Iterable[str]], form_of: Callable[[str], str]
) -> dict[str, int]:
    """In how many articles the words stand in each form, counted one by one.

    Args:
        written: the words of each article.
        form_of: a word.
    """
    return dict(Counter(form for words in written for form in {form_of(word) for word in words}))


def build(
    folder: Path,
    articles: Iterable[Article],
    representatives: Sequence[int] | None = None,
    **said: object,
) -> str:
    """Index articles in a fresh folder; see :func:`build_at`."""
    return build_at(f"whoosh:{folder}", articles, representatives, DEFAULTS, **said)


def build_at(
    address: str,
    articles: Iterable[Article],
    representatives: Sequence[int] | None = None,
    options: ClusterOptions = DEFAULTS,
    **said: object,
) -> str:
    """Index articles by the write loop; the address of the engine that answers from them.

    Args:
        address: where nothing lies that is still needed.
        articles: their facts are read.
        representatives: of every article the number of the one that represents the copies of its
            text; without it, no article is a copy.
        options: of a cluster.
        said: fields of the manifest that are to be others than they would be.
    """
    known = [read_facts(article)[0] for article in articles]
    write(
        cast("Store", Saying(open_store(address, options), {**_SAID, **said})),
        tasks_of_articles(known),
        lambda evidence: Origin((), None, {}),
        Report(),
        Watcher(),
        finder=lambda: GivenRepresentatives(representatives or range(len(known))),
        workers=1,
    )
    return address


class Saying:
    """A store whose builds say of themselves what a test wants."""

    def __init__(self, store: Store, said: Mapping[str, object]) -> None:
        self._store = store
        self._said = said

    @contextmanager
    def build(self) -> Iterator[Build]:
        with self._store.build() as made:
            publish = made.publish

            def say(manifest: Manifest) -> None:
                publish(replace(manifest, **self._said))  # type: ignore[arg-type]

            made.publish = say  # type: ignore[method-assign]
            yield made


class GivenRepresentatives(CopyFinder):
    """Groups articles as a test says, whatever their texts are like."""

    def __init__(self, representatives: Sequence[int]) -> None:
        super().__init__()
        self._representatives = tuple(representatives)

    def append(self, signature: Signature) -> None:
        """Take in an article that is known already."""

    def groups(self) -> Groups:
        """Return of every article the number of the one that represents its group."""
        given = np.array(self._representatives, dtype=np.int64)
        return Groups(given, given)


@pytest.fixture(scope="module")
def engine_kind(request: pytest.FixtureRequest) -> str:
    """The engine that a test of the contract runs on; of any other test the embedded one."""
    kind: str = getattr(request, "param", ENGINES[0])
    return kind


@pytest.fixture(scope="module")
def new_address(
    engine_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], str]]:
    """Gives addresses of archives that are not there yet; what lies there is removed in the end."""
    if engine_kind == "whoosh":
        yield lambda: f"whoosh:{tmp_path_factory.mktemp('archive') / 'index'}"
        return
    # A plugin of pytest must not be imported before it is loaded.
    from tests.opensearch import fresh_archive

    nodes = request.getfixturevalue("opensearch_nodes")
    with ExitStack() as opened:
        yield lambda: opened.enter_context(fresh_archive(nodes))


@pytest.fixture(scope="module")
def archive(new_address: Callable[[], str]) -> ArchiveBuilder:
    """Indexes articles and gives the engine's address."""
    built: dict[tuple[tuple[Article, ...], tuple[int, ...] | None], str] = {}

    def index(articles: Iterable[Article], representatives: Sequence[int] | None = None) -> str:
        kept = tuple(articles)
        key = kept, None if representatives is None else tuple(representatives)
        if key not in built:
            built[key] = build_at(new_address(), kept, representatives, PARTED)
        return built[key]

    return index
