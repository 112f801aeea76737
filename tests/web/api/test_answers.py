"""What the API gives beside the first page of results: choices, cursors, figures, languages."""

import json
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.facets import FACET_BY_NAME, NO_VALUE
from tests.web.api.test_api import get, ids, search
from web import create_app
from web.api.serializers import ARTICLE_FIELDS, EVERY_HIT_FIELD, HIT_FIELDS
from web.url import parameters
from web.url.reading import read_search


def test_fields_choose_what_a_hit_has(client: FlaskClient) -> None:
    assert all(list(hit) == list(HIT_FIELDS) for hit in search(client)["hits"])
    (hit, *_) = search(client, q="القمح", fields=["title, id", "snippet_html"])["hits"]
    assert list(hit) == ["title", "id", "snippet_html"]
    (hit, *_) = search(client, q="القمح", fields=",".join(EVERY_HIT_FIELD))["hits"]
    assert list(hit) == list(EVERY_HIT_FIELD)
    article = get(client, f"/api/v1/articles/{hit['id']}")
    assert hit["body"] == article["body"]
    assert hit["body"]


def test_fields_choose_what_an_article_has(client: FlaskClient) -> None:
    assert list(get(client, "/api/v1/articles/wheat-1")) == list(ARTICLE_FIELDS)
    chosen = get(client, "/api/v1/articles/wheat-1", fields="related,url")
    assert list(chosen) == ["related", "url"]
    assert chosen["related"]


def test_only_the_facets_asked_for_are_counted(client: FlaskClient) -> None:
    everything = search(client, q="القمح")["facets"]
    assert list(everything) == list(FACET_BY_NAME)
    some = search(client, q="القمح", facet=["source,agency", "date"])["facets"]
    assert some == {name: everything[name] for name in ("agency", "source", "date")}
    assert search(client, q="القمح", facet="none")["facets"] == {}


def test_a_value_can_be_left_out(client: FlaskClient) -> None:
    before, after = search(client, size=50), search(client, size=50, not_section="economy")
    assert after["query"]["not_section"] == ["economy"]
    assert 0 < after["total"] < before["total"]
    assert not {"economy"} & {hit["section_id"] for hit in after["hits"]}
    (value,) = (v for v in after["facets"]["section"] if v["value"] == "economy")
    assert (value["excluded"], value["selected"]) == (True, False)


@pytest.mark.parametrize("query", [{"size": "4"}, {"q": "القمح OR المنتخب OR بيروت", "size": "2"}])
def test_cursors_lead_through_all_results(client: FlaskClient, query: dict[str, str]) -> None:
    first = search(client, **query)
    everything = ids(search(client, **query | {"size": "100"}))
    found, answer = ids(first), first
    while answer["next"]:
        address = urlsplit(answer["links"]["next"])
        assert (address.scheme, address.path) == ("http", "/api/v1/search")
        given = dict(parse_qsl(address.query))
        assert given == query | {"after": answer["next"]}
        answer = search(client, **given)
        found += ids(answer)
    assert answer["links"] == {"next": None}
    assert len(everything) > int(query["size"])
    assert found == everything


def test_the_address_of_the_next_page_is_a_uri(client: FlaskClient) -> None:
    """Also where the English pages are, and where the public address is not in ASCII."""
    query = {"q": "القمح OR بيروت", "dateline": "بيروت", "size": "1"}
    for path, headers in (
        ("/api/v1/search", {}),
        ("/en/api/v1/search", {}),
        ("/en/api/v1/search", {"Accept-Language": "en"}),
    ):
        answer = client.get(path, query_string=query, headers=headers).get_json()
        address = answer["links"]["next"]
        assert address.isascii()
        assert urlsplit(address).path == "/api/v1/search"
        assert dict(parse_qsl(urlsplit(address).query)) == query | {"after": answer["next"]}


def test_addresses_of_the_api_are_uris_whatever_the_public_address(app: Flask) -> None:
    abroad = create_app(
        app.extensions["fihris.open_engine"], public_address="https://مرفأ.example/أرشيف"
    )
    client = abroad.test_client()
    address = client.get("/en/api/v1/search?q=القمح&size=1").get_json()["links"]["next"]
    root = f"https://xn--igb1ayco.example/{quote('أرشيف')}"
    assert address.startswith(f"{root}/api/v1/search?q={quote('القمح')}&")
    assert get(client, "/api/v1/openapi.json")["servers"] == [{"url": root}]


def test_notes_are_in_every_answer_for_a_query(client: FlaskClient) -> None:
    query: dict[str, Any] = {"q": '"القمح', "section": "سفر"}
    notes = search(client, **query)["notes"]
    assert [note["code"] for note in notes] == ["unbalanced_quote", "unknown_value"]
    assert get(client, "/api/v1/facets/agency", **query)["notes"] == notes
    assert get(client, "/api/v1/stats", **query)["notes"] == notes
    page = client.get("/", query_string=query).get_data(as_text=True)
    assert notes[1]["message"] in page


def test_articles_over_time(client: FlaskClient) -> None:
    timeline = search(client)["timeline"]
    bars = timeline["bars"]
    assert all(date.fromisoformat(bar["from"]) <= date.fromisoformat(bar["to"]) for bar in bars)
    undated = search(client, date="_none")
    assert undated["timeline"] is None
    assert sum(bar["count"] for bar in bars) == search(client)["total"] - undated["total"]


def test_words_read_otherwise_are_told(client: FlaskClient) -> None:
    (reading,) = search(client, q="hgrlp")["readings"]
    assert reading == {"kind": "keyboard", "typed": "hgrlp", "read": "القمح"}
    assert search(client, q="hgrlp", spellings="typed")["readings"] == []


def test_suggestions(client: FlaskClient) -> None:
    found = get(client, "/api/v1/suggest", q="القم", count=3)
    assert (found["q"], 0 < len(found["suggestions"]) <= 3) == ("القم", True)
    assert all(list(one) == ["kind", "text", "value", "count"] for one in found["suggestions"])
    assert any("القمح" in one["text"] for one in found["suggestions"])
    assert get(client, "/api/v1/suggest")["suggestions"] == []


def test_a_space_says_that_the_last_word_is_complete(client: FlaskClient) -> None:
    begun, complete = (get(client, "/api/v1/suggest", q=typed) for typed in ("القم", "القم "))
    assert begun["suggestions"]
    assert (complete["q"], complete["suggestions"]) == ("القم ", [])


def test_analyze(client: FlaskClient) -> None:
    word, *_ = get(client, "/api/v1/analyze", text="القمح والزرافة")["words"]
    assert (word["text"], word["start"], word["end"]) == ("القمح", 0, 5)
    assert word["levels"]["light"] == ["قمح"]
    assert word["evidence"]["القمح"] > 0


def test_values_of_a_facet(client: FlaskClient) -> None:
    everything = get(client, "/api/v1/facets/agency", q="القمح")
    assert everything["query"]["q"] == "القمح"
    assert (everything["name"], everything["first"]) == ("agency", 0)
    assert everything["total"] == len(everything["values"]) > 1
    rest = get(client, "/api/v1/facets/agency", q="القمح", first=1, count=1)
    assert rest["values"] == everything["values"][1:2]
    (reuters,) = get(client, "/api/v1/facets/agency", containing="رويت")["values"]
    assert (reuters["value"], reuters["label"]) == ("reuters", "رويترز")


def test_any_digits_of_arabic_papers_are_numbers(client: FlaskClient) -> None:
    for count in ("2", "٢", "۲", "0002"):
        values = get(client, "/api/v1/facets/date", count=count)["values"]
        assert len(values) == len(search(client, size=count)["hits"]) == 2


def test_the_order_counts_for_facets_as_for_results(client: FlaskClient) -> None:
    """By date only articles with all words are found, and so are their values."""
    query: dict[str, Any] = {"q": "هاتف بسيط يعود إلى الأسواق"}
    totals = {}
    for sort in ("relevance", "newest"):
        values = get(client, "/api/v1/facets/source", sort=sort, **query)["values"]
        totals[sort] = sum(value["count"] for value in values)
        assert totals[sort] == search(client, sort=sort, **query)["total"]
    assert totals["newest"] < totals["relevance"]


def test_figures_of_the_whole_archive(client: FlaskClient) -> None:
    stats = get(client, "/api/v1/stats")
    assert (stats["total"], stats["archive"]["articles"]) == (15, 15)
    assert stats["comparison"] is None
    assert "fihris" in stats["archive"]["software"]
    assert "jsonl" not in json.dumps(stats), "where the files lie is nobody's business"
    for name in FACET_BY_NAME:
        without = search(client, **{name: "_none"})["total"]
        assert stats["coverage"][name] == 15 - without, name


@pytest.mark.parametrize(
    "query",
    [
        {"section": "economy"},
        {"not_section": "economy"},
        {"section": ["economy", "_none"]},
        {"not_agency": "_none"},
        {"q": "القمح", "date": "2024"},
    ],
)
def test_coverage_counts_the_articles_found(client: FlaskClient, query: dict[str, Any]) -> None:
    stats = get(client, "/api/v1/stats", **query)
    hits = search(client, size=100, copies="together", fields=",".join(EVERY_HIT_FIELD), **query)
    assert stats["total"] == len(hits["hits"])
    for facet, has in (("section", "section"), ("agency", "agencies"), ("date", "published")):
        assert stats["coverage"][facet] == sum(bool(hit[has]) for hit in hits["hits"]), facet


def test_a_comparison_over_time(client: FlaskClient) -> None:
    found = get(client, "/api/v1/stats", by="section", count=2, unit="year")["comparison"]
    assert (found["by"], found["unit"], len(found["series"])) == ("section", "year", 2)
    for series in (found["whole"], *found["series"]):
        assert len(series["counts"]) == len(found["periods"])
        assert sum(series["counts"]) <= series["total"]
    assert found["periods"][0]["from"].endswith("-01-01")


NEW_REFUSALS: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("search", {"fields": "title,colour"}, "fields", "unknown_field", "title"),
    ("search", {"facet": "colour"}, "facet", "unknown_facet", "section"),
    ("search", {"after": "x"}, "after", "bad_cursor", "«after»"),
    ("search", {"not_section": "x" * 201}, "not_section", "too_long_value", "200 حرف"),
    ("search", {"agency": ["x"] * 51}, "agency", "too_many_values", "50"),
    ("search", {"section": "economy", "not_section": "اقتصاد"}, "not_section",
     "chosen_and_excluded", "«not_section»"),
    ("articles/wheat-1", {"q": "قمح"}, "q", "unknown_parameter", "«q»"),
    ("articles/wheat-1", {"fields": "snippet_html"}, "fields", "unknown_field", "body"),
    ("suggest", {"q": ["a", "b"]}, "q", "repeated_parameter", "«q»"),
    ("suggest", {"count": "0"}, "count", "out_of_range", "من 1 إلى 20"),
    ("suggest", {"size": "1"}, "size", "unknown_parameter", "«size»"),
    ("analyze", {}, "text", "missing_parameter", "«text»"),
    ("analyze", {"text": "ق" * 2001}, "text", "too_long_value", "2000 حرف"),
    ("facets/agency", {"first": "-1"}, "first", "out_of_range", "من 0 إلى"),
    ("facets/agency", {"count": "x"}, "count", "not_a_number", "«count»"),
    ("facets/agency", {"count": "१"}, "count", "not_a_number", "«count»"),
    ("facets/agency", {"first": "9" * 30}, "first", "out_of_range", "من 0 إلى"),
    ("search", {"size": "9" * 19}, "size", "out_of_range", "100"),
    ("search", {"dateline": ","}, "dateline", "empty_value", "لا حرف"),
    ("facets/agency", {"containing": "ق" * 201}, "containing", "too_long_value", "200"),
    ("facets/agency", {"colour": "red"}, "colour", "unknown_parameter", "«colour»"),
    ("stats", {"by": "colour"}, "by", "unknown_facet", "agency"),
    ("stats", {"unit": "week"}, "unit", "unknown_unit", "month"),
    ("stats", {"count": "21"}, "count", "out_of_range", "20"),
    ("named-together", {}, "person", "one_name", "«person»"),
    ("named-together", {"person": ["سلمى", "كمال"]}, "person", "one_name", "«organisation»"),
    ("named-together", {"person": "سلمى", "count": "51"}, "count", "out_of_range", "50"),
    ("openapi.json", {"q": "x"}, "q", "unknown_parameter", "«q»"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "query", "parameter", "code", "words"), NEW_REFUSALS)
def test_every_address_is_strict(
    client: FlaskClient, path: str, query: dict[str, Any], parameter: str, code: str, words: str
) -> None:
    error = get(client, f"/api/v1/{path}", 422, **query)["error"]
    assert (error["code"], error["parameter"]) == (code, parameter)
    assert words in error["message"]


def test_a_facet_that_there_is_not(client: FlaskClient) -> None:
    assert get(client, "/api/v1/facets/colour", 404)["error"]["code"] == "facet_not_found"


def test_the_language_is_the_one_asked_for(client: FlaskClient) -> None:
    def error(language: str | None) -> str:
        headers = {"Accept-Language": language} if language else {}
        answer = client.get("/api/v1/search?page=x", headers=headers)
        assert "Accept-Language" in answer.headers["Vary"]
        return str(answer.get_json()["error"]["message"])

    arabic = "قيمة المعامل «page» ليست عددًا صحيحًا."
    english = "The value of the parameter “page” is not a whole number."
    for language in (None, "ar-EG", "fr", "ar, en;q=0.5"):
        assert error(language) == arabic, language
    for language in ("en", "en-GB, ar;q=0.5"):
        assert error(language) == english, language


def test_notes_and_labels_in_english(client: FlaskClient) -> None:
    english = {"Accept-Language": "en"}
    found = client.get("/api/v1/search?q=%22القمح", headers=english).get_json()
    (note,) = found["notes"]
    assert note["message"].startswith("A quotation mark")
    labels = {value["label"] for value in found["facets"]["date"]}
    assert all(label.isascii() for label in labels)
    sections = client.get("/api/v1/facets/section", headers=english).get_json()["values"]
    assert next(v["label"] for v in sections if v["value"] == NO_VALUE) == "No section"


HOSTILE = [
    "\x00قمح\x00", "ق" * 10_000, "\u202eقمح\u2066", "😀👩‍👩‍👧", "<script>alert(1)</script>",
    '"><img src=x>', "\ufffd\U0010ffff", "{0} %s {parameter}", "((((" * 100, "../..", "-", "*",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_parameters_are_answered(client: FlaskClient, text: str) -> None:
    for path, names in (
        ("search", [p.name for p in parameters.SEARCH] + ["facet", "fields", text[:50] or "x"]),
        ("suggest", ["q", "count"]),
        ("analyze", ["text"]),
        ("explain", ["id", "q"]),
        ("facets/section", ["containing", "first", "q"]),
        ("stats", ["by", "unit", "count", "q"]),
        ("named-together", ["person", "organisation", "count", "q"]),
    ):
        for name in names:
            answer = client.get(f"/api/v1/{path}", query_string={name: text})
            assert answer.status_code in (200, 404, 414, 422), (path, name)
            assert answer.mimetype == "application/json"


def test_the_table_of_parameters_and_what_is_read_agree() -> None:
    for parameter in parameters.SEARCH:
        value = parameter.choices[0] if parameter.choices else parameter.example
        if value:
            assert read_search([(parameter.name, value)])
