"""The HTTP server of ``serve``: waitress, with addresses as people type them.

One process answers here; several of them are led by :mod:`web.http.workers`.
"""

import logging
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import quote_from_bytes

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server

# All that RFC 3986 lets stand in an address, and the percent sign of what is encoded already.
_KEPT = "!#$%&'()*+,/:;=?@[]~ "

# What Ctrl+C sends, and what a service manager or ``kill`` does.
_ENDING = (signal.SIGINT, signal.SIGTERM)

# Connections that the system holds until a process accepts them.
_BACKLOG = 1024

# Of each process. Idle and half-sent connections hold a file and no thread; waitress's own limit,
# 100, lets a hundred of them lock everybody out.
_CONNECTIONS = 1000


class TypedAddressParser(HTTPRequestParser):  # type: ignore[misc]
    """Reads ``GET /?q=قمح`` as it was typed into curl; waitress alone would refuse it."""

    def parse_header(self, header_plus: bytes) -> None:
        """Percent-encode what is not ASCII in the first line, then parse as usual."""
        first_line, end, rest = header_plus.partition(b"\r\n")
        if not first_line.isascii():
            first_line = quote_from_bytes(first_line, safe=_KEPT).encode("ascii")
        super().parse_header(first_line + end + rest)


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


def create(
    app: Flask,
    sockets: Sequence[socket.socket],
    threads: int,
    channels: Mapping[int, Any] | None = None,
) -> Any:
    """Return a server of this process that waits for :func:`run`.

    Args:
        app: what answers.
        sockets: that listen, as :func:`listen` gives them.
        threads: requests answered at the same time.
        channels: where it keeps what it listens to, by file descriptor; by default inside.
    """
    # A line for every request that waits for a thread tells nothing that its time does not.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Read by every connection at its start, of any server: there is one a process.
    HTTPChannel.parser_class = TypedAddressParser
    return create_server(
        app,
        map=channels,
        sockets=sockets,
        threads=threads,
        ident=None,
        backlog=_BACKLOG,
        connection_limit=_CONNECTIONS,
        # Select takes no descriptor above 1023; Windows has no poll, and then select is taken.
        asyncore_use_poll=True,
    )


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGINT and SIGTERM raise KeyboardInterrupt inside, whatever the process inherited.

    A shell starts what runs in its background with SIGINT ignored, and Python keeps that. Also a
    decorator. Must be entered in the main thread.
    """
    before = {number: signal.signal(number, _interrupt) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(server: Any, announce: Callable[[], None]) -> None:
    """Answer requests until KeyboardInterrupt, then let those that are at work end.

    Args:
        server: of :func:`create`.
        announce: called just before the first request can be answered.
    """
    # Also when it comes before the server's own loop, or again while that closes.
    with suppress(KeyboardInterrupt):
        announce()
        server.run()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
