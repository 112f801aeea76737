"""Atom feeds, as a reader of feeds takes them."""

import random
import re
from collections.abc import Container, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
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
from index.feeds.kept_articles import KeptArticles
from index.feeds.publishing import publish
from index.limits import DEFAULTS
from index.stores import open_store
from search.searcher import open_archive
from tests.web.hostile import BARE, EXAMPLES, HOSTILE, PLAIN, articles
from web import create_app
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
    assert parse_qsl(urlsplit(links["alternate"]).query) == [*asked, ("sort", "newest")]
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


def test_the_order_is_newest_unless_asked_for(client: FlaskClient) -> None:
    everything = [entry.link.rpartition("/")[2] for entry in feed(client).entries]
    assert everything[0] == "wheat-1"
    assert everything[-1] == "undated"
    assert len(everything) == 15
    oldest = feed(client, sort="oldest")
    assert oldest.entries[0].link.endswith("/bus")
    assert parse_qsl(urlsplit(oldest.feed.id).query) == [("sort", "oldest")]
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


@pytest.mark.parametrize("query", [{"from": "أمس"}, {"page": "x"}, {"sort": "best"}])
def test_bad_values_are_refused(client: FlaskClient, query: dict[str, str]) -> None:
    answer = client.get("/feed.atom", query_string=query)
    assert (answer.status_code, answer.mimetype) == (422, "text/html")


def test_no_results_are_a_feed(client: FlaskClient) -> None:
    found = feed(client, q="زرافة")
    assert found.entries == []
    assert found.feed.updated == atom.UNKNOWN


_FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def _news(numbers: Sequence[int]) -> list[Article]:
    """Articles of their own words, each published an hour after the one before."""
    return [
        Article(
            id=f"n{number}",
            url=f"https://paper.example/{number}",
            title=f"خبر القمح {number} " + " ".join(_words(number, 4)),
            body=" ".join(_words(number, 60)),
            published=_FIRST_DAY + timedelta(hours=number),
        )
        for number in numbers
    ]


def _words(seed: int, count: int) -> list[str]:
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنه"
    drawn = random.Random(seed)
    return ["".join(drawn.choices(letters, k=5)) for _ in range(count)]


class _Served:
    """An archive that articles are put into while it is served."""

    def __init__(self, folder: Path) -> None:
        self.store = open_store(f"whoosh:{folder}/index")
        self.kept = KeptArticles(folder / "kept")
        self.engine = open_archive(f"whoosh:{folder}/index")
        self.client = create_app(lambda: self.engine).test_client()

    def put(self, found: Sequence[Article]) -> None:
        self.kept.put(found, {}, 0)
        publish(self.store, found, self.kept.folder, DEFAULTS, 1)

    def pages(self, path: str, known: Container[str] = ()) -> Iterator[Any]:
        """Follow a feed from page to page, as far as there are entries that are new."""
        while path:
            found = feed(self.client, path)
            yield found
            if all(entry.id in known for entry in found.entries):
                return
            links = {link.rel: link.href for link in found.feed.links}
            path = links.get("next", "").removeprefix("http://localhost")


def test_a_reader_gets_each_new_article_once(tmp_path: Path) -> None:
    served = _Served(tmp_path)
    seen: dict[str, str] = {}
    come = 0
    # Fewer than a page, more than a page, one that came late, and none.
    for batch in (range(30), range(30, 34), range(40, 260), (35,), ()):
        if batch:
            served.put(_news(batch))
        come += len(batch)
        got: list[str] = []
        for page in served.pages("/feed.atom?q=القمح", frozenset(seen)):
            got += [entry.title for entry in page.entries if entry.id not in seen]
            seen |= {entry.id: entry.title for entry in page.entries}
        if batch != (35,):  # further down than a reader looks who has seen all of a page
            assert len(got) == len(set(got)) == len(batch)
    assert len(seen) == come - 1
    everything = [one.id for page in served.pages("/feed.atom?q=القمح") for one in page.entries]
    assert len(everything) == len(set(everything)) == come
    served.engine.close()


def test_pages_are_of_one_feed_and_nothing_shifts_them(tmp_path: Path) -> None:
    served = _Served(tmp_path)
    served.put(_news(range(150)))
    first = feed(served.client, "/feed.atom?q=القمح")
    links = {link.rel: link.href for link in first.feed.links}
    assert "first" not in links
    served.put(_news(range(200, 230)))
    second = feed(served.client, links["next"].removeprefix("http://localhost"))
    own = {link.rel: link.href for link in second.feed.links}
    assert (own["first"], own["self"], second.feed.id) == (
        first.feed.id,
        links["next"],
        first.feed.id,
    )
    assert "next" not in own
    assert "after" not in own["alternate"]
    titles = [entry.title.split()[2] for entry in (*first.entries, *second.entries)]
    assert titles == [str(number) for number in reversed(range(150))]
    served.engine.close()


def test_the_tag_of_a_feed_changes_with_what_it_holds_and_only_then(tmp_path: Path) -> None:
    served = _Served(tmp_path)
    served.put(_news(range(5)))
    tags = []
    for batch in (
        [Article(id="o", title="أمطار على الساحل", body="هطلت أمطار غزيرة على المدينة.")],
        _news([5]),
    ):
        tag = served.client.get("/feed.atom?q=القمح").headers["ETag"]
        asked = {"If-None-Match": tag}
        assert served.client.get("/feed.atom?q=القمح", headers=asked).status_code == 304
        served.put(batch)
        again = served.client.get("/feed.atom?q=القمح", headers=asked)
        tags.append((again.status_code, again.headers["ETag"] == tag))
        # Two languages and two queries are told apart.
        assert served.client.get("/en/feed.atom?q=القمح", headers=asked).status_code == 200
    assert tags == [(304, True), (200, False)]
    served.engine.close()
