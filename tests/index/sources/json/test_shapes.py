"""Where the records of a JSON file stand: every shape gives the same articles, cut ones too."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.limits import SourceLimits
from index.sources.json.window import Window
from tests.index.sources.reading import read_bytes, read_within

BRIDGE = {"title": "جسر جديد فوق الوادي", "text": "فُتح الجسر أمس أمام السيارات والمشاة."}
TRAIN = {"title": "قطار المساء يعود", "text": "عاد قطار المساء أمس إلى المحطة القديمة."}
BOTH = [BRIDGE, TRAIN]


def dumped(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


SHAPES: dict[str, Any] = {
    "array": BOTH,
    "wrapper": {"status": "ok", "totalResults": 2, "articles": BOTH},
    "wrapper of any name": {"kalam": BOTH},
    "wrapper with a title": {"title": "الرصيف", "items": BOTH},
    "wrapper in a wrapper": {"data": {"posts": BOTH, "page": 1}},
    "Elasticsearch": {
        "took": 1, "hits": {"total": 2, "hits": [
            {"_index": "news", "_id": "a", "_score": 1.0, "_source": BRIDGE},
            {"_index": "news", "_id": "b", "_score": 1.0, "_source": TRAIN}]}},
    "Solr": {
        "responseHeader": {"status": 0}, "response": {"numFound": 2, "docs": [
            {name: [value] for name, value in one.items()} for one in BOTH]}},
    "GraphQL": {"data": {"posts": {"edges": [{"node": BRIDGE}, {"node": TRAIN}]}}},
    "JSON:API": {"data": [{"id": "1", "attributes": BRIDGE}, {"id": "2", "attributes": TRAIN}]},
    "rows of a viewer": {"features": [], "rows": [{"row_idx": 0, "row": BRIDGE},
                                                  {"row_idx": 1, "row": TRAIN}]},
    "keyed by number": {"1": BRIDGE, "2": TRAIN},
    "keyed by id": {"news": {"-La": BRIDGE, "-Lb": TRAIN}},
    "split into parts": {"train": [BRIDGE], "test": [TRAIN]},
    "pandas columns": {name: {"0": BRIDGE[name], "1": TRAIN[name]} for name in BRIDGE},
    "pandas split": {"columns": ["title", "text"], "index": [0, 1],
                     "data": [list(BRIDGE.values()), list(TRAIN.values())]},
    "columns as lists": {name: [BRIDGE[name], TRAIN[name]] for name in BRIDGE},
    "rows with a header": [["title", "text"], list(BRIDGE.values()), list(TRAIN.values())],
    "XML made JSON": {"rss": {"channel": {"title": "الرصيف", "item": BOTH}}},
    "graph": {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "الرصيف"}, {"@type": "NewsArticle", **BRIDGE},
        {"@type": "NewsArticle", **TRAIN}]},
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_articles(shape: str, indent: int | None) -> None:
    read = read_bytes(dumped(SHAPES[shape], indent), "a.json")
    assert [(one.title, one.body) for one in read.articles] == [
        (one["title"], one["text"]) for one in BOTH
    ]
    assert not {"broken", "no_text", "unreadable"}.intersection(read.reasons)


@pytest.mark.parametrize(
    "text",
    [
        dumped(BRIDGE) + "\n" + dumped(TRAIN) + "\n",
        dumped(BRIDGE) + ",\n" + dumped(TRAIN) + ",\n",
        dumped(BRIDGE) + dumped(TRAIN),
        dumped(BRIDGE, 2) + "\n" + dumped(TRAIN, 2),
        "\ufeff" + dumped(BOTH),
        f"[{dumped(BRIDGE)},\n{dumped(TRAIN)},]",
        dumped([BRIDGE, {**TRAIN, "score": float("nan"), "rank": float("inf")}]),
        dumped(BRIDGE) + "\n" + dumped({"articles": [TRAIN]}),
        dumped({"_id": "a", "_source": BRIDGE}) + "\n" + dumped({"_id": "b", "_source": TRAIN}),
    ],
)
def test_lines_and_values_one_behind_the_other(text: str) -> None:
    read = read_bytes(text, "a.json")
    assert [one.title for one in read.articles] == [one["title"] for one in BOTH]
    assert not read.problems


STREAMED = ("array", "wrapper", "wrapper in a wrapper", "Elasticsearch", "keyed by id")


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("shape", STREAMED)
def test_a_file_that_is_cut_keeps_the_records_before_the_cut(
    shape: str, indent: int | None
) -> None:
    text = dumped(SHAPES[shape], indent)
    end = text.index(TRAIN["text"])
    for at in range(end, len(text.rstrip("]} \n"))):
        read = read_bytes(text[:at], "a.json")
        assert [one.title for one in read.articles][:1] == [BRIDGE["title"]], text[:at]
        assert [problem.reason for problem in read.problems] == ["broken"]
        assert "cut off" in read.messages


def test_a_record_that_breaks_costs_no_other_on_lines_of_their_own() -> None:
    text = f'[\n{dumped(BRIDGE)},\n{{"title": "أ" "ب"}},\n{dumped(TRAIN)}\n]'
    read = read_bytes(text, "a.json")
    assert [one.title for one in read.articles] == [one["title"] for one in BOTH]
    assert [(one.reason, one.line) for one in read.problems] == [("broken", 3)]


def test_a_damaged_byte_costs_its_record() -> None:
    raw = dumped([BRIDGE, {"title": "?", "text": "متن"}, TRAIN]).encode().replace(b"?", b"\xff")
    read = read_bytes(raw, "a.json", "json")
    assert [one.title for one in read.articles] == [one["title"] for one in BOTH]
    assert [(one.reason, one.record) for one in read.problems] == [("unreadable", 2)]


@pytest.mark.parametrize("key", ["7f3", "https://paper.example/7"])
def test_a_key_that_is_no_number_is_the_identity(key: str) -> None:
    read = read_bytes(dumped({key: BRIDGE, "x": TRAIN}), "a.json")
    assert read.articles[0].id == key


def test_what_stands_beside_records_is_told() -> None:
    read = read_bytes(dumped({"status": "ok", "source": "الرصيف", "articles": BOTH}), "a.json")
    assert [one.source for one in read.articles] == ["الرصيف", "الرصيف"]
    assert any("status" in one.message for one in read.recognitions)
    assert any("articles" in one.message for one in read.recognitions)


@pytest.mark.parametrize(
    ("names", "is_told"),
    [(("2024-10-28", "2024-10-29"), True), (("سياسة", "رياضة"), True), (("train", "test"), False)],
)
def test_names_that_records_are_grouped_under_are_told(
    names: tuple[str, str], *, is_told: bool
) -> None:
    read = read_bytes(dumped({names[0]: [BRIDGE], names[1]: [TRAIN]}), "a.json")
    assert len(read.articles) == 2
    assert read.reasons == (["unknown_field"] if is_told else [])
    assert all(name in read.messages for name in names if is_told)


def test_long_objects_are_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.json.walking._HEAD", 100)
    limits = SourceLimits(record_bytes=200)
    many = [{"title": f"خبر {n}", "text": "متن الخبر"} for n in range(100)]
    for value in ({"data": {"articles": many}}, {str(n): one for n, one in enumerate(many)}):
        for indent in (None, 2):
            read = read_within(limits, dumped(value, indent), "a.json")
            assert len(read.articles) == 100
            assert not read.problems


@pytest.mark.parametrize(
    "between",
    [
        pytest.param('], "{long}", [', id="in a list of lists"),
        pytest.param(']\n"{long}"\n[', id="between values"),
        pytest.param("]\n" + '{"a":\n' * 30 + '"{long}"' + "}" * 30 + "\n[", id="deep"),
        pytest.param(', "{long}",', id="in the list"),
        pytest.param(', {"a": "{long}"},', id="a record"),
    ],
)
def test_a_value_that_is_too_long_costs_itself_wherever_it_stands(between: str) -> None:
    text = f"[\n{dumped(BRIDGE)}\n{between.replace('{long}', 'ن' * 3000)}\n{dumped(TRAIN)}\n]"
    read = read_within(SourceLimits(record_bytes=2000), text, "a.json")
    assert len(read.articles) == 2
    assert "too_large" in read.reasons
    assert "report this" not in read.messages


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(values=st.lists(VALUES, max_size=4), size=st.integers(1, 40), ascii=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_window_gives_the_values_wherever_chunks_end(
    values: list[object], size: int, ascii: bool
) -> None:
    text = "\n".join(json.dumps(value, ensure_ascii=ascii) for value in values)
    window = Window(iter([text[at : at + size] for at in range(0, len(text), size)]))
    found = []
    while window.peek():
        found.append((window.value(), window.line))
    assert [value for value, _ in found] == values
    # A line is told where a value starts, so it is that of its end here.
    assert [line for _, line in found] == list(range(1, len(values) + 1))
