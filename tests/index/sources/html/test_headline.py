"""The headline of a page, without the name of its site."""

from pathlib import Path

import pytest

from index.article import Article
from index.sources import find
from index.sources import read as read_file
from index.sources.html.site_names import shared_endings, without_site
from tests.index.sources.html.page_builder import (
    HEADLINE,
    NAV,
    SITE,
    article,
    json_ld,
    page,
    read,
    text,
    untitled,
)

_CANONICAL = '<link rel="canonical" href="https://www.almarsa.com/n/5">'


@pytest.mark.parametrize(
    "separator", [" - ", " | ", " : ", " » ", " – ", " — ", " :: ", " / ", " >> "]
)
def test_the_site_is_taken_off_at_either_end(separator: str) -> None:
    for title in (f"{HEADLINE}{separator}المرسى", f"المرسى{separator}{HEADLINE}"):
        assert read(untitled(title, SITE)).article.title == HEADLINE


@pytest.mark.parametrize(
    ("title", "head"),
    [
        (f"{HEADLINE} | المرسى", SITE),
        (f"صحيفة المرسى » {HEADLINE}", SITE),
        (f"المرسى: {HEADLINE}", SITE),
        (f"{HEADLINE} - المرسى نيوز", '<meta name="application-name" content="المرسى نيوز">'),
        (f"{HEADLINE} - almarsa.com", _CANONICAL),
        (f"{HEADLINE} - Al Marsa", _CANONICAL),
        (f"{HEADLINE} – جريدة المرسى", json_ld(f'{{"@type": "NewsArticle", "headline": '
         f'"{HEADLINE}", "publisher": {{"name": "المرسى"}}}}')),
        (f"{HEADLINE} - نقل - المرسى", SITE + '<meta property="article:section" content="نقل">'),
        ("المرسى", f'{SITE}<meta property="og:title" content="{HEADLINE} | المرسى">'),
    ],
)  # fmt: skip
def test_what_tells_the_site(title: str, head: str) -> None:
    assert read(untitled(title, head)).article.title == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        f"عاجل | {HEADLINE}",
        f"فيديو | {HEADLINE}",
        f"بالصور: {HEADLINE}",
        "وزير النقل: الميناء الجديد يفتح أبوابه غدا",
        f"مصر - ليبيا: {HEADLINE}",
        f"{HEADLINE} - صور",
    ],
)
def test_what_belongs_to_the_headline_stays(title: str) -> None:
    assert read(untitled(title, SITE)).article.title == title
    assert read(untitled(f"{title} - المرسى", SITE)).article.title == title


def test_other_pages_of_the_folder_tell_the_site(tmp_path: Path) -> None:
    titles = [HEADLINE, "افتتاح مدرسة جديدة في القرية", "مباراة بين فريقين من الساحل"]
    for number, title in enumerate(titles):
        (tmp_path / f"{number}.html").write_text(untitled(f"{title} - صدى الساحل"), "utf-8")
    found = [one for file in find([tmp_path]) for one in read_file(file)]
    assert [one.title for one in found if isinstance(one, Article)] == titles
    (file,) = find([tmp_path / "0.html"])
    (alone,) = [one for one in read_file(file) if isinstance(one, Article)]
    assert alone.title == f"{HEADLINE} - صدى الساحل"


def test_shared_endings() -> None:
    titles = ["خبر أول - صدى", "خبر ثان - صدى", "عاجل | خبر ثالث"]
    assert shared_endings(titles) == {"صدي"}
    assert without_site("خبر رابع - صدى", set(), shared=shared_endings(titles)) == "خبر رابع"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1><a href='/'><img src=l.png alt='المرسى'></a></h1>{NAV}<div><h2>{HEADLINE}</h2>"
        f"{text()}</div>",
        f"<h1 class=logo><a href='/'>جريدة المرسى</a></h1>{NAV}<div><h1>{HEADLINE}</h1>{text()}"
        "</div>",
        f"<h1>المرسى</h1>{NAV}<article><h2 class=entry-title>{HEADLINE}</h2>{text()}</article>",
        f"<div><h1>اقتصاد</h1><h2 class=title>{HEADLINE}</h2>{text()}</div>",
        f"<h1>{HEADLINE}</h1><article>{text()}</article><div><h1>الأكثر قراءة</h1></div>",
        f"<form id=aspnetForm>{NAV}<div><h1>{HEADLINE}</h1>{text()}</div></form>",
        f"<div class=sidebar-content><h1>{HEADLINE}</h1>{text()}</div>",
    ],
)
def test_the_headline_among_headings(body: str) -> None:
    assert read(page(body, SITE, f"{HEADLINE} - المرسى")).article.title == HEADLINE


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"<table><tr><td><font size=5>{HEADLINE}</font><br>{text()}</td></tr></table>", "المرسى"),
        (f"<center><h2>{HEADLINE}</h2></center>{text()}", "الصفحة الأولى"),
        (f"<td><font size=5><b>{HEADLINE}</b></font><br>{text()}</td>", f"المرسى - {HEADLINE}"),
        (
            f"<h1><a href='http://web.archive.org/web/2014/http://m.example/'>مرافئ الساحل</a></h1>"
            f"<h2>{HEADLINE}</h2>{text()}",
            f"مرافئ الساحل » {HEADLINE}",
        ),
        (f"<p>{HEADLINE}</p>{text()}", ""),
    ],
)
def test_old_pages_whose_title_is_that_of_the_paper(body: str, title: str) -> None:
    found = read(page(body, title=title)).article
    assert found.title == HEADLINE
    assert HEADLINE not in found.body


def test_a_break_in_the_headline() -> None:
    raw = article().replace("<h1>", "<h1><span>عاجل</span><br>")
    assert read(raw).article.title == f"عاجل {HEADLINE}"


def test_a_section_before_a_colon_is_of_the_headline() -> None:
    head = SITE + '<meta property="article:section" content="مصر">'
    assert read(untitled(f"مصر: {HEADLINE}", head)).article.title == f"مصر: {HEADLINE}"
