"""The texts of feeds: markup however often escaped, and what sites put under their entries."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.sources.xml import endings, fragments
from tests.index.sources.reading import Outcome, read_bytes

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


def rss(items: str, channel: str = "") -> Outcome:
    return read_bytes(
        f'<?xml version="1.0"?>\n<rss version="2.0" {NAMESPACES}><channel><title>الرصيف</title>'
        f"<link>https://paper.example/</link>{channel}\n{items}</channel></rss>",
        "a.xml",
    )


def entry(description: str, title: str = "جسر جديد", more: str = "") -> Article:
    return rss(
        f"<item><title>{title}</title><link>/1</link>{more}"
        f"<description>{description}</description></item>"
    ).article


@pytest.mark.parametrize(
    ("description", "body"),
    [
        ('<![CDATA[&lt;p dir="RTL"&gt;أول&lt;/p&gt;&lt;p&gt;ثان&lt;/p&gt;]]>', "أول\n\nثان"),
        ("<![CDATA[<div>&lt;p&gt;أول&lt;/p&gt;&lt;p&gt;ثان&lt;/p&gt;</div>]]>", "أول\n\nثان"),
        ("&amp;lt;p&amp;gt;أول&amp;amp;nbsp;مرة&amp;lt;/p&amp;gt;", "أول مرة"),
        ("<![CDATA[&amp;lt;p&amp;gt;أول&amp;lt;br /&amp;gt;ثان&amp;lt;/p&amp;gt;]]>", "أول\n\nثان"),
        ("إن كان س &lt; ص فإن ع &gt; ل", "إن كان س < ص فإن ع > ل"),
        ("<![CDATA[س < ص]]>", "س < ص"),
        ("<![CDATA[يكتب الوسم &lt;p&gt; في الصفحة]]>", "يكتب الوسم\n\nفي الصفحة"),
        ("<![CDATA[<p>5 &lt; 6</p>]]>", "5 < 6"),
        ("<p>أول</p><p>ثان &amp; ثالث</p>", "أول\n\nثان & ثالث"),
        ("<![CDATA[أول\n\nثان <a href='#'>رابط</a>]]>", "أول\n\nثان رابط"),
        ("<![CDATA[<?xml version='1.0' encoding='utf-8'?><p>أول</p>]]>", "أول"),
        ("<![CDATA[<p>أول</p><iframe>فيديو</iframe><form><button>أرسل</button></form>]]>", "أول"),
    ],
)
def test_markup(description: str, body: str) -> None:
    assert entry(description).body == body


def test_captions_stand_apart() -> None:
    article = entry(
        "<![CDATA[<figure><img src='a'><figcaption>الجسر ليلاً (رويترز)</figcaption></figure>"
        "<p>فُتح الجسر.</p>]]>"
    )
    assert (article.caption, article.body) == ("الجسر ليلاً (رويترز)", "فُتح الجسر.")


FOOTERS = [
    "The post <a href='x'>جسر جديد</a> appeared first on <a href='y'>الرصيف</a>.",
    "The post جسر جديد first appeared on الرصيف.",
    "ظهرت المقالة <a>جسر جديد</a> أولاً على <a>الرصيف</a>.",
    "ظهرت المقالة جسر جديد أولا على الرصيف",
    "ظهر هذا الموضوع جسر جديد أولاً على الرصيف.",
    "التدوينة <a>جسر جديد</a> ظهرت أولاً على <a>الرصيف</a>.",
    "هذا المحتوى جسر جديد ظهر أولاً في الرصيف.",
    "L’article جسر جديد est apparu en premier sur الرصيف.",
    "<a href='x'>اقرأ المزيد</a>",
    "<a>اقرأ المزيد »</a>",
    "<a>المزيد…</a>",
    "تابع القراءة ←",
    "<a>Read more</a>",
    "Continue reading <span>→</span>",
    "شارك هذا الخبر",
    "Facebook | Twitter | WhatsApp",
    "المقالة ظهرت أولاً على المرسى.",
    "قراءة المزيد",
    "شاهد المزيد »",
    "قراءة الخبر كاملاً",
    "لقراءة الخبر من المصدر اضغط هنا",
    "التفاصيل...",
    "اقرأ المزيد عن الجسر الجديد",
    'متابعة القراءة <span>"جسر جديد"</span>',
    "إقرأ أيضاً: <a href='/2'>سوق جديدة</a>",
    "This article was originally published on المرسى.",
    "Der Beitrag <a href='/1'>جسر</a> erschien zuerst auf <a href='/'>المرسى</a>.",
    "La entrada <a href='/1'>جسر</a> se publicó primero en <a href='/'>المرسى</a>.",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_lines_of_the_site_are_taken_off_and_told(footer: str) -> None:
    outcome = rss(
        "<item><title>جسر جديد</title><link>/1</link><description><![CDATA["
        f"<p>فُتح الجسر.</p><p>ويبلغ طوله مئة متر.</p>\n<p>{footer}</p>]]></description></item>"
    )
    assert outcome.article.body == "فُتح الجسر.\n\nويبلغ طوله مئة متر."
    assert any("lines of the site" in one.message for one in outcome.recognitions)
    assert outcome.problems == []


@pytest.mark.parametrize(
    ("description", "body", "kind"),
    [
        ("قال الوزير إن العمل [&amp;#8230;]", "قال الوزير إن العمل …", "teaser"),
        ("قال الوزير إن العمل [...]", "قال الوزير إن العمل …", "teaser"),
        ("قال الوزير إن العمل انتهى... اقرأ المزيد", "قال الوزير إن العمل انتهى …", "teaser"),
        ("<![CDATA[قال الوزير <a href='x'>اقرأ المزيد</a>]]>", "قال الوزير", "teaser"),
        ("<![CDATA[<p>قال: نريد المزيد</p>]]>", "قال: نريد المزيد", "full"),
        ("قال الوزير [تحديث] إن العمل", "قال الوزير [تحديث] إن العمل", "full"),
        ("شارك الوزير في افتتاح الجسر", "شارك الوزير في افتتاح الجسر", "full"),
        ("اقرأ كتاباً كل أسبوع", "اقرأ كتاباً كل أسبوع", "full"),
        ("عرض الوزير تفاصيل المشروع", "عرض الوزير تفاصيل المشروع", "full"),
        ("شاهد الحضور من المصدر لحظة الافتتاح", None, "full"),
        ("<![CDATA[<p>انتهى.</p><div class='feedflare'><a>اشترك</a></div>]]>", "انتهى.", "full"),
        ("ظهرت المقالة في العدد الأول على ورق أصفر كما ظهرت في غيره", None, "full"),
    ],
)
def test_ends_of_texts(description: str, body: str | None, kind: str) -> None:
    article = entry(description)
    assert (article.body, article.kind) == (body or description, kind)


def test_description_and_content_before_what_is_spoken() -> None:
    more = (
        "<itunes:summary>فقرة ملتصقة</itunes:summary><itunes:author>إذاعة</itunes:author>"
        "<dc:creator><![CDATA[سعاد علي]]></dc:creator><dc:creator>ليلى نور</dc:creator>"
    )
    article = entry("<![CDATA[<p>أولى</p><p>ثانية</p>]]>", more=more)
    assert article.body == "أولى\n\nثانية"
    assert article.byline == "سعاد علي، ليلى نور"


def test_what_is_spoken_where_nothing_else_is() -> None:
    outcome = rss(
        "<item><title>حلقة</title><itunes:author>إذاعة</itunes:author>"
        "<itunes:summary>وصف الحلقة</itunes:summary></item>"
    )
    assert (outcome.article.body, outcome.article.byline) == ("وصف الحلقة", "إذاعة")


def test_a_feed_of_sound_is_told() -> None:
    outcome = rss("<item><title>حلقة</title><enclosure url='a.mp3'/></item>")
    assert outcome.article.title == "حلقة"
    assert outcome.reasons == ["left_out"]


def test_elements_that_are_not_kept_are_told() -> None:
    outcome = rss(
        "<item><title>خبر</title><description>نص</description><comments>x</comments>"
        "<x:rating xmlns:x='urn:x'>5</x:rating></item>"
    )
    assert any("comments (1)" in one.message for one in outcome.recognitions)
    assert outcome.reasons == ["unknown_field"]
    assert "x:rating (1)" in outcome.messages


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("<author>suad@paper.example (سعاد علي)</author>", "سعاد علي"),
        ("<author>سعاد علي &lt;suad@paper.example&gt;</author>", "سعاد علي"),
        ("<author>suad@paper.example</author>", ""),
        ("<dc:creator><![CDATA[ سعاد علي ]]></dc:creator>", "سعاد علي"),
        ("<author><name>سعاد علي</name><email>s@paper.example</email></author>", "سعاد علي"),
    ],
)
def test_authors(author: str, byline: str) -> None:
    assert entry("نص", more=author).byline == byline


@pytest.mark.parametrize(
    ("categories", "section"),
    [
        ("<category>غير مصنف</category><category>محليات</category>", "محليات"),
        ("<category>Uncategorized</category>", ""),
        ("<category><![CDATA[ثقافة]]></category><category>شعر</category>", "ثقافة"),
        ("<dc:subject>رياضة</dc:subject>", "رياضة"),
    ],
)
def test_sections(categories: str, section: str) -> None:
    assert entry("نص", more=categories).section == section


def test_the_paper_behind_an_aggregator() -> None:
    article = entry(
        '&lt;a href="x"&gt;جسر جديد&lt;/a&gt; &lt;font color="#666"&gt;البحر&lt;/font&gt;',
        title="جسر جديد - البحر",
        more='<source url="https://sea.example">البحر</source>',
    )
    assert (article.title, article.source, article.body) == ("جسر جديد", "البحر", "")


def test_photos_of_media() -> None:
    article = entry(
        "نص",
        more="<media:content medium='image' url='x'><media:description>ليل الجسر"
        "</media:description><media:credit>رويترز</media:credit></media:content>",
    )
    assert (article.caption, article.credit, article.body) == ("ليل الجسر", "رويترز", "نص")


PIECES = [
    *("<p>", "</p>", "<br/>", '<div dir="RTL">', "</div>", "&lt;p&gt;", "&lt;/p&gt;", "&amp;lt;"),
    *("&nbsp;", "&amp;nbsp;", " < ", "<!-- x -->", "<img src='x'>", "نص ", "خبر\n\n", "&lt;br&gt;"),
    *("<script>", "<a href='#'>", "</a>", "[…]", "اقرأ المزيد", "\x00", "&#0;", "<![CDATA["),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_text_keeps_tags(value: str) -> None:
    text = fragments.read(value).text
    assert not fragments.is_markup(text)
    assert endings.taken_off(text).text.count("\n\n") <= text.count("\n\n")


@pytest.mark.parametrize(
    ("attributes", "held", "body"),
    [
        ('mode="base64" type="text/html"', b"<p>\xd8\xa3\xd9\x88\xd9\x84</p>", "أول"),
        ('mode="base64"', b"\xd8\xa3\xd9\x88\xd9\x84 \xd9\x88\xd8\xab\xd8\xa7\xd9\x86", "أول وثان"),
        ('type="application/octet-stream"', b"\xd8\xa3\xd9\x88\xd9\x84 &amp; x", "أول & x"),
        ('mode="base64" type="image/png"', b"\x89PNG\r\n\x1a\n\xff\xfe", ""),
    ],
)
def test_texts_in_base64(attributes: str, held: bytes, body: str) -> None:
    text = base64.b64encode(held).decode()
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>المرسى</title><entry><title>خبر</title>'
        f"<content {attributes}>{text[:9]}\n{text[9:]}</content></entry></feed>"
    )
    assert read_bytes(atom, "a.xml").article.body == body


def test_words_that_look_like_base64_stay() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>خبر</title>'
        '<content type="text/plain">Benghazi</content></entry></feed>'
    )
    assert read_bytes(atom, "a.xml").article.body == "Benghazi"


def test_the_full_text_of_feeds_for_aggregators() -> None:
    outcome = rss(
        "<item><title>جسر</title><description>فُتح الجسر.</description>"
        '<y:full-text xmlns:y="http://news.yandex.ru">فُتح الجسر أمس.</y:full-text></item>'
        '<item xmlns:yandex="http://news.yandex.ru"><title>سوق</title><yandex:full-text>فُتحت السوق.'
        "</yandex:full-text></item>"
    )
    assert [one.body for one in outcome.articles] == [
        "فُتح الجسر أمس.",
        "فُتحت السوق.",
    ]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("جسر جديد - الرصيف", "جسر جديد"),
        ("جسر جديد | الرصيف", "جسر جديد"),
        ("عاجل | جسر جديد", "عاجل | جسر جديد"),
        ("أعمال على الرصيف", "أعمال على الرصيف"),
        ("الرصيف", "الرصيف"),
    ],
)
def test_the_name_of_the_feed_behind_a_headline(title: str, read: str) -> None:
    outcome = rss(f"<item><title>{title}</title><description>فُتح الجسر.</description></item>")
    assert outcome.article.title == read
    told = any("name of the paper" in one.message for one in outcome.recognitions)
    assert told == (title != read)


def test_a_feed_without_entries_is_told_as_such() -> None:
    assert rss("").reasons == ["no_text"]
    assert "no entries" in rss("").messages
