"""What is compared of answers, and commands as an operator runs them."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from index.errors import EngineError
from search import notes
from search.query import Query
from search.results import Results
from search.searcher import Searcher
from tests.cluster.cluster import Cluster
from tests.tables import ROOT

#: No answer may be cut short on a slow machine; lost nodes are noticed by their connections.
LONG = 240.0

_SECONDS_A_COMMAND = 400


def counts_of(results: Results) -> tuple[Any, ...]:
    """All numbers of an answer."""
    return results.total, results.listed, results.facets, results.timeline, results.matches


def counts(engine: Searcher, queries: Sequence[Query]) -> list[tuple[Any, ...]]:
    """All numbers of the answers to some queries, each of which must be whole."""
    found = []
    for query in queries:
        results = engine.search(query)
        assert notes.PARTIAL not in results.notes
        found.append(counts_of(results))
    return found


def outcome(engine: Searcher, query: Query, expected: tuple[Any, ...]) -> str:
    """What a reader gets: ``whole``, ``partial``, or ``error`` where a line says what is wrong.

    A wrong number that passes for whole is no outcome but a failure.
    """
    try:
        results = engine.search(query)
    except EngineError as error:
        assert_line(str(error))
        return "error"
    if notes.PARTIAL in results.notes:
        assert results.total <= expected[0]
        return "partial"
    assert counts_of(results) == expected
    return "whole"


def assert_line(text: str, *words: str) -> None:
    """Make sure that a message is one line of a bearable length that has some words."""
    assert text.strip()
    assert "\n" not in text.strip()
    assert "Traceback" not in text
    assert len(text) < 700
    for word in words:
        assert word in text


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a command: of this process, with no settings but these.

    No answer is given up for a slow machine.
    """
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FIHRIS_")}
    return {**kept, "FIHRIS_ANSWER_SECONDS": "600", **settings}


def started(*arguments: str, settings: Mapping[str, str]) -> subprocess.Popen[str]:
    """A command of ``manage.py`` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        cwd=ROOT,
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def manage(*arguments: str, settings: Mapping[str, str]) -> tuple[int, str, str]:
    """Run a command of ``manage.py``: its exit code, what it printed, and its complaints."""
    with started(*arguments, settings=settings) as process:
        try:
            told, complaints = process.communicate(timeout=_SECONDS_A_COMMAND)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, told, complaints


def name_of(address: str) -> str:
    """The name of an archive in its address."""
    return address.rpartition("/")[2]


def manager_of(cluster: Cluster) -> int:
    """The number of the node that manages the cluster."""
    state = cluster.ask("/_cluster/state/cluster_manager_node,nodes")
    name = state["nodes"][state["cluster_manager_node"]]["name"]
    return [node.folder.name for node in cluster.nodes].index(name)


def shards_by_node(cluster: Cluster, pattern: str) -> dict[int, set[str]]:
    """Of each node the parts of an index of articles that it holds."""
    found: dict[int, set[str]] = {number: set() for number in range(len(cluster.nodes))}
    names = [node.folder.name for node in cluster.nodes]
    for shard in cluster.ask(f"/_cat/shards/{pattern}?format=json"):
        if shard["node"] in names:
            found[names.index(shard["node"])].add(shard["shard"])
    return found
