"""What is waited for while a cluster loses a node, and what is not."""

from collections.abc import Iterator

import pytest

from index.errors import (
    EngineError,
    EngineFailed,
    EngineOverloaded,
    EngineRefused,
    EngineTimedOut,
    EngineUnreachable,
    FihrisError,
    IndexDamaged,
    IndexLocked,
)
from index.stores import ClusterOptions
from index.stores.address import parse_address
from index.stores.opensearch.retry import patiently
from index.stores.opensearch.store import OpenSearchStore
from tests.cluster.asking import ask
from tests.index.stores.filling import fill


class Clock:
    """A time that passes by pauses alone."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("tenacity.time", clock)
    monkeypatch.setattr("tenacity.nap.time", clock)
    return clock


def taken_after(errors: Iterator[FihrisError]) -> str:
    """Refuse what is to be done once for every error."""
    for error in errors:
        raise error
    return "done"


@pytest.mark.parametrize(
    "passing", [EngineUnreachable, EngineTimedOut, EngineOverloaded, IndexDamaged]
)
def test_what_passes_is_waited_for(clock: Clock, passing: type[FihrisError]) -> None:
    errors = iter([passing("not now"), passing("not yet")])
    assert patiently(lambda: taken_after(errors), patience=60) == "done"
    assert clock.now == 3


def test_patience_ends_with_the_last_error(clock: Clock) -> None:
    errors = iter([EngineUnreachable(f"at try {number}") for number in range(100)])
    with pytest.raises(EngineUnreachable, match="at try 7"):
        patiently(lambda: taken_after(errors), patience=60)
    assert clock.now == 60


@pytest.mark.parametrize("lasting", [EngineError, EngineFailed, EngineRefused, IndexLocked])
def test_what_does_not_pass_is_told_at_once(clock: Clock, lasting: type[FihrisError]) -> None:
    errors = iter([lasting("so it is")])
    with pytest.raises(lasting, match="so it is"):
        patiently(lambda: taken_after(errors), patience=60)
    assert clock.now == 0


def test_nothing_is_put_in_before_all_parts_have_their_copies(
    opensearch_nodes: tuple[str, ...], opensearch_address: str
) -> None:
    store = OpenSearchStore(
        parse_address(opensearch_address), ClusterOptions(shards=3, replicas="0-1")
    )
    with store.build() as build:
        fill(build)
        # Of the articles, of the tables and of the lock.
        health = ask(opensearch_nodes[0], f"/_cluster/health/{store.archive.name}-*")
        copies = len(opensearch_nodes)
        assert health["status"] == "green"
        assert health["active_shards"] == 3 * min(2, copies) + 2 * copies
