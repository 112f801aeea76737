"""How many exports are given out at the same time, and what room they leave to pages.

An export takes a thread for as long as its client takes it, and the processor for seconds. So each
process gives out few of them at once. Whoever comes above that is told at once to come back, and
waits for no thread. Each gives way to pages that are being answered beside it.
"""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from flask import Flask, current_app, g, request

from index.errors import TimeExceeded
from web.http import request_watching
from web.http.errors import ExportsBusy
from web.http.limits import AnswerLimits
from web.http.request_watching import Watched, Watching

#: What is an export. A page is none, nor one article in another format.
ENDPOINTS = frozenset({"tables.results", "feeds.atom", "sitemap.index", "sitemap.part"})

#: When to ask again, in seconds.
RETRY = 5

_KEY = "fihris.exports"

# An export that gives way does nothing for so many times as long as it worked, at most.
_REST = 3.0
# How often it looks whether it may go on, in seconds.
_LOOK = 0.001


class Slots:
    """Places that are taken and given back, safe to share between threads."""

    def __init__(self, most: int) -> None:
        """
        Args:
            most: places.
        """
        self._most = most
        self._lock = threading.Lock()
        self.taken = 0

    def take(self) -> Callable[[], None] | None:
        """Take a place; return what gives it back, once; ``None`` where none is free."""
        with self._lock:
            if self.taken >= self._most:
                return None
            self.taken += 1
        held = [True]

        def give_back() -> None:
            with self._lock:
                if held:
                    held.clear()
                    self.taken -= 1

        return give_back


@dataclass(frozen=True, slots=True)
class Clock:
    """What passes time.

    Attributes:
        now: gives seconds.
        sleep: waits for some.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """How fast one export goes on."""

    def __init__(self, seconds: float, others: Callable[[], bool], clock: Clock) -> None:
        """
        Args:
            seconds: that it may take.
            others: tells whether somebody waits for a page.
            clock: that it goes by.
        """
        self._others = others
        self._clock = clock
        self._went_on = clock.now()
        self._seconds = seconds
        self._until = self._went_on + seconds

    def step(self) -> None:
        """Give way to pages after a piece of work, for three times as long as it took at most.

        Raises:
            TimeExceeded: the export has taken all of its time.
        """
        now = self._clock.now()
        until = now + _REST * (now - self._went_on)
        while self._others() and self._clock.now() < until:
            self._clock.sleep(_LOOK)
        self._went_on = self._clock.now()
        if self._went_on > self._until:
            raise TimeExceeded(f"an export took more than {self._seconds:g} s")


@dataclass(frozen=True, slots=True)
class _Exports:
    slots: Slots
    seconds: float
    watching: Watching
    clock: Clock

    def others(self) -> bool:
        return any_but(ENDPOINTS, self.watching.running)


def register(
    app: Flask, limits: AnswerLimits, watched: Watching, clock: Clock | None = None
) -> None:
    """Give out the exports of ``app`` a few at a time.

    Args:
        app: to be registered behind what answers by itself, such as a 304.
        limits: of what they may cost.
        watched: by which all requests are.
        clock: that they go by.
    """
    exports = _Exports(Slots(limits.exports), limits.export_seconds, watched, clock or Clock())
    app.extensions[_KEY] = exports

    def take() -> None:
        seen = request_watching.of_request()
        if request.endpoint not in ENDPOINTS or seen is None:
            return
        give_back = exports.slots.take()
        if give_back is None:
            raise ExportsBusy(RETRY)
        seen.at_end.append(give_back)

    app.before_request(take)


def running(app: Flask) -> int:
    """Return how many exports ``app`` gives out now."""
    exports: _Exports = app.extensions[_KEY]
    return exports.slots.taken


def pace() -> Pace:
    """Return the pace of the export that is being asked for, the same each time."""
    if "pace" not in g:
        exports: _Exports = current_app.extensions[_KEY]
        g.pace = Pace(exports.seconds, exports.others, exports.clock)
    found: Pace = g.pace
    return found


def any_but(endpoints: Collection[str], requests: Collection[Watched]) -> bool:
    """Tell whether a request is answered by something else than these."""
    return any(one.endpoint not in endpoints for one in requests)
