"""What holds for every format. A format that is added takes part, or a test fails."""

import json
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.facts.reading import read_facts
from index.facts.record import facts_json
from index.sources import FORMATS, Problem, Recognition
from tests.index.sources.dated import DATED, workbook
from tests.index.sources.held import Held, lost
from tests.index.sources.held_markup import MARKUP
from tests.index.sources.held_records import RECORDS
from tests.index.sources.many import LINES, MANY
from tests.index.sources.reading import Outcome, read_bytes
from tests.index.sources.test_no_clock import CLOCKS, clock

FILES = (*RECORDS, *MARKUP)
#: Formats whose files are packed, or whose parts have a length of their own.
_PACKED = ("xlsx", "warc", "mhtml")
_TEXTS = [one for one in FILES if one.format not in _PACKED]
_WORD = re.compile("[\u0621-\u064a]+")
#: Lengthens a line and is no letter; at the end of a name it is taken for a dash.
_TATWEEL = "\u0640"
_FOR_PROGRAMMERS = re.compile(
    r"Traceback|\b\w+(?:Error|Exception)\b|<class |object at 0x|\bNoneType\b|\blxml\b|\bindex\.\w"
    r"|not (?:dict|list|str|int|float|bool)\b"
)


def _id(file: Held) -> str:
    return f"{file.format}-{file.name}"


def _kept(outcome: Outcome) -> str:
    return json.dumps(
        [facts_json(read_facts(one)[0]) for one in outcome.articles], ensure_ascii=False
    )


def _told(outcome: Outcome) -> str:
    routine = [one for one in outcome.recognitions if not one.message.startswith("read as ")]
    return "\n".join(map(str, [*outcome.problems, *routine]))


@cache
def _read(file: Held) -> Outcome:
    return read_bytes(file.raw, file.name)


def test_every_format_takes_part() -> None:
    assert {file.format for file in FILES} == set(FORMATS)
    assert set(DATED) == set(FORMATS)
    assert set(MANY) == set(FORMATS)
    assert set(EXAMPLES) == set(FORMATS)


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_nothing_is_lost_in_silence(file: Held) -> None:
    outcome = _read(file)
    assert outcome.recognitions[0].message.startswith(f"read as {file.format}:")
    assert not lost(file.marks, _kept(outcome), _told(outcome))


def _dated(format: str, name: str, day: str) -> Outcome:
    file_name, make, _, _ = DATED[format]
    return read_bytes(make(name.replace("_", " ") if format == "page" else name, day), file_name)


@pytest.mark.parametrize(
    ("format", "name"), [(format, name) for format in DATED for name in DATED[format][2].split()]
)
def test_a_day_of_something_else_is_not_called_given(format: str, name: str) -> None:
    for day in ("2024-11-02T10:00:00", "20241102", "2 نوفمبر 2024"):
        article, _ = read_facts(_dated(format, name, day).article)
        assert article.published_evidence != "given"
        assert (article.published is None) == (article.published_evidence == "unknown")
        assert article.published is None or article.published_reasons or article.captured


@pytest.mark.parametrize(
    "day", ["قريباً", "2024-13-45", "13/2024", "02.03", "أمس", "32 أكتوبر 2024"]
)
@pytest.mark.parametrize("format", [format for format in DATED if DATED[format][3]])
def test_a_day_that_cannot_be_read_is_unknown_and_told(format: str, day: str) -> None:
    name = DATED[format][3]
    outcome = _dated(format, name, day)
    assert outcome.article.published is None
    assert outcome.reasons == ["bad_date"]
    (problem,) = outcome.problems
    for said in (day, name, "accepted: 2024-10-28"):
        assert said in problem.message
    assert problem.file.startswith(DATED[format][0])


def _all_read() -> list[tuple[list[Article], list[str]]]:
    outcomes = [read_bytes(file.raw, file.name) for file in FILES]
    for format, (_, _, others, published) in DATED.items():
        for name in filter(None, (others.split()[0], published)):
            outcomes += [_dated(format, name, day) for day in ("28 أكتوبر", "14:30", "أمس", "24")]
    return [(one.articles, [*map(str, one.problems)]) for one in outcomes]


def test_what_is_read_does_not_depend_on_the_clock() -> None:
    read = []
    for at in CLOCKS:
        with clock(at):
            read.append(_all_read())
    assert read[1:] == read[:-1]


def _words_in(text: str) -> list[str]:
    return _WORD.findall(text.replace(_TATWEEL, ""))


def _words(articles: list[Article]) -> set[str]:
    texts = (
        (one.title, one.deck, one.body, one.caption, one.credit, one.byline, one.section,
         one.source, *one.datelines, *one.agencies)
        for one in articles
    )  # fmt: skip
    return {word for parts in texts for text in parts for word in _words_in(text)}


@pytest.mark.parametrize("file", _TEXTS, ids=_id)
@pytest.mark.parametrize("codec", ["windows-1256", "utf-16", "utf-16-be", "iso8859-6"])
def test_no_letters_that_the_file_does_not_hold(file: Held, codec: str) -> None:
    raw = file.raw.decode().encode(codec, "ignore")
    outcome = read_bytes(raw, file.name, file.format)
    held = set(_words_in(raw.decode(codec)))
    assert _words(outcome.articles) <= held
    assert outcome.articles or outcome.problems


@pytest.mark.parametrize("file", _TEXTS, ids=_id)
@given(at=st.integers(min_value=0), byte=st.sampled_from([0xFF, 0x80, 0xC7, 0xD8, 0x20]))
@settings(max_examples=20, deadline=None)
def test_a_damaged_byte_makes_no_letters(file: Held, at: int, byte: int) -> None:
    raw = bytearray(file.raw)
    letters = [place for place, one in enumerate(raw) if one > 0x7F]
    raw[letters[at % len(letters)]] = byte
    outcome = read_bytes(bytes(raw), file.name, file.format)
    texts = [one.decode("utf-8", "replace") for one in (file.raw, raw)]
    held = {word for text in texts for word in _words_in(text)}
    assert _words(outcome.articles) <= held
    assert outcome.articles or outcome.problems


def _is_for_people(outcome: Outcome, name: str) -> None:
    for one in (*outcome.problems, *outcome.recognitions):
        assert isinstance(one, Problem | Recognition)
        assert one.file.startswith(name)
        assert str(one).splitlines() == [str(one)]
        assert not _FOR_PROGRAMMERS.search(one.message), one.message


@pytest.mark.parametrize("file", FILES, ids=_id)
@given(
    at=st.floats(0, 1),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6),
)
@settings(max_examples=25, deadline=None)
def test_damage_raises_nothing_and_is_told_for_people(
    file: Held, at: float, flips: list[tuple[float, int]]
) -> None:
    raw = bytearray(file.raw[: round(len(file.raw) * at)])
    for place, byte in flips:
        if raw:
            raw[int(place * len(raw))] = byte
    for format in (file.format, None):
        outcome = read_bytes(bytes(raw), file.name, format)
        _is_for_people(outcome, file.name)
        assert outcome.articles or outcome.problems


NOTHINGS = [
    *(b"", b"\n", b"\0" * 9, b"{", b"[1]", b"<a>", b"PK\3\4", b"\xff\xfe"),
    *(b'["x", null, [], 1.5]', b'{"title": {"a": []}, "dates": 3, "kind": []}'),
]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("raw", NOTHINGS)
def test_what_is_nothing_is_told_for_people(format: str, raw: bytes) -> None:
    outcome = read_bytes(raw, "خبر.txt", format)
    _is_for_people(outcome, "خبر.txt")
    # What is asked for as Markdown is Markdown.
    assert not outcome.articles or format == "markdown"
    assert outcome.articles or outcome.problems


@pytest.mark.parametrize("format", FORMATS)
@given(at=st.floats(0.5, 1))
@settings(max_examples=25, deadline=None)
def test_what_stands_before_a_cut_is_read_as_in_the_whole(format: str, at: float) -> None:
    name, raw = MANY[format]
    whole = read_bytes(raw, name, format).articles
    found = read_bytes(raw[: round(len(raw) * at)], name, format).articles
    assert len(whole) == (4 if format in LINES else 1)
    if format in LINES:
        assert found[:-1] == whole[: len(found[:-1])]
        assert len(found) >= 4 * at - 2


TITLE, OPENED = "جسر جديد فوق الوادي", "فُتح الجسر أمس"
AT = "2024-10-28T14:30:00+01:00"
LOCAL = {"section": "محليات", "source": "الرصيف"}
PAGE = {"title": TITLE, "url": "https://paper.example/7"}
STATED = {"source": "paper.example", "published": "2024-10-28", "published_evidence": "stated"}
#: What stands in the first article of the example of each format; all else in it is empty.
EXAMPLES: dict[str, dict[str, object]] = {
    "page": {
        "title": "قطار المساء يعود إلى المحطة القديمة",
        "deck": "بعد عامين من الترميم",
        "caption": "ركاب على رصيف المحطة (رويترز)",
        "credit": "رويترز",
    },
    "json": {
        "title": TITLE,
        "published": AT,
        "published_evidence": "given",
        "datelines": ["تونس", "صفاقس"],
        **LOCAL,
    },
    "telegram": {
        "title": TITLE,
        "published": AT,
        "published_evidence": "given",
        "source": "الرصيف",
    },
    "jsonfeed": {
        **PAGE,
        **LOCAL,
        "byline": "سعاد علي",
        "published": AT,
        "published_evidence": "given",
    },
    "ninjs": {
        "title": TITLE,
        "byline": "سعاد علي",
        "datelines": ["تونس"],
        "section": "محليات",
        "published": AT,
        "published_evidence": "inferred",
    },
    "csv": {
        "title": TITLE,
        "datelines": ["تونس", "صفاقس"],
        "section": "محليات",
        "published": "2024-10-28",
        "published_evidence": "given",
    },
    "xlsx": {
        "title": TITLE,
        "section": "محليات",
        "published": "2024-10-28",
        "published_evidence": "given",
    },
    "markdown": {
        "title": TITLE,
        "byline": "سعاد علي",
        "section": "محليات",
        "published": "2024-10-28",
        "published_evidence": "given",
    },
    "saudinewsnet": {
        **PAGE,
        "byline": "سعاد علي",
        "datelines": ["تونس"],
        "source": "الرصيف",
        "published": "2015-07-21",
        "published_evidence": "inferred",
        "captured": "2015-07-21T02:51:32",
    },
    "trec": {
        "title": TITLE,
        "deck": "يصل الجسر ضفتي المدينة.",
        "byline": "سعاد علي",
        **LOCAL,
        "published": "2024-10-28",
        "published_evidence": "given",
    },
    "feed": {**PAGE, **LOCAL, "published": AT, "published_evidence": "given"},
    "wxr": {
        **PAGE,
        **LOCAL,
        "byline": "سعاد علي",
        "published": AT,
        "published_evidence": "given",
    },
    "newsml": {
        "title": TITLE,
        "byline": "سعاد علي",
        "datelines": ["تونس"],
        "published": AT,
        "published_evidence": "inferred",
    },
    "nitf": {
        "title": TITLE,
        "deck": "بعد عامين من العمل",
        "byline": "سعاد علي",
        "datelines": ["تونس"],
        **LOCAL,
        "issue": "1204",
        "published": AT,
        "published_evidence": "given",
    },
    "alto": {"page": "4"},
    "hocr": {"page": "4"},
    "html": {
        **PAGE,
        **LOCAL,
        "byline": "سعاد علي",
        "published": AT,
        "published_evidence": "given",
    },
    "warc": {**PAGE, **STATED, "captured": "2024-10-30T06:00:00+00:00"},
    "mhtml": {**PAGE, **STATED, "captured": "2024-10-30T06:00:00"},
}
#: Of facts and identity, which other tests hold.
_MADE = ("id", "kind", "agencies", "photo_agencies", "text_agencies", "section_id", "places",
         "dates", "same_story", "published_reasons", "body")  # fmt: skip


def _example(format: str) -> str | bytes:
    text = FORMATS[format].example
    return workbook([line.split("\t") for line in text.splitlines()]) if format == "xlsx" else text


@pytest.mark.parametrize("format", FORMATS)
def test_the_example_of_a_format_is_the_article_that_is_shown(format: str) -> None:
    found = FORMATS[format]
    outcome = read_bytes(_example(format), f"a{found.suffixes[0]}")
    assert outcome.recognitions[0].message.startswith(f"read as {format}:")
    assert not outcome.problems
    record = facts_json(read_facts(outcome.articles[0])[0])
    shown = {name: value for name, value in record.items() if value and name not in _MADE}
    evidence = {"published_evidence": "unknown"}
    assert shown == evidence | EXAMPLES[format]
    assert str(record["body"]).startswith(("فُتح الجسر", "عاد قطار المساء"))
