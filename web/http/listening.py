"""Sockets that listen, and how connections are accepted from them."""

import os
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import RLock
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from web.http.balancing import Patience, Place
from web.http.connections import Connection
from web.http.request_parser import RequestParser
from web.http.watching import Watch

# Connections that the system holds until a process accepts them.
_BACKLOG = 1024

# Accepted at a time: few, so that other processes get theirs.
_AT_A_TIME = 8

# Methods whose requests may well have a body, which says nothing (RFC 9110, 9.3.1).
_WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "DELETE"})


def listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen, one for each address that a host stands for.

    Args:
        host: name or address to listen on.
        port: 0 for any free one.

    Raises:
        OSError, ValueError: the host or port cannot be listened on.
    """
    opened: list[socket.socket] = []
    try:
        for family, kind, protocol, address in Adjustments(host=host, port=port).listen:
            opened.append(_bound(socket.socket(family, kind, protocol), address))
    except OSError:
        for one in opened:
            one.close()
        raise
    return opened


def _bound(opened: socket.socket, address: Any) -> socket.socket:
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if opened.family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(address)
        opened.listen(_BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened


def addresses(sockets: Sequence[socket.socket]) -> list[str]:
    """Return the web addresses of sockets that listen."""
    return [_address(*one.getsockname()[:2]) for one in sockets]


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """Accepts the connections of one socket, and gives their requests to threads.

    Args:
        app: what answers.
        channels: where it keeps what it listens to, by file descriptor.
        sock: that listens.
        dispatcher: of the threads.
        watch: over the connections.
        balance: of them among the processes.
    """

    channel_class = Connection
    #: Never: the watch does it.
    next_channel_cleanup = float("inf")
    #: Whether the server ends.
    ending = False

    def __init__(
        self,
        app: Flask,
        channels: dict[int, Any],
        sock: socket.socket,
        dispatcher: ThreadedTaskDispatcher,
        watch: Watch,
        balance: Place,
    ) -> None:
        self._watch = watch
        self._balance = balance
        self._patience = Patience(balance)
        # A signal may come to the thread that holds it already.
        self._waking = RLock()
        self._is_over = False
        self._rules = app.url_map.bind("")
        super().__init__(
            app,
            channels,
            True,
            sock,
            dispatcher=dispatcher,
            adj=_adjustments(watch),
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            bind_socket=False,
        )
        if os.name == "posix":
            # Whoever wakes the loop must not wait for it: it may be the loop itself.
            os.set_blocking(self.trigger.trigger, False)

    @property
    def is_leaving(self) -> bool:
        """Whether a connection has been left to other processes, to be taken if it stays."""
        return self._patience.is_leaving

    def readable(self) -> bool:
        """Whether to accept now."""
        return (
            bool(self.accepting)
            and self._watch.accepts()
            and not self._patience.leaves(self._watch.count, time.monotonic())
        )

    def handle_accept(self) -> None:
        """Accept a few connections, as far as other processes do not hold fewer."""
        for _ in range(_AT_A_TIME):
            takes = self._watch.accepts() and self._patience.takes(
                self._watch.count, time.monotonic()
            )
            if not (takes and self._accept_one()):
                return
            self._balance.tell(self._watch.count)

    def accept_rest(self) -> None:
        """Accept what has come, and close the socket; what wakes the loop stays."""
        while self._watch.accepts() and self._accept_one():
            pass
        wasyncore.dispatcher.close(self)

    def _accept_one(self) -> bool:
        try:
            accepted = self.accept()
            if accepted is None:
                return False
            connection, address = accepted
        except OSError as error:
            self.tell_of(error)
            return False
        try:
            self.set_socket_options(connection)
        except OSError:  # gone already, as some systems tell it
            connection.close()
            return True
        self.channel_class(self, connection, address, self.adj, self._map)
        return True

    def pull_trigger(self) -> None:
        """Wake the loop; nothing once it has ended, when the descriptor may be another file's."""
        with self._waking, suppress(BlockingIOError):
            if not self._is_over:
                super().pull_trigger()

    def end_waking(self) -> None:
        """Close what wakes the loop, which has ended."""
        with self._waking:
            self._is_over = True
            self.trigger.close()

    def is_crowded(self, client: str) -> bool:
        """Tell whether a request must be turned away, as too many wait for a thread already.

        Who has none waiting is let in all the same, up to twice as many.
        """
        waiting, most = self.task_dispatcher.queue, self._watch.limits.queue
        return len(waiting) >= most and (waiting.waiting(client) > 0 or len(waiting) >= 2 * most)

    def takes_body(self, request: RequestParser) -> bool:
        """Tell whether a page would read the body of a request."""
        if request.command in _WITHOUT_BODY:
            return False
        try:
            self._rules.match(request.path, request.command)
        except RequestRedirect:
            return False
        except HTTPException:
            return False
        return True

    def tell_of(self, error: OSError) -> None:
        """Tell of an error of the system, as :meth:`Watch.tell_of`."""
        self._watch.tell_of(error)


def _adjustments(watch: Watch) -> Adjustments:
    limits = watch.limits
    return Adjustments(
        ident=None,
        backlog=_BACKLOG,
        max_request_header_size=limits.header_bytes + 1,
        max_request_body_size=limits.body_bytes + 1,
        outbuf_overflow=256 << 10,
        # Whether a proxy is believed is asked by the application.
        clear_untrusted_proxy_headers=False,
        # Clients that go are no fault.
        log_socket_errors=False,
    )
