"""The same articles written in the formats that archives have, and each read by a bare library."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import feedparser
import openpyxl
import trafilatura
from fastwarc.warc import ArchiveIterator
from lxml import etree  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

from index.article import Article

_FIELDS = ("id", "url", "title", "body", "byline", "section", "source")
_PAGES_A_FOLDER = 500
Rows = Sequence[dict[str, str]]


@dataclass(frozen=True, slots=True)
class WrittenFormat:
    """A format with what writes articles in it and what reads them bare.

    Attributes:
        name: of the file.
        write: puts articles into a file, or into a folder of files where each holds one.
        parse: reads the file by a library alone, without making articles of it.
    """

    name: str
    write: Callable[[Path, Rows], None]
    parse: Callable[[Path], object]


def rows_of(articles: Sequence[Article], count: int) -> Rows:
    """Return so many records of articles; they come again under other addresses where few."""
    found = []
    for number in range(count):
        article = articles[number % len(articles)]
        row = {name: getattr(article, name) for name in _FIELDS}
        day = article.published or "2024-10-28"
        url = f"https://paper.example/news/{number}"
        found.append(row | {"id": str(number), "url": url, "published": str(day)[:10]})
    return found


def _paragraphs(body: str) -> str:
    return "".join(f"<p>{escape(part)}</p>\n" for part in body.split("\n\n"))


def _write_lines(path: Path, rows: Rows) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def _write_array(path: Path, rows: Rows) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


def _write_csv(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def _write_xlsx(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)


def _items(rows: Rows, body: str) -> Iterator[str]:
    for row in rows:
        yield (
            f"<item><title>{escape(row['title'])}</title><link>{row['url']}</link>"
            f"<category>{escape(row['section'])}</category>"
            f"<pubDate>Mon, 28 Oct 2024 14:30:00 +0100</pubDate>"
            f"<{body}>{escape(_paragraphs(row['body']))}</{body}>"
            "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
            "<wp:post_date>2024-10-28 14:30:00</wp:post_date></item>\n"
        )


def _write_rss(path: Path, rows: Rows) -> None:
    _write_channel(path, "".join(_items(rows, "description")), "")


def _write_wxr(path: Path, rows: Rows) -> None:
    version = "<wp:wxr_version>1.2</wp:wxr_version>"
    _write_channel(path, "".join(_items(rows, "content:encoded")), version)


def _write_channel(path: Path, items: str, version: str) -> None:
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>الرصيف</title>{version}\n{items}</channel></rss>\n",
        "utf-8",
    )


def page(row: dict[str, str]) -> str:
    """Return the page of an article with a menu and related links, as sites serve it."""
    links = "".join(f'<li><a href="/n/{n}">خبر آخر رقم {n}</a></li>' for n in range(20))
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{escape(row['title'])} - الرصيف</title>"
        f'<meta property="og:site_name" content="الرصيف">'
        f'<meta property="article:published_time" content="{row["published"]}">'
        f'<link rel="canonical" href="{row["url"]}"></head><body><nav><ul>{links}</ul></nav>'
        f"<article><h1>{escape(row['title'])}</h1>{_paragraphs(row['body'])}</article>"
        f"<aside><ul>{links}</ul></aside><footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def _write_html(path: Path, rows: Rows) -> None:
    for number, row in enumerate(rows):
        folder = path / str(number // _PAGES_A_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.html").write_text(page(row), "utf-8")


def _write_text(path: Path, rows: Rows) -> None:
    for number, row in enumerate(rows):
        folder = path / str(number // _PAGES_A_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(f"{row['title']}\n\n{row['body']}\n", "utf-8")


def _write_warc(path: Path, rows: Rows) -> None:
    with path.open("wb") as stream:
        for row in rows:
            stream.write(gzip.compress(_record(row), compresslevel=6))


def _record(row: dict[str, str]) -> bytes:
    content = page(row).encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    answer = f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content
    return (
        (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: {row['url']}\r\nWARC-Date: 2024-11-02T08:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{int(row['id']):012x}>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        ).encode()
        + answer
        + b"\r\n\r\n"
    )


def _each_file(path: Path, parse: Callable[[Path], object]) -> None:
    for file in path.rglob("*.*"):
        parse(file)


def _parse_rows(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        for _ in csv.reader(stream):
            pass


def _parse_lines(path: Path) -> None:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            json.loads(line)


def _parse_warc(path: Path) -> None:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=True):
            record.reader.read()


def _parse_xml(path: Path) -> None:
    for _, element in etree.iterparse(str(path), tag="item"):
        element.clear()


#: Every format that is measured.
WRITTEN = (
    WrittenFormat("news.jsonl", _write_lines, _parse_lines),
    WrittenFormat("news.json", _write_array, lambda path: json.loads(path.read_bytes())),
    WrittenFormat("news.csv", _write_csv, _parse_rows),
    WrittenFormat(
        "news.xlsx",
        _write_xlsx,
        lambda path: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(),
    ),
    WrittenFormat("feed.xml", _write_rss, lambda path: feedparser.parse(path.read_bytes())),
    WrittenFormat("export.xml", _write_wxr, _parse_xml),
    WrittenFormat(
        "pages",
        _write_html,
        lambda path: _each_file(path, lambda one: trafilatura.extract(one.read_text("utf-8"))),
    ),
    WrittenFormat("crawl.warc.gz", _write_warc, _parse_warc),
    WrittenFormat(
        "texts", _write_text, lambda path: _each_file(path, lambda one: one.read_text("utf-8"))
    ),
)
