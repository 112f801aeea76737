"""Hostile articles and queries, bad addresses and faults of the server, as readers see them."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from index.errors import AnalyzerMismatch, IndexDamaged, IndexMissing
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
        "ق" * 10_000,
        "قمح " * 2_500,
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
    answer = client.get("/", query_string={"q": "قمح " * 3000, name: values})
    assert answer.status_code == 200
    assert len(answer.data) < 3_000_000
    assert client.get("/", query_string={name: [*values, "1950"]}).status_code == 422


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


def test_errors_of_the_server(broken_client: Callable[[Exception], FlaskClient]) -> None:
    for error in (IndexMissing("secret"), IndexDamaged("secret"), AnalyzerMismatch("secret")):
        page = get(broken_client(error), status=503)
        assert "manage.py reindex" in page.html
        assert "secret" not in page.html
    page = get(broken_client(ZeroDivisionError("secret")), status=500)
    assert "حدث خلل" in page.html
    assert "secret" not in page.html


@pytest.mark.parametrize("host", ["x" * 64, "a..b", "."])
def test_a_host_that_cannot_be(client: FlaskClient, host: str) -> None:
    page = client.get("/", headers={"Host": host})
    assert (page.status_code, page.mimetype) == (400, "text/plain")
    api = client.get("/api/v1/search", headers={"Host": host})
    assert (api.status_code, api.get_json()["error"]["code"]) == (400, "request_failed")


def test_a_host_that_no_name_decodes_to(client: FlaskClient) -> None:
    for path in ("/", "/api/v1/search?q=القمح&size=1", "/feed.atom"):
        # Without the client, which decodes the name itself.
        environ = create_environ(path) | {"HTTP_HOST": "xn--a"}
        _, status, _ = run_wsgi_app(client.application, environ)
        assert status == "200 OK"
