"""Who wrote a page, and from where."""

import pytest

from tests.index.sources.html.page_builder import HEADLINE, PARAGRAPHS, SITE, article, json_ld, read

_NEWS = f'"@type": "NewsArticle", "headline": "{HEADLINE}"'


def author(value: str) -> str:
    return json_ld(f'{{{_NEWS}, "author": {value}}}')


@pytest.mark.parametrize(
    ("line", "byline", "datelines"),
    [
        ("<div>كتب: محمد عبد الله - القاهرة</div>", "محمد عبد الله", ("القاهرة",)),
        ("<div class=byline>القاهرة - محمد عبد الله</div>", "محمد عبد الله", ("القاهرة",)),
        ("<div>محمد عبد الله | القاهرة | 3 مايو</div>", "محمد عبد الله", ("القاهرة",)),
        ("<div>محمد عبد الله | القاهرة | 3 مايو 2022</div>", "محمد عبد الله", ("القاهرة",)),
        ("<div>سعاد علي - تونس - 3 مايو 2022</div>", "سعاد علي", ("تونس",)),
        ("<div>الرياض: محمد عبد الله</div>", "محمد عبد الله", ("الرياض",)),
        ("<div>صنعاء/ محمد عبد الله</div>", "محمد عبد الله", ("صنعاء",)),
        ("<p>القاهرة ـ محمد عبد الله</p>", "محمد عبد الله", ("القاهرة",)),
        ("<div>كتبت - سعاد علي</div>", "سعاد علي", ()),
        ("<div>كتب محمد عبد الله</div>", "محمد عبد الله", ()),
        ("<p>إعداد: سعاد علي</p>", "إعداد: سعاد علي", ()),
        ("<p>ترجمة: سعاد علي</p>", "ترجمة: سعاد علي", ()),
        ("<p>إعداد وتحرير: سعاد علي</p>", "إعداد وتحرير: سعاد علي", ()),
        ("<p>حاورته: سعاد علي</p>", "حاورته: سعاد علي", ()),
        ("<dd>كتب بواسطة: سعاد علي</dd>", "سعاد علي", ()),
        ("<div>مرسلة بواسطة سعاد علي</div>", "سعاد علي", ()),
        ("<div>كتبت- سعاد علي: تصوير- محمد عبد الله</div>", "سعاد علي", ()),
        (
            "<div><span>الأحد 2 أكتوبر 2022 08:00 م</span> <b>كتبت سعاد علي</b></div>",
            "سعاد علي",
            (),
        ),
        (
            "<div>بواسطة <a href=/a>سعاد علي</a> <time class=published>4 مارس، 2021</time>"
            "<time class=updated>1 يناير، 2022</time></div>",
            "سعاد علي",
            (),
        ),
        ("<p>By Suad Ali</p>", "Suad Ali", ()),
        ("<p>By Suad Ali on 23 Feb 2017</p>", "Suad Ali", ()),
        ("<div>كتب سامي علي في 2 أكتوبر 2022 | 10:30</div>", "سامي علي", ()),
        ("<a rel=author href=/a>سعاد علي</a>", "سعاد علي", ()),
        ("<div class=author>بقلم: <a href=/a>سعاد علي</a></div>", "سعاد علي", ()),
        ("<span itemprop=author><b itemprop=name>سعاد علي</b></span>", "سعاد علي", ()),
    ],
)
def test_printed(line: str, byline: str, datelines: tuple[str, ...]) -> None:
    found = read(article(line=line)).article
    assert (found.byline, found.datelines) == (byline, datelines)
    assert found.body.split("\n\n") == [*PARAGRAPHS]


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (author('{"@type": "Person", "name": "سعاد علي"}'), "سعاد علي"),
        (author('[{"name": "سعاد علي"}, {"name": "محمد عبد الله"}]'), "سعاد علي، محمد عبد الله"),
        (author('"سعاد علي"'), "سعاد علي"),
        ('<meta name="author" content="رويترز">', "رويترز"),
        ('<meta property="article:author" content="https://facebook.com/x">'
         '<meta name="author" content="سعاد علي">', "سعاد علي"),
    ],
)  # fmt: skip
def test_told(head: str, byline: str) -> None:
    assert read(article(head)).article.byline == byline


@pytest.mark.parametrize(
    "name", ["admin", "Editor", "المحرر", "@suad", "suad.ali", "https://a.example/author/1", "7"]
)
def test_accounts_are_no_writers(name: str) -> None:
    outcome = read(article(f'<meta name="author" content="{name}">'))
    assert outcome.article.byline == ""
    assert any(name in one.message for one in outcome.recognitions)


@pytest.mark.parametrize(
    "head", ['<meta name="author" content="المرسى">', author('{"name": "المرسى"}')]
)
def test_the_site_is_no_writer(head: str) -> None:
    assert read(article(SITE + head)).article.byline == ""


def test_the_printed_place_of_a_writer_that_is_told() -> None:
    head = '<meta name="author" content="محمد عبد الله">'
    found = read(article(head, "<div>كتب: محمد عبد الله - القاهرة</div>")).article
    assert (found.byline, found.datelines) == ("محمد عبد الله", ("القاهرة",))


def test_the_photographer_beside_the_writer_is_told() -> None:
    outcome = read(article(line="<div>كتبت: سعاد علي - تصوير: محمد عبد الله</div>"))
    assert outcome.article.byline == "سعاد علي"
    assert any("تصوير: محمد عبد الله" in one.message for one in outcome.recognitions)
