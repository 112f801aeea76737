"""Pages that a crawler kept."""

import gzip
import io
import random
import zipfile
import zlib
from datetime import UTC, date, datetime

import brotli
import pytest

from index.sources import detect
from tests.index.sources.html.page_builder import HEADLINE, PARAGRAPHS, article, cards, page
from tests.index.sources.html.web_archive_builder import URL, answer, packed, record
from tests.index.sources.reading import Outcome, input_file, read_bytes

_PAGE = article(line="<div>نُشر: 2 أكتوبر 2022</div>").encode()
_AT = datetime(2022, 10, 5, 10, tzinfo=UTC)


def read(raw: bytes, name: str = "crawl.warc.gz") -> Outcome:
    return read_bytes(raw, name)


def pages(number: int) -> list[bytes]:
    return [
        record(answer(article(title=f"{HEADLINE} {n}").encode()), url=f"{URL}{n}")
        for n in range(number)
    ]


@pytest.mark.parametrize("pack", [packed, lambda one: one, gzip.compress])
def test_page(pack) -> None:  # type: ignore[no-untyped-def]
    found = read(pack(record(answer(_PAGE)))).article
    assert (found.url, found.captured, found.published) == (URL, _AT, None)
    assert found.published_reasons == ("نُشر: 2 أكتوبر 2022",)
    assert found.body.split("\n\n") == [*PARAGRAPHS]


def test_the_capture_is_no_publication() -> None:
    found = read(packed(record(answer(article().encode())))).article
    assert (found.published, found.published_reasons, found.captured) == (None, (), _AT)


def _chunked(raw: bytes) -> bytes:
    half = len(raw) // 2
    parts = [raw[:half], raw[half:], b""]
    return b"".join(b"%x\r\n%b\r\n" % (len(one), one) for one in parts)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(_PAGE), "Content-Encoding: gzip\r\n"),
        (gzip.compress(_PAGE), "content-encoding: X-GZIP\r\n"),
        (zlib.compress(_PAGE), "Content-Encoding: deflate\r\n"),
        (zlib.compress(_PAGE)[2:-4], "Content-Encoding: deflate\r\n"),
        (brotli.compress(_PAGE), "Content-Encoding: br\r\n"),
        (_chunked(_PAGE), "Transfer-Encoding: chunked\r\n"),
        (
            _chunked(gzip.compress(_PAGE)),
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
        ),
        # Crawlers unpack, and keep the headers.
        (_PAGE, "Content-Encoding: gzip\r\n"),
        (_PAGE, "Content-Encoding: br\r\n"),
        (_PAGE, "Content-Encoding: deflate\r\n"),
        (_PAGE, "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_how_the_server_packed_it(body: bytes, header: str) -> None:
    assert read(packed(record(answer(body, header=header)))).article.title == HEADLINE


def test_the_encoding_that_the_server_declares() -> None:
    raw = article().replace('<meta charset="utf-8">', "").encode("windows-1256")
    kept = packed(record(answer(raw, type="text/html; charset=windows-1256")))
    assert read(kept).article.body.split("\n\n") == [*PARAGRAPHS]


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("/news/8", "https://paper.example/news/8"),
        ("https://paper.example/", URL),
        ("https://ads.example/x", URL),
    ],
)
def test_address(canonical: str, url: str) -> None:
    raw = article(f'<link rel="canonical" href="{canonical}">').encode()
    assert read(packed(record(answer(raw)))).article.url == url


@pytest.mark.parametrize(
    ("left", "what"),
    [
        (record(answer(b"", status="301 Moved")), "redirects"),
        (record(answer(_PAGE, status="404 Not Found")), "errors"),
        (record(answer(b"\xff\xd8", type="image/jpeg")), "images"),
        (record(answer(b"%PDF", type="application/pdf")), "PDF"),
        (record(answer(b"{}", type="application/json")), "data"),
        (record(answer(b"<rss/>", type="application/rss+xml")), "feeds"),
        (record(answer(b"", type="text/plain"), url="https://a.example/robots.txt"), "robots.txt"),
        (record(b"GET / HTTP/1.1\r\n\r\n", type="request"), "requests"),
        (record(answer(b""), type="revisit"), "revisits"),
        (record(b"x", url="dns:paper.example", of="text/dns"), "not of the web"),
        (record(b"software: x\r\n", type="warcinfo", of="application/warc-fields"), "notes"),
        (record(PARAGRAPHS[0].encode(), type="conversion", of="text/plain"), "converted"),
    ],
)
def test_what_is_left_out_is_counted(left: bytes, what: str) -> None:
    outcome = read(packed(left, record(answer(_PAGE))))
    assert len(outcome.articles) == 1
    assert outcome.problems == []
    assert what in outcome.recognitions[-1].message


def test_a_page_kept_without_the_answer_of_the_server() -> None:
    kept = packed(record(_PAGE, type="resource", of="text/html"))
    assert read(kept).article.url == URL


def test_pages_that_are_no_articles_are_told_together() -> None:
    front = record(answer(page(f"<h1>المرسى</h1>{cards(9)}").encode()), url="https://a.example/")
    outcome = read(packed(front, front, record(answer(_PAGE))))
    assert len(outcome.articles) == 1
    assert outcome.reasons == ["no_text"]
    assert "2 of 3 pages are no articles: 2 a list of articles" in outcome.messages


def test_the_titles_of_a_host_tell_its_name() -> None:
    titles = [HEADLINE, "افتتاح مدرسة جديدة في القرية"]
    bodies = ["".join(f"<p>{one}</p>" for one in PARAGRAPHS)] * 2
    kept = [
        record(answer(page(body, title=f"{title} - صدى الساحل").encode()), url=f"{URL}{title}")
        for title, body in zip(titles, bodies, strict=True)
    ]
    assert [one.title for one in read(packed(*kept)).articles] == titles


def test_a_damaged_member_costs_its_record() -> None:
    members = [bytearray(packed(one)) for one in pages(5)]
    members[2][60:64] = b"\x00\xff\x13\x37"
    outcome = read(b"".join(map(bytes, members)))
    assert len(outcome.articles) == 4
    assert outcome.reasons == ["broken"]
    assert outcome.problems[0].record == 3


def test_what_stands_between_records_costs_none() -> None:
    first, second, third = pages(3)
    outcome = read(first + second + b"garbage\r\n" + third, "crawl.warc")
    assert len(outcome.articles) == 3
    assert outcome.reasons == ["broken"]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_file_that_is_cut_off(name: str) -> None:
    kept = pages(3)
    raw = packed(*kept) if name.endswith("gz") else b"".join(kept)
    outcome = read(raw[: len(raw) - 200], name)
    assert len(outcome.articles) >= 2
    assert "broken" in outcome.reasons


def test_a_page_that_the_crawler_cut_off() -> None:
    outcome = read(packed(record(answer(_PAGE), header="WARC-Truncated: length\r\n")))
    assert outcome.reasons == ["broken"]
    assert "WARC" not in outcome.article.body
    assert "length" in outcome.messages


def _wacz(*members: tuple[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return raw.getvalue()


def test_wacz() -> None:
    first, second = pages(2)
    raw = _wacz(
        ("datapackage.json", b"{}"),
        ("archive/a.warc.gz", packed(first)),
        ("archive/b.warc", second),
        ("pages/pages.jsonl", b""),
    )
    assert [one.url for one in read(raw, "crawl.wacz").articles] == [f"{URL}0", f"{URL}1"]
    assert read(_wacz(("a.txt", b"x")), "crawl.wacz").reasons == ["no_text"]
    assert read(raw[:-30], "crawl.wacz").reasons == ["unreadable"]


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_the_old_format_is_named(pack) -> None:  # type: ignore[no-untyped-def]
    raw = b"filedesc://a.arc 0.0.0.0 20040101000000 text/plain 76\n1 0 x\n\n"
    outcome = read(pack(raw), "old.arc.gz")
    assert outcome.reasons == ["unknown_format"]
    assert "warcio recompress" in outcome.messages


def test_detected_by_its_first_bytes() -> None:
    kept = record(answer(_PAGE))
    assert detect(input_file(kept, "crawl")) == "warc"
    assert detect(input_file(packed(kept), "crawl.gz")) == "warc"


def test_an_address_that_is_none_is_told() -> None:
    outcome = read(record(answer(_PAGE), url="http://[paper/7"))
    assert outcome.article.url == ""
    assert any("'http://[paper/7' is none of the web" in str(one) for one in outcome.recognitions)


@pytest.mark.parametrize("seed", range(60))
def test_no_bytes_raise(seed: int) -> None:
    draw = random.Random(seed)
    kept = pages(4)
    raw = bytearray(packed(*kept) if seed % 2 else b"".join(kept))
    for _ in range(draw.randint(1, 30)):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    for one in read(bytes(raw[: draw.randint(1, len(raw))])).articles:
        assert not isinstance(one.published, date)
