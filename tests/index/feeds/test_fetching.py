"""Fetching from servers that are slow, broken, endless, and that lie."""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable
from typing import Any, cast

import pytest

from index.feeds import connections
from index.feeds.clock import Clock
from index.feeds.fetching import Answer, Fetcher, FetchLimits
from index.feeds.troubles import FetchTrouble
from tests.index.feeds.served import (
    FeedServer,
    Request,
    SteppedClock,
    giving,
    leading,
    writing,
)

_LIMITS = FetchLimits(connect=5, silence=5, whole=20, bytes=100_000, redirects=3, pause=2)
_AGENT = "Fihris/9 (test)"


def fetcher(clock: SteppedClock, limits: FetchLimits = _LIMITS, **told: Any) -> Fetcher:
    return Fetcher(_AGENT, cast("Clock", clock), limits, **{"allow_own": True, **told})


def trouble(fetch: Callable[[], Answer]) -> FetchTrouble:
    with pytest.raises(FetchTrouble) as raised:
        fetch()
    return raised.value


def body(answer: Answer) -> bytes:
    assert answer.body is not None
    return answer.body.raw


def test_what_lies_there_and_who_asks(server: FeedServer, clock: SteppedClock) -> None:
    server.pages["/rss?x=1"] = giving("نصّ", ETag='"1"')
    found = fetcher(clock).fetch(f"{server.root}/rss?x=1", {"If-None-Match": '"0"'})
    assert body(found).decode() == "نصّ"
    assert (found.address, found.moved, found.headers["etag"]) == (
        f"{server.root}/rss?x=1",
        "",
        '"1"',
    )
    assert server.asked == ["/robots.txt", "/rss?x=1"]
    assert server.heads[1]["User-Agent"] == _AGENT
    assert server.heads[1]["If-None-Match"] == '"0"'


def test_letters_in_addresses(server: FeedServer, clock: SteppedClock) -> None:
    server.pages["/%D8%AE%D9%84%D8%A7%D8%B5%D8%A9"] = giving("ok")
    server.pages["/to"] = lambda one: one.give(
        status=302, Location=f"{server.root}/خلاصة".encode().decode("latin-1")
    )
    assert body(fetcher(clock).fetch(f"{server.root}/خلاصة")) == b"ok"
    assert body(fetcher(clock).fetch(f"{server.root}/to")) == b"ok"


def test_nothing_new(server: FeedServer, clock: SteppedClock) -> None:
    server.pages["/rss"] = giving(status=304)
    assert fetcher(clock).fetch(f"{server.root}/rss", {"If-None-Match": '"1"'}).body is None
    # Without a condition it is a lie.
    assert trouble(lambda: fetcher(clock).fetch(f"{server.root}/rss")).trouble == "failing"


@pytest.mark.parametrize(
    ("status", "expected"),
    [(400, "refused"), (401, "refused"), (403, "refused"), (404, "missing"), (410, "gone"),
     (429, "busy"), (451, "refused"), (500, "failing"), (503, "busy"), (204, "failing"),
     (206, "failing")],
)  # fmt: skip
def test_statuses(server: FeedServer, clock: SteppedClock, status: int, expected: str) -> None:
    server.pages["/rss"] = giving(status=status, Retry_After="120")
    found = trouble(lambda: fetcher(clock).fetch(f"{server.root}/rss"))
    assert (found.trouble, found.retry_after) == (expected, 120.0)


def test_redirects(server: FeedServer, clock: SteppedClock) -> None:
    server.pages |= {
        "/a": leading("/b", 301),
        "/b": leading("c?x#y", 308),
        "/c?x": giving("ok"),
        "/t": leading("/a", 302),
        "/p": leading("/t", 301),
    }
    found = fetcher(clock).fetch(f"{server.root}/a")
    assert (body(found), found.address) == (b"ok", f"{server.root}/c?x")
    assert found.moved == f"{server.root}/c?x"
    # What lies behind a passing redirect is no new home.
    limits = FetchLimits(redirects=9)
    assert fetcher(clock, limits).fetch(f"{server.root}/t").moved == ""
    assert fetcher(clock, limits).fetch(f"{server.root}/p").moved == f"{server.root}/t"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/loop", "redirects"),
        ("", "redirects"),
        ("ftp://127.0.0.1/", "address"),
        ("file:///etc/passwd", "address"),
        ("http://[::1/", "redirects"),
        ("javascript:alert(1)", "address"),
        ("//", "redirects"),
    ],
)
def test_redirects_that_lead_nowhere(
    server: FeedServer, clock: SteppedClock, location: str, expected: str
) -> None:
    server.pages["/loop"] = leading(location)
    found = trouble(lambda: fetcher(clock).fetch(f"{server.root}/loop"))
    assert found.trouble == expected
    assert len(server.feeds_asked()) <= _LIMITS.redirects + 1


def test_users_and_passwords_go_to_their_host_alone(
    server: FeedServer, clock: SteppedClock
) -> None:
    server.pages |= {
        "/a": leading(f"http://localhost:{server.server_port}/b"),
        "/b": giving("ok"),
    }
    address = server.root.replace("//", "//me:open%20sesame@")
    assert body(fetcher(clock).fetch(f"{address}/a")) == b"ok"
    sent = [
        head.get("authorization")
        for path, head in zip(server.asked, server.heads, strict=True)
        if path != "/robots.txt"
    ]
    assert sent == ["Basic bWU6b3BlbiBzZXNhbWU=", None]


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


@pytest.mark.parametrize("where", ["head", "body", "chunks"])
def test_a_sign_a_moment_is_given_up(server: FeedServer, clock: SteppedClock, where: str) -> None:
    ended = threading.Event()

    def drop(request: Request) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        if where == "body":
            request.wfile.write(b"x\r\n\r\n")
        if where == "chunks":
            request.wfile.write(b"x\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not ended.wait(0.02):
            request.wfile.write(b"1\r\nx\r\n" if where == "chunks" else b"x")

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


# Own networks.


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "[::1]",
     "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "0"],
)  # fmt: skip
def test_no_writing_of_the_own_machine_is_asked(
    server: FeedServer, clock: SteppedClock, host: str
) -> None:
    server.pages["/rss"] = giving("secret")
    asking = fetcher(clock, allow_own=False)
    found = trouble(lambda: asking.fetch(f"http://{host}:{server.server_port}/rss"))
    assert found.trouble in ("own_network", "unreachable")
    assert server.asked == []


def _public(*places: str) -> Callable[..., Any]:
    """A lookup that gives one address after the other for every name."""
    left = list(places)

    def lookup(host: str, port: int, *_: Any) -> Any:
        place = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (place, port))]

    return lookup


@pytest.fixture
def _one_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes 127.0.0.1 for a public address, and all others of the machine for its own."""
    monkeypatch.setattr(connections, "is_own_network", lambda address: address != "127.0.0.1")


@pytest.mark.usefixtures("_one_is_public")
def test_a_name_that_changes_between_two_requests(server: FeedServer, clock: SteppedClock) -> None:
    server.pages["/rss"] = giving("ok")
    lookup = _public("127.0.0.1", "127.0.0.1", "127.0.0.2")
    asking = fetcher(clock, allow_own=False, lookup=lookup)
    address = f"http://paper.example:{server.server_port}/rss"
    assert body(asking.fetch(address)) == b"ok"
    assert trouble(lambda: asking.fetch(address)).trouble == "own_network"
    assert server.asked == ["/robots.txt", "/rss"]


@pytest.mark.usefixtures("_one_is_public")
def test_a_redirect_into_the_own_network(server: FeedServer, clock: SteppedClock) -> None:
    server.pages |= {
        "/a": leading(f"http://127.0.0.2:{server.server_port}/secret"),
        "/secret": giving("secret"),
    }
    asking = fetcher(clock, allow_own=False)
    assert trouble(lambda: asking.fetch(f"{server.root}/a")).trouble == "own_network"
    assert server.feeds_asked() == ["/a"]


@pytest.mark.usefixtures("_one_is_public")
def test_the_other_end_of_the_socket_counts(
    server: FeedServer, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Elsewhere(socket.socket):
        def getpeername(self) -> Any:
            return ("10.0.0.1", 80)

    monkeypatch.setattr(socket, "socket", Elsewhere)
    asking = fetcher(clock, allow_own=False)
    assert trouble(lambda: asking.fetch(f"{server.root}/rss")).trouble == "own_network"
    assert server.asked == []


def test_proxies_of_the_environment_are_not_asked(
    server: FeedServer, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, server.root)
    found = trouble(
        lambda: fetcher(clock, lookup=_public("127.0.0.9")).fetch("http://a.example:1/")
    )
    assert found.trouble == "unreachable"
    assert server.asked == []


# robots.txt


def robots(text: str) -> Callable[[Request], None]:
    return giving(text, Content_Type="text/plain")


def test_what_robots_may_not_have(server: FeedServer, clock: SteppedClock) -> None:
    server.pages |= {
        "/robots.txt": robots(
            "User-agent: *\nDisallow: /\n\nUser-agent: fihris\nDisallow: /no*l$\n"
        ),
        "/rss": giving("ok"),
        "/to": leading("/no.html"),
        "/no.xml": giving("ok"),
        "/no.xml.l": giving("ok"),
    }
    asking = fetcher(clock)
    assert body(asking.fetch(f"{server.root}/rss")) == b"ok"
    assert trouble(lambda: asking.fetch(f"{server.root}/no.html")).trouble == "robots"
    assert trouble(lambda: asking.fetch(f"{server.root}/no.html5")).trouble == "missing"
    assert trouble(lambda: asking.fetch(f"{server.root}/to")).trouble == "robots"
    assert server.asked.count("/robots.txt") == 1
    clock.time += 86_401
    asking.fetch(f"{server.root}/rss")
    assert server.asked.count("/robots.txt") == 2


@pytest.mark.parametrize(
    ("answering", "may"),
    [
        (giving(status=404), True),
        (giving(status=403), True),
        (leading("/robots.txt"), True),
        (giving("<html>no robots"), True),
        (giving(b"\xff\xfe\x00" * 99), True),
        (robots("Disallow: /\n"), True),
        (robots("User-agent: *\nDisallow: /rss\n#" + "x" * 900_000), False),
        (giving(status=500), False),
        (giving(status=503), False),
        (giving(status=429), False),
    ],
)
def test_robots_that_cannot_be_had(
    server: FeedServer, clock: SteppedClock, answering: Callable[[Request], None], may: bool
) -> None:
    server.pages |= {"/robots.txt": answering, "/rss": giving("ok")}
    asking = fetcher(clock)
    if may:
        assert body(asking.fetch(f"{server.root}/rss")) == b"ok"
    else:
        found = trouble(lambda: asking.fetch(f"{server.root}/rss"))
        assert "robots.txt" in str(found)
        assert "/rss" not in server.asked


def test_robots_that_held_go_on_to_hold(server: FeedServer, clock: SteppedClock) -> None:
    server.pages |= {"/robots.txt": robots("User-agent: *\nDisallow: /no"), "/rss": giving("ok")}
    asking = fetcher(clock)
    asking.fetch(f"{server.root}/rss")
    server.pages["/robots.txt"] = giving(status=500)
    clock.time += 100_000
    assert body(asking.fetch(f"{server.root}/rss")) == b"ok"
    assert trouble(lambda: asking.fetch(f"{server.root}/no")).trouble == "robots"


def test_a_pause_that_a_host_asks_for(server: FeedServer, clock: SteppedClock) -> None:
    for delay, waited in (("7", 7.0), ("86400", 60.0), ("x", 2.0)):
        server.pages |= {
            "/robots.txt": robots(f"User-agent: *\nCrawl-delay: {delay}"),
            "/rss": giving("ok"),
        }
        asking = fetcher(clock)
        asking.fetch(f"{server.root}/rss")
        clock.waits.clear()
        asking.fetch(f"{server.root}/rss")
        assert clock.waits == [waited]
