"""Pages that are no articles, and articles that look like them."""

import pytest

from tests.index.sources.html.page_builder import (
    HEADLINE,
    NAV,
    PARAGRAPHS,
    article,
    cards,
    json_ld,
    page,
    read,
    text,
)

_LINKS = "".join(
    f"<div><a href=/n/{n}>خبر رقم {n} عن الميناء والسفن الجديدة</a></div>" for n in range(20)
)
_FLAT = "".join(
    f"<p><a href=/n/{n}>خبر رقم {n} عن الميناء والسفن الجديدة</a></p><p>{one}</p>"
    for n, one in enumerate(PARAGRAPHS * 2)
)
_CELLS = "".join(
    f"<tr><td><a href=n{n}.htm><b>خبر رقم {n} عن الميناء والسفن</b></a><br>{one}</td></tr>"
    for n, one in enumerate(PARAGRAPHS * 2)
)
_POSTS = "".join(
    f"<article><h2><a href=/n/{n}>خبر رقم {n} عن الميناء والسفن الجديدة</a></h2>{text()}</article>"
    for n in range(5)
)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (page(f"{NAV}<h1>المرسى</h1>{cards(12)}", title="المرسى"), "a list of articles"),
        (page(f"{NAV}<h1>رياضة</h1>{cards(8)}", title="رياضة - المرسى"), "a list of articles"),
        (page(NAV + _FLAT, title="أخبار المرسى"), "a list of articles"),
        (page(f"<table>{_CELLS}</table>", title="جريدة المرسى"), "a list of articles"),
        (page(_POSTS, title="مدونة المرسى"), "a list of articles"),
        (page(f"<h1><a href=/n/1>{HEADLINE}</a></h1><p>{PARAGRAPHS[0]}</p>{cards(10)}",
              title="المرسى"), "a list of articles"),
        (page(f"<ul>{_LINKS.replace('div', 'li')}</ul>", title="الأرشيف"), "a list of articles"),
        (page(f"<h1>سعاد علي</h1><p>{PARAGRAPHS[2]}</p>{cards(6)}"), "a list of articles"),
        (page(f"<div><h1>موانئ وسفن وبحار</h1><p>{PARAGRAPHS[2]}</p></div>{cards(9)}"), "a list"),
        (page(f"<h1>خطأ في الخادم</h1><p>{PARAGRAPHS[2]}</p>"), "an error"),
        (page(f"<h1>شروط النشر</h1>{text()}"), "about the site"),
        (page(f"<h1>الوسم: ميناء</h1><p>{PARAGRAPHS[2]}</p>{cards(6)}"), "a list of articles"),
        (page(f"<h1>أخبار الموانئ كلها</h1><p>{PARAGRAPHS[2]}</p>{cards(6)}",
              '<link rel=canonical href="https://a.example/category/ports/">'), "a list"),
        (page(f"<h1>أخبار الموانئ كلها</h1>{cards(6)}", json_ld('{"@type": "CollectionPage"}')),
         "a list of articles"),
        (page(cards(6)).replace("<body>", "<body class='archive category category-5'>"), "a list"),
        (page(f"<h1>نتائج البحث عن: ميناء</h1>{cards(6)}"), "a page of search results"),
        (page(f"<h1>الصفحة غير موجودة</h1><p>{PARAGRAPHS[0]}</p>"), "not found"),
        (page(text(), title="404 Not Found"), "not found"),
        (page(f"<h1>تسجيل الدخول</h1><form><p>{PARAGRAPHS[0]}</p></form>"), "a form"),
        (page(f"<h1>من نحن</h1>{text()}", title="من نحن - المرسى"), "about the site"),
        (page(f"<h1>اتصل بنا</h1>{text()}", title="x"), "about the site"),
        (page("<h1>صور من افتتاح الميناء</h1>" + "<div><img src=1.jpg><i>صورة</i></div>" * 12,
              title="x"), "photos"),
    ],
)  # fmt: skip
def test_no_articles(raw: str, what: str) -> None:
    outcome = read(raw)
    assert outcome.articles == []
    assert outcome.reasons == ["no_text"]
    assert what in outcome.messages


@pytest.mark.parametrize(
    "raw",
    [
        article() + _LINKS,
        page(f"<div><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p></div><div>{_LINKS}</div>"),
        page(f"<article><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p></article>"),
        page(
            f"<article><h1>حصاد الأسبوع في موانئ الساحل</h1>{text()}"
            + f"<h3>ميناء الساحل</h3>{text()}" * 4
            + "</article>"
        ),
        page(
            f"<article><h1>{HEADLINE}</h1>"
            + "".join(
                f"<p>{one} وذكرت <a href=/{n}>صحيفة الساحل في عددها أمس</a> أن <a href=/z>المدينة "
                "القديمة</a> تتغير.</p>"
                for n, one in enumerate(PARAGRAPHS)
            )
            + f"</article>{_LINKS}"
        ),
        page(f"<article><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p></article>"
             f"<div class=more>{cards(10)}</div>"),
        page(f"<div class=crumbs>{_LINKS}</div><h1>جزيرتان</h1>{text(PARAGRAPHS * 2)}{_LINKS}"),
        page(f"<div class='main container sidebar_right'><main><h1>{HEADLINE}</h1>{text()}</main>"
             f"<aside class='sidebar sidebar_right'>{_LINKS}</aside></div>"),
        page(f"<article><h1>{HEADLINE}</h1><div class='row c-fixed-sidebar-layout--left'>"
             f"<div class=c-sidebar>{_LINKS}</div><div class=col>{text()}</div></div></article>"
             f"<div class=notes>{text() * 3}</div>"),
        page(f"<div class=t>{HEADLINE}</div><p>{PARAGRAPHS[0]}</p>{_LINKS}",
             '<meta property="og:type" content="article">'),
    ],
)  # fmt: skip
def test_articles_with_links_to_others(raw: str) -> None:
    assert read(raw).article.body.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize(
    "title",
    [
        "دخول مئة شاحنة إلى المدينة", "البحث عن ناجين في البحر", "500 شاحنة تعبر الجسر الجديد",
        "404 إصابات جديدة في المدينة", "لم يتم العثور على ناجين",
        "سياسة الخصوصية الجديدة تثير الجدل",
        "نتائج بحث جديد عن القمح", "الكاتب: لا أريد جائزة", "حول الموقع الأثري الجديد في الساحل",
    ],
)  # fmt: skip
def test_news_whose_headline_begins_like_such_a_page(title: str) -> None:
    raw = page(f"<article><h1>{title}</h1>{text()}</article>", title=title)
    assert read(raw).article.title == title


def test_a_round_of_news_that_names_itself_an_article() -> None:
    raw = page(
        f"<article><h1>أبرز أخبار الأسبوع</h1>{cards(4)}</article>",
        '<meta property="article:published_time" content="2022-10-02">',
    )
    body = read(raw).article.body
    assert all(f"خبر رقم {n} عن" in body and f"السفينة رقم {n} " in body for n in range(4))


@pytest.mark.parametrize("title", ["404 قتلى في زلزال", "إعدام 404 أطنان من القمح"])
def test_a_short_text_with_a_number_is_no_error(title: str) -> None:
    raw = page(f"<article><h1>{title}</h1><p>{PARAGRAPHS[0]}</p></article>", title=title)
    assert read(raw).article.title == title
