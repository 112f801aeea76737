"""What is longer than a record may be costs itself, not what stands behind it, and is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from index.limits import SourceLimits
from index.sources import FORMATS
from tests.index.sources.many import MANY
from tests.index.sources.reading import read_bytes, read_within

LIMITS = SourceLimits(record_bytes=4096, letters=3000, places=20)
TEXT = "فُتح الجسر أمس في تونس أمام السيارات والمشاة بعد عامين من العمل. "
LONG = TEXT * 200
BEFORE, BEHIND = "جسر جديد فوق الوادي", "قطار المساء يعود إلى المحطة"


def _three(make: Callable[[str, str], Any], long: list[Any]) -> list[Any]:
    return [make(BEFORE, TEXT), *long, make(BEHIND, TEXT)]


def _row(title: str, body: str = TEXT) -> str:
    return f"{title},{body}\n"


def _feed(*items: str) -> str:
    return f"<rss><channel>{''.join(items)}</channel></rss>"


def _lines(*records: dict[str, object]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def _record(title: str, body: str = TEXT) -> dict[str, object]:
    return {"title": title, "body": body}


def _doc(title: str, body: str = TEXT) -> str:
    return f"<DOC>\n<TITLE>{title}</TITLE>\n<TEXT>\n{body}\n</TEXT>\n</DOC>\n"


def _item(title: str, body: str = TEXT) -> str:
    return f"<item><title>{title}</title><description>{body}</description></item>"


def _post(title: str, body: str = TEXT) -> str:
    status = "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
    content = f"<content:encoded><![CDATA[{body}]]></content:encoded>"
    return f"<item><title>{title}</title>{status}{content}</item>\n"


def _wxr(*posts: str) -> str:
    spaces = 'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="urn:c"'
    return f"<rss {spaces}><channel><title>الرصيف</title>{''.join(posts)}</channel></rss>"


#: Files of two short records and what stands between them, and how a record is made.
BETWEEN: dict[str, tuple[str, Callable[[list[Any]], str], Callable[[str, str], Any]]] = {
    "lines": ("a.jsonl", lambda long: _lines(*_three(_record, long)), _record),
    "array": ("a.json", lambda long: json.dumps(_three(_record, long)), _record),
    "table": ("a.csv", lambda long: "title,body\n" + "".join(_three(_row, long)), _row),
    "tags": ("a.txt", lambda long: "".join(_three(_doc, long)), _doc),
    "tags in lines": (
        "a.txt",
        lambda long: "".join(_three(_doc, long)),
        lambda title, body: _doc(title, body.replace(". ", ".\n")),
    ),
    "feed": ("a.xml", lambda long: _feed(*_three(_item, long)), _item),
    "posts": ("a.xml", lambda long: _wxr(*_three(_post, long)), _post),
}


@pytest.mark.parametrize("kind", BETWEEN)
def test_a_record_that_is_too_long_costs_no_other(kind: str) -> None:
    name, file, record = BETWEEN[kind]
    limits = SourceLimits(record_bytes=4096 if kind != "feed" else 16_384)
    short = read_within(limits, file([]), name)
    found = read_within(limits, file([record("طويل", LONG)]), name)
    assert [one.title for one in found.articles] == [BEFORE, BEHIND]
    assert [one.body for one in found.articles] == [one.body for one in short.articles]
    assert found.reasons == ["too_large"]
    (problem,) = found.problems
    assert "FIHRIS_RECORD_BYTES" in problem.message
    assert problem.line or problem.record
    # It is read where more is allowed.
    assert len(read_bytes(file([record("طويل", LONG)]), name).articles) == 3


def test_a_quote_that_is_not_closed_costs_no_row_behind_it() -> None:
    rows = "".join(f"{BEHIND} {n},{TEXT}\n" for n in range(200))
    found = read_within(LIMITS, f'title,body\n{BEFORE},{TEXT}\nطويل,"{TEXT}\n{rows}', "a.csv")
    assert len(found.articles) == 1 or len(found.articles) > 190
    assert {"broken"} <= set(found.reasons)


@pytest.mark.parametrize("format", FORMATS)
def test_no_record_fits_and_that_is_told(format: str) -> None:
    name, raw = MANY[format]
    found = read_within(SourceLimits(record_bytes=16, letters=10, places=1), raw, name)
    assert found.problems
    assert not found.articles


def test_pictures_within_a_page_are_no_part_of_its_length() -> None:
    name, raw = MANY["html"]
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0KGgo" * 5000 + b'">'
    page = raw.replace(b"</body>", picture + b"</body>")
    assert picture in page
    limits = SourceLimits(record_bytes=len(raw) + 200)
    assert [one.body for one in read_within(limits, page, name).articles] == [
        one.body for one in read_bytes(raw, name).articles
    ]


def test_what_a_browser_saved_beside_a_page_is_no_part_of_its_length() -> None:
    name, raw = MANY["mhtml"]
    boundary = raw.partition(b"\n--")[2].partition(b"\n")[0].rstrip(b"\r")
    part = b"--" + boundary + b"\r\nContent-Type: image/png\r\n\r\n" + b"iVBOR\r\n" * 9000
    start = raw.index(b"\n--") + 1
    saved = raw[:start] + raw[start:].rpartition(b"--" + boundary)[0] + part
    saved += b"--" + boundary + b"--\r\n"
    limits = SourceLimits(record_bytes=len(raw) + 1000)
    assert [one.body for one in read_within(limits, saved, name).articles] == [
        one.body for one in read_bytes(raw, name).articles
    ]
