"""Files of each format whose only day is one that is no publication, or one that is no day."""

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl

from tests.index.sources.held import MORE, TEXT
from tests.index.sources.html.test_mhtml import saved
from tests.index.sources.html.web_archive_builder import answer, record

_TITLE = "جسر جديد فوق الوادي"
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
_NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'

Make = Callable[[str, str], str | bytes]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _telegram(name: str, day: str) -> str:
    message = {"id": 2, "type": "message", name: day, "text": f"{_TITLE}\n\n{TEXT}."}
    return _json({"name": "الرصيف", "type": "public_channel", "id": 7, "messages": [message]})


def _jsonfeed(name: str, day: str) -> str:
    item = {"id": "7", "title": _TITLE, "content_text": TEXT, name: day}
    return _json({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [item]})


def _ninjs(name: str, day: str) -> str:
    item = {"uri": "urn:7", "type": "text", "headline": _TITLE, "body_text": TEXT, name: day}
    return _json({**item, "pubstatus": "usable", "version": "1"})


def workbook(rows: list[list[str]]) -> bytes:
    """Return a workbook of one sheet."""
    book: Any = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _feed(name: str, day: str) -> str:
    return (
        f'<rss version="2.0" {_DC}><channel><title>x</title><lastBuildDate>{day}</lastBuildDate>'
        f"<item><title>{_TITLE}</title><description>{TEXT}</description><{name}>{day}</{name}>"
        "</item></channel></rss>"
    )


def _wxr(name: str, day: str) -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>x</title><item>'
        f"<title>{_TITLE}</title><content:encoded>{TEXT}</content:encoded><{name}>{day}</{name}>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
    )


def _newsml(name: str, day: str) -> str:
    about = f"<{name}>{day}</{name}>" if name.startswith("content") else ""
    return (
        f'<newsItem {_NAR} guid="urn:7" version="1"><itemMeta><itemClass qcode="ninat:text"/>'
        f'{"" if about else f"<{name}>{day}</{name}>"}<pubStatus qcode="stat:usable"/></itemMeta>'
        f"<contentMeta><headline>{_TITLE}</headline>{about}</contentMeta><contentSet>"
        f'<inlineData contenttype="text/plain">{TEXT}</inlineData></contentSet></newsItem>'
    )


def _nitf(name: str, day: str) -> str:
    return (
        f"<nitf><head><docdata><{name} norm='{day}'/></docdata></head><body><body.head><hedline>"
        f"<hl1>{_TITLE}</hl1></hedline></body.head><body.content><p>{TEXT}</p></body.content>"
        "</body></nitf>"
    )


def _alto(name: str, day: str) -> str:
    words = "".join(f'<String CONTENT="{word}"/><SP/>' for word in TEXT.split())
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><OCRProcessing>'
        f"<{name}>{day}</{name}></OCRProcessing></Description><Layout><Page><PrintSpace><TextBlock>"
        f"<TextLine>{words}</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"
    )


def _hocr(name: str, day: str) -> str:
    return (
        f"<html><head><meta name='{name}' content='{day}'></head><body><div class='ocr_page'>"
        f"<p class='ocr_par'><span class='ocr_line'>{TEXT}</span></p></div></body></html>"
    )


def _html(name: str, day: str) -> str:
    return (
        f"<!doctype html><html lang='ar'><head><title>{_TITLE}</title>"
        f"<meta property='{name}' content='{day}'></head><body><article><h1>{_TITLE}</h1>"
        f"<p>{TEXT}.</p><p>{MORE}.</p></article></body></html>"
    )


#: A file with one day under a name, by format; names of other days, and the name of publication.
DATED: dict[str, tuple[str, Make, str, str]] = {
    "page": (
        "a.txt",
        lambda name, day: f"العنوان: {_TITLE}\nالكاتب: سعاد\n{name}: {day}\n\n{TEXT}.\n",
        "آخر_تحديث تاريخ_التعديل تاريخ_الجمع",
        "تاريخ النشر",
    ),
    "json": (
        "a.jsonl",
        lambda name, day: _json({"title": _TITLE, "body": TEXT, name: day}),
        "updated_at modified dateModified last_modified created_at createdAt timestamp crawled_at"
        " scraped_at date_download fetched indexed_at retrieved تاريخ_التعديل آخر_تحديث build_date",
        "published",
    ),
    "telegram": ("result.json", _telegram, "edited", "date"),
    "jsonfeed": ("feed.json", _jsonfeed, "date_modified", "date_published"),
    "ninjs": (
        "a.json",
        _ninjs,
        "firstcreated versioncreated contentcreated embargoed",
        "",
    ),
    "csv": (
        "a.csv",
        lambda name, day: f'title,body,{name}\n"{_TITLE}","{TEXT}","{day}"\n',
        "updated_at modified last_update created_at timestamp crawl_date تاريخ_التعديل",
        "تاريخ النشر",
    ),
    "xlsx": (
        "a.xlsx",
        lambda name, day: workbook([["title", "body", name], [_TITLE, TEXT, day]]),
        "updated_at modified created_at crawled_at",
        "published",
    ),
    "markdown": (
        "a.md",
        lambda name, day: f"---\ntitle: {_TITLE}\n{name}: {day}\n---\n\n{TEXT}.\n",
        "lastmod updated modified last_modified_at date_modified created",
        "date",
    ),
    "saudinewsnet": (
        "a.json",
        lambda name, day: _json(
            [{"source": "x", "url": "", "title": _TITLE, "author": "", "content": TEXT, name: day}]
        ),
        "date_extracted",
        "",
    ),
    "trec": (
        "a.trec",
        lambda name, day: (
            f"<DOC>\n<DOCNO>r7</DOCNO>\n<TITLE>{_TITLE}</TITLE>\n<{name}>{day}</{name}>"
            f"\n<TEXT>{TEXT}</TEXT>\n</DOC>\n"
        ),
        "UPDATED MODIFIED CRAWLED",
        "TIME",
    ),
    "feed": ("a.xml", _feed, "updated dcterms:modified dcterms:created", "pubDate"),
    "wxr": ("a.xml", _wxr, "wp:post_modified wp:post_modified_gmt", "wp:post_date"),
    "newsml": (
        "a.xml",
        _newsml,
        "firstCreated versionCreated contentCreated contentModified embargoed",
        "",
    ),
    "nitf": ("a.xml", _nitf, "date.expire story.date", "date.issue"),
    "alto": ("a.xml", _alto, "processingDateTime", ""),
    "hocr": ("a.hocr", _hocr, "dc.date ocr-date", ""),
    "html": (
        "a.html",
        _html,
        "article:modified_time og:updated_time dateModified last-modified dcterms.modified",
        "article:published_time",
    ),
    "warc": (
        "a.warc",
        lambda name, day: record(answer(_html(name, day).encode())),
        "article:modified_time og:updated_time",
        "article:published_time",
    ),
    "mhtml": (
        "a.mhtml",
        lambda name, day: saved(_html(name, day).encode(), "8bit"),
        "article:modified_time og:updated_time",
        "article:published_time",
    ),
}
