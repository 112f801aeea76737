"""Names that stand twice in one object are told, and of their values the last is kept."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.limits import SourceLimits
from index.sources import Problem, find, read
from index.sources.records.repeated_names import decoded
from tests.index.sources.reading import read_bytes, read_within

TWICE = '{"id": "1", "title": "أول", "title": "ثان", "body": "نص الخبر"}'
#: What looks like a name within a text is none.
ONCE = '{"id": "2", "title": "ثالث", "body": "قال: {\\"title\\": \\"title\\": 1} : \\": نص"}'
ESCAPED = TWICE.replace("title", "t\\u0069tle", 1)
MESSAGE = "'title' stands twice in one object; the last value is kept"


def _told(problems: list[Problem]) -> list[tuple[int | None, str]]:
    return [(one.line, one.message) for one in problems if one.reason == "left_out"]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (f"{TWICE}\n{ONCE}\n", 1),
        (f"{ONCE}\n{TWICE}\n", 2),
        (f"{ONCE}\n{ONCE.replace('2', '3')} {TWICE}\n", 2),
        (f"[{ONCE},\n{TWICE}]", 2),
        (f"\n[{ONCE},\n{TWICE.replace(', ', ',' + chr(10))}]", 5),
        (f'{{"articles": [{ONCE},\n\n{TWICE}]}}', 3),
        (f'{{"a": {ONCE},\n"b": {TWICE}}}', 2),
        (f"[{ONCE},\n{TWICE.replace(':', ' : ')}]", 2),
        (f"[{ONCE},\n{TWICE.replace(':', chr(10) + ':')}]", 4),
        (f"[{ONCE},\n{ESCAPED}]", 2),
        (f'{{"articles": [{ONCE},\n {TWICE}, {{"title": "cut', 2),
    ],
)  # fmt: skip
def test_names_that_stand_twice_are_told(raw: str, line: int) -> None:
    found = read_bytes(raw, "a.json")
    assert {one.title for one in found.articles} >= {"ثان", "ثالث"}
    assert _told(found.problems) == [(line, MESSAGE)]


def test_what_is_read_member_by_member_is_told_too() -> None:
    other = ONCE.replace("2", "3")
    raw = f'{{"source": "أ",\n"source": "ب",\n"articles": [{TWICE}],\n"articles": [{other}]}}'
    found = read_within(SourceLimits(record_bytes=200), raw, "a.json")
    assert [one.title for one in found.articles] == ["ثان", "ثالث"]
    assert _told(found.problems) == [
        (2, "'source' stands twice in one object; the last value is kept"),
        (3, MESSAGE),
        (4, "'articles' stands twice in one object; what is under both is read"),
    ]


def test_names_in_many_objects_of_one_value_have_one_line() -> None:
    inner = ", ".join(['{"a": 1, "a": 2}'] * 500)
    raw = f'[{{"title": "خبر", "body": "نص",\n"tags": [{inner}]}}]'
    assert _told(read_bytes(raw, "a.json").problems) == [
        (2, "'a' stands twice in one object, in 500 objects, this one first; "
            "the last value is kept")
    ]  # fmt: skip
    many = ", ".join(f'"n{number}": 1, "n{number}": 2' for number in range(500))
    told = _told(read_bytes(f'[{{"title": "خبر", "body": "نص", {many}}}]', "a.json").problems)
    assert len(told) == 21
    assert told[-1][1].startswith("480 more names stand twice in one object, such as 'n20', ")


def _zipped(raw: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("in.jsonl", raw)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "pack", "shown"),
    [
        ("a.jsonl.gz", lambda raw: gzip.compress(raw.encode()), "a.jsonl.gz"),
        ("a.zip", _zipped, "a.zip/in.jsonl"),
    ],
)
def test_in_packed_files_likewise(name: str, pack, shown: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / name).write_bytes(pack(f"{ONCE}\n{TWICE}\n"))
    found = [one for file in find([tmp_path / name]) for one in read(file)]
    assert {one.title for one in found if isinstance(one, Article)} == {"ثان", "ثالث"}
    assert [str(one) for one in found if isinstance(one, Problem)] == [
        f"{tmp_path}/{shown}, line 2: {MESSAGE}"
    ]


#: Formats in JSON that others have defined, with a name that stands twice in line 2.
DEFINED = {
    "jsonfeed": '{"version": "https://jsonfeed.org/version/1.1", "items": [\n'
    '{"id": "1", "title": "أول", "title": "ثان", "content_text": "نص الخبر"}]}',
    "ninjs": '{"uri": "urn:1", "type": "text",\n'
    '"title": "أول", "title": "ثان", "headline": "ثان", "body_text": "نص الخبر"}',
    "saudinewsnet": '[{"source": "x", "url": "https://x.example/1",\n"title": "أول", '
    '"title": "ثان", "author": "", "date_extracted": "2015-07-21 02:51:32", "content": "نص"}]',
}


@pytest.mark.parametrize("format", DEFINED)
def test_formats_of_others(format: str) -> None:
    found = read_bytes(DEFINED[format], "a.json", format)
    assert found.article.title == "ثان"
    assert (2, MESSAGE) in _told(found.problems)


def test_telegram() -> None:
    raw = (
        '{"name": "x", "type": "public_channel", "id": 7, "messages": [\n{"id": 1, "type": '
        '"message",\n"date": "2024-10-28T14:30:00", "text": "أول", "text": "ثان\\n\\nنص الخبر"}]}'
    )
    found = read_bytes(raw, "result.json")
    assert found.article.title == "ثان"
    assert _told(found.problems) == [(3, MESSAGE.replace("title", "text"))]


PROSE = "فُتح الجسر الجديد صباح أمس أمام السيارات والمشاة بعد أعمال استغرقت عامين كاملين. "


def test_json_in_a_page() -> None:
    raw = (
        "<!doctype html>\n<html><head><title>جسر جديد فوق الوادي</title>\n"
        '<script type="application/ld+json">\n{"@type": "NewsArticle",\n"headline": "جسر جديد فوق '
        'الوادي",\n"datePublished": "2024-10-27",\n"datePublished": "2024-10-28"}\n</script></head>'
        f"<body><article><h1>جسر جديد فوق الوادي</h1><p>{PROSE}</p><p>{PROSE * 2}</p></article>"
        "</body></html>"
    )
    found = read_bytes(raw, "a.html")
    assert str(found.article.published) == "2024-10-28"
    assert _told(found.problems) == [(7, MESSAGE.replace("title", "datePublished"))]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ('{\n"title": "أول",\n"title": "ثان"\n}\n', 3),
        ("title: أول\ntitle: ثان\n\n", 2),
        ("\nauthor: سعاد\ntitle: أول\ntitle: ثان\n\n", 4),
    ],
)
def test_what_stands_before_a_text(above: str, line: int) -> None:
    found = read_bytes(f"{above}\n{PROSE}\n", "a.md")
    assert found.article.title == "ثان"
    assert _told(found.problems) == [(line, MESSAGE)]


_NAMES = st.sampled_from(["a", "b", 'c":', '": ', "}{", "\\", "ا"])
_PAIRS = st.recursive(
    st.sampled_from(["", 'x": y', '{"a": 1, "a": 2}', 1, 1.5]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.lists(st.tuples(_NAMES, inner), max_size=4).map(tuple)
    ),
    max_leaves=12,
)


@given(_PAIRS, st.booleans())
def test_whatever_is_written_each_repeated_name_is_found(value: object, ascii: bool) -> None:
    twice: set[str] = set()

    def written(one: object) -> str:
        if isinstance(one, tuple):
            names = [name for name, _ in one]
            twice.update(name for name in names if names.count(name) > 1)
            pairs = (f"{json.dumps(n, ensure_ascii=ascii)}\n:{written(v)}" for n, v in one)
            return "{" + ", ".join(pairs) + "}"
        if isinstance(one, list):
            return "[" + ", ".join(map(written, one)) + "]"
        return json.dumps(one)

    text = written(value)
    read, end, repeated = decoded(text)
    assert (read, end) == (json.loads(text), len(text))
    assert {one.name for one in repeated} == twice


def test_elements_of_an_entry_that_stand_again() -> None:
    raw = (
        "<rss><channel><item><title>أول</title><title>ثان</title><guid>1</guid><guid>2</guid>"
        "<link>https://x.example/1</link><description>نص الخبر</description>"
        "<pubDate>Mon, 28 Oct 2024 10:00:00 GMT</pubDate>"
        "<pubDate>Wed, 30 Oct 2024 10:00:00 GMT</pubDate></item></channel></rss>"
    )
    found = read_bytes(raw, "a.xml")
    assert found.article.title == "أول"
    assert "further guid (1), further title (1)" in found.messages
    assert "pubDate says 'Wed, 30 Oct 2024 10:00:00 GMT'" in found.messages
    same = raw.replace("ثان", "أول").replace("<guid>2", "<guid>1").replace("Wed, 30", "Mon, 28")
    assert not read_bytes(same, "a.xml").problems


def test_elements_of_a_post_that_stand_again() -> None:
    raw = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="urn:c"><channel><item>'
        "<title>أول</title><title>ثان</title><content:encoded>نص الخبر</content:encoded>"
        "</item></channel></rss>"
    )
    found = read_bytes(raw, "a.xml", "wxr")
    assert found.article.title == "أول"
    assert "title (1); the first is kept" in found.messages


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.json", '{"columns": ["title", "title", "body"], "data": [["أول", "ثان", "نص الخبر"]]}'),
        ("a.json", '[["title", "title", "body"], ["أول", "ثان", "نص الخبر"]]'),
        ("a.csv", "title,title,body\nأول,ثان,نص الخبر\n"),
        ("a.csv", "title,x,x,body\nأول,ثان,ثالث,نص الخبر\n"),
        ("a.txt", "<DOC>\n<TITLE>أول</TITLE>\n<TITLE>ثان</TITLE>\n<TEXT>نص الخبر</TEXT>\n</DOC>\n"),
        ("a.md", "---\ntitle: أول\ntitle: ثان\n---\nنص الخبر\n"),
    ],
)
def test_no_column_or_field_that_stands_again_goes_in_silence(name: str, raw: str) -> None:
    found = read_bytes(raw, name)
    assert found.problems
    assert all(one.title == "أول" for one in found.articles)
