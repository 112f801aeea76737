"""The text of a page, whatever elements hold it, and nothing of the site around it."""

import random
import re

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

A, B, C, D = PARAGRAPHS
_LINK = "<a href=/2>إغلاق الميناء القديم أمام السفن الكبيرة</a>"


def body_of(raw: str) -> list[str]:
    return read(raw).article.body.split("\n\n")


@pytest.mark.parametrize(
    "inner",
    [
        f"<div>{A}</div><div>{B}</div><section>{C}</section><details>{D}</details>",
        f"<p>{A}</p><table><tr><td>{B}</td></tr></table><p>{C}</p><table><tr><td>{D}</table>",
        "<br><br>".join(PARAGRAPHS),
        f"<span>{A}</span><br><span>{B}</span><p><span>{C}</span></p>{D}",
        f"<p>{A}</p><blockquote>{B}</blockquote><ul><li>{C}</li></ul><p>{D}</p>",
        f"<p>{A}</p><div class='more-text' style='display:none'><p>{B}</p><p>{C}</p></div>"
        f"<a href='#'>اقرأ المزيد</a><p>{D}</p>",
        f"<font face=arial>{A}<p>{B}<p>{C}<p>{D}</font>",
        f"<app-text><app-line>{A}</app-line><app-line>{B}</app-line></app-text><p>{C}</p><p>{D}</p>",
        f"<div class=lead>{A}</div><figure><img src=a.jpg></figure><div><p>{B}</p><p>{C}</p></div>"
        f"<div class=tail>{D}</div>",
        f"<article><p>{A}</p><p>{B}</p></article><div class=ad>إعلان</div>"
        f"<article><p>{C}</p><p>{D}</p></article>",
        f"<div class='page no-sidebar with-comments ad-free'>{text()}</div>",
        f"<div class='social-content'>{text()}</div>",
        f"<aside><p>إعلان</p><div class=text>{text()}</div>",
    ],
)
def test_text_in_whatever_elements(inner: str) -> None:
    assert body_of(page(f"{NAV}<h1>{HEADLINE}</h1><div class=story>{inner}</div>")) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "between",
    [
        "<p><strong>اقرأ أيضا:</strong></p><p>" + _LINK + "</p>",
        f"<p>اقرأ أيضا: {_LINK}</p>",
        f"<p><strong>شاهد أيضاً | {_LINK}</strong></p>",
        f"<h3>مواضيع ذات صلة</h3><ul><li>{_LINK}</li><li>{_LINK}</li></ul>",
        "<div>شارك</div><ul><li><a href=x>فيسبوك</a></li><li><a href=y>تويتر</a></li></ul>",
        "<div class='newsletter-box'><p>اكتب بريدك ليصلك كل جديد من أخبار المدينة كل يوم.</p>"
        "</div>",
        f"<div class=item><h4>{_LINK}</h4><p>أغلق الميناء القديم أبوابه أمس أمام السفن.</p></div>",
        "<aside><p>تعليق في الهامش على ما جرى في الميناء القديم قبل عام كامل.</p></aside>",
    ],
)
def test_what_leads_elsewhere_is_left_out_of_the_middle(between: str) -> None:
    raw = page(f"<article><h1>{HEADLINE}</h1>{text([A, B])}{between}{text([C, D])}</article>")
    assert body_of(raw) == [*PARAGRAPHS]
    told = " ".join(one.message for one in read(raw).recognitions)
    assert "left aside: " in told


@pytest.mark.parametrize(
    "behind",
    [
        f"<h3>مواضيع ذات صلة</h3>{cards(3)}",
        f"<h3>اقرأ أيضا</h3><p>{_LINK}</p><p>أغلق الميناء القديم أبوابه أمس أمام السفن كلها.</p>"
        f"<p>{_LINK}</p><p>أغلق الميناء القديم أبوابه أمس أمام السفن كلها.</p>",
        f"<p>{_LINK}</p><p>{_LINK}</p>",
        "<div>الوسوم: ميناء، سفن، قمح</div><div>التعليقات (3)</div>",
        f"<div class=comments-area><div><p>{B}</p></div><div><p>{C}</p></div></div>",
        "<p>جميع الآراء لا تعبر بالضرورة عن رأي الموقع وفق سياسة الخصوصية وشروط الاستخدام.</p>",
        "<form><p>اشترك في نشرتنا البريدية لتصلك آخر الأخبار كل صباح.</p></form>",
    ],
)
def test_what_stands_behind_the_text(behind: str) -> None:
    assert body_of(article(behind=behind)) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "line",
    [
        "المصدر: رويترز",
        "مزيد من المساعدات تصل إلى الميناء اليوم.",
        "استمع الوزير إلى المواطنين طويلاً.",
        "«سنفتح الرصيف غداً»",
        "نعم.",
        "شاهد: رأيت السفينة من النافذة ثم رأيتها على الرصيف.",
    ],
)
def test_short_lines_of_the_text_stay(line: str) -> None:
    raw = page(f"<article><h1>{HEADLINE}</h1>{text([A, B])}<p>{line}</p>{text([C])}</article>")
    assert body_of(raw) == [A, B, line, C]


def test_long_comments_under_a_short_article() -> None:
    comments = "".join(f"<div class=comment><p>{one}</p></div>" for one in PARAGRAPHS * 3)
    raw = page(f"<article><h1>{HEADLINE}</h1><p>{A}</p></article><div id=comments>{comments}</div>")
    assert body_of(raw) == [A]


def test_text_that_a_script_would_show() -> None:
    told = "\\n\\n".join(PARAGRAPHS)
    head = json_ld(f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "articleBody": "{told}"}}')
    outcome = read(page("<div id=root></div>", head))
    assert outcome.article.body.split("\n\n") == [*PARAGRAPHS]
    assert any("articleBody" in one.message for one in outcome.recognitions)


def _drawn(seed: int) -> tuple[str, list[str]]:
    """Return a page with sentences in drawn elements, and the sentences."""
    draw = random.Random(seed)
    shapes = (
        "<p>{}</p>", "<div>{}</div>", "<section><p>{}</p></section>", "<div><div>{}</div></div>",
        "<blockquote>{}</blockquote>", "<p><b>{}</b></p>", "<table><tr><td>{}</td></tr></table>",
        "<ul><li>{}</li></ul>", "<details><p>{}</p></details>", "<span>{}</span><br>",
    )  # fmt: skip
    words = " ".join(PARAGRAPHS).replace(".", "").split()
    sentences = [
        " ".join(draw.choices(words, k=draw.randint(9, 30))) + f" {number}."
        for number in range(draw.randint(3, 9))
    ]
    inner = "".join(draw.choice(shapes).format(one) for one in sentences)
    shell = draw.choice(
        (
            "<article><h1>{h}</h1>{t}</article>",
            "<h1>{h}</h1><div class=story>{t}</div>",
            "<main><header><h1>{h}</h1></header><div itemprop=articleBody>{t}</div></main>",
            "<table><tr><td><h1>{h}</h1>{t}</td></tr></table>",
        )
    )
    around = NAV + shell.format(h=HEADLINE, t=inner) + "<footer>حقوق النشر محفوظة</footer>"
    return page(around), sentences


@pytest.mark.parametrize("seed", range(60))
def test_every_sentence_of_the_article_is_kept_and_nothing_else(seed: int) -> None:
    raw, sentences = _drawn(seed)
    assert body_of(raw) == sentences


@pytest.mark.parametrize("seed", range(30))
def test_the_body_holds_only_words_of_the_page(seed: int) -> None:
    draw = random.Random(seed)
    raw, _ = _drawn(seed)
    tags = [found.span() for found in re.finditer(r"</?\w+[^>]*>", raw)]
    for start, end in sorted(draw.sample(tags, len(tags) // 4), reverse=True):
        raw = raw[:start] + raw[end:]  # markup that is as broken as it comes
    outcome = read(raw)
    shown = "".join(re.sub(r"<[^>]*>", "", raw).split())
    for one in outcome.articles:
        assert all("".join(line.split()) in shown for line in one.body.split("\n\n"))


@pytest.mark.parametrize("seed", range(80))
def test_no_bytes_raise(seed: int) -> None:
    draw = random.Random(seed)
    raw = bytearray(_drawn(seed)[0].encode())
    for _ in range(draw.randint(1, 60)):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    outcome = read(bytes(raw[: draw.randint(1, len(raw))]))
    assert "broken" not in outcome.reasons
