"""JSON Lines: every line for itself, problems with their line."""

import io
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from index.article import Article, DateMention
from index.sources import InputFile, Problem, read


def held(raw: str | bytes) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile("paper.jsonl", len(data), lambda: io.BytesIO(data))


def read_all(raw: str | bytes) -> tuple[list[Article], list[Problem]]:
    found = list(read(held(raw)))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [one for one in found if isinstance(one, Problem)]


def test_every_field_arrives() -> None:
    record = {
        "id": "n-7",
        "url": "https://news.example/7",
        "title": "افتتاح الجسر",
        "deck": "بعد عامين من العمل",
        "body": "فقرة أولى.\r\n\r\nفقرة ثانية.",
        "caption": "الجسر ليلاً",
        "credit": "رويترز",
        "byline": "سعاد علي",
        "dateline": ["بنزرت", "تونس"],
        "section": "محليات",
        "agency": "رويترز",
        "source": "المرسى",
        "published": "2024-05-01",
    }
    articles, problems = read_all(json.dumps(record, ensure_ascii=False))
    assert problems == []
    assert articles == [
        Article(
            id="n-7",
            url="https://news.example/7",
            title="افتتاح الجسر",
            deck="بعد عامين من العمل",
            body="فقرة أولى.\n\nفقرة ثانية.",
            caption="الجسر ليلاً",
            credit="رويترز",
            byline="سعاد علي",
            datelines=("بنزرت", "تونس"),
            section="محليات",
            agencies=("رويترز",),
            source="المرسى",
            published=date(2024, 5, 1),
        )
    ]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2024-05-01", date(2024, 5, 1)),
        ("2024-05-01T08:30:00", datetime(2024, 5, 1, 8, 30)),
        ("2024-05-01 08:30", datetime(2024, 5, 1, 8, 30)),
        ("2024-05-01T08:30:00Z", datetime(2024, 5, 1, 8, 30, tzinfo=UTC)),
        (
            "2024-05-01T08:30:00+03:00",
            datetime(2024, 5, 1, 8, 30, tzinfo=timezone(timedelta(hours=3))),
        ),
        ("", None),
    ],
)
def test_dates(text: str, published: date | None) -> None:
    articles, problems = read_all(json.dumps({"title": "خبر", "published": text}))
    assert problems == []
    assert articles[0].published == published
    assert type(articles[0].published) is type(published)


@pytest.mark.parametrize(
    ("line", "reason", "word"),
    [
        ('{"title": "خبر"', "broken", "column"),
        ('["خبر"]', "broken", "an array"),
        ("7", "broken", "a number"),
        ('{"title": " ", "caption": "صورة"}', "no_text", "body"),
        ('{"title": {"x": 7}}', "no_text", "title"),
        ("[" * 100_000, "broken", "nesting"),
        ('{"id": ' + "1" * 5000 + "}", "broken", "too long"),
    ],
)
def test_broken_line_costs_no_other_line(line: str, reason: str, word: str) -> None:
    articles, problems = read_all('{"title": "قبل"}\n\n' + line + '\n{"title": "بعد"}\n')
    assert [article.title for article in articles] == ["قبل", "بعد"]
    assert [(problem.reason, problem.line) for problem in problems][:1] == [(reason, 3)]
    assert word in problems[0].message


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("id", True, "'id'"),
        ("url", 7, "'url'"),
        ("agency", [1], "'agency'"),
        ("byline", {"age": 7}, "'byline'"),
        ("section", 3, "'section'"),
        ("section", ["3"], "'section'"),
        ("source", {"id": "x", "name": "الرصيف"}, "'source.id'"),
        ("published", ["2024-10-28", "2024-10-29"], "'published'"),
    ],
)
def test_a_value_of_no_known_shape_costs_its_field_alone(
    field: str, value: object, told: str
) -> None:
    (article,), (problem,) = read_all(json.dumps({"title": "خبر", "body": "متن", field: value}))
    assert (article.title, article.body) == ("خبر", "متن")
    assert (problem.reason, problem.line) == ("unknown_field", 1)
    assert told in problem.message


def test_bad_date_keeps_the_article() -> None:
    articles, problems = read_all('{"title": "خبر", "published": "أمس"}')
    assert articles[0].published is None
    assert [(problem.reason, problem.line) for problem in problems] == [("bad_date", 1)]


def test_unknown_field_is_reported_once_a_file() -> None:
    articles, problems = read_all('{"title": "أ", "x": 1, "y": 2}\n{"title": "ب", "x": 3}\n')
    assert len(articles) == 2
    assert [problem.reason for problem in problems] == ["unknown_field", "unknown_field"]
    assert "'x'" in problems[0].message
    assert "'y'" in problems[1].message


def test_number_is_an_id() -> None:
    assert read_all('{"id": 12, "title": "خبر"}')[0][0].id == "12"


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-" + "9" * 4000])
def test_a_number_longer_than_any_float_is_a_text(number: str) -> None:
    articles, problems = read_all(f'{{"title": "خبر", "id": {number}, "date": {number}}}')
    assert [article.id for article in articles] == [number]
    assert [problem.reason for problem in problems] == ["bad_date"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("between", ["\n", ",\n"])
@pytest.mark.parametrize("field", ["body", "other"])
def test_a_record_of_too_many_levels_costs_no_other(
    opening: str, closing: str, between: str, field: str
) -> None:
    deep = f'{{"title": "عميق", "{field}": {opening * 900}"نص"{closing * 900}}}'
    records = between.join(['{"title": "أول"}', deep, '{"title": "ثان"}'])
    articles, problems = read_all(records if between == "\n" else f"[\n{records}\n]")
    assert [article.title for article in articles] == ["أول", "ثان"]
    assert "nesting too deep" in problems[0].message


def test_identity_without_id_is_url_then_text() -> None:
    with_url, first, second = read_all(
        '{"url": "https://a.example/1", "title": "أ"}\n{"title": "أ"}\n{"title": "ب"}'
    )[0]
    assert with_url.id == "https://a.example/1"
    assert first.id.startswith("sha256-")
    assert first.id != second.id


def test_names_lose_direction_marks_and_addresses_keep_theirs() -> None:
    one_line = ("id", "url", "section", "source", "dateline", "agency")
    record = dict.fromkeys(one_line, " \ufeff\u200eأ  \n ب\u061c\u200fج \u202c\u2069 ")
    record |= dict.fromkeys(("title", "body"), "أ \u200f ب")
    article = read_all(json.dumps(record))[0][0]
    assert article.id == article.url == "\ufeff\u200eأ ب\u061c\u200fج \u202c\u2069"
    assert (article.section, article.source) == ("أ بج", "أ بج")
    assert (article.datelines, article.agencies) == (("أ بج",), ("أ بج",))
    assert (article.title, article.body) == ("أ \u200f ب", "أ \u200f ب")


def test_address_keeps_its_no_break_space() -> None:
    address = "https://a.example/أ\xa0ب"
    assert read_all(json.dumps({"url": address, "title": "أ"}))[0][0].url == address


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    articles, problems = read_all('{"title": "خبر أول"}\r\n{"title": "خبر ثانٍ"}'.encode(encoding))
    assert problems == []
    assert [article.title for article in articles] == ["خبر أول", "خبر ثانٍ"]


def test_damaged_line_costs_no_other_line() -> None:
    articles, problems = read_all(b'{"title": "a"}\n{"title": "\xff\xc7"}\n{"title": "b"}\n')
    assert [article.title for article in articles] == ["a", "b"]
    assert [(problem.reason, problem.line) for problem in problems] == [("unreadable", 2)]


def test_lone_surrogates_never_get_into_an_article() -> None:
    article = read_all(r'{"title": "خبر \ud800"}')[0][0]
    assert article.title == "خبر \ufffd"


MENTION = {
    "text": "أمس", "start": 4, "from": "2024-10-27", "to": "2024-10-27", "precision": "day"
}  # fmt: skip


def test_facts_that_a_record_gives() -> None:
    record = {
        "title": "خبر", "kind": "teaser", "photo_agencies": ["رويترز"], "text_agency": "واس",
        "section_id": "asia", "published": "2024-10-28", "published_evidence": "stated",
        "published_reasons": ["نُشر: 28 أكتوبر 2024"], "datelines": ["صور"], "places": ["صور"],
        "same_story": ["2"],
        "dates": [MENTION],
    }  # fmt: skip
    (article,), problems = read_all(json.dumps(record))
    assert not problems
    assert (article.kind, article.section_id) == ("teaser", "asia")
    assert (article.photo_agencies, article.text_agencies) == (("رويترز",), ("واس",))
    assert (article.published_evidence, article.published_reasons) == (
        "stated", ("نُشر: 28 أكتوبر 2024",),
    )  # fmt: skip
    day = date(2024, 10, 27)
    assert article.dates == (DateMention("أمس", 4, day, day, "day"),)
    assert article.datelines == ("صور",)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("kind", "long", "one of full, teaser"),
        ("published_evidence", "sure", "one of given, stated"),
        ("dates", "2024", "must be a list"),
        ("dates", [MENTION | {"start": 1e400}], "start (a number)"),
        ("dates", [MENTION | {"start": True}], "start (a number)"),
        ("dates", [MENTION | {"start": -1}], "start (a number)"),
        ("dates", [MENTION | {"text": {"a": 1}}], "with text"),
        ("dates", [MENTION | {"from": "2024-10-28"}], "in order"),
        ("dates", [MENTION | {"precision": "hour"}], "precision"),
        ("dates", [{"text": "أمس"}], "must hold objects with text, start"),
        ("dates", [{"text": "أمس", "start": 0, "from": "x"}], "(days, in order)"),
    ],
)
def test_facts_that_mean_nothing(field: str, value: object, words: str) -> None:
    (article,), (problem,) = read_all(json.dumps({"title": "خبر", field: value}))
    assert article == Article(id=article.id, title="خبر"), "nothing else is lost"
    assert (problem.reason, problem.line) == ("bad_fact", 1)
    assert words in problem.message
