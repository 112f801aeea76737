"""Exports of WordPress: published posts alone, as their readers saw them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from index.sources.xml.shortcodes import post_of
from tests.index.sources.reading import Outcome, read_bytes

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>الرصيف</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login><![CDATA[suad]]></wp:author_login>
<wp:author_display_name><![CDATA[سعاد علي]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>layla</wp:author_login><wp:author_first_name>ليلى</wp:author_first_name>
<wp:author_last_name>نور</wp:author_last_name></wp:author>
"""


def post(title: str = "جسر جديد", content: str = "فُتح الجسر.", more: str = "", **told: str) -> str:
    fields = {"status": "publish", "post_type": "post", **told}
    inner = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in fields.items())
    return (
        f"<item><title>{title}</title><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"{inner}{more}</item>\n"
    )


def export(*posts: str, end: str = "</channel></rss>") -> Outcome:
    return read_bytes(HEAD + "".join(posts) + end, "site.xml")


def test_a_post() -> None:
    outcome = export(
        post(
            more="<link>https://paper.example/?p=7</link><dc:creator>suad</dc:creator>"
            '<category domain="post_tag" nicename="b"><![CDATA[جسور]]></category>'
            '<category domain="category" nicename="u"><![CDATA[غير مصنف]]></category>'
            '<category domain="category" nicename="l"><![CDATA[محليات]]></category>'
            "<excerpt:encoded><![CDATA[بعد عامين من العمل]]></excerpt:encoded>",
            post_date="2024-10-28 14:30:00",
            post_date_gmt="2024-10-28 13:30:00",
        )
    )
    article = outcome.article
    assert outcome.problems == []
    assert article.id == article.url == "https://paper.example/?p=7"
    assert (article.title, article.deck) == ("جسر جديد", "بعد عامين من العمل")
    assert (article.byline, article.section) == ("سعاد علي", "محليات")
    assert article.source == "الرصيف"
    assert article.published == datetime(2024, 10, 28, 14, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(("login", "name"), [("layla", "ليلى نور"), ("nadia", "nadia")])
def test_authors(login: str, name: str) -> None:
    assert export(post(more=f"<dc:creator>{login}</dc:creator>")).article.byline == name


def test_only_published_posts() -> None:
    outcome = export(
        post("منشور"),
        *(post(status, status=status) for status in ("draft", "private", "pending", "trash")),
        post("غداً", status="future"),
        post("سر", post_password="x"),
        *(post(kind, post_type=kind) for kind in ("page", "attachment", "nav_menu_item")),
        post("خبر", post_type="news"),
        post("مسودة خبر", post_type="news", status="draft"),
    )
    assert [article.title for article in outcome.articles] == ["منشور", "خبر"]
    assert outcome.reasons == ["left_out"]
    for part in ("post draft (1)", "post private (1)", "post with a password (1)", "page (1)"):
        assert part in outcome.messages
    assert any("news (1)" in one.message for one in outcome.recognitions)


@pytest.mark.parametrize(
    ("local", "world", "more", "published"),
    [
        ("2024-10-28 14:30:00", "0000-00-00 00:00:00", "", datetime(2024, 10, 28, 14, 30)),
        ("2024-10-28 14:30:00", "2024-01-01 00:00:00", "", datetime(2024, 10, 28, 14, 30)),
        (
            *("2024-10-28 14:30:00", "2024-10-28 18:00:00", ""),
            datetime(2024, 10, 28, 14, 30, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
        ),
        (
            *("0000-00-00 00:00:00", "2024-10-28 13:30:00", ""),
            datetime(2024, 10, 28, 13, 30, tzinfo=UTC),
        ),
        (
            *("", "", "<pubDate>Mon, 28 Oct 2024 13:30:00 +0000</pubDate>"),
            datetime(2024, 10, 28, 13, 30, tzinfo=UTC),
        ),
        ("0000-00-00 00:00:00", "", "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>", None),
        ("1970-01-01 00:00:00", "1970-01-01 00:00:00", "", None),
    ],
)
def test_dates(local: str, world: str, more: str, published: datetime | None) -> None:
    outcome = export(post(more=more, post_date=local, post_date_gmt=world))
    assert outcome.article.published == published
    assert outcome.reasons == ([] if published else ["bad_date"])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("أول\nتابع\n\nثان", "أول\n\nتابع\n\nثان"),
        ("<p>أول</p>\n<p>ثان</p>", "أول\n\nثان"),
        ("<!-- wp:paragraph -->\n<p>أول\nتابع</p>\n<!-- /wp:paragraph -->", "أول تابع"),
        ('[vc_row][vc_column width="1/2"]أول[/vc_column][/vc_row]', "أول"),
        ('[et_pb_text admin_label="x"]<p>أول</p>[/et_pb_text]', "أول"),
        ('أول\n\n[gallery ids="1,2,3"]\n\nثان', "أول\n\nثان"),
        ("[embed]https://video.example/1[/embed]\nأول", "أول"),
        ("https://video.example/1\n\nأول", "أول"),
        ("[mytheme_quote]أول[/mytheme_quote]", "أول"),
        ('[my-plugin id="4" /]أول', "أول"),
        ("قال [تحديث] إن […] والوكالة [BBC] و[sic] باقية", None),
        ("[1] مرجع", None),
        ("[[gallery]]", "[[gallery]]"),
    ],
)
def test_content(content: str, text: str | None) -> None:
    assert post_of(content).text == (content if text is None else text)


@pytest.mark.parametrize(
    "content",
    [
        '[caption id="attachment_7" width="300"]<a href="x"><img src="y"></a> الجسر ليلاً[/caption]',
        '[caption caption="الجسر ليلاً"]<img src="y">[/caption]',
        '<figure class="wp-block-image"><img><figcaption>الجسر ليلاً</figcaption></figure>',
        '<div class="wp-caption"><img><p class="wp-caption-text">الجسر ليلاً</p></div>',
    ],
)
def test_captions(content: str) -> None:
    found = post_of(f"{content}\nفُتح الجسر.")
    assert (found.captions, found.text) == (("الجسر ليلاً",), "فُتح الجسر.")


def test_fields_and_comments_that_are_not_kept_are_told() -> None:
    meta = (
        "<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value>x</wp:meta_value></wp:postmeta>"
    )
    outcome = export(
        post(more=meta.format("subtitle") + meta.format("_edit_last") + "<wp:comment></wp:comment>")
    )
    assert outcome.reasons == ["unknown_field"]
    assert "subtitle (1)" in outcome.messages
    told = "\n".join(one.message for one in outcome.recognitions)
    assert "_edit_last (1)" in told
    assert "1 comments" in told


def test_an_export_that_is_cut_off() -> None:
    whole = post("أول") + post("ثان")
    cut = export(whole, post("ثالث")[:40], end="")
    assert [article.title for article in cut.articles] == ["أول", "ثان"]
    assert [(one.reason, one.record) for one in cut.problems] == [("broken", 3)]
    between = export(whole, end="")
    assert len(between.articles) == 2
    assert between.reasons == ["broken"]


def test_a_damaged_post_costs_no_other() -> None:
    outcome = export(post("أول"), post("ثان & ثالث\x0b"), post("رابع"))
    assert [article.title for article in outcome.articles] == ["أول", "ثان & ثالث", "رابع"]
    assert [(one.reason, one.line) for one in outcome.problems] == [("broken", 11)]


def test_no_export() -> None:
    assert read_bytes("<html></html>", "a.xml", "wxr").reasons == ["broken"]
