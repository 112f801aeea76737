"""Several processes that answer from the same sockets: gunicorn leads them, waitress answers.

gunicorn starts the processes, puts a new one in the place of one that died, and ends them. Its own
workers give a thread to every connection whose request has not arrived yet; so each process runs
the loop of waitress instead, which reads and writes for all of its connections at once.
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel

from index.errors import FihrisError
from web.http import server

#: How long requests at work may take to end, once the server is told to.
SECONDS_TO_END = 30

# A worker whose loop has not turned for so long hangs, and is replaced.
_SECONDS_OF_SILENCE = 120

# How long the loop may wait for something to do before it looks at its parent.
_TURN = 5.0

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP)


def run(
    app: Flask,
    sockets: Sequence[socket.socket],
    *,
    workers: int,
    threads: int,
    begin: Callable[[], None],
    announce: Callable[[], None],
) -> bool:
    """Answer requests until SIGINT or SIGTERM, then let those that are at work end.

    Args:
        app: what answers.
        sockets: that listen; they are closed at the end.
        workers: how many processes.
        threads: requests that each of them answers at the same time.
        begin: called in each process before it answers. Where it raises an error of Fihris in one
            of the first, the server ends.
        announce: called in the first process that can answer.

    Returns:
        Whether the server ended because it was told to.
    """
    told = _Application(app, sockets, workers, threads, begin, announce)
    try:
        _Leader(told).run()
    except SystemExit as error:
        # How gunicorn returns, and how a process that it forked off ends.
        if os.getpid() != told.leader:
            raise
        return not error.code
    return True


class _Leader(Arbiter):  # type: ignore[misc]
    """The process that starts the others and ends them.

    Of what gunicorn does on signals only the end is left: a lost terminal ends the server too.
    """

    def handle_hup(self) -> None:
        """End, as on SIGTERM; gunicorn would start anew."""
        self.handle_term()

    def handle_ttin(self) -> None:
        """Change no number of processes."""

    def handle_ttou(self) -> None:
        """Change no number of processes."""

    def handle_usr1(self) -> None:
        """Open no logs anew."""

    def handle_usr2(self) -> None:
        """Start no other server."""

    def handle_winch(self) -> None:
        """End no processes."""

    def spawn_worker(self) -> int:
        """Start a process that misses no signal: one sent at once waits until it can be heard."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        try:
            return int(super().spawn_worker())
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Application(BaseApplication):  # type: ignore[misc]
    """What gunicorn is told, in place of its command line and files."""

    def __init__(
        self,
        app: Flask,
        sockets: Sequence[socket.socket],
        workers: int,
        threads: int,
        begin: Callable[[], None],
        announce: Callable[[], None],
    ) -> None:
        self.leader = os.getpid()
        self._app = app
        self.begin = begin
        self._announce = announce
        self._given = {
            # gunicorn closes the descriptors itself.
            "bind": [f"fd://{one.detach()}" for one in sockets],
            "workers": workers,
            "threads": threads,
            "worker_class": WaitressWorker,
            "timeout": _SECONDS_OF_SILENCE,
            "graceful_timeout": SECONDS_TO_END,
            "loglevel": "warning",
            # No door for other programs to lead the server by.
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        """Take what was given, and nothing from the environment of gunicorn."""
        for name, value in self._given.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application, which was made before the workers were forked off."""
        return self._app

    def announce(self, worker: Worker) -> None:
        """Tell that answers are given, once."""
        if worker.age == 1:
            self._announce()


class WaitressWorker(Worker):  # type: ignore[misc]
    """A worker of gunicorn that answers by the loop of waitress."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        #: What the loop listens to, by file descriptor.
        self._channels: dict[int, Any] = {}

    def init_signals(self) -> None:
        """End on SIGINT and SIGQUIT as on SIGTERM: requests at work are answered first.

        Ctrl+C at a terminal reaches every process, the workers too.
        """
        super().init_signals()
        for number in _ENDING:
            signal.signal(number, self.handle_exit)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)

    def load_wsgi(self) -> None:
        """Make ready to answer.

        Raises:
            SystemExit: one of the first cannot; the leader ends then, and finds out why.
        """
        try:
            self.app.begin()
        except FihrisError as error:
            if self.age <= self.cfg.workers:
                raise SystemExit(Arbiter.APP_LOAD_ERROR) from error
            # What takes the place of one that died tells readers what is the matter, as that did.
            self.log.error("%s", error)
        super().load_wsgi()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note that the end has come, and wake the loop."""
        self.alive = False
        for listening in self._listening():
            listening.pull_trigger()

    def run(self) -> None:
        """Answer until told to end, or until the parent is gone."""
        sockets = [one.sock for one in self.sockets]
        self.app.announce(self)
        server.create(self.wsgi, sockets, self.cfg.threads, self._channels)
        while self.alive and self.ppid == os.getppid():
            self._turn(_TURN)
        self._finish()

    def _listening(self) -> list[Any]:
        """Those of the channels that accept connections; none before the loop."""
        return [one for one in self._channels.values() if one.accepting]

    def _turn(self, seconds: float) -> None:
        self.notify()
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._channels, count=1)

    def _finish(self) -> None:
        """Accept nothing more, and send what is being answered."""
        until = time.monotonic() + SECONDS_TO_END
        for listening in self._listening():
            # Not its own close(): what wakes the loop must stay.
            wasyncore.dispatcher.close(listening)
        while _closing(self._channels.values()) and time.monotonic() < until:
            self._turn(0.1)


def _closing(channels: Iterable[Any]) -> bool:
    """Close the connections that wait for nothing; tell whether any is left.

    One that is answered is closed then, before it brings another request.
    """
    left = [one for one in channels if isinstance(one, HTTPChannel)]
    for channel in left:
        if not (channel.requests or channel.total_outbufs_len):
            channel.will_close = True
    return bool(left)
