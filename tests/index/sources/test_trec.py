"""DOC records as the ANT corpus has them, and the corpus itself where it is at hand."""

import io
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from index.article import Article
from index.sources import InputFile, Problem, find, read
from tests.index.sources.reading import read_bytes

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpora" / "ant"


def held(raw: str | bytes) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile("doc.txt", len(data), lambda: io.BytesIO(data))


def doc(**fields: str) -> str:
    given = {"DOCNO": "D-1", "TITLE": "عنوان", "TEXT": "\nمتن\n", **fields}
    lines = [f"<{name}>{text}</{name}>" for name, text in given.items()]
    return "\n".join(["<DOC>", *lines, "</DOC>", ""])


def read_all(raw: str | bytes) -> tuple[list[Article], list[Problem]]:
    found = list(read(held(raw), "trec"))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [one for one in found if isinstance(one, Problem)]


def test_record() -> None:
    text = doc(
        URL="https://a.example/%D8%AE/1?x&copy=1",
        SRC="المرسى",
        CAT="sport",
        TITLE="ربح &amp; خسارة < 5 & 6",
        TIME="31/05/2017",
        AUTHOR="سعاد علي",
        ABSTRACT="\nخلاصة أخرى تماماً\n",
        TEXT="\nفقرة أولى\nفقرة ثانية\n",
    )
    articles, problems = read_all(text)
    assert problems == []
    assert articles == [
        Article(
            id="https://a.example/%D8%AE/1?x&copy=1",
            url="https://a.example/%D8%AE/1?x&copy=1",
            title="ربح & خسارة < 5 & 6",
            deck="خلاصة أخرى تماماً",
            body="فقرة أولى\n\nفقرة ثانية",
            byline="سعاد علي",
            section="sport",
            source="المرسى",
            published=date(2017, 5, 31),
        )
    ]


@pytest.mark.parametrize(
    ("time", "published"),
    [
        ("01/02/2017", date(2017, 2, 1)),
        (
            "2017-01-29T17:47:00+01:00",
            datetime(2017, 1, 29, 17, 47, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("2017-01-29T174700", datetime(2017, 1, 29, 17, 47)),
    ],
)
def test_times(time: str, published: date) -> None:
    articles, problems = read_all(doc(TIME=time))
    assert problems == []
    assert articles[0].published == published
    assert type(articles[0].published) is type(published)


@pytest.mark.parametrize(
    ("abstract", "text", "deck", "body"),
    [
        ("فتح الميناء أبوابه...", "فتح الميناء أبوابه للسفن.", "", "فتح الميناء أبوابه للسفن."),
        ("خلاصة", "", "", "خلاصة"),
        ("عام جديد", "فتح الميناء أبوابه.", "عام جديد", "فتح الميناء أبوابه."),
        (".", "فتح الميناء أبوابه.", "", "فتح الميناء أبوابه."),
    ],
)
def test_deck(abstract: str, text: str, deck: str, body: str) -> None:
    article = read_all(doc(ABSTRACT=abstract, TEXT=text))[0][0]
    assert (article.deck, article.body) == (deck, body)


def test_names_lose_direction_marks_and_addresses_keep_theirs() -> None:
    given = "\u200fأ\u200e\n ب\u202c"
    article = read_all(doc(DOCNO=given, CAT=given, SRC=given, TITLE="أ\u200fب"))[0][0]
    assert (article.id, article.section, article.source) == ("\u200fأ\u200e ب\u202c", "أ ب", "أ ب")
    assert article.title == "أ\u200fب"
    assert read_all(doc(URL=given))[0][0].url == "\u200fأ\u200e ب\u202c"


def test_identity_is_the_number_where_there_is_no_url() -> None:
    assert read_all(doc())[0][0].id == "D-1"


def test_many_in_a_file_and_the_broken_among_them() -> None:
    unended = "<DOC>\n<TITLE>مبتور</TITLE>\n<TEXT>متن\n"
    text = doc(TITLE="أ") + doc(TEXT=" ") + unended + doc(TIME="أمس", TITLE="ب") + unended
    articles, problems = read_all(text)
    assert [article.title for article in articles] == ["أ", "ب"]
    assert [(p.reason, p.line, p.record) for p in problems] == [
        ("no_text", 8, 2),
        ("broken", 13, 3),
        ("bad_date", 16, 4),
        ("broken", 24, 5),
    ]


def test_field_without_its_end_stops_at_the_next() -> None:
    article = read_all("<DOC><TITLE>عنوان<TEXT>متن</DOC>")[0][0]
    assert (article.title, article.body) == ("عنوان", "متن")


def test_tags_without_ends_are_gone_through_once() -> None:
    # Each looked for its end to the end of the record: minutes, were it still so.
    (article,), _ = read_all("<DOC>\n<TITLE>خبر</TITLE>" + "<TEXT>" * 20_000 + "متن\n</DOC>\n")
    assert article.body == "متن"


def test_damaged_record_costs_no_other() -> None:
    raw = doc(TITLE="أ").encode() + b"<DOC>\n<TEXT>\xff</TEXT>\n</DOC>\n" + doc(TITLE="ب").encode()
    articles, problems = read_all(raw)
    assert [article.title for article in articles] == ["أ", "ب"]
    assert [(p.reason, p.record) for p in problems] == [("unreadable", 2)]


def test_newswire_with_the_number_in_the_tag_and_the_day_in_the_number() -> None:
    found = read_bytes(
        '<DOC id="ABC_ARB_20050103.0012" type="story" >\n<HEADLINE>\nجسر جديد فوق الوادي\n'
        "</HEADLINE>\n<DATELINE>\nتونس 3-1 (رويترز)\n</DATELINE>\n<TEXT>\n<P>\nفُتح الجسر أمس\n"
        "أمام السيارات.\n</P>\n<P>\nويبلغ طوله مئة متر.\n</P>\n</TEXT>\n</DOC>\n"
        '<DOC id="ABC_ARB_20050103.0013" type="other" >\n<TEXT>\n<P>\nنشرة الأسعار.\n'
        "</P>\n</TEXT>\n</DOC>\n"
    )
    first, second = found.articles
    assert (first.id, first.title) == ("ABC_ARB_20050103.0012", "جسر جديد فوق الوادي")
    assert first.body.splitlines()[0] == "فُتح الجسر أمس"
    assert (first.published, first.published_evidence) == (date(2005, 1, 3), "stated")
    assert first.published_reasons == ("ABC_ARB_20050103.0012",)
    assert first.datelines == ("تونس 3-1 (رويترز)",)
    assert second.body == "نشرة الأسعار."
    assert found.problems == []
    assert any("1 story, 1 other" in told.message for told in found.recognitions)


@pytest.mark.parametrize("name", ["a.txt", "a.xml", "a.sgml"])
def test_records_under_the_name_of_the_paper(name: str) -> None:
    found = read_bytes(
        "<Arrasif>\n<ID>RSF_ARB_0000007</ID>\n<URL>http://paper.example/7</URL>\n"
        "<Headline>جسر جديد & طريق</Headline>\n<Dateline>الإثنين 28 أكتوبر 2024</Dateline>\n"
        "<Desk>محليات</Desk>\n<Ward>شمال</Ward>\n<Text>فُتح الجسر أمس.</Text>\n</Arrasif>\n"
        "<Arrasif>\n<ID>RSF_ARB_0000008</ID>\n<Headline>خبر</Headline>\n<Text>متن</Text>\n</Arrasif>\n",
        name,
    )
    first, second = found.articles
    assert (first.url, first.title) == ("http://paper.example/7", "جسر جديد & طريق")
    assert (first.published, first.datelines) == (date(2024, 10, 28), ())
    assert (first.section, second.id) == ("محليات", "RSF_ARB_0000008")
    assert second.published is None
    assert [(p.reason, "--map Ward=FIELD" in p.message) for p in found.problems] == [
        ("unknown_field", True)
    ]


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("20001231_AFP_ARB.0001", date(2000, 12, 31)),
        ("AFP_ARB_20050231.0001", None),
        ("A-20170531-20170601", None),
        ("D-201705311", None),
        ("7", None),
    ],
)
def test_day_in_the_number(number: str, day: date | None) -> None:
    article = read_all(doc(DOCNO=number))[0][0]
    assert article.published == day
    assert (article.published_evidence == "stated") == (day is not None)


def test_what_stands_under_tags_that_are_not_known_is_told_once() -> None:
    found = read_bytes(doc(LANG="ar") + doc(LANG="ar", DOCNO="D-2"), format="trec")
    assert len(found.articles) == 2
    assert [p.reason for p in found.problems] == ["unknown_field"]
    assert "'LANG' is not kept (2×" in found.messages


def test_no_record_at_all() -> None:
    assert [problem.reason for problem in read_all("نص")[1]] == ["broken"]


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the ANT corpus is not beside the checkout")
def test_corpus() -> None:
    found = Counter[str]()
    for file in find([CORPUS]):
        for one in read(file):
            found[one.reason if isinstance(one, Problem) else type(one.published).__name__] += 1
    assert sum(found.values()) == 10_161
    assert found == {"date": 5_323, "datetime": 4_815, "no_text": 23}


@pytest.mark.parametrize(
    ("record", "name", "value"),
    [
        ('<TITLE lang="ar">جسر</TITLE><TEXT>متن</TEXT>', "title", "جسر"),
        ('<TEXT lang="ar">متن</TEXT>', "body", "متن"),
        ("<TEXT><![CDATA[متن < ثان]]></TEXT>", "body", "متن < ثان"),
        ("<BODY>متن</BODY>", "body", "متن"),
        ("<BODY><TEXT>متن</TEXT></BODY>", "body", "متن"),
        ("<STORY>متن</STORY>", "body", "متن"),
        ("<النص>متن</النص>", "body", "متن"),
        ("<TEXT>أول</TEXT><TEXT>ثان</TEXT>", "body", "أول\n\nثان"),
        ("<TEXT>أول<br/>ثان <b>قوي</b></TEXT>", "body", "أول\n\nثان قوي"),
        ("<TEXT>قال <SOURCE>المصدر</SOURCE> أمس</TEXT>", "source", ""),
        ("<TEXT>متن</TEXT><AUTHOR>سعاد</AUTHOR><AUTHOR>ليلى</AUTHOR>", "byline", "سعاد، ليلى"),
        ("<TEXT>متن</TEXT><CAPTION>الجسر ليلاً</CAPTION>", "caption", "الجسر ليلاً"),
        ("<HEADER>a0123</HEADER><TEXT>متن</TEXT>", "title", ""),
        (
            "<TEXT>متن</TEXT><DATE>28/10/2024</DATE><TIME>14:30</TIME>",
            "published",
            datetime(2024, 10, 28, 14, 30),
        ),
        (
            "<TEXT>متن</TEXT><PUBLISHED>28/10/2024</PUBLISHED>",
            "published",
            date(2024, 10, 28),
        ),
    ],
)
def test_tags_as_others_write_them(record: str, name: str, value: object) -> None:
    article = read_bytes(f"<DOC>\n<DOCNO>1</DOCNO>\n{record}\n</DOC>", format="trec").article
    assert getattr(article, name) == value


def test_tags_that_a_person_maps() -> None:
    raw = "<DOC>\n<DOCNO>1</DOCNO>\n<KALAM>متن</KALAM><MOOD>فرح</MOOD>\n</DOC>"
    found = read_bytes(raw, format="trec", kalam="body", mood="")
    assert (found.article.body, found.problems) == ("متن", [])
    assert "--map KALAM=FIELD" in read_bytes(raw, format="trec").messages


def test_a_second_text_of_a_field_is_told() -> None:
    found = read_bytes(doc(CAT="محليات", SECTION="نقل", HEADLINE="عنوان"), format="trec")
    assert found.article.section == "محليات"
    assert [p.reason for p in found.problems] == ["unknown_field"]
    assert "'نقل'" in found.messages


@pytest.mark.parametrize(
    "raw",
    [
        "<خبر>\n<العنوان>جسر</العنوان>\n<النص>فُتح الجسر.</النص>\n</خبر>\n",
        '<DOC>\n<TITLE lang="ar">جسر</TITLE>\n<TEXT>فُتح الجسر.</TEXT>\n</DOC>\n',
        '<?xml version="1.0"?>\n<articles count="1">\n<article id="7">\n<title>جسر</title>\n'
        "<body>فُتح الجسر.</body>\n</article>\n</articles>",
    ],
)
def test_records_are_known_by_their_first_tag(raw: str) -> None:
    article = read_bytes(raw, "a.xml").article
    assert (article.title, article.body) == ("جسر", "فُتح الجسر.")
