from collections.abc import Iterator
from pathlib import Path

import pytest

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
