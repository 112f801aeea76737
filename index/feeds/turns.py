"""One request a host at a time, and a pause after each."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from index.feeds.clock import Clock

#: Whatever a robots.txt asks for, a poll waits no longer than this between two requests.
LONGEST_PAUSE = 60.0


class _Host:
    def __init__(self) -> None:
        self.lock = Lock()
        self.free_at = 0.0
        self.pause = 0.0


class Turns:
    """Lets requests to one host go one after the other; safe for several threads."""

    def __init__(self, clock: Clock, pause: float, ended: Event) -> None:
        """
        Args:
            clock: that pauses are counted by.
            pause: between the end of a request and the next one to the host, in seconds.
            ended: set where nobody is to wait any longer.
        """
        self._clock, self._pause, self._ended = clock, pause, ended
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Hold a host for one request, when it is free."""
        held = self._host(host)
        with held.lock:
            left = held.free_at - self._clock.now()
            # A clock that was set back must not hold up a host for hours.
            if 0 < left <= LONGEST_PAUSE * 2:
                self._clock.wait(left, self._ended)
            try:
                yield
            finally:
                held.free_at = self._clock.now() + max(self._pause, held.pause)

    def slow_down(self, host: str, pause: float) -> None:
        """Pause longer between requests to a host, as its robots.txt wants it."""
        self._host(host).pause = min(pause, LONGEST_PAUSE)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts[host.lower()]
