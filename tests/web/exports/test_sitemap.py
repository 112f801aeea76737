"""The sitemap and ``robots.txt``."""

from typing import Any
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.exports.xml import xml
from web.exports.sitemap import LONGEST_ADDRESS, SITEMAP_SIZE, entries

_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(tree: Any) -> list[str]:
    return [node.text for node in tree.findall(".//s:loc", _SITEMAP)]


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
    monkeypatch.setattr("web.exports.sitemap.SITEMAP_SIZE", 4)
    files = locations(xml(client, "/sitemap.xml"))
    paths = [address.removeprefix("http://localhost") for address in files]
    assert paths == [f"/sitemaps/{number}.xml" for number in range(1, 5)]
    parts = [locations(xml(client, path)) for path in paths]
    assert [len(part) for part in parts] == [4, 4, 4, 3]
    assert len({address for part in parts for address in part}) == 15


def test_a_file_of_the_sitemap_always_fits(app: Flask) -> None:
    with app.test_request_context("/"):
        longest = "x" * (LONGEST_ADDRESS - len("http://localhost/articles/"))
        found = list(entries([longest, longest + "x", "<&>"]))
    assert found == [
        f"<url><loc>http://localhost/articles/{longest}</loc></url>",
        "<url><loc>http://localhost/articles/%3C%26%3E</loc></url>",
    ]
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
