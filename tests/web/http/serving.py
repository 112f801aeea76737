"""A server in a thread, over pages that are slow, long or take a form, and clients by hand."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask, request

from web.http import server
from web.http.limits import ConnectionLimits

#: What nobody waits for in vain for longer, on a machine that has much else to do.
PATIENCE = 60.0

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) [A-Z]")

GET = b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n"


class Pages:
    """An application that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        #: ``/held`` answers once this is set.
        self.go = Event()
        #: Set when ``/endless`` is given up.
        self.given_up = Event()
        self.app = Flask("pages")
        self.app.before_request(lambda: self.asked.append(request.path))
        self.app.add_url_rule("/", "page", lambda: "page")
        self.app.add_url_rule("/where", "where", lambda: request.host)
        self.app.add_url_rule("/large", "large", lambda: "x" * (8 << 20))
        self.app.add_url_rule("/held", "held", self._held)
        self.app.add_url_rule("/endless", "endless", lambda: (self._endless(), 200))
        self.app.add_url_rule("/hidden", "hidden", lambda: "hidden")
        self.app.add_url_rule("/form", "form", lambda: request.get_data(), methods=["POST"])

    def _held(self) -> str:
        self.go.wait(PATIENCE)
        return "done"

    def _endless(self) -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * (1 << 20)
        finally:
            self.given_up.set()


@contextmanager
def serving(
    limits: ConnectionLimits, threads: int = 4, pages: Pages | None = None
) -> Iterator[tuple[Pages, int]]:
    """Serve the pages; give them and the port."""
    pages = pages or Pages()
    serves = server.create(pages.app, server.listen("127.0.0.1", 0), threads, limits)
    thread = Thread(target=serves.run, daemon=True)
    thread.start()
    try:
        yield pages, serves.port
    finally:
        pages.go.set()
        serves.end(at_once=True)
        thread.join(PATIENCE)
        assert not thread.is_alive()


def connected(port: int, sent: bytes = b"", source: str = "127.0.0.1") -> socket.socket:
    """A client that has sent this."""
    client = socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0))
    client.sendall(sent)
    return client


def rest_of(client: socket.socket) -> bytes:
    """All that still comes until the server closes."""
    parts = []
    try:
        while part := client.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        pass
    finally:
        client.close()
    return b"".join(parts)


def answer(port: int, path: bytes = b"/", source: str = "127.0.0.1") -> bytes:
    """What a client of good manners is answered."""
    asking = b"GET %b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % path
    return rest_of(connected(port, asking, source))


def received_until(client: socket.socket, ending: bytes) -> bytes:
    """What comes, up to an ending."""
    received = b""
    while not received.endswith(ending):
        part = client.recv(1 << 16)
        assert part, received
        received += part
    return received


def statuses(received: bytes) -> list[int]:
    """Of all answers in what was received."""
    return [int(told) for told in _STATUS.findall(received) if told != b"100"]


def until(holds: object) -> None:
    """Wait for what must come true."""
    assert callable(holds)
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
