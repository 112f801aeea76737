"""Pages of a news site."""

import io
from datetime import date, datetime, timedelta, timezone

import pytest

from index.article import Article
from index.sources import InputFile, Problem, read

PARAGRAPHS = [
    "وصلت السفينة الأولى إلى الميناء الجديد صباح أمس، وعلى متنها حمولة من القمح والسكر والزيت.",
    "وقال مدير الميناء إن العمل في الأرصفة سيستمر ليلاً ونهاراً حتى تفرغ السفن كلها من حمولتها.",
    "وكان البناء قد بدأ قبل ثلاثة أعوام، وشارك فيه أكثر من ألفي عامل من مدن الساحل وقراه.",
]
PAGE = """<!doctype html><html lang="ar"><head><meta charset="{encoding}">
<title>وصول السفينة الأولى - المرسى</title><meta property="og:title" content="وصول السفينة الأولى">
<meta property="og:site_name" content="المرسى"><meta name="author" content="سعاد علي">
<link rel="canonical" href="https://a.example/1"><meta name="description" content="{deck}">
<meta property="article:section" content="اقتصاد">{more}</head><body>
<nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav>
<article><h1>وصول السفينة الأولى</h1>{body}</article>
<footer>حقوق النشر محفوظة 1999</footer></body></html>"""
TIME = '<meta property="article:published_time" content="2024-10-28T10:00:00+03:00">'
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def held(raw: str | bytes) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile("page.html", len(data), lambda: io.BytesIO(data))


def page(
    encoding: str = "utf-8", deck: str = "ميناء جديد على الساحل", more: str = TIME, body: str = BODY
) -> bytes:
    return PAGE.format(encoding=encoding, deck=deck, more=more, body=body).encode(encoding)


def read_all(raw: str | bytes) -> tuple[list[Article], list[Problem]]:
    found = list(read(held(raw), "html"))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [one for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_page(encoding: str) -> None:
    articles, problems = read_all(page(encoding))
    assert problems == []
    assert articles == [
        Article(
            id="https://a.example/1",
            url="https://a.example/1",
            title="وصول السفينة الأولى",
            deck="ميناء جديد على الساحل",
            body="\n\n".join(PARAGRAPHS),
            byline="سعاد علي",
            section="اقتصاد",
            source="المرسى",
            published=datetime(2024, 10, 28, 10, tzinfo=timezone(timedelta(hours=3))),
        )
    ]


def test_utf8_that_declares_another_encoding() -> None:
    raw = page().replace(b'charset="utf-8"', b'charset="windows-1256"')
    assert read_all(raw)[0][0].title == "وصول السفينة الأولى"


def test_description_that_repeats_the_body_is_no_deck() -> None:
    assert read_all(page(deck=PARAGRAPHS[0][:50] + "..."))[0][0].deck == ""


@pytest.mark.parametrize(
    ("more", "published"),
    [
        ("", None),
        ('<meta property="article:published_time" content="2024-10-28">', date(2024, 10, 28)),
        (
            '<script type="application/ld+json">{"datePublished": "2024-10-28T10:00:00"}</script>',
            datetime(2024, 10, 28, 10),
        ),
    ],
)
def test_dates_are_read_and_never_guessed(more: str, published: date | None) -> None:
    articles, problems = read_all(page(more=more))
    assert problems == []
    assert articles[0].published == published


def test_bad_date() -> None:
    more = '<meta property="article:published_time" content="أمس">'
    articles, problems = read_all(page(more=more))
    assert articles[0].published is None
    assert [problem.reason for problem in problems] == ["bad_date"]


@pytest.mark.parametrize("raw", [b"", b"\x00", b"<html></html>", page(body="")])
def test_page_without_text(raw: bytes) -> None:
    articles, problems = read_all(raw)
    assert articles == []
    assert [problem.reason for problem in problems] == ["no_text"]
