"""Who asks, and how often: proxies that are believed, allowances, and what is told beyond them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.searcher import Searcher
from web import create_app
from web.http.allowances import WINDOW, Allowances
from web.http.clients import asks_directly, believing, client_of, is_this_machine
from web.http.limits import AnswerLimits

FAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def engine(app: Flask) -> Searcher:
    opened: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    return opened()


def client_with(engine: Searcher, **limits: Any) -> FlaskClient:
    return create_app(lambda: engine, limits=AnswerLimits(**limits)).test_client()


class Time:
    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("ق" * 1000, "ق" * 64),
        ("", ""),
    ],
)
def test_a_client_is_an_address_or_a_network_of_one(address: str, counted: str) -> None:
    assert client_of(address) == counted


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("127.0.0.1", True), ("127.8.9.1:80", True), ("::1", True), ("::ffff:127.0.0.1", True),
        ("", True), ("203.0.113.9", False), ("10.0.0.1", False), ("localhost", False),
        ("2001:db8::1", False),
    ],
)  # fmt: skip
def test_this_machine(address: str, here: bool) -> None:
    assert is_this_machine(address) is here


@given(st.integers(1, 5000), st.lists(st.floats(0, 10), max_size=80))
def test_no_client_gets_more_than_its_allowance_and_the_time(
    rate: int, pauses: list[float]
) -> None:
    time = Time()
    allowances, begun, granted = Allowances(rate, clock=time, places=8), time.now, 0
    for pause in pauses:
        time.now += pause
        found = allowances.ask("x")
        granted += found.granted
        assert granted <= rate + (time.now - begun) * rate / WINDOW + 1
        assert 0 <= found.left < rate
        assert (found.wait == 0) is found.granted
        if not found.granted:
            assert found.left == 0
            time.now += found.wait
            assert allowances.ask("x").granted, "so long was it told to wait"
            granted += 1


def test_an_allowance_may_be_used_at_once_and_comes_back() -> None:
    time = Time()
    allowances = Allowances(3, clock=time)
    assert [allowances.ask("x").left for _ in range(3)] == [2, 1, 0]
    refused = allowances.ask("x")
    assert (refused.granted, refused.wait, refused.whole) == (False, 20, 60)
    assert allowances.ask("y").granted
    time.now += 20
    assert allowances.ask("x").granted
    time.now += 60
    assert allowances.ask("x").left == 2


def test_many_clients_take_no_more_memory_and_free_nobody_who_asks_on() -> None:
    time = Time()
    allowances = Allowances(2, clock=time, places=64)
    before = allowances._shared.nbytes
    for number in range(5000):
        time.now += 0.001
        assert allowances.ask(f"198.51.100.{number}").granted
    assert allowances._shared.nbytes == before
    # Who owes most is the last to be forgotten.
    time.now += WINDOW
    assert [allowances.ask("x").granted for _ in range(3)] == [True, True, False]
    for number in range(7):
        allowances.ask(str(number))
    assert not allowances.ask("x").granted


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="there are no forks")
def test_processes_that_are_forked_off_share_an_allowance() -> None:
    import os

    allowances = Allowances(3, clock=Time())
    for _ in range(3):
        child = os.fork()
        if not child:
            os._exit(not allowances.ask("x").granted)
        assert os.waitpid(child, 0)[1] == 0
    assert not allowances.ask("x").granted


def test_whoever_asks_too_often_is_told_when_to_come_back(engine: Searcher) -> None:
    client = client_with(engine, rate=2)
    first = client.get("/", environ_base=FAR)
    assert first.headers["RateLimit-Policy"] == '"client";q=2;w=60'
    assert first.headers["RateLimit"] == '"client";r=1;t=30'
    assert client.get("/nowhere", environ_base=FAR).status_code == 404
    page = client.get("/", environ_base=FAR, headers={"Accept": "text/html"})
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) in range(1, 31)
    assert page.headers["RateLimit"].startswith('"client";r=0;t=')
    assert page.headers["Cache-Control"] == "no-store"
    assert 'lang="ar"' in page.text
    english = client.get("/en/", environ_base=FAR, headers={"Accept": "text/html"})
    assert "Too many requests" in english.text
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        answer = client.open("/api/v1/search", method=method, environ_base=FAR)
        assert answer.status_code == 429
        assert "Retry-After" in answer.headers
    error = client.get("/api/v1/search", environ_base=FAR).get_json()["error"]
    assert (error["code"], error["parameter"]) == ("rate_exceeded", None)
    plain = client.get("/results.csv", environ_base=FAR, headers={"Accept": "text/csv"})
    assert (plain.status_code, plain.mimetype) == (429, "text/plain")


def test_files_health_and_this_machine_are_not_counted(engine: Searcher) -> None:
    client = client_with(engine, rate=1)
    client.get("/", environ_base=FAR)
    for path in ("/static/fihris.css", "/healthz"):
        with client.get(path, environ_base=FAR) as answer:
            assert answer.status_code == 200
            assert "RateLimit" not in answer.headers
    for _ in range(3):
        assert client.get("/").status_code == 200
    assert client.get("/", environ_base=FAR).status_code == 429
    assert client.get("/", environ_base={"REMOTE_ADDR": "203.0.113.10"}).status_code == 200


def test_no_rate_counts_nobody(engine: Searcher) -> None:
    answer = client_with(engine, rate=0).get("/", environ_base=FAR)
    assert "RateLimit" not in answer.headers


SPOOFED = {
    "X-Forwarded-For": "198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "444",
    "Forwarded": "for=198.51.100.7;host=evil.example;proto=https",
    "X-Real-IP": "198.51.100.7",
}


def test_where_no_proxy_is_believed_its_headers_have_no_effect(engine: Searcher) -> None:
    client = client_with(engine, rate=1)
    for path in ("/", "/en/", "/sitemap.xml", "/feed.atom", "/api/v1/openapi.json", "/robots.txt"):
        # What was passed on names no host.
        plain = client.get(path, headers={"Via": "1.1 proxy"})
        spoofed = client.get(path, headers=SPOOFED)
        assert spoofed.data == plain.data, path
        assert spoofed.headers.get("ETag") == plain.headers.get("ETag")
    assert client.get("/", environ_base=FAR).status_code == 200
    for number in range(3):
        headers = {**SPOOFED, "X-Forwarded-For": f"198.51.100.{number}"}
        assert client.get("/", environ_base=FAR, headers=headers).status_code == 429


def test_a_proxy_tells_client_scheme_and_folder(engine: Searcher) -> None:
    client = client_with(engine, rate=1, proxies=1)
    headers = {
        "X-Forwarded-For": "192.0.2.66, 198.51.100.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example, archive.example",
        "X-Forwarded-Prefix": "/news",
    }
    answer = client.get("/en/", headers=headers)
    assert answer.headers["RateLimit"].startswith('"client";r=0')
    feed = client.get("/en/feed.atom", headers={**headers, "X-Forwarded-For": "198.51.100.8"})
    assert '"/news/en/feed.atom"' in feed.text
    # Which host the proxy was asked for is what anybody wrote.
    assert "archive.example" not in feed.text
    # What stands further to the left was written by the client.
    again = {**headers, "X-Forwarded-For": "192.0.2.67, 198.51.100.7"}
    assert client.get("/", headers=again).status_code == 429


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Forwarded-Prefix", "//evil.example"),
        ("X-Forwarded-Prefix", '/a"><script>'),
        ("X-Forwarded-Prefix", "evil"),
        ("X-Forwarded-Prefix", "/%0d%0a"),
        ("X-Forwarded-Proto", "javascript"),
        ("X-Forwarded-Proto", "gopher"),
    ],
)
def test_what_can_be_no_scheme_and_no_folder_is_not_believed(
    engine: Searcher, name: str, value: str
) -> None:
    client = client_with(engine, proxies=1)
    answer = client.get("/", headers={name: value})
    assert answer.data == client.get("/", headers={"Via": "1.1 proxy"}).data


def test_as_many_proxies_are_believed_as_are_set() -> None:
    seen: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.append(dict(environ))
        return []

    for proxies, client in ((0, "127.0.0.1"), (1, "c"), (2, "b"), (3, "a"), (4, "127.0.0.1")):
        environ = {
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "h", "SCRIPT_NAME": "",
            "wsgi.url_scheme": "http", "SERVER_NAME": "h", "SERVER_PORT": "80",
            "HTTP_X_FORWARDED_FOR": "a, b, c",
        }  # fmt: skip
        list(believing(application, proxies)(environ, None))
        assert seen[-1]["REMOTE_ADDR"] == client, proxies
        assert not asks_directly(seen[-1])


def test_whoever_asks_directly_was_handed_on_by_nobody() -> None:
    assert asks_directly({"REMOTE_ADDR": "::1"})
    assert not asks_directly(FAR)
    assert not asks_directly({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "203.0.113.9"})
