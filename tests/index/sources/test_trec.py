"""DOC records as the ANT corpus has them, and the corpus itself where it is at hand."""

import io
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from index.article import Article
from index.sources import InputFile, Problem, find, read

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


def test_damaged_record_costs_no_other() -> None:
    raw = doc(TITLE="أ").encode() + b"<DOC>\n<TEXT>\xff</TEXT>\n</DOC>\n" + doc(TITLE="ب").encode()
    articles, problems = read_all(raw)
    assert [article.title for article in articles] == ["أ", "ب"]
    assert [(p.reason, p.record) for p in problems] == [("unreadable", 2)]


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
