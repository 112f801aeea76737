"""Names and shapes that files have, as fields of articles; what no field takes is told."""

import json
import shlex
from datetime import UTC, date, datetime
from typing import Any

import pytest

from index.article import Article
from index.sources.records.field_names import field_of
from index.sources.records.fields import FIELDS
from tests.index.sources.reading import Outcome, read_bytes


def read(*records: dict[str, Any], **mapping: str) -> Outcome:
    return read_bytes(json.dumps(records, ensure_ascii=False), "a.json", **mapping)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_known_by_its_own_name(name: str) -> None:
    assert field_of(name) == name


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Publish_Date", "published"),
        ("datePublished", "published"),
        ("date-published", "published"),
        ("تاريخ النشر", "published"),
        ("تاريخ_النشر", "published"),
        ("\u200fالعنوان", "title"),
        ("العُنْوان", "title"),
        ("articleBody", "body"),
        ("maintext", "body"),
        ("source_domain", "source"),
        ("الكاتب", "byline"),
        ("date_download", "captured"),
        ("modified", None),
        ("updated_at", None),
        ("created_at", None),
        ("contentAr", "body"),
        ("summary_ar", "deck"),
        ("contentEn", None),
        ("lien", "url"),
        ("Date de publication", "published"),
        ("Publié le", "published"),
        ("مضمون الخبر", "body"),
        ("الفئه", "section"),
        ("فيه", None),
        ("kalam", None),
    ],
)
def test_names(name: str, field: str | None) -> None:
    assert field_of(name) == field


@pytest.mark.parametrize(
    ("values", "field", "value"),
    [
        ({"title": {"rendered": "جسر &#8211; جديد"}}, "title", "جسر – جديد"),
        ({"headline": {"main": "جسر"}}, "title", "جسر"),
        ({"title": {"ar": "جسر", "en": "A bridge"}}, "title", "جسر"),
        ({"body": {"#text": "متن"}}, "body", "متن"),
        ({"body": {"__cdata": "<p>متن</p>"}}, "body", "متن"),
        ({"content": ["أولى", "ثانية"]}, "body", "أولى\n\nثانية"),
        ({"date": {"day": 28, "month": 10, "year": 2024}}, "published", date(2024, 10, 28)),
        ({"byline": {"original": "سعاد علي"}}, "byline", "سعاد علي"),
        ({"content": "فُتح الجسر أمس… [+1200 chars]"}, "kind", "teaser"),
        ({"link": "/7", "url": "https://paper.example/7"}, "url", "https://paper.example/7"),
        ({"content": [{"type": "paragraph", "text": "أولى"}, {"type": "paragraph", "text": "ب"}]},
         "body", "أولى\n\nب"),
        ({"content": ["كتب ", {"type": "bold", "text": "خالد"}, "."]}, "body", "كتب خالد."),
        ({"authors": ["سعاد علي", "ليلى نور"]}, "byline", "سعاد علي، ليلى نور"),
        ({"author": [{"name": "سعاد"}, {"name": "ليلى"}]}, "byline", "سعاد، ليلى"),
        ({"author": {"@type": "Person", "name": "سعاد"}}, "byline", "سعاد"),
        ({"author": "nan"}, "byline", ""),
        ({"categories": ["محليات", "اقتصاد"]}, "section", "محليات"),
        ({"category": {"name": "محليات"}}, "section", "محليات"),
        ({"label": 3}, "section", ""),
        ({"source": {"id": None, "name": "الرصيف"}}, "source", "الرصيف"),
        ({"publisher": {"name": "الرصيف"}}, "source", "الرصيف"),
        ({"mainEntityOfPage": {"@id": "https://a.example/1"}}, "url", "https://a.example/1"),
        ({"link": ["https://a.example/1"]}, "url", "https://a.example/1"),
        ({"_id": {"$oid": "5f1"}}, "id", "5f1"),
        ({"id": 7.0}, "id", "7"),
        ({"date": {"$date": "2024-10-28T10:00:00Z"}}, "published",
         datetime(2024, 10, 28, 10, tzinfo=UTC)),
        ({"date": "2024-10-28", "dateModified": "2024-10-30"}, "published", date(2024, 10, 28)),
        ({"dateModified": "2024-10-30"}, "published", None),
        ({"date_download": "2024-10-30"}, "captured", date(2024, 10, 30)),
        ({"date_download": "2024-10-30"}, "published", None),
        ({"issue": 12, "page": 3}, "issue", "12"),
        ({"agencies": [{"name": "رويترز"}, "واس"]}, "agencies", ("رويترز", "واس")),
    ],
)  # fmt: skip
def test_shapes(values: dict[str, Any], field: str, value: object) -> None:
    names = {field_of(name) for name in values}
    rest = {"title": "خبر"} if "title" not in names else {}
    rest |= {"body": "متن المقال"} if "body" not in names else {}
    assert getattr(read({**rest, **values}).article, field) == value


LONG = "فُتح الجسر الجديد صباح أمس أمام السيارات والمشاة، بعد أعمال استغرقت عامين كاملين. " * 4


@pytest.mark.parametrize(
    ("values", "body", "deck", "told"),
    [
        ({"text": LONG, "content": "يصل الجسر ضفتي المدينة."}, LONG, "يصل الجسر ضفتي المدينة.", ""),
        ({"text": "يصل الجسر ضفتي المدينة.", "content": LONG}, LONG, "يصل الجسر ضفتي المدينة.", ""),
        ({"text": LONG, "content": LONG}, LONG, "", ""),
        ({"text": LONG, "content_html": f"<p>{LONG}</p>"}, LONG, "", ""),
        ({"text": LONG, "content": LONG[:60]}, LONG, "", ""),
        ({"text": LONG, "content": LONG[::-1] + "."}, LONG[::-1].strip() + ".", "", "'text'"),
        ({"text": LONG, "الموضوع": "اقتصاد"}, LONG, "", "'الموضوع'"),
        ({"content": {"html": f"<p>{LONG}</p>", "text": LONG}}, LONG, "", ""),
        ({"summary": "يصل الجسر.", "text": LONG}, LONG, "يصل الجسر.", ""),
        ({"description": LONG}, LONG, "", ""),
        ({"deck": LONG}, "", LONG, ""),
    ],
)
def test_two_texts(values: dict[str, Any], body: str, deck: str, told: str) -> None:
    outcome = read({"title": "خبر", **values})
    assert (outcome.article.body.strip(), outcome.article.deck) == (body.strip(), deck.strip())
    assert told in outcome.messages
    assert bool(told) == bool(outcome.problems)


def test_the_likelier_name_is_taken_and_the_other_told() -> None:
    outcome = read(
        {"title": "خبر", "body": "متن", "published_at": "2024-10-28", "date": "2024-10-27"}
    )
    assert outcome.article.published == date(2024, 10, 28)
    assert "'published_at' is taken" in outcome.messages


def test_what_is_not_kept_is_told_once_with_its_count_and_an_example() -> None:
    records = [{"title": f"خبر {n}", "body": "متن", "mood": "سعيد", "x": None} for n in range(3)]
    (problem,) = read(*records).problems
    assert problem.reason == "unknown_field"
    for words in ("'mood'", "3×", "سعيد", "--map mood=FIELD", "--map mood="):
        assert words in problem.message


@pytest.mark.parametrize("depth", [1, 3])
def test_a_mapping_goes_before_the_names_that_are_known(depth: int) -> None:
    inner: dict[str, Any] = {"kalam": "متن من الداخل هنا"}
    for _ in range(depth):
        inner = {"in": inner}
    name = "in." * depth + "kalam"
    outcome = read({"title": "خبر", "text": "نص", **inner}, **{name: "body", "text": ""})
    assert outcome.article.body == "متن من الداخل هنا"
    assert not outcome.problems
    assert any(name in one.message for one in outcome.recognitions)


HEADLINES = [{"headline": f"خبر {n}", "kalam": "فُتح الجسر أمس أمام السيارات."} for n in range(3)]


def test_no_archive_of_headlines_is_made_of_texts_under_unknown_names() -> None:
    outcome = read(*HEADLINES)
    assert outcome.articles == []
    assert outcome.reasons[0] == "no_text"
    assert "'kalam': --map kalam=body" in outcome.messages
    assert [one.body for one in read(*HEADLINES, kalam="body").articles] == [
        one["kalam"] for one in HEADLINES
    ]


def test_a_text_in_parts_under_an_unknown_name_is_named() -> None:
    outcome = read({"title": "خبر", "sections": [{"heading": "أ", "text": LONG}]})
    assert outcome.articles == []
    assert "--map sections=body" in outcome.messages


def test_a_record_of_nothing_is_told_so() -> None:
    outcome = read({"title": "خبر", "body": "متن"}, {"title": "", "content": None})
    assert "all that it names is empty: title, content" in outcome.messages


def test_headlines_alone_are_read_and_beside_bodies_too() -> None:
    assert len(read({"title": "أ"}, {"title": "ب"}).articles) == 2
    assert read({"title": "أ"}).problems == []
    outcome = read(HEADLINES[0], {"title": "ب", "body": "متن"})
    assert len(outcome.articles) == 2
    assert "--map kalam=body" in outcome.messages


@pytest.mark.parametrize(
    ("fields", "is_told"), [({}, True), ({"kind": "teaser"}, False), ({"body": "متن"}, False)]
)
def test_an_archive_of_headlines_is_told(fields: dict[str, str], *, is_told: bool) -> None:
    outcome = read(*({"title": one, "date": "2024-10-28", **fields} for one in "أب"))
    assert len(outcome.articles) == 2
    assert outcome.reasons == (["no_body"] if is_told else [])


@pytest.mark.parametrize("path", ["/news/7", "../7", "./7.html", "?id=7"])
def test_a_path_is_neither_address_nor_identity(path: str) -> None:
    first, second = ({"title": one, "body": "متن", "url": path} for one in "أب")
    outcome = read(first, second)
    assert len({one.id for one in outcome.articles}) == 2
    assert not any(one.url for one in outcome.articles)
    assert "a path is no address" in outcome.messages


@pytest.mark.parametrize("field", ["label", "قسم", "source_id"])
def test_a_number_names_no_section(field: str) -> None:
    outcome = read({"title": "خبر", "body": "متن", field: 3})
    assert (outcome.article.section, outcome.article.source) == ("", "")
    assert f"--map {field}=" in outcome.messages
    assert "FIELD" not in outcome.messages


@pytest.mark.parametrize("name", ["مزاج الكاتب اليوم", "l'état", "a b"])
def test_options_stand_in_messages_as_a_shell_takes_them(name: str) -> None:
    (problem,) = read({"title": "خبر", "body": "متن", name: "هادئ"}).problems
    words = shlex.split(problem.message.split("to keep it: ")[1].replace(";", ""))
    assert f"{name}=FIELD" in words
    assert f"{name}=" in words


def test_identity_is_headline_text_and_day() -> None:
    base = {"title": "عاجل", "body": "متن", "date": "2024-10-28"}
    others = [{**base, "body": "آخر"}, {**base, "date": "2024-10-29"}, {**base, "title": "خبر"}]
    ids = {one.id for one in read(base, *others).articles}
    assert len(ids) == 4
    same = read(base, {**base, "caption": "صورة", "date": "2024-10-28T10:00:00"}).articles
    assert same[0].id == same[1].id


def test_a_post_of_wordpress() -> None:
    post = {
        "id": 7, "date": "2024-10-28T14:30:00", "modified": "2024-10-29T10:00:00",
        "link": "https://paper.example/7", "title": {"rendered": "جسر جديد"},
        "content": {"rendered": "<p>فُتح الجسر.</p>\n<p>طوله مئة متر.</p>", "protected": False},
        "excerpt": {"rendered": "<p>يصل ضفتي المدينة.</p>"}, "author": 3, "categories": [5],
        "_links": {"self": [{"href": "https://paper.example/x"}]},
        "_embedded": {"author": [{"id": 3, "name": "سعاد علي"}],
                      "wp:term": [[{"id": 5, "taxonomy": "category", "name": "محليات"}]]},
    }  # fmt: skip
    outcome = read(post)
    assert outcome.article == Article(
        id="7", url="https://paper.example/7", title="جسر جديد",
        body="فُتح الجسر.\n\nطوله مئة متر.", deck="يصل ضفتي المدينة.", byline="سعاد علي",
        section="محليات", published=datetime(2024, 10, 28, 14, 30),
    )  # fmt: skip
    assert "a change is no publication" in outcome.messages


def test_ever_other_names_make_no_endless_message() -> None:
    lines = [f'{{"title": "خبر {number}", "k{number}": "شيء"}}' for number in range(12_000)]
    told = read_bytes("\n".join(lines), "a.jsonl").problems
    assert len(told[-1].message) < 3000
    assert "and 11880 values under other names" in told[-1].message
