"""Fetching from servers that are slow, broken, endless, and that lie."""

import gzip
import socket
import threading
import zlib
from typing import Any

import pytest

from index.feeds.fetching import FetchLimits
from index.feeds.troubles import FetchTrouble
from tests.index.feeds.asking import body, fetcher, trouble
from tests.index.feeds.served import (
    FeedServer,
    Request,
    SteppedClock,
    giving,
    writing,
)


@pytest.mark.parametrize("packing", ["gzip", "deflate", "x-gzip", ""])
def test_packed_answers(server: FeedServer, clock: SteppedClock, packing: str) -> None:
    packed = zlib.compress(b"text") if packing == "deflate" else gzip.compress(b"text")
    server.pages["/rss"] = giving(packed, Content_Encoding=packing)
    assert body(fetcher(clock).fetch(f"{server.root}/rss")) == b"text"


@pytest.mark.parametrize(
    ("raw", "packing", "expected"),
    [
        (b"x" * 100_001, "", "too_large"),
        (gzip.compress(bytes(50_000_000)), "gzip", "too_large"),
        (gzip.compress(bytes(50_000_000)), "", "too_large"),
        (gzip.compress(gzip.compress(bytes(50_000_000))), "gzip, gzip", "damaged"),
        # To look at the rest anew behind each part would take minutes in an answer as long as any.
        (gzip.compress(b"") * 4_000, "gzip", "damaged"),
        (b"no gzip", "gzip", "damaged"),
        (b"x", "br", "damaged"),
        (b"x", "zstd", "damaged"),
    ],
)
def test_too_much_and_badly_packed(
    server: FeedServer, clock: SteppedClock, raw: bytes, packing: str, expected: str
) -> None:
    server.pages["/rss"] = giving(raw, Content_Encoding=packing)
    assert trouble(lambda: fetcher(clock).fetch(f"{server.root}/rss")).trouble == expected


def test_an_endless_answer(server: FeedServer, clock: SteppedClock) -> None:
    def endless(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"<item>" * 1000)

    server.pages["/rss"] = endless
    assert trouble(lambda: fetcher(clock).fetch(f"{server.root}/rss")).trouble == "too_large"


@pytest.mark.parametrize("where", ["head", "body", "chunks", "interim", "trailer"])
def test_a_sign_a_moment_is_given_up(server: FeedServer, clock: SteppedClock, where: str) -> None:
    ended = threading.Event()

    def drop(request: Request) -> None:
        if where == "interim":
            while not ended.wait(0.001):
                request.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            return
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        if where == "body":
            request.wfile.write(b"x\r\n\r\n")
        if where in ("chunks", "trailer"):
            request.wfile.write(b"x\r\nTransfer-Encoding: chunked\r\n\r\n")
        if where == "trailer":
            request.wfile.write(b"0\r\n")
        pieces = {"chunks": b"1\r\nx\r\n", "trailer": b"X: y\r\n"}
        while not ended.wait(0.02):
            request.wfile.write(pieces.get(where, b"x"))

    server.pages["/rss"] = drop
    limits = FetchLimits(whole=0.3, silence=60, pause=0)
    try:
        assert trouble(lambda: fetcher(clock, limits).fetch(f"{server.root}/rss")).trouble == "slow"
    finally:
        ended.set()


def test_silence_is_given_up(server: FeedServer, clock: SteppedClock) -> None:
    ended = threading.Event()

    def be_silent(_: Request) -> None:
        ended.wait(60)

    server.pages["/rss"] = be_silent
    limits = FetchLimits(silence=0.2, whole=60, pause=0)
    try:
        assert trouble(lambda: fetcher(clock, limits).fetch(f"{server.root}/rss")).trouble == "slow"
    finally:
        ended.set()


def test_what_was_cut_off_is_told(server: FeedServer, clock: SteppedClock) -> None:
    server.pages["/long"] = giving("half", Content_Length="400")
    server.pages["/chunks"] = writing(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n9\r\nx"
    )
    server.pages["/gzip"] = giving(
        gzip.compress(bytes(range(256)) * 200)[:-9], Content_Encoding="gzip"
    )
    for path in ("/long", "/chunks", "/gzip"):
        found = fetcher(clock).fetch(f"{server.root}{path}").body
        assert found is not None
        assert not found.is_whole, path
        assert found.raw
    server.pages["/short"] = giving("half of it", Content_Length="4")
    assert body(fetcher(clock).fetch(f"{server.root}/short")) == b"half"


@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"),
        *(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200, b"HTTP/1.1 999999 OK\r\n\r\n"),
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000,
    ],
)
def test_what_is_no_http(server: FeedServer, clock: SteppedClock, answer: bytes) -> None:
    server.pages["/rss"] = writing(answer)
    found = trouble(lambda: fetcher(clock).fetch(f"{server.root}/rss"))
    assert found.trouble in ("damaged", "failing", "unreachable")


def test_hosts_that_are_not_there(clock: SteppedClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        assert (
            trouble(lambda: fetcher(clock).fetch(f"http://127.0.0.1:{port}/")).trouble
            == "unreachable"
        )

    def lookup(*_: Any) -> Any:
        raise socket.gaierror

    nowhere = fetcher(clock, lookup=lookup)
    assert trouble(lambda: nowhere.fetch("http://paper.example/")).trouble == "unreachable"


def test_no_certificate_is_no_answer(server: FeedServer, clock: SteppedClock) -> None:
    found = trouble(lambda: fetcher(clock).fetch(server.root.replace("http:", "https:")))
    assert found.trouble == "unreachable"


def test_one_request_a_host_and_a_pause_after_each(server: FeedServer, clock: SteppedClock) -> None:
    busy: list[str] = []
    most: list[int] = []

    def answer(request: Request) -> None:
        busy.append(request.path)
        threading.Event().wait(0.01)
        most.append(len(busy))
        # Whoever asks next does so when this answer has come.
        busy.remove(request.path)
        request.give("ok")

    server.pages |= {f"/{number}": answer for number in range(4)}
    asking = fetcher(clock)
    threads = [
        threading.Thread(target=asking.fetch, args=(f"{server.root}/{number}",))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(server.feeds_asked()) == ["/0", "/1", "/2", "/3"]
    assert most == [1, 1, 1, 1]
    # Each but the first waited until two seconds after the one before.
    assert sum(clock.waits) == pytest.approx(2 * (len(server.asked) - 1))


def test_what_is_under_way_ends_when_told(server: FeedServer, clock: SteppedClock) -> None:
    begun, ended = threading.Event(), threading.Event()

    def hang(request: Request) -> None:
        begun.set()
        ended.wait(60)

    server.pages["/rss"] = hang
    asking = fetcher(clock, FetchLimits(silence=60, whole=60))
    found: list[FetchTrouble] = []
    thread = threading.Thread(
        target=lambda: found.append(trouble(lambda: asking.fetch(f"{server.root}/rss")))
    )
    thread.start()
    assert begun.wait(30)
    asking.close()
    thread.join(30)
    ended.set()
    assert found
    assert trouble(lambda: asking.fetch(f"{server.root}/rss"))
