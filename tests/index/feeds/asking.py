"""Asking servers for what they have."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from index.feeds.clock import Clock
from index.feeds.fetching import Answer, Fetcher, FetchLimits
from index.feeds.troubles import FetchTrouble
from tests.index.feeds.served import (
    Request,
    SteppedClock,
    giving,
)

LIMITS = FetchLimits(connect=5, silence=5, whole=20, bytes=100_000, redirects=3, pause=2)
AGENT = "Fihris/9 (test)"


def fetcher(clock: SteppedClock, limits: FetchLimits = LIMITS, **told: Any) -> Fetcher:
    return Fetcher(AGENT, cast("Clock", clock), limits, **{"allow_own": True, **told})


def trouble(fetch: Callable[[], Answer]) -> FetchTrouble:
    with pytest.raises(FetchTrouble) as raised:
        fetch()
    return raised.value


def body(answer: Answer) -> bytes:
    assert answer.body is not None
    return answer.body.raw


def robots(text: str) -> Callable[[Request], None]:
    return giving(text, Content_Type="text/plain")
