"""Fetching: redirects, conditions, what is told to whom."""

import pytest

from index.feeds.fetching import FetchLimits
from tests.index.feeds.asking import AGENT, LIMITS, body, fetcher, trouble
from tests.index.feeds.served import (
    FeedServer,
    SteppedClock,
    giving,
    leading,
)


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
    assert server.heads[1]["User-Agent"] == AGENT
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
    assert len(server.feeds_asked()) <= LIMITS.redirects + 1


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
