"""Thousands of connections that do nothing, do half or read nothing, beside a client that asks."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.web.http.serving import GET, answer, connected, serving, statuses
from web.http.limits import OF_CONNECTIONS, ConnectionLimits

pytestmark = pytest.mark.long

#: How long a client that asks may wait, in seconds, on a machine that has other work too.
_PATIENCE = 10.0

#: Where the crowd comes from.
_ELSEWHERE = "127.0.0.2"


@contextmanager
def crowd(port: int, count: int, sent: bytes) -> Iterator[list[socket.socket]]:
    """So many clients that have sent this and do nothing more."""
    clients: list[socket.socket] = []
    try:
        for _ in range(count):
            client = connected(port, source=_ELSEWHERE)
            clients.append(client)
            with suppress(OSError):
                client.sendall(sent)
        yield clients
    finally:
        for client in clients:
            client.close()


@pytest.mark.parametrize("count", [100, 1000, 5000])
@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="silent"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: x\r\n", id="half a head"),
        pytest.param(
            b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx", id="half a body"
        ),
        pytest.param(GET % b"/", id="kept"),
        pytest.param(GET % b"/" * 100, id="sent at once"),
        pytest.param(b"\x16\x03\x01\x02", id="no HTTP"),
    ],
)
def test_a_crowd_locks_nobody_out(count: int, sent: bytes) -> None:
    with serving(OF_CONNECTIONS) as (_, port), crowd(port, count, sent):
        for _ in range(20):
            began = time.monotonic()
            assert statuses(answer(port)) == [200]
            assert time.monotonic() - began < _PATIENCE


def test_who_reads_nothing_of_long_answers_is_cut_off_and_others_are_answered() -> None:
    limits = ConnectionLimits(send_seconds=2, end_seconds=0)
    with serving(limits, threads=4) as (pages, port), crowd(port, 200, GET % b"/endless"):
        for _ in range(20):
            began = time.monotonic()
            assert statuses(answer(port)) == [200]
            assert time.monotonic() - began < _PATIENCE
        assert pages.given_up.wait(_PATIENCE)
