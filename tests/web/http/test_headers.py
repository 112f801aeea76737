"""What every answer tells browsers, whatever the answer."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import create_app
from web.http.engine import engine
from web.http.headers import HEADERS
from web.http.limits import AnswerLimits


@pytest.fixture
def served(app: Flask) -> Callable[..., FlaskClient]:
    with app.app_context():
        archive = engine()
    return lambda **settings: create_app(lambda: archive, **settings).test_client()


@pytest.mark.parametrize(
    "path",
    ["/", "/nowhere", "/static/fihris.css", "/fonts.css", "/api/v1/search", "/?page=x", "/healthz",
     "/results.csv", "/feed.atom", "/display", "/static/%00", "/static/..%2f..%2fx", "/robots.txt"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "TRACE", "FOO"])
def test_every_answer_has_them(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open(path, method=method, buffered=True)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Server" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers
    assert answer.status_code < 500
    if method in ("TRACE", "FOO"):
        assert answer.status_code in (404, 405)
        if answer.status_code == 405:
            assert answer.headers["Allow"]


def test_nothing_is_allowed_that_pages_do_not_need() -> None:
    assert HEADERS["Content-Security-Policy"].startswith("default-src 'self'")
    assert "geolocation=()" in HEADERS["Permissions-Policy"]
    assert HEADERS["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_api_is_there_for_other_sites_where_they_are_named(
    served: Callable[..., FlaskClient],
) -> None:
    client = served(cors_origins=("https://reader.example",))
    name = "Cross-Origin-Resource-Policy"
    assert client.get("/api/v1/search").headers[name] == "cross-origin"
    assert client.get("/").headers[name] == "same-origin"


def cookie_of(client: FlaskClient, **headers: str) -> str:
    answer = client.post("/display", data={"theme": "dark"}, headers=headers)
    return str(answer.headers["Set-Cookie"])


def test_a_cookie_goes_to_this_site_alone_and_only_where_it_came_from(
    served: Callable[..., FlaskClient],
) -> None:
    plain = cookie_of(served())
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(plain.split("; "))
    assert "Secure" not in plain
    assert "Domain" not in plain
    assert "Secure" in cookie_of(served(public_address="https://archive.example"))
    https = {"X-Forwarded-Proto": "https"}
    assert "Secure" not in cookie_of(served(), **https)
    assert "Secure" in cookie_of(served(limits=AnswerLimits(proxies=1)), **https)


def test_browsers_are_told_to_stay_with_tls_where_there_is_tls(
    served: Callable[..., FlaskClient],
) -> None:
    client = served(limits=AnswerLimits(proxies=1))
    https = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    assert client.get("/", headers=https).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/").headers
