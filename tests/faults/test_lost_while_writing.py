"""Nodes that are killed while an archive is written, and writers that are killed."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import EngineError
from index.indexing import Watcher, reindex
from index.stores import ClusterOptions, open_store
from search.searcher import open_archive
from tests.cluster.cluster import Cluster
from tests.faults.asking import (
    LONG,
    assert_line,
    counts,
    manage,
    manager_of,
    name_of,
    started,
)
from tests.faults.generated import QUERIES, articles, written

# Two chunks and the beginning of a third are on their way when a node is killed.
_ARTICLES, _KILLED_AT = 1300, 1100


def after(count: int, act: Callable[[], None]) -> Watcher:
    """Acts once when so many articles have been put in."""
    added: list[int] = []
    writing: list[int] = []

    def advance(size: int) -> None:
        if writing and sum(added) < count:
            added.append(size)
            if sum(added) >= count:
                act()

    return Watcher(indexing=writing.append, advance=advance)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("source") / "town.jsonl", articles(_ARTICLES))


@pytest.fixture(scope="module")
def embedded(source: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the same archive on the embedded engine."""
    address = f"whoosh:{tmp_path_factory.mktemp('embedded')}"
    reindex(open_store(address), [source])
    return address


@pytest.mark.parametrize("manager", [False, True], ids=["addressed", "manager"])
def test_a_node_killed_during_a_reindex_loses_nothing(
    cluster: Cluster, cluster_address: str, source: Path, embedded: str, manager: bool
) -> None:
    options = ClusterOptions(shards=3, replicas="1", hosts=cluster.addresses, timeout=LONG)
    store = open_store(cluster_address, options)
    killed: list[int] = []

    def kill() -> None:
        killed.append(manager_of(cluster) if manager else 0)
        cluster.kill(killed[0])

    report = reindex(store, [source], watcher=after(_KILLED_AT, kill))

    assert len(killed) == 1
    assert report.indexed == _ARTICLES
    assert store.manifest().articles == _ARTICLES
    engine, other = open_archive(cluster_address, options), open_archive(embedded)
    assert counts(engine, QUERIES) == counts(other, QUERIES)
    assert list(engine.article_ids()) == sorted(article.id for article in articles(_ARTICLES))
    cluster.mend()
    store.check()
    found = {article.id: article for article in store.articles()}
    assert found == {article.id: article for article in open_store(embedded).articles()}
    for number in range(0, _ARTICLES, 130):
        article = engine.article(f"report-{number}")
        assert article == found[f"report-{number}"]
    assert counts(engine, QUERIES) == counts(other, QUERIES)


def test_two_nodes_killed_during_a_reindex_end_it_and_it_can_be_repeated(
    cluster: Cluster, cluster_address: str, source: Path, tmp_path: Path
) -> None:
    options = ClusterOptions(shards=3, replicas="1", hosts=cluster.addresses, patience=5)
    store = open_store(cluster_address, options)
    reindex(store, [written(tmp_path / "before.jsonl", articles(20))])
    cluster.wait_for("green")
    before = cluster.ask(f"/_alias/{name_of(cluster_address)}")

    def kill() -> None:
        cluster.kill(0)
        cluster.kill(1)

    with pytest.raises(EngineError) as raised:
        reindex(store, [source], watcher=after(_KILLED_AT, kill))
    assert_line(str(raised.value), cluster_address)

    # Nor does another one begin, as an operator sees it.
    code, told, complaint = manage(
        "reindex", str(source), "--engine", f"opensearch://{cluster.addresses[2]}/"
        f"{name_of(cluster_address)}",
        settings={"FIHRIS_OPENSEARCH_HOSTS": " ".join(cluster.addresses)},
    )  # fmt: skip
    assert (code, told) == (1, "")
    assert_line(complaint, "Error: opensearch://")
    # As the node that is left answers that it has no manager, or a dead one is asked last.
    assert "start the nodes that are missing" in complaint or "no host answers" in complaint

    cluster.mend()
    assert cluster.ask(f"/_alias/{name_of(cluster_address)}") == before
    store.check()
    assert store.manifest().articles == 20
    reindex(store, [source])
    cluster.wait_for("green")
    store.check()
    assert store.manifest().articles == _ARTICLES


def test_a_reindex_that_is_killed_leaves_the_archive_and_is_repeated(
    cluster: Cluster, cluster_address: str, source: Path, tmp_path: Path
) -> None:
    name = name_of(cluster_address)
    settings = {"FIHRIS_ENGINE": cluster_address}
    few = written(tmp_path / "before.jsonl", articles(20))
    assert manage("reindex", str(few), settings=settings)[0] == 0
    before = cluster.ask(f"/_alias/{name}")

    with started("reindex", str(source), settings=settings) as process:
        while len(indexes(cluster, name)) < 4:
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        process.kill()
    assert process.returncode < 0
    assert cluster.ask(f"/_alias/{name}") == before
    code, told, complaint = manage("check", settings=settings)
    assert code == 0, complaint
    assert "whole: 20 articles" in told

    code, told, complaint = manage("reindex", str(source), settings=settings)
    assert code == 0, complaint
    assert told.startswith(f"indexed {_ARTICLES} articles")
    # The new index and the one that it replaced, each with its tables.
    assert len(indexes(cluster, name)) == 4
    assert "whole" in manage("check", settings=settings)[1]


def indexes(cluster: Cluster, name: str) -> list[str]:
    """The indexes of articles and tables of an archive."""
    found = cluster.ask(f"/{name}-*/_alias?expand_wildcards=all")
    return sorted(index for index in found if not index.endswith("-lock"))


def test_an_update_that_is_killed_is_taken_back_by_the_next_change(
    cluster: Cluster, cluster_address: str, source: Path, tmp_path: Path
) -> None:
    name = name_of(cluster_address)
    settings = {"FIHRIS_ENGINE": cluster_address}
    few = written(tmp_path / "before.jsonl", articles(20))
    assert manage("reindex", str(few), settings=settings)[0] == 0
    store = open_store(cluster_address)
    before = list(store.articles())
    tables = next(index for index in indexes(cluster, name) if "-tables-" in index)

    with started("update", str(source), settings=settings) as process:
        while not begun(cluster, tables):
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        process.kill()
    assert process.returncode < 0
    # As when a node starts again: whatever was written is seen.
    cluster.ask(f"/{name}/_refresh", method="POST")

    code, _, complaint = manage("delete", "none", settings=settings)
    assert code == 0, complaint
    assert list(store.articles()) == before
    assert "whole: 20 articles" in manage("check", settings=settings)[1]
    code, _, complaint = manage("update", str(source), settings=settings)
    assert code == 0, complaint
    assert f"whole: {_ARTICLES} articles" in manage("check", settings=settings)[1]


def begun(cluster: Cluster, tables: str) -> bool:
    """Whether a change has begun to write."""
    found = cluster.ask(f"/{tables}/_count?q=_id:unfinished")
    cluster.ask(f"/{tables}/_refresh", method="POST")
    return bool(found["count"])
