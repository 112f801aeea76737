"""Nodes that are killed or hang while searches go on: complete, said to be partial, or an error."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest

from index.errors import EngineTimedOut, FihrisError
from index.indexing import reindex
from index.stores import ClusterOptions, open_store
from search.searcher import Searcher, open_archive
from tests.cluster.cluster import Cluster
from tests.faults.asking import (
    LONG,
    assert_line,
    counts,
    name_of,
    outcome,
    shards_by_node,
)
from tests.faults.generated import QUERIES, articles, written

_ARTICLES = 400
_OF_A_STAGE = 4
_SECONDS = 300


class Readers:
    """Readers that ask one query after the other, all the time."""

    def __init__(self, engine: Searcher) -> None:
        self._engine = engine
        self._expected = counts(engine, QUERIES)
        self._stopped = threading.Event()
        self._news = threading.Condition()
        self._outcomes: list[str] = []
        self._failures: list[Exception] = []

    def _read(self) -> None:
        for query, expected in cycle(list(zip(QUERIES, self._expected, strict=True))):
            try:
                self._tell(outcome(self._engine, query, expected))
            # What is wrong is raised where the test is.
            except Exception as failure:
                self._failures.append(failure)
                self._stopped.set()
                self._tell("wrong")
            if self._stopped.is_set():
                return

    def _tell(self, found: str) -> None:
        with self._news:
            self._outcomes.append(found)
            self._news.notify_all()

    @contextmanager
    def at_work(self, count: int = 2) -> Iterator[None]:
        """Let so many of them read; what they got must have been right."""
        threads = [threading.Thread(target=self._read) for _ in range(count)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stopped.set()
            for thread in threads:
                thread.join()
        for failure in self._failures:
            raise failure

    def stage(self, until: Callable[[list[str]], bool]) -> list[str]:
        """The outcomes from now on until enough are there."""
        with self._news:
            first = len(self._outcomes)
            enough = self._news.wait_for(
                lambda: self._failures or until(self._outcomes[first:]), timeout=_SECONDS
            )
            assert enough, self._outcomes[first:]
            return self._outcomes[first:]


def several(outcomes: list[str]) -> bool:
    return len(outcomes) >= _OF_A_STAGE * 2


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "town.jsonl", articles(_ARTICLES))


@pytest.mark.parametrize("killed", [0, 1], ids=["addressed", "other"])
def test_answers_go_on_when_a_node_is_killed(
    cluster: Cluster, cluster_address: str, source: Path, killed: int
) -> None:
    options = ClusterOptions(shards=3, replicas="1", hosts=cluster.addresses[1:], timeout=LONG)
    reindex(open_store(cluster_address, options), [source])
    cluster.wait_for("green")
    readers = Readers(open_archive(cluster_address, options))
    with readers.at_work():
        assert set(readers.stage(several)) == {"whole"}
        cluster.kill(killed)
        readers.stage(several)
        cluster.wait_for("yellow", nodes=2)
        # What was asked before that may still be on its way.
        readers.stage(several)
        assert set(readers.stage(several)) == {"whole"}
        cluster.mend()
        readers.stage(several)
        assert set(readers.stage(several)) == {"whole"}


def test_with_two_of_three_nodes_killed_no_wrong_count_passes_for_whole(
    cluster: Cluster, cluster_address: str, source: Path
) -> None:
    options = ClusterOptions(shards=3, replicas="1", hosts=cluster.addresses[1:], timeout=LONG)
    reindex(open_store(cluster_address, options), [source])
    cluster.wait_for("green")
    held = shards_by_node(cluster, f"{name_of(cluster_address)}-articles-*")
    engine = open_archive(cluster_address, options)
    expected = counts(engine, QUERIES)
    left = min(held, key=lambda number: len(held[number]))
    assert len(held[left]) < 3
    for number in held:
        if number != left:
            cluster.kill(number)
    seen = {outcome(engine, *pair) for pair in zip(QUERIES, expected, strict=True)}
    assert seen <= {"partial", "error"}
    cluster.mend()
    assert counts(engine, QUERIES) == expected
    open_store(cluster_address, options).check()


def test_a_part_on_a_node_that_hangs(cluster: Cluster, cluster_address: str, source: Path) -> None:
    patient = ClusterOptions(shards=3, replicas="0", hosts=cluster.addresses, timeout=LONG)
    reindex(open_store(cluster_address, patient), [source])
    cluster.wait_for("green")
    held = shards_by_node(cluster, f"{name_of(cluster_address)}-articles-*")
    hanging = max(held, key=lambda number: (len(held[number]), number))
    assert 0 < len(held[hanging]) < 3
    expected = counts(open_archive(cluster_address, patient), QUERIES)
    others = [address for at, address in enumerate(cluster.addresses) if at != hanging]
    options = ClusterOptions(hosts=tuple(others[1:]), timeout=1)
    engine = open_archive(f"opensearch://{others[0]}/{name_of(cluster_address)}", options)
    engine.search(QUERIES[0])
    cluster.freeze(hanging)
    # Until the cluster gives the node up an answer does not come; then it lacks a part.
    seen: list[str] = []
    while "partial" not in seen:
        assert len(seen) < 200
        seen += [outcome(engine, QUERIES[1], expected[1])]
        assert "whole" not in seen
    cluster.mend()
    assert counts(open_archive(cluster_address, patient), QUERIES) == expected


def test_a_cluster_that_hangs_is_an_error_in_time(
    cluster: Cluster, cluster_address: str, source: Path
) -> None:
    reindex(open_store(cluster_address), [source])
    cluster.wait_for("green")
    engine = open_archive(cluster_address, ClusterOptions(timeout=1))
    open_archive(cluster_address, ClusterOptions(timeout=LONG)).search(QUERIES[0])
    cluster.freeze(0)
    for ask in (lambda: engine.search(QUERIES[0]), lambda: engine.manifest):
        with pytest.raises(EngineTimedOut) as raised:
            ask()
        assert_line(str(raised.value), cluster_address, "FIHRIS_OPENSEARCH_TIMEOUT")
    cluster.thaw(0)
    cluster.wait_for("green")
    patient = open_archive(cluster_address, ClusterOptions(timeout=LONG))
    assert patient.search(QUERIES[0]).total == _ARTICLES


def test_a_list_that_loses_a_node_on_the_way_does_not_end_as_if_complete(
    cluster: Cluster, cluster_address: str, source: Path
) -> None:
    options = ClusterOptions(shards=3, replicas="0", hosts=cluster.addresses, timeout=LONG)
    store = open_store(cluster_address, options)
    reindex(store, [source])
    cluster.wait_for("green")
    held = shards_by_node(cluster, f"{name_of(cluster_address)}-articles-*")
    lost = next(number for number in (2, 1, 0) if held[number])
    engine = open_archive(cluster_address, options)
    assert len(list(engine.scan(QUERIES[0]))) == _ARTICLES
    cluster.kill(lost)
    cluster.wait_for("red", nodes=2)
    for read in (lambda: list(engine.scan(QUERIES[0])), lambda: list(store.articles()),
                 lambda: list(engine.article_ids()), store.check):  # fmt: skip
        with pytest.raises(FihrisError) as raised:
            read()
        assert_line(str(raised.value))
    cluster.mend()
    store.check()
    assert len(list(engine.scan(QUERIES[0]))) == _ARTICLES
