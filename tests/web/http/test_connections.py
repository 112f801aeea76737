"""Clients that are slow, silent or lie: each is closed in time, and the others are answered."""

import errno
import logging
import os
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, SupportsIndex

import pytest

from tests.tables import vectors
from tests.web.http.serving import (
    GET,
    PATIENCE,
    Pages,
    answer,
    connected,
    received_until,
    rest_of,
    serving,
    statuses,
    until,
)
from web.http import server
from web.http.connections import Connection
from web.http.limits import OF_CONNECTIONS, ConnectionLimits
from web.http.listening import Listener
from web.http.queueing import FairQueue
from web.http.request_parser import RequestParser
from web.http.watching import Watch

SHORT = ConnectionLimits(request_seconds=0.5, idle_seconds=0.5, send_seconds=0.5, end_seconds=0)
SMALL = ConnectionLimits(header_bytes=1024, body_bytes=100, end_seconds=0)


@pytest.mark.parametrize(("sent", "status", "source"), vectors("framing.tsv"))
def test_a_doubtful_head_has_one_answer_and_nothing_is_read_behind_it(
    sent: str, status: str, source: str
) -> None:
    raw = sent.encode("ascii").decode("unicode_escape").encode("latin-1")
    with serving(SMALL) as (pages, port):
        received = rest_of(connected(port, raw + GET % b"/hidden"))
    assert statuses(received) == [int(status)], received
    assert "/hidden" not in pages.asked


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"page"),
        (b"\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", b"page"),
        (b"GET http://y:8080/where HTTP/1.1\r\nHost: x\r\n\r\n", b"y:8080"),
        (b"GET /where HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n", b"[::1]:8000"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", b"page"),
        ("GET /?q=قمح HTTP/1.1\r\nHost: x\r\n\r\n".encode(), b"page"),
    ],
)
def test_what_is_in_order_is_answered_and_the_connection_kept(sent: bytes, body: bytes) -> None:
    with serving(SMALL) as (_, port), connected(port, sent) as client:
        assert statuses(received_until(client, body)) == [200]
        client.sendall(GET % b"/")
        assert statuses(received_until(client, b"page")) == [200]


def test_options_of_the_whole_server_is_no_error_of_ours() -> None:
    with serving(SMALL) as (_, port):
        sent = b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        (status,) = statuses(rest_of(connected(port, sent)))
    assert status < 500


def large(first: bytes, piece: bytes) -> tuple[list[int], int]:
    """What the sender of 50 MB is answered, and how many bytes of it were taken."""
    taken = 0
    with serving(SMALL) as (_, port):
        client = connected(port, first)
        try:
            while taken < 50 << 20:
                taken += client.send(piece)
        except OSError:
            pass
        return statuses(rest_of(client)), taken


CHUNKED = b"POST %b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "piece", "status"),
    [
        (b"GET / HTTP/1.1\r\nA: ", b"x" * 65536, 431),
        (b"GET / HTTP/1.1\r\n", b"A: b\r\n" * 10_000, 431),
        (b"GET /", b"x" * 65536, 431),
        (b"", b"\r\n" * 30_000, 400),
        (b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 400000000\r\n\r\n", b"x" * 65536, 413),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 400000000\r\n\r\n", b"x" * 65536, 413),
        (CHUNKED % b"/form", b"10000\r\n" + b"x" * 65536 + b"\r\n", 413),
        (CHUNKED % b"/form", b"0" * 65536, 413),
        (CHUNKED % b"/form", b"1\r\nx\r\n" * 10_000, 413),
        (CHUNKED % b"/form", b"\r\n" * 30_000, 413),
        (CHUNKED % b"/form" + b"0\r\n", b"a: b\r\n" * 10_000, 413),
        (CHUNKED % b"/", b"10000\r\n" + b"x" * 65536 + b"\r\n", 405),
    ],
)
def test_what_is_too_large_is_answered_at_once_and_not_taken_in(
    first: bytes, piece: bytes, status: int
) -> None:
    told, taken = large(first, piece)
    # What the system keeps on both sides, and the megabyte that is thrown away.
    assert taken < 20 << 20
    assert told in ([status], [])


def test_the_answer_to_a_large_body_reaches_who_stops_sending() -> None:
    with serving(SMALL) as (_, port):
        first = b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n"
        received = rest_of(connected(port, first + b"x" * 400_000))
    assert statuses(received) == [413]


def test_sizes_up_to_the_limit_are_taken() -> None:
    head = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nA: "
    head += b"x" * (SMALL.header_bytes - len(head) - 4) + b"\r\n\r\n"
    body = b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + b"x" * 100
    with serving(SMALL) as (_, port):
        assert statuses(rest_of(connected(port, head))) == [200]
        assert rest_of(connected(port, body)).endswith(b"x" * 100)


@pytest.mark.parametrize(("path", "continues"), [(b"/form", True), (b"/", False)])
def test_a_body_is_asked_for_where_it_is_taken(path: bytes, continues: bool) -> None:
    first = b"POST %b HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
    with serving(SMALL) as (_, port), connected(port, first % path) as client:
        assert client.recv(1 << 16).startswith(b"HTTP/1.1 100 ") == continues
        if continues:
            client.sendall(b"abcd")
            assert rest_of(client).endswith(b"abcd")


@pytest.mark.parametrize(
    ("sent", "drop", "status"),
    [
        (b"", b"", []),
        (b"GET / HTTP/1.1\r\n", b"", [408]),
        (b"GET / HTTP/1.1\r\n", b"A: b\r\n", [408]),
        (b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n\r\n", b"x", [408]),
        (CHUNKED % b"/form", b"1\r\nx\r\n", [408]),
        (b"", b"\r\n", []),
    ],
)
def test_a_request_has_arrived_in_time_however_it_drips(
    sent: bytes, drop: bytes, status: list[int]
) -> None:
    with serving(SHORT) as (_, port):
        client = connected(port, sent)
        client.settimeout(0.2)
        received = b""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                part = client.recv(1 << 16)
                received += part
                if not part:
                    break
            except TimeoutError:
                client.sendall(drop)
            except ConnectionError:
                break
        else:
            pytest.fail("the connection is still open")
        client.close()
    assert statuses(received) == status


def test_a_connection_on_which_nothing_more_is_asked_is_closed() -> None:
    with serving(SHORT) as (_, port):
        assert statuses(rest_of(connected(port, GET % b"/"))) == [200]


@pytest.mark.parametrize("bytes_each_time", [0, 10])
def test_who_does_not_take_an_answer_holds_no_thread(bytes_each_time: int) -> None:
    with serving(SHORT, threads=2) as (pages, port), ExitStack() as clients:
        greedy = [clients.enter_context(connected(port, GET % b"/endless")) for _ in range(2)]
        until(lambda: pages.asked.count("/endless") == 2)

        def is_given_up() -> bool:
            for client in greedy:
                with suppress(OSError):
                    client.recv(bytes_each_time) if bytes_each_time else None
            return pages.given_up.is_set()

        assert statuses(answer(port)) == [200]
        until(is_given_up)


def test_who_reads_on_is_given_everything() -> None:
    with serving(SHORT) as (_, port):
        client = connected(port, b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        length = 0
        while part := client.recv(1 << 18):
            length += len(part)
            time.sleep(0.03)
        client.close()
    assert length > 8 << 20


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", GET % b"/"])
def test_at_the_limit_of_connections_those_that_do_nothing_give_way(sent: bytes) -> None:
    limits = ConnectionLimits(connections=10, end_seconds=0)
    with serving(limits) as (pages, port), ExitStack() as clients:
        held = clients.enter_context(connected(port, GET % b"/held"))
        until(lambda: "/held" in pages.asked)
        for _ in range(40):
            clients.enter_context(connected(port, sent))
        assert statuses(answer(port)) == [200]
        pages.go.set()
        assert statuses(received_until(held, b"done")) == [200]


def test_more_requests_than_may_wait_are_told_to_come_back_at_once() -> None:
    limits = ConnectionLimits(queue=2, end_seconds=0)
    with serving(limits, threads=1) as (pages, port), ExitStack() as clients:
        clients.enter_context(connected(port, GET % b"/held"))
        until(lambda: "/held" in pages.asked)
        waiting = [clients.enter_context(connected(port, GET % b"/")) for _ in range(5)]
        told = rest_of(waiting[-1])
        assert statuses(told) == [503]
        assert b"\r\nRetry-After: " in told
        pages.go.set()
        assert statuses(received_until(waiting[0], b"page")) == [200]


def test_requests_sent_at_once_are_answered_in_their_order_one_at_a_time() -> None:
    with serving(OF_CONNECTIONS, threads=1) as (pages, port):
        patient = connected(port, GET % b"/" * 1000 + GET % b"/large" * 20)
        assert statuses(answer(port)) == [200]
        until(lambda: "/large" in pages.asked)
        assert statuses(answer(port)) == [200]
        # No further one is made while the first is not taken.
        assert pages.asked.count("/large") == 1
        patient.sendall(b"GET /where HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        received = rest_of(patient)
        assert statuses(received) == [200] * 1021
        assert received.endswith(b"\r\n\r\nx")


class _Lingering(list[RequestParser]):
    """Requests whose thread is slow to go on once it has ended one, while the loop turns."""

    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self._listener = listener

    def pop(self, at: SupportsIndex = -1) -> RequestParser:
        ended = super().pop(at)
        for _ in range(10):
            self._listener.pull_trigger()
            time.sleep(0.005)
        return ended


def test_what_is_asked_while_a_thread_ends_the_answer_before_is_answered_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Connection.__init__

    def lingering(self: Connection, server: Listener, *given: Any, **named: Any) -> None:
        made(self, server, *given, **named)
        self.requests = _Lingering(server)

    monkeypatch.setattr(Connection, "__init__", lingering)
    with serving(OF_CONNECTIONS) as (pages, port), closing(connected(port)) as client:
        for _ in range(10):
            client.sendall(GET % b"/")
            received_until(client, b"page")
        client.sendall(b"GET /where HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert statuses(rest_of(client)) == [200]
        assert pages.asked == 10 * ["/"] + ["/where"]


def test_a_server_that_has_ended_can_be_told_so_again_and_writes_to_no_file(tmp_path: Path) -> None:
    """A thread or a second signal may come late, when the descriptor is another file's."""
    serves = server.create(Pages().app, server.listen("127.0.0.1", 0), 1, SMALL)
    serves.end(at_once=True)
    serves.run()
    with ExitStack() as files:
        opened = [files.enter_context((tmp_path / str(n)).open("wb")) for n in range(8)]
        serves.end()
        assert [os.fstat(one.fileno()).st_size for one in opened] == [0] * 8


def test_clients_take_turns() -> None:
    queue = FairQueue()
    for client, count in [("a", 3), ("b", 1), ("c", 2)]:
        for n in range(count):
            queue.append(SimpleNamespace(client=client, n=n))
    assert (len(queue), queue.waiting("a"), queue.waiting("d")) == (6, 3, 0)
    taken = [queue.popleft() for _ in range(6)]
    assert [one.client for one in taken] == ["a", "b", "c", "a", "c", "a"]
    assert [one.n for one in taken if one.client == "a"] == [0, 1, 2]
    assert not queue
    with pytest.raises(IndexError):
        queue.popleft()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM])
def test_without_file_handles_nothing_is_accepted_for_a_moment_and_one_line_a_minute_tells_it(
    number: int, caplog: pytest.LogCaptureFixture
) -> None:
    now = 0.0
    watch = Watch({}, OF_CONNECTIONS, lambda: now)
    with caplog.at_level(logging.WARNING):
        assert watch.accepts()
        for _ in range(1000):
            watch.tell_of(OSError(number, "none left"))
        assert not watch.accepts()
        now = 1.0
        assert watch.accepts()
        assert len(caplog.records) == 1
        now = 61.0
        watch.tell_of(OSError(number, "none left"))
    assert len(caplog.records) == 2
