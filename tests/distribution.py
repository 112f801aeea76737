"""What a test needs, told by marks, and which tests share a worker of pytest-xdist."""

import pytest

from tests.tables import ROOT

MARKS = {
    "browser": "needs Chromium or Chrome",
    "cluster": "needs OpenSearch nodes",
    "slow": "takes seconds; test-fast leaves it out",
}

# These start nodes of their own. A worker that has them keeps them until it ends, so one has all.
_OWN_NODES = frozenset({"own_cluster", "secure_node", "old_node"})
_OWN_NODES_GROUP = "nodes of their own"
_OWN_NODES_PATHS = ("tests/faults/", "tests/test_cluster.py")


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marks."""
    for name, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what a test needs; under pytest-xdist also group the tests, the longest groups first."""
    for item in items:
        for mark in _needs(item):
            item.add_marker(mark)
    if hasattr(config, "workerinput"):
        for item in items:
            item.add_marker(pytest.mark.xdist_group(_group(item)))
        items.sort(key=_turn)


def _needs(item: pytest.Item) -> list[str]:
    path = _path(item)
    if path.startswith("tests/browser/"):
        return ["browser"]
    # What a test asks of a fixture while it runs is not among its names.
    named = {"opensearch_nodes", *_OWN_NODES} & _fixtures(item)
    if named or _engine(item) == "opensearch" or path.startswith("tests/faults/"):
        return ["cluster"]
    return []


def _group(item: pytest.Item) -> str:
    """The tests of a group run one after the other on one worker, and share what a module makes.

    The engines of a module of the contract have archives of their own, so they may go apart.
    """
    if _path(item).startswith(_OWN_NODES_PATHS) or _OWN_NODES & _fixtures(item):
        return _OWN_NODES_GROUP
    return f"{_path(item)} {_engine(item)}".strip()


def _turn(item: pytest.Item) -> int:
    group = item.get_closest_marker("xdist_group")
    if group is not None and group.args == (_OWN_NODES_GROUP,):
        return 0
    marks = ("browser", "cluster", "slow")
    return next((turn for turn, name in enumerate(marks, 1) if item.get_closest_marker(name)), 4)


def _path(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT).as_posix()


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def _engine(item: pytest.Item) -> str:
    """Which of the engines a test with parameters runs on, if one of them says so."""
    called = getattr(item, "callspec", None)
    given = called.params.values() if called is not None else ()
    return next((value for value in given if value in ("whoosh", "opensearch")), "")
