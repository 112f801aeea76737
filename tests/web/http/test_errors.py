"""Hostile articles and queries, bad addresses and faults of the server, as readers see them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, create_environ, run_wsgi_app

from index.errors import AnalyzerMismatch, EngineError, IndexDamaged, IndexMissing
from search.query import MAX_TEXT
from tests.web.page import get


def test_hostile_article(client: FlaskClient) -> None:
    page = get(client, "/articles/hostile")
    assert "&lt;script&gt;alert(&#39;عنوان&#39;)&lt;/script&gt;" in page.html
    assert "javascript:" not in page.html
    get(client, q="قرنفل", section="<em>قسم</em>")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "ق" * 4_000,
        "قمح " * 1_100,
        "\x00قمح\x00",
        "😀👩‍👩‍👧",
        "\u202eقمح\u2066\u202d",
        "((((((((((" * 50,
        "\ufffd\ud7ff\U0010ffff",
        "{{ 7*7 }} %s {0} ${x}",
        "عنوان: تاريخ:؟ -",
    ],
)
def test_hostile_queries(client: FlaskClient, text: str) -> None:
    page = get(client, q=text)
    (box,) = (a for tag, a in page.tags if a.get("id") == "q")
    kept = text[:MAX_TEXT].strip()
    assert re.sub("[\x00\ufffd]", "", str(box["value"])) == re.sub("[\x00\ufffd]", "", kept)


@pytest.mark.parametrize("name", ["section", "agency", "date"])
def test_a_page_stays_small_whatever_is_asked(client: FlaskClient, name: str) -> None:
    values = [str(year) for year in range(1000, 1050)]
    answer = client.get("/", query_string={"q": "قمح " * 1000, name: values})
    assert answer.status_code == 200
    assert len(answer.data) < 200_000
    assert client.get("/", query_string={name: [*values, "1950"]}).status_code == 422


LONG_ADDRESSES = {
    "too_long_address": [
        "q=" + "%D9%82" * 5_000,
        "nobody=" + "x" * 30_000,
        "q=" + "x" * 6_000_000,
    ],
    "too_many_parameters": [
        "&" * 300,
        "&".join(f"x{number}=1" for number in range(300)),
        "&".join(["from="] * 300),
    ],
}


@pytest.mark.parametrize(
    ("code", "asked"), [(code, one) for code, found in LONG_ADDRESSES.items() for one in found]
)
@pytest.mark.parametrize(
    "path", ["/", "/en/archive", "/articles/x", "/results.csv", "/feed.atom", "/static/favicon.svg"]
)
def test_what_is_too_long_is_refused_unread(
    client: FlaskClient, path: str, code: str, asked: str
) -> None:
    environ = EnvironBuilder(path=path).get_environ() | {"QUERY_STRING": asked}
    answer = client.open(environ)
    assert (answer.status_code, answer.mimetype) == (414, "text/html")
    assert len(answer.data) < 20_000
    environ = EnvironBuilder(path="/api/v1/search").get_environ() | {"QUERY_STRING": asked}
    told = client.open(environ)
    assert (told.status_code, told.get_json()["error"]["code"]) == (414, code)


def test_a_path_is_part_of_an_address(client: FlaskClient) -> None:
    get(client, "/articles/" + "x" * 30_000, status=414)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"agency": [*range(26)], "not_source": [*range(25)]}, "too_many_choices"),
        ({"dateline": ["بغداد" * 39 + str(number) for number in range(22)]}, "too_long_search"),
    ],
)
def test_all_facets_together_have_a_limit(
    client: FlaskClient, asked: dict[str, Any], code: str
) -> None:
    page = get(client, status=422, **asked)
    assert client.get(page.target("أعد البحث من دونه")).status_code == 200
    told = client.get("/api/v1/search", query_string=asked)
    assert told.get_json()["error"]["code"] == code
    for path in ("/results.csv", "/feed.atom", "/compare", "/facets/agency"):
        assert client.get(path, query_string=asked).status_code == 422


def test_a_shared_link_may_carry_foreign_parameters(client: FlaskClient) -> None:
    assert "fbclid" not in get(client, q="القمح", fbclid="x").html


def test_a_query_that_is_not_utf_8(client: FlaskClient) -> None:
    assert client.get("/?q=%ff%d9").status_code == 200


@pytest.mark.parametrize(
    ("query", "words", "kept"),
    [
        ({"page": "x"}, "«page» ليست عددًا", [("q", "القمح")]),
        ({"date": "x", "size": "20"}, "«date» ليست تاريخًا", [("q", "القمح"), ("size", "20")]),
    ],
)
def test_bad_parameters(
    client: FlaskClient, query: dict[str, str], words: str, kept: list[tuple[str, str]]
) -> None:
    page = get(client, status=422, q="القمح", **query)
    assert words in page.html
    assert page.asks("أعد البحث") == kept


def test_not_found(client: FlaskClient) -> None:
    assert "لم نجد هذه الصفحة" in get(client, "/nowhere", 404).html
    assert "ليست في الأرشيف مقالة" in get(client, "/articles/none", 404).html
    assert "أعد البحث" not in get(client, "/nowhere", 404, q="x").html


def test_errors_of_the_server(
    broken_client: Callable[[Exception], FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    for error in (IndexMissing("secret"), IndexDamaged("secret"), AnalyzerMismatch("secret")):
        page = get(broken_client(error), status=503)
        assert "secret" not in page.html
        assert "manage.py" not in page.html
        assert "manage.py reindex PATH" in caplog.records[-1].getMessage()
    page = get(broken_client(ZeroDivisionError("secret")), status=500)
    assert "حدث خلل" in page.html
    assert "secret" not in page.html


def test_an_entry_of_the_log_is_one_line(
    broken_client: Callable[[Exception], FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    for error in (IndexMissing("a\nb\x1b[2J\u2028"), EngineError("a\r\nb\u202e")):
        get(broken_client(error), status=503)
        message = caplog.records[-1].getMessage()
        assert message.isprintable()
        assert message.startswith(("a\\nb\\x1b[2J", "a\\r\\nb"))


def test_an_address_makes_no_entry_of_its_own(
    broken_client: Callable[[Exception], FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    get(broken_client(ZeroDivisionError()), "/articles/a%0aERROR: b%1b[2J%e2%80%ae", status=500)
    (message,) = {record.getMessage() for record in caplog.records}
    assert message.isprintable()
    assert "/articles/a\\nERROR: b\\x1b[2J\\u202e" in message


def test_a_host_that_no_name_decodes_to(client: FlaskClient) -> None:
    for path in ("/", "/api/v1/search?q=القمح&size=1", "/feed.atom"):
        # Without the client, which decodes the name itself.
        environ = create_environ(path) | {"HTTP_HOST": "xn--a"}
        _, status, _ = run_wsgi_app(client.application, environ)
        assert status == "200 OK"
