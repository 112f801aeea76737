"""The HTTP server of ``serve``: waitress, within limits of our own.

One process answers here; several of them are led by :mod:`web.http.workers`.
"""

import logging
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

from flask import Flask
from waitress import wasyncore
from waitress.task import ThreadedTaskDispatcher

from web.http.balancing import LEFT_FOR, Counts, Place
from web.http.connections import JUST_COME
from web.http.limits import OF_CONNECTIONS, ConnectionLimits
from web.http.listening import Listener, addresses, listen
from web.http.queueing import FairQueue
from web.http.watching import EVERY, Watch

__all__ = ["Server", "addresses", "create", "interruptible", "listen", "run"]

_log = logging.getLogger(__name__)

# What Ctrl+C sends, what a service manager or ``kill`` does, and what a terminal that is closed.
_LOST_TERMINAL = getattr(signal, "SIGHUP", None)  # there is none on Windows
ENDING = (signal.SIGINT, signal.SIGTERM, *([_LOST_TERMINAL] if _LOST_TERMINAL else []))

# At the end a request may still be under way for so long, in seconds.
_UNDER_WAY = 1.0


class Server:
    """A server of this process: one loop for all connections, and threads that answer.

    Args:
        app: what answers.
        sockets: that listen.
        threads: requests answered at the same time.
        limits: of what connections may cost.
        balance: of them among the processes.
    """

    def __init__(
        self,
        app: Flask,
        sockets: Sequence[socket.socket],
        threads: int,
        limits: ConnectionLimits,
        balance: Place,
    ) -> None:
        self._limits = limits
        self._balance = balance
        self._channels: dict[int, Any] = {}
        self._watch = Watch(self._channels, limits)
        self._threads = ThreadedTaskDispatcher()
        self._threads.queue = FairQueue()
        self._threads.set_thread_count(threads)
        self._listeners = [
            Listener(app, self._channels, one, self._threads, self._watch, balance)
            for one in sockets
        ]
        self._told = 0

    @property
    def port(self) -> int:
        """The port of the first socket."""
        return int(self._listeners[0].effective_port)

    @property
    def connections(self) -> int:
        """How many connections it holds."""
        return self._watch.count

    def run(self) -> None:
        """Answer until told to end; then let what is at work end."""
        while not self._told:
            self.turn()
        self.finish()

    def turn(self, seconds: float = EVERY) -> None:
        """Do what there is to do, or wait so many seconds for something."""
        self._watch.look()
        self._balance.tell(self._watch.count)
        if self._watch.is_full():
            seconds = min(seconds, JUST_COME)
        if any(listener.is_leaving for listener in self._listeners):
            seconds = min(seconds, LEFT_FOR)
        # Select takes no descriptor above 1023; Windows has no poll, and then select is taken.
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._channels, count=1)

    def end(self, at_once: bool = False) -> None:
        """Tell to end, from any thread or signal; a second time: at once, whatever is at work."""
        self._told += 2 if at_once else 1
        self._listeners[0].pull_trigger()

    def finish(self, each_turn: Callable[[], None] = lambda: None) -> None:
        """Accept nothing more, answer what has been asked, and close.

        Args:
            each_turn: called again and again meanwhile.
        """
        began = time.monotonic()
        for listener in self._listeners:
            listener.ending = True
            listener.accept_rest()
        while self._told < 2 and time.monotonic() - began < self._limits.end_seconds:
            each_turn()
            self.turn(0.1)
            self._let_go(time.monotonic() - began)
            if not self._watch.connections:
                break
        self._close()

    def _let_go(self, seconds: float) -> None:
        """Close what is not at work; leave a request that is under way a moment to arrive."""
        for one in self._watch.connections:
            if not one.at_work and (one.is_spent or seconds > _UNDER_WAY):
                one.handle_close()

    def _close(self) -> None:
        left = [one for one in self._watch.connections if one.at_work]
        if left:
            _log.warning("ending; %d requests are cut off", len(left))
        else:
            _log.info("ending; all requests are answered")
        for one in self._watch.connections:
            one.handle_close()
        # Threads that are at work end with the process.
        self._threads.set_thread_count(0)
        for listener in self._listeners:
            listener.end_waking()
        self._channels.clear()


def create(
    app: Flask,
    sockets: Sequence[socket.socket],
    threads: int,
    limits: ConnectionLimits = OF_CONNECTIONS,
    balance: Place | None = None,
) -> Server:
    """Return a server of this process that waits for :func:`run`.

    Args:
        app: what answers.
        sockets: that listen, as :func:`listen` gives them.
        threads: requests answered at the same time.
        limits: of what connections may cost.
        balance: of them among the processes; by default no other answers.
    """
    # A line for every request that waits for a thread tells nothing that its time does not.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return Server(app, sockets, threads, limits, balance or Counts(1).take())


@contextmanager
def interruptible() -> Iterator[None]:
    """Let what ends the server raise KeyboardInterrupt inside, whatever the process inherited.

    A shell starts what runs in its background with SIGINT ignored, and Python keeps that; a lost
    terminal is let be where it is ignored, as under nohup. Also a decorator. Must be entered in the
    main thread.
    """
    with _ended_by(_interrupt):
        yield


def run(server: Server, announce: Callable[[], None]) -> None:
    """Answer requests until SIGINT, SIGTERM or SIGHUP, then let those that are at work end.

    A second signal ends at once.

    Args:
        server: of :func:`create`.
        announce: called just before the first request can be answered.
    """
    # A signal before the loop's own handlers stand.
    with suppress(KeyboardInterrupt), _ended_by(lambda number, frame: server.end()):
        announce()
        server.run()


@contextmanager
def _ended_by(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    heard = [number for number in ENDING if not is_ignored(number)]
    before = {number: signal.signal(number, handler) for number in heard}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


def is_ignored(number: int) -> bool:
    """Tell whether a signal is that of a lost terminal, and whoever started us has it ignored."""
    return number == _LOST_TERMINAL and signal.getsignal(number) is signal.SIG_IGN


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
