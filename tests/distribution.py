"""What a test needs, told by marks, and which tests share a worker of pytest-xdist."""

import re

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from tests.tables import ROOT

MARKS = {
    "browser": "needs Chromium or Chrome",
    "cluster": "needs OpenSearch nodes",
    "slow": "takes seconds; test-fast leaves it out",
    "long": "takes minutes; make faults alone runs it",
}

# These start nodes of their own. A worker keeps them until it ends, so one worker has all.
_OWN_NODES = re.compile(r"tests/(faults/(?!embedded/)|test_cluster\.py)")
_OWN_NODES_GROUP = "nodes of their own"

# Fixtures of those, and of the nodes that all share.
_NODES = frozenset({"opensearch_nodes", "own_cluster", "secure_node", "old_node"})

# How pytest writes that a test runs on an engine, among other parameters.
_ON_ENGINE = re.compile(r"[\[-](whoosh|opensearch)(?=[]-])")


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marks."""
    for name, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what a test needs; on a worker of pytest-xdist put the longest groups first."""
    for item in items:
        for mark in _needs(item):
            item.add_marker(mark)
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


class ByGroups(LoadScopeScheduling):  # type: ignore[misc]
    """Gives whole groups of tests to workers.

    It stands for ``--dist loadgroup``, whose marks pytest-xdist 3.8 loses under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByGroups | None:
    """Distribute by groups where ``--dist loadscope`` is asked for."""
    return ByGroups(config, log) if config.getvalue("dist") == "loadscope" else None


def group_of(nodeid: str) -> str:
    """Return which tests a test goes together with: one after the other, on one worker.

    Tests of a module share what it makes. The engines of a module of the contract have archives of
    their own, so they may go apart.
    """
    if _OWN_NODES.match(nodeid):
        return _OWN_NODES_GROUP
    path, _, name = nodeid.partition("::")
    engine = _ON_ENGINE.search(name)
    return f"{path} {engine[1]}" if engine else path


def _needs(item: pytest.Item) -> list[str]:
    path = item.path.relative_to(ROOT).as_posix()
    if path.startswith("tests/browser/"):
        return ["browser"]
    engine = _ON_ENGINE.search(item.name)
    # What a test asks of a fixture while it runs is not among its names.
    asked = engine is not None and engine[1] == "opensearch"
    named = _NODES.intersection(getattr(item, "fixturenames", ()))
    return ["cluster"] if asked or named or _OWN_NODES.match(path) else []


def _turn(item: pytest.Item) -> int:
    if group_of(item.nodeid) == _OWN_NODES_GROUP:
        return 0
    marks = ("browser", "cluster", "slow")
    return next((turn for turn, name in enumerate(marks, 1) if item.get_closest_marker(name)), 4)
