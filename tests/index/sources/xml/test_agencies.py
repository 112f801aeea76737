"""NewsML and NITF, as agencies deliver them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.index.sources.reading import Outcome, read_bytes

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>لا</title></head><body><p>أول</p><p>ثان<br/>ثالث</p></body></html></inlineXML>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
    "<body><body.head><hedline><hl1>عنوان</hl1></hedline><dateline><location>صفاقس</location>"
    "</dateline></body.head><body.content><media><media-caption>الجسر ليلاً</media-caption>"
    "<media-producer>رويترز</media-producer></media><p>أول</p><p>ثان</p></body.content></body>"
    "</nitf></inlineXML>"
)


def item(
    guid: str = "urn:7",
    version: int = 1,
    status: str = "usable",
    kind: str = "text",
    content: str = XHTML,
    meta: str = "",
    about: str = "<headline>جسر جديد</headline>",
) -> str:
    return (
        f'<newsItem {NAR} guid="{guid}" version="{version}" xml:lang="ar"><itemMeta>'
        f'<itemClass qcode="ninat:{kind}"/><provider qcode="nprov:WAT"><name>وكالة الرصيف</name>'
        "</provider><versionCreated>2024-10-29T09:00:00Z</versionCreated>"
        f"<firstCreated>2024-10-28T14:30:00+01:00</firstCreated>{meta}"
        f'<pubStatus qcode="stat:{status}"/>'
        f"</itemMeta><contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def message(*items: str) -> Outcome:
    return read_bytes(
        f"<newsMessage {NAR}><itemSet>{''.join(items)}</itemSet></newsMessage>", "a.xml"
    )


def test_g2_item() -> None:
    about = (
        "<urgency>4</urgency><located><name>تونس</name></located><by>سعاد علي</by>"
        "<creditline>وكالة الرصيف</creditline><headline>جسر جديد</headline>"
        '<subject type="cpnat:person"><name>سعاد</name></subject>'
        '<subject type="cpnat:abstract"><name xml:lang="en">economy</name>'
        '<name xml:lang="ar">اقتصاد</name></subject>'
        '<description role="drol:summary">خلاصة</description>'
    )
    outcome = read_bytes(f'<?xml version="1.0"?>{item(about=about)}', "a.xml")
    article = outcome.article
    assert (article.id, article.title, article.deck) == ("urn:7", "جسر جديد", "خلاصة")
    assert article.body == "أول\n\nثان\n\nثالث"
    assert (article.byline, article.datelines) == ("سعاد علي", ("تونس",))
    assert (article.section, article.agencies) == ("اقتصاد", ("وكالة الرصيف",))
    assert article.published == datetime(2024, 10, 28, 14, 30, tzinfo=timezone(timedelta(hours=1)))
    assert article.published_evidence == "inferred"
    assert article.published_reasons == ("firstCreated: 2024-10-28T14:30:00+01:00",)
    assert any("urgency (1)" in one.message for one in outcome.recognitions)


def test_an_embargo_ends_with_publication() -> None:
    meta = "<embargoed>2024-10-30T06:00:00Z</embargoed>"
    article = message(item(meta=meta)).article
    assert article.published == datetime(2024, 10, 30, 6, tzinfo=UTC)
    assert article.published_evidence == "inferred"


def test_g2_with_nitf_inside() -> None:
    article = message(item(content=NITF, about="")).article
    assert (article.title, article.body) == ("عنوان", "أول\n\nثان")
    assert (article.caption, article.credit) == ("الجسر ليلاً", "رويترز")
    assert article.datelines == ("صفاقس",)


def test_the_highest_version_is_kept() -> None:
    def told(version: int) -> str:
        return item(version=version, about=f"<headline>نسخة {version}</headline>")

    outcome = message(told(2), told(10), item("urn:8"), told(9))
    assert [article.title for article in outcome.articles] == ["نسخة 10", "جسر جديد"]
    assert outcome.reasons == ["left_out"]
    assert "2 older versions of 1 items" in outcome.messages


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_is_not_usable_is_left_out(status: str) -> None:
    outcome = message(item(status=status), item("urn:8"))
    assert [article.id for article in outcome.articles] == ["urn:8"]
    assert [(one.reason, one.record) for one in outcome.problems] == [("left_out", 1)]


def test_pictures_are_left_out() -> None:
    assert message(item(kind="picture")).reasons == ["left_out"]


def test_languages() -> None:
    about = '<headline xml:lang="en">A bridge</headline><headline xml:lang="ar">جسر</headline>'
    english = '<inlineData contenttype="text/plain" xml:lang="en">Opened</inlineData>'
    arabic = '<inlineData contenttype="text/plain" xml:lang="ar">فُتح\nالجسر</inlineData>'
    outcome = message(item(about=about, content=english + arabic))
    assert (outcome.article.title, outcome.article.body) == ("جسر", "فُتح\n\nالجسر")
    assert any("other languages" in one.message for one in outcome.recognitions)


def test_a_damaged_item_costs_no_other() -> None:
    bad = item("urn:8", about="<headline>أول & ثان</headline>")
    outcome = message(item(), bad, item("urn:9"))
    assert [article.id for article in outcome.articles] == ["urn:7", "urn:8", "urn:9"]
    assert outcome.articles[1].title == "أول & ثان"
    assert outcome.reasons == ["broken"]


ONE = """<NewsML Version="1.2"><NewsItem xml:lang="ar"><Identification><NewsIdentifier>
<ProviderId>wat.example</ProviderId><DateId>20241028</DateId><NewsItemId>TX-7</NewsItemId>
<RevisionId Update="N">1</RevisionId></NewsIdentifier></Identification><NewsManagement>
<FirstCreated>20241028T143000+0100</FirstCreated><Status FormalName="{status}"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>جسر جديد</HeadLine><SubHeadLine>بعد عامين</SubHeadLine>
<ByLine>سعاد علي</ByLine><DateLine>تونس, 28-10-2024 (وات)</DateLine><SlugLine>جسر</SlugLine>
</NewsLines><AdministrativeMetadata><Provider><Party FormalName="وات"/></Provider>
</AdministrativeMetadata>{content}</NewsComponent></NewsItem></NewsML>"""


@pytest.mark.parametrize(
    "content",
    [
        "<nitf><body><body.content><p>أول</p><p>ثان</p></body.content></body></nitf>",
        "<html><body><p>أول</p><p>ثان</p></body></html>",
        "<![CDATA[<p>أول</p><p>ثان</p>]]>",
        "أول\nثان",
    ],
)
def test_newsml_one(content: str) -> None:
    held = f"<ContentItem><DataContent>{content}</DataContent></ContentItem>"
    outcome = read_bytes(ONE.format(status="Usable", content=held), "a.xml")
    article = outcome.article
    assert (article.id, article.title) == ("wat.example:20241028:TX-7", "جسر جديد")
    assert (article.deck, article.body) == ("بعد عامين", "أول\n\nثان")
    assert (article.byline, article.datelines) == ("سعاد علي", ("تونس",))
    assert article.agencies == ("وات",)
    assert article.published == datetime(2024, 10, 28, 14, 30, tzinfo=timezone(timedelta(hours=1)))
    assert any("SlugLine (1)" in one.message for one in outcome.recognitions)


def test_newsml_one_not_usable() -> None:
    assert read_bytes(ONE.format(status="Canceled", content=""), "a.xml").reasons == ["left_out"]


def test_captions_of_newsml_one() -> None:
    content = (
        "<NewsComponent><Role FormalName='Main'/><ContentItem><DataContent>نص</DataContent>"
        "</ContentItem></NewsComponent><NewsComponent><Role FormalName='Caption'/><ContentItem>"
        "<DataContent>الجسر ليلاً</DataContent></ContentItem></NewsComponent>"
    )
    article = read_bytes(ONE.format(status="Usable", content=content), "a.xml").article
    assert (article.body, article.caption) == ("نص", "الجسر ليلاً")


def nitf(head: str = "", body_head: str = "", content: str = "<p>أول</p>") -> Outcome:
    return read_bytes(
        f'<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head>{head}</head><body><body.head><hedline>'
        f"<hl1>جسر جديد</hl1></hedline>{body_head}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>",
        "a.xml",
    )


def test_nitf() -> None:
    outcome = nitf(
        '<meta name="print_page_number" content="4"/><docdata><doc-id id-string="n-7"/>'
        '<date.issue norm="20241027"/></docdata><pubdata name="الرصيف" issue="1204" '
        'date.publication="20241028T000000" position.section="محليات"/>',
        '<byline class="print_byline">كتبت سعاد علي</byline><byline class="normalized_byline">'
        "Ali, S</byline><distributor>وات</distributor><dateline><location>تونس</location>"
        "<story.date>28 أكتوبر</story.date></dateline><abstract><p>بعد عامين</p></abstract>",
        "<p>أول <em>مهم</em></p><hl2>فرعي</hl2><p>ثان</p><media><media-caption>ليل</media-caption>"
        "</media>",
    )
    article = outcome.article
    assert (article.id, article.title, article.deck) == ("n-7", "جسر جديد", "بعد عامين")
    assert (article.body, article.caption) == ("أول مهم\n\nفرعي\n\nثان", "ليل")
    assert (article.byline, article.datelines) == ("كتبت سعاد علي", ("تونس",))
    assert (article.source, article.issue, article.page) == ("الرصيف", "1204", "4")
    assert (article.section, article.agencies) == ("محليات", ("وات",))
    assert article.published == datetime(2024, 10, 28)


@pytest.mark.parametrize(
    ("docdata", "beside", "day", "evidence"),
    [
        ('<date.issue norm="20241028"/><date.release norm="20241029"/>', "", 28, "given"),
        ('<date.release norm="20241029"/>', "", 29, "inferred"),
        ("", '<pubdata date.publication="20241030"/>', 30, "given"),
        ("", '<dateline><story.date norm="20241031"/></dateline>', 31, "stated"),
        ("", "<dateline><story.date>27 أكتوبر 2024</story.date></dateline>", 27, "stated"),
    ],
)
def test_days_of_nitf(docdata: str, beside: str, day: int, evidence: str) -> None:
    article = nitf(f"<docdata>{docdata}</docdata>{beside}").article
    assert article.published is not None
    assert (article.published.day, article.published_evidence) == (day, evidence)


def test_leads_that_are_printed_twice() -> None:
    content = '<block class="lead_paragraph"><p>أول</p></block>'
    content += '<block class="full_text"><p>أول</p><p>ثان</p></block>'
    assert nitf(content=content).article.body == "أول\n\nثان"


def test_nitf_that_is_withheld() -> None:
    assert nitf('<docdata management-status="withheld"/>').reasons == ["left_out"]


@pytest.mark.parametrize(
    "raw",
    [
        '<newsItem guid="a" version="{}"><contentMeta><headline>جسر</headline></contentMeta>'
        "<contentSet><inlineXML><p>فُتح الجسر.</p></inlineXML></contentSet></newsItem>",
        "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>a</NewsItemId>"
        "<RevisionId>{}</RevisionId></NewsIdentifier></Identification><NewsComponent><NewsLines>"
        "<HeadLine>جسر</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>",
    ],
)
def test_a_version_of_thousands_of_digits(raw: str) -> None:
    assert read_bytes(raw.format("9" * 5000), "a.xml", "newsml").article.title == "جسر"
