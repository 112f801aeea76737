from collections.abc import Iterator

import pytest

from tests.index.feeds.served import FeedServer, SteppedClock, serving


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as started:
        yield started


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()
