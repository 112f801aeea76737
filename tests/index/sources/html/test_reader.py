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


LAYOUT = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
<title>وصول السفينة الأولى</title></head><body>{body}</body></html>"""
CELLS = "".join(f"<tr><td>{paragraph}</td></tr>" for paragraph in PARAGRAPHS)
LINES = "<br><br>".join(PARAGRAPHS)
MENU = "<a href=1>الرئيسية</a><br><a href=2>رياضة</a>"


@pytest.mark.parametrize(
    "body",
    [
        f"<table>{CELLS}</table>",
        f"<table><tr><td><h1>وصول السفينة الأولى</h1>{BODY}</td></tr></table>",
        f"<table><tr><td><b>وصول السفينة الأولى</b><br>{LINES}</td></tr></table>",
        f"<table><tr><td colspan=2><img src=a.gif></td></tr><tr><td>{MENU}</td><td>"
        f"<table><tr><td><b>وصول السفينة الأولى</b></td></tr>{CELLS}</table></td></tr></table>",
        f"<table><tr><td><a href=1>الرئيسية</a></td><td><a href=2>رياضة</a></td></tr></table>"
        f"<table><tr><td><font size=5>وصول السفينة الأولى</font>{BODY}</td></tr></table>",
    ],
)
def test_tables_of_a_layout_leave_no_trace(body: str) -> None:
    articles, problems = read_all(LAYOUT.format(body=body).encode("windows-1256"))
    assert problems == []
    assert [(article.title, article.body) for article in articles] == [
        ("وصول السفينة الأولى", "\n\n".join(PARAGRAPHS))
    ]


def test_rows_of_a_data_table_are_lines() -> None:
    table = "<table><tr><th>السنة<th>السفن</tr><tr><td>2010<td>35</tr></table>"
    first, rest = BODY[: len(PARAGRAPHS[0]) + 7], BODY[len(PARAGRAPHS[0]) + 7 :]
    article = read_all(page(body=first + table + rest))[0][0]
    assert article.body.split("\n\n") == [
        PARAGRAPHS[0], "السنة · السفن", "2010 · 35", *PARAGRAPHS[1:]
    ]  # fmt: skip


PHOTO = "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>"
HERE = PHOTO.format("السفينة عند <b>الرصيف</b>\n(رويترز)")
CARD = "<article>" + PHOTO.format("صورة أخرى") + "</article>"


@pytest.mark.parametrize(
    ("body", "caption"),
    [
        (HERE + BODY + PHOTO.format("عمال"), "السفينة عند الرصيف (رويترز)"),
        (CARD + HERE + BODY, "السفينة عند الرصيف (رويترز)"),
        (f"<aside>{PHOTO.format('إعلان')}</aside>" + HERE + BODY, "السفينة عند الرصيف (رويترز)"),
        (HERE + BODY + "<p>السفينة عند الرصيف (رويترز)</p>", "السفينة عند الرصيف (رويترز)"),
        (HERE + BODY + "</article>" + CARD + "<article>", "السفينة عند الرصيف (رويترز)"),
        (HERE + BODY + "</article><article><h1>خبر آخر</h1>", ""),
        ("<figure><figcaption>قول</figcaption></figure>" + BODY, ""),
        (BODY, ""),
    ],
)
def test_caption_of_the_first_photo(body: str, caption: str) -> None:
    article = read_all(page(body=body))[0][0]
    assert article.caption == caption
    assert article.body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        ('{"@type": "NewsArticle", "articleSection": "محليات"}', "محليات"),
        ('{"@graph": [{"@type": "WebPage"}, {"articleSection": ["محليات", "نقل"]}]}', "محليات"),
        (r'{"@graph": [{"articleSection": "\u0645حليات"}]}', "محليات"),
        (r'{"articleSection": "\x"}', ""),
        ('{"articleSection": []}', ""),
    ],
)
def test_section_of_json_ld(stated: str, section: str) -> None:
    more = f'<script type="application/ld+json">{stated}</script>'
    raw = page(more=more).replace(b"article:section", b"x")
    assert read_all(raw)[0][0].section == section


@pytest.mark.parametrize("raw", [b"", b"\x00", b"<html></html>", page(body="")])
def test_page_without_text(raw: bytes) -> None:
    articles, problems = read_all(raw)
    assert articles == []
    assert [problem.reason for problem in problems] == ["no_text"]
