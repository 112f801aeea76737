"""Looks after all connections of a process: closes those that are late, and makes room."""

import errno
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from web.http.connections import Connection
from web.http.limits import ConnectionLimits

_log = logging.getLogger(__name__)

#: What the system says when it has no file handle or no memory left for a connection.
EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})

#: How often it is looked who is late, in seconds.
EVERY = 0.5

# Answers that wait to be taken, in bytes: a process keeps no more in memory and temporary files.
_UNSENT = 256 << 20

# Room that is made at once: to look at all connections for each new one would cost too much.
_ROOM = 20

# No more than one line of a kind a minute.
_SECONDS_BETWEEN_LINES = 60.0


class Watch:
    """Closes connections of a process: the late ones, and the idlest when there are too many.

    Args:
        channels: of the process, by file descriptor; others than connections are let be.
        limits: of what connections may cost.
        clock: that tells seconds.
    """

    def __init__(
        self,
        channels: Mapping[int, Any],
        limits: ConnectionLimits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits
        self._channels = channels
        self._clock = clock
        self._next = 0.0
        self._paused_until = 0.0
        self._others = 0
        self._told: dict[object, float] = {}

    @property
    def connections(self) -> list[Connection]:
        """All that are open."""
        return [one for one in self._channels.values() if isinstance(one, Connection)]

    def look(self) -> None:
        """Close what is late, and make room where there is none; not while channels are polled."""
        now = self._clock()
        if now >= self._next:
            self._next = now + EVERY
            connections = self.connections
            self._others = len(self._channels) - len(connections)
            for one in connections:
                one.look(now, self.limits)
            self._bound_unsent()
        if self.is_full() or now < self._paused_until:
            self._make_room(now)

    @property
    def count(self) -> int:
        """How many connections are open, since :meth:`look` was called first."""
        return len(self._channels) - self._others

    def is_full(self) -> bool:
        """Tell whether no connection can be accepted."""
        return self.count >= self.limits.connections

    def accepts(self) -> bool:
        """Tell whether connections are to be accepted now."""
        return not self.is_full() and self._clock() >= self._paused_until

    def tell_of(self, error: OSError) -> None:
        """Tell of an error of the system, once a minute; accept nothing for a moment where it is
        one of too much.
        """
        now = self._clock()
        if error.errno in EXHAUSTED:
            self._paused_until = now + EVERY
        if now - self._told.get(error.errno, -_SECONDS_BETWEEN_LINES) >= _SECONDS_BETWEEN_LINES:
            self._told[error.errno] = now
            _log.warning(
                "%s, with %d connections; further ones wait", error.strerror, len(self.connections)
            )

    def _make_room(self, now: float) -> None:
        """Close the idlest, those first of clients that hold more than a quarter of all."""
        connections = self.connections
        held = Counter(one.client for one in connections)
        share = self.limits.connections // 4
        giving = sorted(
            (
                (held[one.client] <= share, turn, one)
                for one in connections
                if (turn := one.turn(now))
            ),
            key=lambda row: row[:2],
        )
        for _, _, one in giving[: 1 + self.limits.connections // _ROOM]:
            one.give_way()

    def _bound_unsent(self) -> None:
        """Close those that have taken nothing for longest, while too much waits to be sent."""
        waiting = [one for one in self.connections if one.total_outbufs_len]
        unsent = sum(one.total_outbufs_len for one in waiting)
        for one in sorted(waiting, key=lambda one: one.taken):
            if unsent <= _UNSENT:
                return
            unsent -= one.total_outbufs_len
            one.handle_close()
