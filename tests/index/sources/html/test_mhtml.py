"""Pages that a browser saved as one file."""

import base64
import quopri
from datetime import UTC, datetime

import pytest

from index.sources import detect
from tests.index.sources.html.page_builder import HEADLINE, PARAGRAPHS, article
from tests.index.sources.reading import input_file, read_bytes

_URL = "https://paper.example/7"
_PAGE = article(line="<div>نُشر: 2 أكتوبر 2022</div>")


def saved(
    body: bytes, packing: str, *, charset: str = "utf-8", before: str = "", url: str = _URL
) -> bytes:
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {url}\r\n"
        "Date: Wed, 5 Oct 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"\r\n\r\n'
        f"{before}------x\r\nContent-Type: text/html; charset={charset}\r\n"
        f"Content-Transfer-Encoding: {packing}\r\nContent-Location: {url}\r\n\r\n"
    )
    image = (
        "\r\n------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://paper.example/a.png\r\n\r\niVBORw==\r\n------x--\r\n"
    )
    return head.encode() + body + image.encode()


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (quopri.encodestring(_PAGE.encode()), "quoted-printable"),
        (base64.encodebytes(_PAGE.encode()), "base64"),
        (_PAGE.encode(), "8bit"),
    ],
)
def test_page(body: bytes, packing: str) -> None:
    raw = saved(body, packing)
    assert detect(input_file(raw, "page.txt")) == "mhtml"
    outcome = read_bytes(raw, "page.mhtml")
    found = outcome.article
    assert (found.url, found.title) == (_URL, HEADLINE)
    assert found.captured in (datetime(2022, 10, 5, 10), datetime(2022, 10, 5, 10, tzinfo=UTC))
    assert (found.published, found.published_reasons) == (None, ("نُشر: 2 أكتوبر 2022",))
    assert found.body.split("\n\n") == [*PARAGRAPHS]
    assert "1 others" in outcome.recognitions[1].message


def test_encoding_of_the_part() -> None:
    body = quopri.encodestring(
        _PAGE.replace('<meta charset="utf-8">', "").encode("cp1256", "replace")
    )
    raw = saved(body, "quoted-printable", charset="windows-1256")
    assert PARAGRAPHS[0] in read_bytes(raw, "page.mht").article.body


def test_the_frame_of_an_advertisement_is_not_the_page() -> None:
    frame = (
        "------x\r\nContent-Type: text/html\r\nContent-Location: cid:frame-1\r\n\r\n<p>إعلان\r\n"
    )
    assert read_bytes(saved(_PAGE.encode(), "8bit", before=frame), "a.mht").article.url == _URL


@pytest.mark.parametrize("raw", [b"", b"Content-Type: text/plain\r\n\r\nx", b"\x00\xff" * 50])
def test_no_page(raw: bytes) -> None:
    outcome = read_bytes(raw, "page.mhtml")
    assert outcome.articles == []
    assert outcome.problems
