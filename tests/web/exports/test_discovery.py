"""Search description, completions, sitemap and robots."""

from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree  # type: ignore[import-untyped]

from web.exports.discovery import LONGEST_ADDRESS, SITEMAP_SIZE, sitemap_of

_SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def xml(client: FlaskClient, path: str, kind: str = "application/xml") -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    return etree.fromstring(answer.data)


def locations(tree: Any) -> list[str]:
    return [node.text for node in tree.findall(".//s:loc", _SITEMAP)]


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


@pytest.mark.parametrize("typed", ["", "   ", "😀", "\x00", '"<>&', "ق" * 5000])
def test_anything_may_be_typed(client: FlaskClient, typed: str) -> None:
    given, texts, _, _ = completions(client, q=typed)
    assert given == typed[:2000]
    assert isinstance(texts, list)


def test_completions_are_of_one_text(client: FlaskClient) -> None:
    assert completions(client) == ["", [], [], []]
    completions(client, 422, q=["a", "b"])


def test_the_sitemap_names_every_article(client: FlaskClient) -> None:
    assert locations(xml(client, "/sitemap.xml")) == ["http://localhost/sitemaps/1.xml"]
    found = locations(xml(client, "/sitemaps/1.xml"))
    assert len(found) == len(set(found)) == 15
    ids = [unquote(address.removeprefix("http://localhost/articles/")) for address in found]
    assert "https://paper.example/a/../b?x=1&y=ص#ج" in ids
    for address in found:
        assert address.isascii()
        assert client.get(address.removeprefix("http://localhost")).status_code == 200
    for number in ("0", "2", "999999999999999999999", "x", "-1"):
        assert client.get(f"/sitemaps/{number}.xml").status_code == 404


def test_a_large_archive_has_several_files(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.exports.discovery.SITEMAP_SIZE", 4)
    files = locations(xml(client, "/sitemap.xml"))
    paths = [address.removeprefix("http://localhost") for address in files]
    assert paths == [f"/sitemaps/{number}.xml" for number in range(1, 5)]
    parts = [locations(xml(client, path)) for path in paths]
    assert [len(part) for part in parts] == [4, 4, 4, 3]
    assert len({address for part in parts for address in part}) == 15


def test_a_file_of_the_sitemap_always_fits(app: Flask) -> None:
    with app.test_request_context("/"):
        longest = "x" * (LONGEST_ADDRESS - len("http://localhost/articles/"))
        tree = sitemap_of([longest, longest + "x", "<&>"])
    assert [len(address) for address in locations(tree)] == [2047, len(
        "http://localhost/articles/%3C%26%3E"
    )]  # fmt: skip
    entry = len("<url><loc></loc></url>") + LONGEST_ADDRESS
    assert entry * SITEMAP_SIZE < 50_000_000


def test_robots(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.get_data(as_text=True)
    lines = text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /*?" in lines
    assert "Sitemap: http://localhost/sitemap.xml" in lines
    robots = RobotFileParser()
    robots.parse(lines)
    for path in ("/", "/articles/wheat-1", "/sitemap.xml", "/static/fihris.css?v=1"):
        assert robots.can_fetch("x", path), path
    for path in ("/api/v1/search", "/results.csv", "/feed.atom", "/citations/ris/wheat-1"):
        assert not robots.can_fetch("x", path), path
