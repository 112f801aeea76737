"""The HTTP server of ``serve``: waitress, with addresses as people type them."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import quote_from_bytes

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server

# All that RFC 3986 lets stand in an address, and the percent sign of what is encoded already.
_KEPT = "!#$%&'()*+,/:;=?@[]~ "

# What Ctrl+C sends, and what a service manager or ``kill`` does.
_ENDING = (signal.SIGINT, signal.SIGTERM)


class TypedAddressParser(HTTPRequestParser):  # type: ignore[misc]
    """Reads ``GET /?q=قمح`` as it was typed into curl; waitress alone would refuse it."""

    def parse_header(self, header_plus: bytes) -> None:
        """Percent-encode what is not ASCII in the first line, then parse as usual."""
        first_line, end, rest = header_plus.partition(b"\r\n")
        if not first_line.isascii():
            first_line = quote_from_bytes(first_line, safe=_KEPT).encode("ascii")
        super().parse_header(first_line + end + rest)


def create(app: Flask, *, host: str, port: int, threads: int) -> Any:
    """Return a server that listens and waits for :func:`run`.

    Args:
        app: what answers.
        host: name or address to listen on; a name may stand for several addresses.
        port: 0 for any free one.
        threads: requests answered at the same time.

    Raises:
        OSError, ValueError: the host or port cannot be listened on.
    """
    # Read by every connection at its start, of any server: there is one a process.
    HTTPChannel.parser_class = TypedAddressParser
    return create_server(app, host=host, port=port, threads=threads, ident=None)


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


def run(server: Any, announce: Callable[[Sequence[str]], None]) -> None:
    """Answer requests until KeyboardInterrupt, then let those that are at work end.

    Args:
        server: of :func:`create`.
        announce: called with the web addresses just before the first request can be answered.
    """
    # Also when it comes before the server's own loop, or again while that closes.
    with suppress(KeyboardInterrupt):
        announce(addresses(server))
        server.run()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def addresses(server: Any) -> list[str]:
    """Return the web addresses that a server of :func:`create` listens on."""
    listening = getattr(server, "effective_listen", None) or [
        (server.effective_host, server.effective_port)
    ]
    return [
        f"http://[{host}]:{port}/" if ":" in str(host) else f"http://{host}:{port}/"
        for host, port in listening
    ]
