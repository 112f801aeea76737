"""Which hosts answers name: those that are known, whatever host a request names."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from tests.web import answered, asked
from tests.web.asked import FOREIGN, Asked
from tests.web.page import get
from web import create_app
from web.http.engine import engine
from web.http.hosts import is_host, known_hosts
from web.http.limits import AnswerLimits

#: A page, an answer or a file of every kind that has addresses in it.
PATHS = (
    *("/", "/?q=القمح", "/en/?q=القمح&size=3", "/articles/wheat-1", "/articles/hostile"),
    *("/compare", "/why/wheat-1?q=القمح", "/facets/section", "/archive", "/api", "/en/api"),
    *("/api/v1/search?size=1", "/api/v1/articles/wheat-1", "/api/v1/openapi.json"),
    *("/nowhere", "/api/v1/nowhere", "/api/v1/suggest?q=ا", "/feed.atom"),
    *( "/feed.atom?q=القمح", "/sitemap.xml", "/sitemaps/1.xml"),
    *("/robots.txt", "/opensearch.xml", "/suggestions.json?q=ا", "/results.csv", "/fonts.css"),
    *("/citations/ris/hostile", "/citations/bibtex/hostile", "/static/../x", "//", "/healthz", ""),
)  # fmt: skip


def ask(app: Flask, path: str, host: str | None, **headers: str) -> answered.Answer:
    named = () if host is None else (("HOST", host),)
    target = path.encode("utf-8").decode("latin-1")
    return answered.ask(app.wsgi_app, Asked("GET", target, (*named, *headers.items())))


def without_id(answer: answered.Answer) -> list[tuple[str, str]]:
    return [pair for pair in answer.headers if pair[0].lower() != "x-request-id"]


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_names_a_host_that_nobody_knows(app: Flask, path: str) -> None:
    unknown = ask(app, path, None)
    for host in (*asked.HOSTS, *asked.INVALID_HOSTS):
        found = ask(app, path, host)
        assert not list(answered.faults(Asked("GET", path, (("HOST", host),)), found)), host
        if host.lower() != "localhost" and is_host(host):
            # Each answer has an id of its own.
            same = (found.status, without_id(found), found.body)
            if "took" not in found.body.decode("utf-8", "replace"):
                assert same == (unknown.status, without_id(unknown), unknown.body), host
    for name, values in asked.HEADERS.items():
        for value in values if name.startswith(("X_", "FORWARDED")) else ():
            found = ask(app, path, "localhost", **{name: value})
            assert FOREIGN.encode() not in found.body
            assert not any(FOREIGN in text for _, text in found.headers)


@given(st.one_of(st.text(st.characters(max_codepoint=255)), st.from_regex(r"[-a-z0-9.:\[\]@_]+")))
@example("localhost.")
@example("localhost:8080")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_host_is_known_or_of_no_effect(app: Flask, host: str) -> None:
    for path in ("/robots.txt", "/opensearch.xml"):
        found = ask(app, path, host)
        if not is_host(host):
            assert found.status == 400
        elif host.lower() != "localhost":
            assert (found.status, found.body) == (
                (unknown := ask(app, path, None)).status,
                unknown.body,
            )


@pytest.mark.parametrize("host", asked.INVALID_HOSTS)
def test_what_is_no_host_is_refused(client: FlaskClient, app: Flask, host: str) -> None:
    assert not is_host(host)
    page = ask(app, "/articles/wheat-1", host)
    assert (page.status, page.header("content-type")) == (400, "text/html; charset=utf-8")
    api = ask(app, "/api/v1/search", host)
    assert (api.status, json.loads(api.body)["error"]["code"]) == (400, "request_failed")


@pytest.mark.parametrize("host", asked.HOSTS)
def test_what_is_a_host_is_answered(app: Flask, host: str) -> None:
    assert is_host(host)
    assert ask(app, "/", host).status == 200


def test_only_old_requests_may_name_no_host(app: Flask) -> None:
    environ = Asked("GET", "/").environ()
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.0"
    assert ask(app, "/", None).status == 200
    environ["SERVER_PROTOCOL"] = "HTTP/1.1"
    told: list[str] = []

    def start_response(status: str, *_others: Any) -> Callable[[bytes], None]:
        told.append(status)
        return lambda _body: None

    b"".join(app.wsgi_app(environ, start_response))
    assert told == ["400 BAD REQUEST"]


def test_an_address_without_a_host_leads_where_the_whole_one_does(app: Flask) -> None:
    for path in ("/articles/wheat-1", "/en/?q=القمح", "/feed.atom"):
        base = f"http://localhost{path}"
        pages = [
            etree.HTML(ask(app, path, host).body).xpath("//link[@rel!='search']/@href")
            for host in ("localhost", "elsewhere.example")
        ]
        assert [urljoin(base, one) for one in pages[0]] == [urljoin(base, one) for one in pages[1]]
        assert any(one.startswith("/") for one in pages[1])
    hosts = ("localhost", "x.example")
    found = [json.loads(ask(app, "/api/v1/search?size=1", host).body) for host in hosts]
    known, unknown = (one["links"]["next"] for one in found)
    assert unknown.startswith("/api/v1/search?")
    assert urljoin("http://localhost/", unknown) == known


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/1.xml", "/opensearch.xml"])
def test_a_format_that_needs_hosts_is_not_given_without(app: Flask, path: str) -> None:
    assert ask(app, path, "localhost").status == 200
    page = ask(app, path, "elsewhere.example")
    assert page.status == 404
    assert "لم يضبطه المشرف" in page.body.decode()


def test_what_is_said_away_from_the_archive_has_no_address_without_a_host(app: Flask) -> None:
    ris = ask(app, "/citations/ris/hostile", "elsewhere.example").body.decode()
    assert "UR  - " not in ris
    assert "UR  - http" in ask(app, "/citations/ris/hostile", "localhost").body.decode()
    page = ask(app, "/articles/hostile", "elsewhere.example").body.decode()
    assert "og:title" in page
    assert "og:url" not in page
    feed = etree.fromstring(ask(app, "/feed.atom", "elsewhere.example").body)
    assert feed.findtext("{*}id", "").startswith("urn:uuid:")
    assert "Sitemap:" not in ask(app, "/robots.txt", "elsewhere.example").body.decode()


@pytest.fixture
def named(app: Flask) -> Callable[..., Flask]:
    """Makes an application over the same archive."""
    with app.app_context():
        archive = engine()
    return lambda **settings: create_app(lambda: archive, **settings)


def test_the_public_address_stands_for_every_host(named: Callable[..., Flask]) -> None:
    served = named(public_address="https://archive.example", known_hosts=["127.0.0.1:8000"])
    for host in ("127.0.0.1:8000", "elsewhere.example", None):
        found = ask(served, "/robots.txt", host).body.decode()
        assert "Sitemap: https://archive.example/sitemap.xml" in found


def test_what_was_passed_on_names_no_host_of_its_own(named: Callable[..., Flask]) -> None:
    served = named(known_hosts=["127.0.0.1:8000"], limits=AnswerLimits(proxies=1))
    assert b"Sitemap: http://127.0.0.1:8000/" in ask(served, "/robots.txt", "127.0.0.1:8000").body
    for name in ("VIA", "FORWARDED", "X_FORWARDED_FOR", "X_REAL_IP"):
        passed = ask(served, "/robots.txt", "127.0.0.1:8000", **{name: "x"})
        assert b"Sitemap" not in passed.body


@pytest.mark.parametrize(
    ("listening", "name", "known", "unknown"),
    [
        ([("127.0.0.1", 8000)], "127.0.0.1",
         ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"],
         ["127.0.0.1", "localhost:8001", "machine:8000", "archive.lan:8000"]),
        ([("127.0.0.1", 8000)], "Archive.lan", ["archive.lan:8000"], ["Archive.lan:8000"]),
        ([("0.0.0.0", 8000)], "0.0.0.0",
         ["localhost:8000", "machine:8000", "192.0.2.7:8000", "[2001:db8::7]:8000"],
         ["0.0.0.0:8001", "192.0.2.8:8000"]),
        ([("::", 80)], "*", ["localhost", "machine:80"], ["*:80", "*"]),
        ([("fe80::1%eth0", 8000), ("192.0.2.7", 8000)], "", ["192.0.2.7:8000"], [":8000", ""]),
    ],
)  # fmt: skip
def test_known_is_what_the_server_listens_on(
    listening: list[tuple[str, int]], name: str, known: list[str], unknown: list[str]
) -> None:
    found = known_hosts(listening, name, lambda: ["machine", "192.0.2.7", "2001:db8::7"])
    assert set(known) <= found
    assert not set(unknown) & found


def test_the_answers_of_one_host_are_not_those_of_another(app: Flask) -> None:
    tags = {ask(app, "/", host).header("etag") for host in ("localhost", "a.example", "b.example")}
    assert len(tags) == 2


def test_pages_for_an_unknown_host_work(named: Callable[..., Flask]) -> None:
    client = named(known_hosts=[]).test_client()
    page = get(client, q="القمح")
    assert not any("://" in (target or "") for target, _ in page.links)
    assert "curl -G &#39;" not in get(client, "/api").html
    assert "https://archive.example/api/v1/search" in get(client, "/api").html
