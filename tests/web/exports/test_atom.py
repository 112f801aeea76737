"""Atom feeds, as a reader of feeds takes them."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from index.article import Article
from tests.web.hostile import BARE, EXAMPLES, HOSTILE, PLAIN, articles
from web.exports import atom, metadata

_ATOM = {"a": "http://www.w3.org/2005/Atom"}
_HEADING = atom.Heading(
    title="أرشيف: «قمح»",
    language="ar",
    archive="أرشيف",
    address="https://archive.example/feed.atom?q=%D9%82",
    page="https://archive.example/?q=%D9%82",
)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def written(found: Sequence[Article]) -> bytes:
    return atom.atom(_HEADING, found, lambda article: "https://archive.example/articles/1")


def texts(tree: Any, path: str) -> list[str]:
    return [node.text or "" for node in tree.findall(path, _ATOM)]


def feed(client: FlaskClient, path: str = "/feed.atom", status: int = 200, **query: Any) -> Any:
    answer = client.get(path, query_string=query or None)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@given(st.lists(articles, max_size=3))
@example([])
@example(list(EXAMPLES))
def test_every_feed_has_what_rfc_4287_requires(found: list[Article]) -> None:
    tree = etree.fromstring(written(found))
    for path in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        (text,) = texts(tree, path)
        assert text
    entries = tree.findall("a:entry", _ATOM)
    assert len(entries) == len(found)
    for entry, article in zip(entries, found, strict=True):
        for path in ("a:id", "a:title", "a:updated"):
            (text,) = texts(entry, path)
            assert text
        assert len(texts(entry, "a:summary")) == 1
        assert texts(entry, "a:title") == [metadata.headline(article)]
        assert bool(texts(entry, "a:published")) == bool(article.published)
        assert all(texts(entry, "a:author/a:name"))
        assert entry.find("a:link[@rel='alternate']", _ATOM) is not None
    for text in (*texts(tree, ".//a:updated"), *texts(tree, ".//a:published")):
        assert _INSTANT.fullmatch(text)
    assert all(urlsplit(node.get("href")).scheme for node in tree.findall(".//a:link", _ATOM))


@given(st.lists(articles, max_size=3))
def test_the_same_articles_give_the_same_feed(found: list[Article]) -> None:
    assert written(found) == written(list(found))


@given(articles)
@example(HOSTILE)
def test_what_goes_in_comes_out(article: Article) -> None:
    # Titles that look like markup are text; feedparser hands them out as HTML.
    (entry,) = etree.fromstring(written([article])).findall("a:entry", _ATOM)
    assert texts(entry, "a:summary") == [metadata.summary(article)]
    author = metadata.one_line(article.byline) or metadata.paper(article)
    assert texts(entry, "a:author/a:name") == ([author] if author else [])
    labels = [node.get("label") for node in entry.findall("a:category", _ATOM)]
    assert labels == metadata.lines((article.section,))
    via = [node.get("href") for node in entry.findall("a:link[@rel='via']", _ATOM)]
    assert via == [address for address in [metadata.original(article)] if address]


@given(articles, articles)
def test_ids_are_of_the_article_alone(one: Article, other: Article) -> None:
    assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", atom.entry_id(one))
    names = [(a.url or (a.source, a.id)) for a in (one, other)]
    assert (atom.entry_id(one) == atom.entry_id(other)) == (names[0] == names[1])


def test_an_id_never_changes() -> None:
    assert atom.entry_id(PLAIN) == "urn:uuid:a10d33aa-61c4-5e0e-a0bb-d2da64ce7b71"
    assert atom.entry_id(BARE) == "urn:uuid:f9ced0c5-622d-5fb8-86ac-043d7bcf89ab"


@pytest.mark.parametrize(
    ("published", "instant"),
    [
        (date(2024, 10, 28), "2024-10-28T00:00:00Z"),
        (date(987, 6, 5), "0987-06-05T00:00:00Z"),
        (datetime(2024, 10, 28, 14, 30, 1, 999), "2024-10-28T14:30:01Z"),
        (datetime(2024, 10, 28, 14, 30, tzinfo=timezone(timedelta(hours=3))),
         "2024-10-28T14:30:00+03:00"),
        (datetime(1900, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=2, minutes=27, seconds=16))),
         "1900-01-01T00:00:00Z"),
        (datetime(2024, 10, 28, tzinfo=UTC), "2024-10-28T00:00:00Z"),
    ],
)  # fmt: skip
def test_instants(published: date, instant: str) -> None:
    assert atom.instant(published) == instant


def test_a_feed_is_as_new_as_its_newest_article() -> None:
    old, new = (Article(id=str(year), title="ق", published=date(year, 1, 1)) for year in (9, 2020))
    assert feedparser.parse(written([old, BARE, new])).feed.updated == "2020-01-01T00:00:00Z"
    for undated in ([], [BARE]):
        assert feedparser.parse(written(undated)).feed.updated == atom.UNKNOWN


def test_an_entry_is_as_new_as_what_is_known_of_it() -> None:
    day = date(2014, 1, 1)
    fetched = datetime(2026, 11, 28, 12, tzinfo=UTC)
    late = datetime(2026, 11, 28, 14, 30, tzinfo=timezone(timedelta(hours=3)))
    for published, captured, updated in (
        (day, fetched, "2026-11-28T12:00:00Z"),
        (None, fetched, "2026-11-28T12:00:00Z"),
        (late, fetched, "2026-11-28T12:00:00Z"),
        (late, day, "2026-11-28T14:30:00+03:00"),
        (day, None, "2014-01-01T00:00:00Z"),
        (None, None, atom.UNKNOWN),
    ):
        article = Article(id="1", title="ق", published=published, captured=captured)
        found = feedparser.parse(written([article]))
        assert found.feed.updated == found.entries[0].updated == updated
        assert ("published" in found.entries[0]) == (published is not None)


def test_a_search_as_a_feed(client: FlaskClient) -> None:
    found = feed(client, q="القمح", section="اقتصاد")
    assert found.feed.title == "أرشيف المرفأ: «القمح»، القسم: اقتصاد"
    assert found.feed.updated == "2024-10-28T14:30:00Z"
    assert found.feed.language == "ar"
    asked = [("q", "القمح"), ("section", "economy")]
    links = {link.rel: link.href for link in found.feed.links}
    assert urlsplit(links["self"])[:3] == ("http", "localhost", "/feed.atom")
    assert parse_qsl(urlsplit(links["self"]).query) == asked
    assert found.feed.id == links["self"]
    assert urlsplit(links["alternate"]).path == "/"
    assert parse_qsl(urlsplit(links["alternate"]).query) == [*asked, ("sort", "added")]
    assert [entry.title for entry in found.entries] == [
        "ارتفاع أسعار القمح في الأسواق العالمية",
        "مطاحن الشمال تستقبل أولى شحنات القمح",
    ]
    first = found.entries[0]
    assert first.published == first.updated == "2024-10-28T14:30:00Z"
    assert first.author == "كتبت سلمى الحاج"
    assert found.entries[1].author == "صحيفة المرفأ"
    assert first.summary == "الجفاف يخفض محصول هذا الموسم"
    assert found.entries[1].summary.startswith("وصلت إلى المرفأ أمس سفينة")
    (category,) = first.tags
    assert (category.term, category.label) == ("economy", "اقتصاد")
    assert first.link == "http://localhost/articles/wheat-1"
    assert [link.href for link in first.links if link.rel == "via"] == [
        "https://paper.example/wheat/1"
    ]


def test_what_was_read_as_a_whole_is_newest_first_unless_asked_for(client: FlaskClient) -> None:
    everything = [entry.link.rpartition("/")[2] for entry in feed(client).entries]
    assert everything[0] == "wheat-1"
    assert everything[-1] == "undated"
    assert len(everything) == 15
    oldest = feed(client, sort="oldest")
    assert oldest.entries[0].link.endswith("/bus")
    assert parse_qsl(urlsplit(oldest.feed.id).query) == [("sort", "oldest")]
    newest = feed(client, sort="newest")
    assert parse_qsl(urlsplit(newest.feed.id).query) == [("sort", "newest")]
    ranked = feed(client, q="القمح", sort="relevance")
    assert parse_qsl(urlsplit(ranked.feed.id).query) == [("q", "القمح"), ("sort", "relevance")]


def test_an_undated_article_is_in_the_feed(client: FlaskClient) -> None:
    entry = feed(client).entries[-1]
    assert entry.updated == atom.UNKNOWN
    assert "published" not in entry
    assert "author" not in entry or entry.author == "أرشيف المرفأ"


def test_a_page_of_results_has_the_feed_of_its_query(client: FlaskClient) -> None:
    found = feed(client, q="القمح", page="2", size="1", fbclid="x")
    assert len(found.entries) == 3
    assert parse_qsl(urlsplit(found.feed.id).query) == [("q", "القمح")]


def test_every_id_has_an_address(client: FlaskClient) -> None:
    for entry in feed(client).entries:
        path = entry.link.removeprefix("http://localhost")
        assert client.get(path.replace("/articles/", "/citations/ris/")).status_code == 200


def test_in_english(client: FlaskClient) -> None:
    found = feed(client, "/en/feed.atom", q="القمح", not_section="محليات")
    assert found.feed.title == "أرشيف المرفأ: “القمح”, Except Section: Local"
    assert found.feed.title_detail.language == "en"
    assert found.feed.id.startswith("http://localhost/en/feed.atom?")
    arabic = feed(client, q="القمح")
    assert [e.id for e in found.entries] == [e.id for e in arabic.entries[:2]]


def test_the_public_address_is_used(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_ADDRESS", "https://archive.example")
    found = feed(client, q="القمح")
    assert found.feed.id.startswith("https://archive.example/feed.atom?q=")
    assert found.entries[0].link == "https://archive.example/articles/wheat-1"


@pytest.mark.parametrize("query", [{"from": "قريبا"}, {"page": "x"}, {"sort": "best"}])
def test_bad_values_are_refused(client: FlaskClient, query: dict[str, str]) -> None:
    answer = client.get("/feed.atom", query_string=query)
    assert (answer.status_code, answer.mimetype) == (422, "text/html")


def test_no_results_are_a_feed(client: FlaskClient) -> None:
    found = feed(client, q="زرافة")
    assert found.entries == []
    assert found.feed.updated == atom.UNKNOWN
