"""One connection: what of it has come, what it waits for, and how long it may.

Waitress reads and writes for all connections in one loop and answers in threads. It leaves to us
how long a client may take: here each connection knows whether it is too late, for the loop to ask.
"""

import socket
import time
from contextlib import suppress
from functools import cached_property
from ipaddress import ip_network
from typing import Any, NamedTuple

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.utilities import Error

from web.http.limits import ConnectionLimits
from web.http.refusals import Crowded, RequestTimedOut
from web.http.request_parser import RequestParser

# Slower clients are cut off, as Kestrel does it: bytes a second, over the seconds a client may
# take nothing.
# https://learn.microsoft.com/en-us/dotnet/api/microsoft.aspnetcore.server.kestrel.core.minDataRate
_SLOWEST = 240

# How long, and how much, is thrown away of what a client goes on to send after its last answer: a
# connection that is closed before takes the answer with it (RFC 9112, 9.6).
_LINGERS = 2.0
_THROWN_AWAY = 1 << 20

#: For how long a client that has come is let be, in seconds: what it asks is under way.
JUST_COME = 0.1

# For how long a client that has come, or gone on, is not yet one that keeps others out, in seconds.
_FRESH = 1.0

# Empty lines before a request (RFC 9112, 2.2).
_BLANKS = 64


class Turn(NamedTuple):
    """How soon a connection gives way to a new one: the lowest first."""

    #: Whether that began just now: who has only come is about to ask.
    is_fresh: bool
    #: 0 for one on which nothing is asked, 1 for half a request, 2 for an answer not taken; of
    #: fresh ones 0 for one that has had an answer, 1 for one that has not.
    kind: int
    #: When that began.
    since: float


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that asks one thing after the other, and knows when it is too late.

    All but :meth:`service`, :meth:`write_soon` and :meth:`send` run in the loop.
    """

    parser_class = RequestParser
    request: RequestParser | None

    def __init__(self, server: Any, sock: socket.socket, addr: Any, adj: Any, map: Any) -> None:
        self.since = time.monotonic()
        self._answered = False
        self._rest = b""
        self._blanks = 0
        self._unread = False
        self._lingering = False
        self._thrown_away = 0
        self._sent = 0
        self.taken = self.since
        self._watched_from = (self.since, 0)
        super().__init__(server, sock, addr, adj, map=map)

    @cached_property
    def client(self) -> str:
        """Who asks: an address, or of IPv6 what one household has."""
        host = str(self.addr[0])
        return (
            str(ip_network(f"{host.partition('%')[0]}/64", strict=False)) if ":" in host else host
        )

    @property
    def at_work(self) -> bool:
        """Whether something is being answered or sent."""
        return bool(self.requests or self.total_outbufs_len)

    @property
    def is_spent(self) -> bool:
        """Whether what was asked has been answered, and nothing further has come."""
        return self._answered and not (self.request or self._rest or self._lingering)

    def turn(self, now: float) -> Turn | None:
        """Return when it gives way; None while it is answered, or has only just come."""
        if self.requests or (not self._answered and now - self.since < JUST_COME):
            return None
        kind, since = 0, self._idle_since
        if self.total_outbufs_len:
            kind, since = 2, self.taken
        elif self.request is not None:
            kind, since = 1, self.since
        is_fresh = now - since < _FRESH
        # Of those that have just come or gone on, who has had no answer yet goes last.
        return Turn(is_fresh, int(not self._answered) if is_fresh else kind, since)

    @property
    def _idle_since(self) -> float:
        # A thread sends an answer before it notes that it has.
        return max(self.since, self.taken)

    # What comes in

    def readable(self) -> bool:
        """Whether more is to be read now."""
        return self._lingering or not (
            self.requests
            or self.total_outbufs_len
            or self._rest
            or self.will_close
            or self.close_when_flushed
        )

    def handle_read(self) -> None:
        """Read what has come."""
        if not self._lingering:
            super().handle_read()
            return
        with suppress(OSError):
            self._thrown_away += len(self.recv(self.adj.recv_bytes))
        if self._thrown_away > _THROWN_AWAY:
            self.handle_close()

    def received(self, data: bytes) -> bool:
        """Take bytes; go on to the first request that is whole among them."""
        if self.will_close or self.close_when_flushed:
            return False
        self._rest += data
        self._read_on()
        return True

    def _read_on(self) -> None:
        """Read the next request, once the one before is answered and its answer is sent."""
        while self._rest and not (self.at_work or self.will_close or self.close_when_flushed):
            if self.request is None:
                self._begin()
            else:
                self._go_on(self.request)

    def _begin(self) -> None:
        text = self._rest.lstrip(b"\r\n")
        self._blanks += len(self._rest) - len(text)
        self._rest = text
        if text or self._blanks > _BLANKS:
            self._blanks = 0 if text else self._blanks
            self.since = self.since if not self._answered else time.monotonic()
            self.request = self.parser_class(self.adj)
            self._rest = text or b"\0"

    def _go_on(self, request: RequestParser) -> None:
        self._rest = self._rest[request.received(self._rest) :]
        if request.headers_finished and request.has_body and not request.error:
            self._expect(request)
        if request.completed:
            self.request = None
            self._answer(request)

    def _expect(self, request: RequestParser) -> None:
        """Take a body where the page does; elsewhere the head alone is answered."""
        if not self.server.takes_body(request):
            self._unread = request.completed = True
        elif request.expect_continue and not request.completed:
            self.send_continue()

    def _answer(self, request: RequestParser) -> None:
        if self.server.ending:
            request.headers["CONNECTION"] = "close"
        if request.error is None and self.server.is_crowded(self.client):
            request.error = Crowded("too many requests are waiting; come back soon")
        with self.requests_lock:
            # A thread that ends the request before may look here too whether there is another.
            self.requests.append(request)
            if request.error is None:
                self.server.add_task(self)
        if request.error is not None:
            # At once: no thread is needed, and none may be free.
            self._unread = True
            self.service()

    def refuse(self, error: Error) -> None:
        """Answer a request that has not come whole with an error, and close."""
        request = self.request or self.parser_class(self.adj)
        request.error = error
        self.request = None
        self._answer(request)

    # What goes out

    def service(self) -> None:
        """Answer the request, in a thread."""
        super().service()
        self._answered = True
        self.since = time.monotonic()

    def write_soon(self, data: Any) -> int:
        """Send, or keep to be sent; wait while too much is kept.

        Raises:
            ClientDisconnected: nobody is there any more, or no file can be had to keep it in.
        """
        if not self.total_outbufs_len:
            self.taken = time.monotonic()
            self._watched_from = (self.taken, self._sent)
        try:
            return int(super().write_soon(data))
        except OSError as error:
            self.will_close = True
            self.server.tell_of(error)
            raise ClientDisconnected from error

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the system takes; return how many bytes."""
        sent = int(super().send(data, do_close=do_close))
        if sent:
            self._sent += sent
            self.taken = time.monotonic()
        return sent

    def writable(self) -> bool:
        """Whether there is something to do once the system takes bytes."""
        return not self._lingering and bool(
            self.total_outbufs_len
            or self.will_close
            or self.close_when_flushed
            or (self._rest and not self.requests)
        )

    def handle_write(self) -> None:
        """Send what is kept; then close, or read on."""
        if self.close_when_flushed and (self._unread or self._rest) and not self.will_close:
            self._flush_exception(self._flush_some)
            if self.connected and not self.total_outbufs_len:
                self._linger()
            return
        super().handle_write()
        if self.connected:
            self._read_on()

    def _linger(self) -> None:
        self.close_when_flushed = False
        self._lingering = True
        self._rest = b""
        self.since = time.monotonic()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    # How long it may take

    def look(self, now: float, limits: ConnectionLimits) -> None:
        """Close what takes too long.

        Args:
            now: seconds, as :func:`time.monotonic` counts them.
            limits: that hold.
        """
        if self.total_outbufs_len:
            if self._stalls(now, limits.send_seconds):
                self.handle_close()
        elif self.requests:
            return
        elif self.request is not None:
            if now - self.since > limits.request_seconds:
                self.refuse(RequestTimedOut("the request did not arrive in time"))
        elif now - self._idle_since > self._idle_for(limits):
            self.handle_close()

    def _idle_for(self, limits: ConnectionLimits) -> float:
        if self._lingering:
            return _LINGERS
        if self.close_when_flushed:
            return limits.send_seconds
        if self._answered:
            return limits.idle_seconds
        return min(limits.idle_seconds, limits.request_seconds)

    def _stalls(self, now: float, seconds: float) -> bool:
        began, sent = self._watched_from
        if now - began > seconds:
            if self._sent - sent < _SLOWEST * seconds:
                return True
            self._watched_from = (now, self._sent)
        return now - self.taken > seconds

    def give_way(self) -> None:
        """Close for the sake of a new connection; tell why where half a request has come."""
        if self.request is not None and not self.total_outbufs_len:
            self.refuse(RequestTimedOut("others are waiting; ask again"))
        self.handle_close()
