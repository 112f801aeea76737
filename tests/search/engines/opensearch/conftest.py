"""Fixtures: the engine for clusters above recorded answers, and the embedded one beside it."""

from collections.abc import Callable, Iterator

import pytest
from opensearchpy import Transport

from search.ranking.bm25 import Ranking
from search.searcher import Searcher, open_archive
from tests.conftest import build
from tests.search.engines.opensearch.newspaper import ARTICLES, LEADS
from tests.search.engines.opensearch.recording import RECORDER, Asked, Cluster, recorded, replaying

Opened = Callable[..., Searcher]


@pytest.fixture(scope="session")
def answers() -> Asked:
    """Gives the recorded answers."""
    return recorded()


@pytest.fixture
def cluster(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """What answers the client: recorded answers, or while these are recorded a real cluster."""
    recorder = request.config.pluginmanager.get_plugin(RECORDER)
    made: Cluster = (
        recorder.cluster() if recorder else replaying(request.getfixturevalue("answers"))
    )
    monkeypatch.setattr(Transport, "DEFAULT_CONNECTION_CLASS", made.connection_class)
    return made


@pytest.fixture
def opened(cluster: Cluster) -> Iterator[Opened]:
    """Opens the archive anew, by default as it is ranked by default."""
    found: list[Searcher] = []

    def open_(ranking: Ranking | None = None) -> Searcher:
        found.append(open_archive(cluster.address, ranking=ranking))
        return found[-1]

    yield open_
    for one in found:
        one.close()


@pytest.fixture
def searcher(opened: Opened) -> Searcher:
    """The archive in the cluster."""
    return opened()


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The same articles in an embedded index."""
    found = open_archive(build(tmp_path_factory.mktemp("newspaper") / "index", ARTICLES, LEADS))
    yield found
    found.close()
