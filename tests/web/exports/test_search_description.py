"""The description of the archive for browsers, and completions as they read them."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree  # type: ignore[import-untyped]

from tests.web.exports.xml import xml

_SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def description(client: FlaskClient, prefix: str = "") -> Any:
    return xml(client, f"{prefix}/opensearch.xml", "application/opensearchdescription+xml")


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "ابحث في أرشيف الأخبار العربية أرشيف المرفأ"),
     ("/en", "Search the archive of Arabic news أرشيف المرفأ")],
)  # fmt: skip
def test_search_description(client: FlaskClient, prefix: str, words: str) -> None:
    tree = description(client, prefix)
    texts = {etree.QName(node).localname: node.text for node in tree}
    assert texts["ShortName"] == "أرشيف المرفأ"
    assert texts["Description"] == words
    urls = {node.get("rel"): node for node in tree.findall("o:Url[@rel]", _SEARCH)}
    assert set(urls) == {"results", "suggestions", "self"}
    for node in tree.findall("o:Url", _SEARCH):
        template = node.get("template")
        filled = template.replace("{searchTerms}", "القمح").replace("{startPage?}", "1")
        assert "{" not in filled
        parts = urlsplit(filled)
        assert (parts.scheme, parts.netloc) == ("http", "localhost")
        answer = client.get(parts.path, query_string=parts.query)
        assert (answer.status_code, answer.mimetype) == (200, node.get("type"))


def test_the_page_of_a_template_may_be_left_out(client: FlaskClient) -> None:
    (template,) = (
        node.get("template")
        for node in description(client).findall("o:Url[@type='text/html']", _SEARCH)
    )
    parts = urlsplit(template.replace("{searchTerms}", "x").replace("{startPage?}", ""))
    assert client.get(parts.path, query_string=parts.query).status_code == 200


def test_names_are_as_short_as_opensearch_wants_them(app: Flask) -> None:
    with app.test_request_context("/"):
        app.jinja_env.globals["archive_name"] = "أرشيف " * 20
        try:
            tree = description(app.test_client())
        finally:
            app.jinja_env.globals["archive_name"] = "أرشيف المرفأ"
    assert 0 < len(tree.findtext("o:ShortName", namespaces=_SEARCH)) <= 16
    assert 0 < len(tree.findtext("o:LongName", namespaces=_SEARCH)) <= 48


def completions(client: FlaskClient, status: int = 200, **query: Any) -> Any:
    answer = client.get("/suggestions.json", query_string=query)
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["Content-Type"] == "application/x-suggestions+json; charset=utf-8"
    return answer.get_json(force=True) if status == 200 else None


def test_completions(client: FlaskClient) -> None:
    typed, texts, described, addresses = completions(client, q="اقت", fbclid="x")
    assert typed == "اقت"
    assert "اقتصاد" in texts
    assert len(texts) == len(described) == len(addresses) <= 8
    for address in addresses:
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) == ("http", "localhost")
        assert client.get(parts.path, query_string=parts.query).status_code == 200
    place = texts.index("اقتصاد")
    assert addresses[place] == "http://localhost/?section=economy"
    assert described[place].startswith("القسم")


@pytest.mark.parametrize("typed", ["", "   ", "😀", "\x00", '"<>&', "ق" * 4000])
def test_anything_may_be_typed(client: FlaskClient, typed: str) -> None:
    given, texts, _, _ = completions(client, q=typed)
    assert given == typed[:2000]
    assert isinstance(texts, list)


def test_completions_are_of_one_text(client: FlaskClient) -> None:
    assert completions(client) == ["", [], [], []]
    completions(client, 422, q=["a", "b"])
