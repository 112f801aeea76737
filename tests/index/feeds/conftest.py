from collections.abc import Iterator
from pathlib import Path

import pytest

from index.feeds import connections
from tests.index.feeds.followed_archive import Archive
from tests.index.feeds.served import FeedServer, SteppedClock, serving


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as started:
        yield started


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def archive(server: FeedServer, clock: SteppedClock, tmp_path: Path) -> Iterator[Archive]:
    made = Archive(server, clock, tmp_path)
    yield made
    made.close()


@pytest.fixture
def one_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes 127.0.0.1 for a public address, and all others of the machine for its own."""
    monkeypatch.setattr(connections, "is_own_network", lambda address: address != "127.0.0.1")
