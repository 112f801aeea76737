"""The time that feeds are followed by."""

import time
from queue import Empty, SimpleQueue
from threading import Event
from typing import TypeVar

_Item = TypeVar("_Item")


class Clock:
    """The clock of the machine; tests and measurements have others with the same methods."""

    def now(self) -> float:
        """Return the seconds since 1970."""
        return time.time()

    def wait(self, seconds: float, ended: Event) -> None:
        """Let some seconds pass, or fewer if ``ended`` is set."""
        ended.wait(max(0.0, seconds))

    def next_of(self, queue: "SimpleQueue[_Item]", seconds: float) -> _Item | None:
        """Return what comes next into a queue; ``None`` where nothing does in so many seconds."""
        try:
            return queue.get(timeout=max(0.0, seconds))
        except Empty:
            return None
