"""Several processes that answer from the same sockets: gunicorn leads them, waitress answers.

gunicorn starts the processes, puts a new one in the place of one that died, and ends them. Its own
workers give a thread to every connection whose request has not arrived yet; so each process runs
the loop of waitress instead, which reads and writes for all of its connections at once.
"""

import os
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from math import ceil
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

from index.errors import FihrisError
from web.http import server
from web.http.balancing import Counts, Place
from web.http.limits import OF_CONNECTIONS, ConnectionLimits

# A worker whose loop has not turned for so long hangs, and is replaced.
_SECONDS_OF_SILENCE = 120

# Signals that a process which is just being forked off hears once it can.
_HELD_BACK = (*server.ENDING, signal.SIGQUIT)

# How long the leader waits for processes beyond what they may take to end, in seconds.
_PATIENCE = 3


def run(
    app: Flask,
    sockets: Sequence[socket.socket],
    *,
    workers: int,
    threads: int,
    begin: Callable[[], None],
    announce: Callable[[], None],
    limits: ConnectionLimits = OF_CONNECTIONS,
    beside: Callable[[], AbstractContextManager[None]] = nullcontext,
    started: Callable[[], None] = lambda: None,
    ended: Callable[[int], None] = lambda pid: None,
) -> bool:
    """Answer requests until SIGINT, SIGTERM or SIGHUP, then let those that are at work end.

    Args:
        app: what answers.
        sockets: that listen; they are closed at the end.
        workers: how many processes.
        threads: requests that each of them answers at the same time.
        begin: called in each process before it answers. Where it raises an error of Fihris in one
            of the first, the server ends.
        announce: called in the first process that can answer.
        limits: of what connections may cost each process.
        beside: what each process does while it answers.
        started: called in the process that leads them, whenever others were forked off.
        ended: called with the id of each process that has ended.

    Returns:
        Whether the server ended because it was told to.
    """
    told = _Application(
        app, sockets, workers, threads, begin, announce, limits, beside, started, ended
    )
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

    _told = False

    def init_signals(self) -> None:
        """Listen to signals; let a lost terminal be where whoever started us has it ignored."""
        ignored = server.is_ignored(signal.SIGHUP)
        super().init_signals()
        if ignored:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def signal(self, sig: int, frame: FrameType | None) -> None:
        """Note a signal; a second one of those that end the server ends it at once."""
        super().signal(signal.SIGQUIT if self._told and sig in server.ENDING else sig, frame)

    def handle_term(self) -> None:
        """End once what is at work is answered."""
        self._told = True
        raise StopIteration

    handle_hup = handle_int = handle_quit = handle_term

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

    def manage_workers(self) -> None:
        """Start the processes that are missing."""
        super().manage_workers()
        self.app.started()

    def spawn_worker(self) -> int:
        """Start a process that misses no signal: one sent at once waits until it can be heard."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
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
        limits: ConnectionLimits,
        beside: Callable[[], AbstractContextManager[None]],
        started: Callable[[], None],
        ended: Callable[[int], None],
    ) -> None:
        self.leader = os.getpid()
        self._app = app
        self.begin = begin
        self._announce = announce
        self.limits = limits
        self.beside = beside
        self.started = started
        self._ended = ended
        self.counts = Counts(workers)
        self._given = {
            # gunicorn closes the descriptors itself.
            "bind": [f"fd://{one.detach()}" for one in sockets],
            "workers": workers,
            "threads": threads,
            "worker_class": WaitressWorker,
            "timeout": _SECONDS_OF_SILENCE,
            "graceful_timeout": ceil(limits.end_seconds) + _PATIENCE,
            "loglevel": "warning",
            "logger_class": _Log,
            "pre_fork": lambda _leader, worker: worker.take(),
            "child_exit": lambda _leader, worker: self._end(worker),
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

    def _end(self, worker: "WaitressWorker") -> None:
        worker.leave()
        self._ended(worker.pid)

    def announce(self, worker: Worker) -> None:
        """Tell that answers are given, once."""
        if worker.age == 1:
            self._announce()


class _Log(Logger):  # type: ignore[misc]
    """What gunicorn logs by: its loggers, which write where everything is written."""

    def setup(self, cfg: Any) -> None:
        """Set how much is told, and open no files."""
        self.loglevel = self.LOG_LEVELS[cfg.loglevel]
        self.error_log.setLevel(self.loglevel)
        self.error_log.propagate = True


class WaitressWorker(Worker):  # type: ignore[misc]
    """A worker of gunicorn that answers by the loop of waitress."""

    alive: bool

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._serving: server.Server | None = None
        self._place: Place | None = None

    def take(self) -> None:
        """Take a place among those that answer, before the process is forked off."""
        self._place = self.app.counts.take()

    def leave(self) -> None:
        """Leave it: connections are for the others."""
        if self._place is not None:
            self._place.leave()

    def init_signals(self) -> None:
        """End on SIGINT and SIGHUP as on SIGTERM: requests at work are answered first.

        Ctrl+C at a terminal reaches every process, the workers too.
        """
        super().init_signals()
        for number in server.ENDING:
            signal.signal(number, self.handle_exit)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD_BACK)

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
        """End once what is at work is answered; the leader and a terminal both may say so."""
        if self.alive and self._serving is not None:
            self._serving.end()
        self.alive = False

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """End at once."""
        self.alive = False
        if self._serving is not None:
            self._serving.end(at_once=True)

    def run(self) -> None:
        """Answer until told to end, or until the parent is gone."""
        sockets = [one.sock for one in self.sockets]
        self._serving = server.create(
            self.wsgi, sockets, self.cfg.threads, self.app.limits, self._place
        )
        self.app.announce(self)
        with self.app.beside():
            while self.alive and self.ppid == os.getppid():
                self.notify()
                self._serving.turn()
            self._serving.finish(self.notify)
