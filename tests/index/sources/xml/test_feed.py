"""RSS, RDF and Atom."""

import io
import socket
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from index.article import Article
from index.sources import InputFile, Problem, read
from index.sources.records.markup import plain_text

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>المرسى</title>{items}</channel></rss>"""


def held(raw: str | bytes) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile("feed.xml", len(data), lambda: io.BytesIO(data))


def read_all(raw: str | bytes) -> tuple[list[Article], list[Problem]]:
    found = list(read(held(raw), "feed"))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [one for one in found if isinstance(one, Problem)]


def rss(items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(encoding=encoding, items=items).encode(encoding)


FULL = """<item><title>افتتاح الجسر &amp;amp; الطريق</title><link>https://a.example/1</link>
<guid isPermaLink="false">g-1</guid><dc:creator>سعاد علي</dc:creator>
<category>محليات</category><category>نقل</category>
<pubDate>Mon, 28 Oct 2024 10:00:00 +0300</pubDate><description>بعد عامين من العمل</description>
<content:encoded><![CDATA[<p>فقرة <b>أو</b>لى
في سطرين</p><p>ثانية<br/>ثالثة</p><script>x()</script>]]></content:encoded></item>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256"])
def test_full_item(encoding: str) -> None:
    articles, problems = read_all(rss(FULL, encoding))
    assert problems == []
    assert articles == [
        Article(
            id="https://a.example/1",
            url="https://a.example/1",
            title="افتتاح الجسر & الطريق",
            deck="بعد عامين من العمل",
            body="فقرة أولى في سطرين\n\nثانية\n\nثالثة",
            byline="سعاد علي",
            section="محليات",
            source="المرسى",
            published=datetime(2024, 10, 28, 10, tzinfo=timezone(timedelta(hours=3))),
        )
    ]


def test_description_alone_is_the_body_and_guid_the_identity() -> None:
    item = "<item><title>خبر</title><guid>g-2</guid><description>نص الخبر</description></item>"
    article = read_all(rss(item))[0][0]
    assert (article.id, article.url) == ("g-2", "")
    assert (article.deck, article.body) == ("", "نص الخبر")


def test_content_alone_is_no_deck() -> None:
    item = "<item><content:encoded>&lt;p&gt;نص الخبر&lt;/p&gt;</content:encoded></item>"
    article = read_all(rss(item))[0][0]
    assert (article.deck, article.body) == ("", "نص الخبر")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2024-10-28", date(2024, 10, 28)),
        ("2024-10-28T10:00:00Z", datetime(2024, 10, 28, 10, tzinfo=UTC)),
        ("Mon, 28 Oct 2024 10:00:00 GMT", datetime(2024, 10, 28, 10, tzinfo=UTC)),
        ("", None),
    ],
)
def test_dates(text: str, published: date | None) -> None:
    articles, problems = read_all(rss(f"<item><title>خبر</title><pubDate>{text}</pubDate></item>"))
    assert problems == []
    assert articles[0].published == published


def test_problems_of_items() -> None:
    items = "<item><link>https://a.example</link></item>"
    items += "<item><title>خبر</title><pubDate>الاثنين الماضي</pubDate></item>"
    articles, problems = read_all(rss(items))
    assert [(article.title, article.published) for article in articles] == [("خبر", None)]
    assert [(p.reason, p.record) for p in problems] == [("no_text", 1), ("bad_date", 2)]


def test_atom() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>المرسى</title><entry>
    <id>urn:1</id><title>خبر</title><link href="https://a.example/2"/>
    <author><name>سعاد علي</name></author><author><name>ليلى نور</name></author>
    <category term="ثقافة"/><updated>2024-10-30T10:00:00+01:00</updated>
    <published>2024-10-28T10:00:00+01:00</published>
    <summary>خلاصة قصيرة</summary><content type="html">&lt;p&gt;متن طويل&lt;/p&gt;</content>
    </entry></feed>"""
    article = read_all(atom)[0][0]
    assert (article.id, article.section) == ("https://a.example/2", "ثقافة")
    assert (article.deck, article.body) == ("خلاصة قصيرة", "متن طويل")
    assert article.byline == "سعاد علي، ليلى نور"
    assert article.published == datetime(2024, 10, 28, 10, tzinfo=timezone(timedelta(hours=1)))


def test_the_last_change_of_an_atom_entry_is_no_publication() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>المرسى</title><entry>
    <id>urn:1</id><title>خبر</title><updated>2024-10-28T10:00:00+01:00</updated></entry></feed>"""
    (article,), (problem,) = read_all(atom)
    assert article.published is None
    assert (problem.reason, problem.record) == ("bad_date", 1)
    assert "'updated'" in problem.message
    assert "2024-10-28T10:00:00+01:00" in problem.message


def test_dc_date_is_publication() -> None:
    (article,), problems = read_all(
        rss("<item><title>خبر</title><dc:date>2024-10-28T10:00:00Z</dc:date></item>")
    )
    assert problems == []
    assert article.published == datetime(2024, 10, 28, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2024/09/23", date(2024, 9, 23)),
        ("2022.10.02", date(2022, 10, 2)),
        ("23-09-2024", date(2024, 9, 23)),
        ("1446/03/19", date(2024, 9, 22)),
        ("الأحد، 2 أكتوبر 2022", date(2022, 10, 2)),
        ("10:00", None),
        ("23", None),
        ("Sunday", None),
    ],
)
def test_nothing_is_made_of_a_day_that_feeds_do_not_know(text: str, published: date | None) -> None:
    (article,), problems = read_all(
        rss(f"<item><title>خبر</title><pubDate>{text}</pubDate></item>")
    )
    assert article.published == published
    assert [problem.reason for problem in problems] == ([] if published else ["bad_date"])


def test_rdf() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/"><channel><title>المرسى</title></channel>
    <item><title>خبر</title><link>https://a.example/3</link></item></rdf:RDF>"""
    article = read_all(rdf)[0][0]
    assert (article.title, article.source) == ("خبر", "المرسى")


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"<html><p>x</p></html>", b"<rss"])
def test_no_feed(raw: bytes) -> None:
    articles, problems = read_all(raw)
    assert articles == []
    assert [problem.reason for problem in problems] == ["broken"]


ITEMS = ["<item><title>أول</title></item>", "<item><title>ثان</title></item>"]


@pytest.mark.parametrize(
    ("feed", "line"),
    [
        ("{xml}\n<rss version='2.0'><channel>\n{one}\n{two}\n", 5),
        ("<rss version='2.0'><channel>\n{one}\n{two}\n", 4),
        ("{xml}\n<rss version='2.0'><channel>\n{one} & {two}</channel></rss>", 3),
        ("{xml}\n<rss version='2.0'><channel>{one}\n{two}&nbsp;</channel></rss>", 3),
        ("{xml}\n<rss version='2.0'><channel>{one}\n{two}</channel></rss>", None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256"])
def test_feed_that_is_not_well_formed(feed: str, line: int | None, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>'
    text = feed.format(xml=xml, one=ITEMS[0], two=ITEMS[1])
    articles, problems = read_all(text.encode(encoding if "{xml}" in feed else "utf-8"))
    assert [article.title for article in articles] == ["أول", "ثان"]
    assert [(p.reason, p.line) for p in problems] == ([("broken", line)] if line else [])


def test_encoding_that_is_declared_wrongly_is_no_problem() -> None:
    raw = rss("".join(ITEMS)).replace(b'encoding="utf-8"', b'encoding="us-ascii"')
    articles, problems = read_all(raw)
    assert (len(articles), problems) == (2, [])


def test_names_lose_direction_marks_and_addresses_keep_theirs() -> None:
    mark = "\u200f"
    item = f"<title>{mark}خبر</title><link>{mark}https://a.example/1{mark}</link>"
    raw = rss(f"<item>{item}<category>مح{mark}ليات {mark}</category></item>").decode()
    article = read_all(raw.replace("<title>المرسى", f"<title>{mark}المر{mark}سى"))[0][0]
    assert article.id == article.url == f"{mark}https://a.example/1{mark}"
    assert (article.section, article.source) == ("محليات", "المرسى")
    assert article.title == mark + "خبر"


def test_bytes_that_are_an_address_are_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert [problem.reason for problem in read_all(b"http://127.0.0.1:9/feed")[1]] == ["broken"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("نص <!-- سر --> آخر", "نص آخر"),
        ("<div>أ<div>ب</div>ج</div>", "أ\n\nب\n\nج"),
        ("<ul><li>أ</li><li>ب</li></ul>", "أ\n\nب"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("كلـ<i>ـمة</i> و<a href='#'>رابط</a>", "كلــمة ورابط"),
        ("<p>غير مغلقة <b>أبدا", "غير مغلقة أبدا"),
    ],
)
def test_plain_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text
