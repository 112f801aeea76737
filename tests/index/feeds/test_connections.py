"""Nothing of the own network is connected to, however it is written."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

from tests.index.feeds.asking import body, fetcher, trouble
from tests.index.feeds.served import (
    FeedServer,
    SteppedClock,
    giving,
    leading,
)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "[::1]",
     "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "0", "017700000001", "0x7f000001", "0x7F.0.0x0.01",
     "127.0.0.1.", "LocalHost", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::ffff:7f00:1]",
     "[::ffff:0:127.0.0.1]", "[0:0:0:0:0:0:0:1]", "[::1%25lo]", "[::1%lo]", "[fe80::1%25lo]",
     "[64:ff9b::7f00:1]",
     "paper.example@127.0.0.1", "1.1.1.1%40x@[::1]", "10.0.0.1", "169.254.169.254", "[fd00::1]"],
)  # fmt: skip
def test_no_writing_of_the_own_machine_is_asked(
    server: FeedServer, clock: SteppedClock, host: str
) -> None:
    server.pages["/rss"] = giving("secret")
    asking = fetcher(clock, allow_own=False, lookup=_of_numbers)
    found = trouble(lambda: asking.fetch(f"http://{host}:{server.server_port}/rss"))
    assert found.trouble in ("own_network", "unreachable", "address")
    assert server.asked == []


def _of_numbers(host: str, port: int, family: int, kind: int) -> Any:
    """Looks up what is no name, and the name that every machine has for itself."""
    flags = 0 if host.lower() == "localhost" else socket.AI_NUMERICHOST
    return socket.getaddrinfo(host, port, family, kind, 0, flags)


def _public(*places: str) -> Callable[..., Any]:
    """A lookup that gives one address after the other for every name."""
    left = list(places)

    def lookup(host: str, port: int, *_: Any) -> Any:
        place = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (place, port))]

    return lookup


@pytest.mark.usefixtures("one_is_public")
def test_a_name_that_changes_between_two_requests(server: FeedServer, clock: SteppedClock) -> None:
    server.pages["/rss"] = giving("ok")
    lookup = _public("127.0.0.1", "127.0.0.1", "127.0.0.2")
    asking = fetcher(clock, allow_own=False, lookup=lookup)
    address = f"http://paper.example:{server.server_port}/rss"
    assert body(asking.fetch(address)) == b"ok"
    assert trouble(lambda: asking.fetch(address)).trouble == "own_network"
    assert server.asked == ["/robots.txt", "/rss"]


@pytest.mark.usefixtures("one_is_public")
def test_a_redirect_into_the_own_network(server: FeedServer, clock: SteppedClock) -> None:
    server.pages |= {
        "/a": leading(f"http://127.0.0.2:{server.server_port}/secret"),
        "/secret": giving("secret"),
    }
    asking = fetcher(clock, allow_own=False)
    assert trouble(lambda: asking.fetch(f"{server.root}/a")).trouble == "own_network"
    assert server.feeds_asked() == ["/a"]


@pytest.mark.usefixtures("one_is_public")
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


@pytest.mark.usefixtures("one_is_public")
def test_of_several_addresses_the_public_ones_alone_are_tried(
    server: FeedServer, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    asked: list[str] = []

    class Watched(socket.socket):
        def connect(self, place: Any) -> None:
            tried.append(place[0])
            super().connect(place)

    def lookup(host: str, port: int, *_: Any) -> Any:
        asked.append(host)
        places = ("127.0.0.2", "10.0.0.1", "127.0.0.1", "169.254.169.254")
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (one, port)) for one in places]

    server.pages["/rss"] = giving("ok")
    monkeypatch.setattr(socket, "socket", Watched)
    asking = fetcher(clock, allow_own=False, lookup=lookup)
    assert body(asking.fetch(f"http://paper.example:{server.server_port}/rss")) == b"ok"
    # For robots.txt and the feed: each name is looked up once, and what was looked at is asked.
    assert (tried, asked) == (["127.0.0.1"] * 2, ["paper.example"] * 2)


@pytest.mark.usefixtures("one_is_public")
def test_a_robots_txt_that_leads_into_the_own_network(
    server: FeedServer, clock: SteppedClock
) -> None:
    server.pages |= {
        "/robots.txt": leading(f"http://127.0.0.2:{server.server_port}/secret"),
        "/rss": giving("ok"),
    }
    asking = fetcher(clock, allow_own=False)
    assert trouble(lambda: asking.fetch(f"{server.root}/rss")).trouble == "own_network"
    assert server.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "data:,x", "//a/b"]
)
def test_schemes_that_are_not_of_the_web(clock: SteppedClock, address: str) -> None:
    assert trouble(lambda: fetcher(clock).fetch(address)).trouble == "address"
