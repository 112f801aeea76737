"""What a robots.txt lets be fetched."""

import gzip
from collections.abc import Callable

import pytest

from tests.index.feeds.asking import body, fetcher, robots, trouble
from tests.index.feeds.served import (
    FeedServer,
    Request,
    SteppedClock,
    giving,
    leading,
)


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
        (robots("User-agent: *\nDisallow: /rss\n" + "Disallow: /a\n" * 20_000), False),
        (giving(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), False),
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


def test_of_an_endless_file_the_beginning_holds(server: FeedServer, clock: SteppedClock) -> None:
    written: list[int] = []

    def endless(request: Request) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /no\n")
        while sum(written) < 1 << 30:
            written.append(request.wfile.write(b"#" * 100_000) or 100_000)

    server.pages |= {"/robots.txt": endless, "/rss": giving("ok"), "/no": giving("no")}
    asking = fetcher(clock)
    assert body(asking.fetch(f"{server.root}/rss")) == b"ok"
    assert trouble(lambda: asking.fetch(f"{server.root}/no")).trouble == "robots"
    assert sum(written) < 100 << 20
