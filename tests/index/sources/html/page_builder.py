"""Pages of an invented news site, for the tests of the parts of a page."""

from collections.abc import Sequence

from tests.index.sources.reading import Outcome, read_bytes

HEADLINE = "وصول السفينة الأولى إلى الميناء"
PARAGRAPHS = (
    "وصلت السفينة الأولى إلى الميناء الجديد صباح أمس، وعلى متنها حمولة من القمح والسكر والزيت.",
    "وقال مدير الميناء إن العمل في الأرصفة سيستمر ليلاً ونهاراً حتى تفرغ السفن كلها من حمولتها.",
    "وكان البناء قد بدأ قبل ثلاثة أعوام، وشارك فيه أكثر من ألفي عامل من مدن الساحل وقراه.",
    "وأضاف أن السلطات ستفتح رصيفاً ثانياً في الربيع المقبل بكلفة تبلغ عشرين مليون دينار.",
)
NAV = '<div class="top-menu"><a href="/">الرئيسية</a> <a href="/s">رياضة</a></div>'
SITE = '<meta property="og:site_name" content="المرسى">'


def text(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def page(body: str, head: str = "", title: str = HEADLINE) -> str:
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body>{body}</body></html>"
    )


def article(head: str = "", line: str = "", behind: str = "", title: str = HEADLINE) -> str:
    """Return a page with an ``h1``, a line beneath it, the text, and something behind."""
    return page(f"<article><h1>{HEADLINE}</h1>{line}{text()}{behind}</article>", head, title)


def untitled(title: str, head: str = "") -> str:
    """Return a page whose headline stands in its ``<title>`` alone."""
    return page(f'{NAV}<div class="content">{text()}</div>', head, title)


def json_ld(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


def cards(number: int) -> str:
    return "".join(
        f'<div class="item"><h2><a href="/n/{n}">خبر رقم {n} عن الميناء والسفن الجديدة</a></h2>'
        f"<p>وصلت السفينة رقم {n} إلى الميناء صباح أمس، وعلى متنها حمولة من القمح.</p></div>"
        for n in range(number)
    )


def read(raw: str | bytes) -> Outcome:
    return read_bytes(raw, "page.html")
