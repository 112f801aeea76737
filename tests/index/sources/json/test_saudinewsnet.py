"""JSON arrays as SaudiNewsNet has them, and the corpus itself where it is at hand."""

import io
import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from index.article import Article
from index.sources import InputFile, Problem, find, read

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpora" / "saudinewsnet"


def held(raw: str | bytes) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile("2020-01-01.json", len(data), lambda: io.BytesIO(data))


def record(**fields: object) -> dict[str, object]:
    given = dict.fromkeys(("source", "url", "date_extracted", "title", "author", "content"), "")
    return {**given, "content": "متن", **fields}


def read_all(raw: str | bytes) -> tuple[list[Article], list[Problem]]:
    found = list(read(held(raw), "saudinewsnet"))
    articles = [one for one in found if isinstance(one, Article)]
    return articles, [one for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_record(encoding: str) -> None:
    given = record(
        source="almarsa",
        url="https://a.example/?a=1&copy=2",
        date_extracted="2020-01-02 03:04:05",
        title="عنوان &quot;أول&quot;",
        author="صور: سعاد علي",
        content="  فقرة \n\n  ثانية\nثالثة ",
    )
    articles, problems = read_all(json.dumps([given]).encode(encoding))
    assert problems == []
    assert articles == [
        Article(
            id="https://a.example/?a=1&copy=2",
            url="https://a.example/?a=1&copy=2",
            title='عنوان "أول"',
            body="فقرة\n\nثانية\n\nثالثة",
            byline="سعاد علي",
            datelines=("صور",),
            source="almarsa",
            published=date(2020, 1, 2),
            published_evidence="inferred",
            captured=datetime(2020, 1, 2, 3, 4, 5),
        )
    ]


def test_names_lose_direction_marks_and_addresses_keep_theirs() -> None:
    given = record(url="\u200fu\u200e", source="\u200fأ\u200eب", author="\u200fصور: سعاد")
    article = read_all(json.dumps([given]))[0][0]
    assert (article.id, article.url, article.source) == ("\u200fu\u200e", "\u200fu\u200e", "أب")


def test_author_is_split_into_datelines_and_byline() -> None:
    given = record(author="سعاد علي (\u200fصور\u200e) ليلى نور (صيدا)")
    article = read_all(json.dumps([given]))[0][0]
    assert (article.datelines, article.byline) == (("صور", "صيدا"), "سعاد علي - ليلى نور")


def test_problems_of_records() -> None:
    records = [record(content=" \n"), "نص", record(title=5), record(date_extracted="أمس")]
    articles, problems = read_all(json.dumps(records))
    assert len(articles) == 1
    assert [(problem.reason, problem.record) for problem in problems] == [
        ("no_text", 1),
        ("broken", 2),
        ("broken", 3),
        ("bad_date", 4),
    ]


def test_file_that_was_cut_off_keeps_what_came_before() -> None:
    text = json.dumps([record(title="أول"), record(title="ثانٍ")], indent=1, ensure_ascii=False)
    articles, problems = read_all(text[: text.rindex("ثانٍ")])
    assert [article.title for article in articles] == ["أول"]
    assert [(problem.reason, problem.line) for problem in problems] == [("broken", 14)]
    assert "column" in problems[0].message


@pytest.mark.parametrize("text", ["[", "[1", "[" * 100_000, "[" + "1" * 5000 + "]"])
def test_no_array(text: str) -> None:
    articles, problems = read_all(text)
    assert articles == []
    assert problems[-1].reason == "broken"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="SaudiNewsNet is not beside the checkout")
def test_corpus() -> None:
    found = Counter[str]()
    for file in find([CORPUS]):
        for one in read(file):
            found[one.reason if isinstance(one, Problem) else "article"] += 1
            if isinstance(one, Article):
                found["dateline"] += bool(one.datelines)
                found[f"day {one.published_evidence}"] += 1
    assert found["article"] + found["no_text"] == 31_030
    assert found["no_text"] == 354
    assert found.keys() == {"article", "no_text", "dateline", "day stated", "day inferred"}
    assert found["day stated"] > 9_000
    assert found["dateline"] > 20_000
