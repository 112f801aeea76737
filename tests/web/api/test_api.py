from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from index.errors import AnalyzerMismatch, IndexDamaged, IndexMissing


def get(client: FlaskClient, path: str, status: int = 200, **query: Any) -> Any:
    response = client.get(path, query_string=query or None)
    assert response.status_code == status
    assert response.mimetype == "application/json"
    return response.get_json()


def search(client: FlaskClient, **query: Any) -> Any:
    return get(client, "/api/v1/search", **query)


def ids(results: Any) -> list[str]:
    return [hit["id"] for hit in results["hits"]]


def test_search_has_exactly_this_shape(client: FlaskClient) -> None:
    results = search(client, q="القمح", section="اقتصاد", date="2024", **{"from": "2024"})
    assert list(results) == [
        *("query", "total", "listed", "page", "size", "took_ms", "matches", "respelled"),
        *("related_words", "hits", "facets", "notes", "next", "links", "timeline"),
        *("correction", "readings"),
    ]
    assert results["query"] == {
        "q": "القمح",
        "section": ["economy"],
        "agency": [],
        "photo_agency": [],
        "text_agency": [],
        "dateline": [],
        "person": [],
        "organisation": [],
        "source": [],
        "date": ["2024"],
        "mentioned": [],
        "not_section": [],
        "not_agency": [],
        "not_photo_agency": [],
        "not_text_agency": [],
        "not_dateline": [],
        "not_person": [],
        "not_organisation": [],
        "not_source": [],
        "not_date": [],
        "not_mentioned": [],
        "from": "2024-01-01",
        "to": None,
        "sort": "relevance",
        "page": 1,
        "size": 10,
        "words": "most",
        "spellings": "all",
        "related": "yes",
        "copies": "folded",
        "after": None,
    }
    assert (results["total"], results["listed"]) == (2, 2)
    assert (results["page"], results["size"]) == (1, 10)
    assert results["took_ms"] >= 0
    assert results["matches"] == {"exact": 2}
    assert results["respelled"] == []
    assert results["notes"] == []
    assert (results["next"], results["links"]) == (None, {"next": None})
    assert results["timeline"]["unit"] == "day"
    assert sum(bar["count"] for bar in results["timeline"]["bars"]) == 2
    assert (results["correction"], results["readings"]) == (None, [])
    hit = next(hit for hit in results["hits"] if hit["id"] == "wheat-1")
    assert hit.pop("score") > 0
    assert "<mark>القمح</mark>" in hit.pop("snippet_html")
    assert hit == {
        "id": "wheat-1",
        "url": "https://paper.example/wheat/1",
        "title": "ارتفاع أسعار القمح في الأسواق العالمية",
        "title_html": "ارتفاع أسعار <mark>القمح</mark> في الأسواق العالمية",
        "kind": "full",
        "section": "اقتصاد",
        "section_id": "economy",
        "agencies": [{"id": "reuters", "label": "رويترز"}],
        "photo_agencies": [{"id": "reuters", "label": "رويترز"}],
        "text_agencies": [],
        "dateline": ["بيروت"],
        "source": "صحيفة المرفأ",
        "published": "2024-10-28T14:30:00",
        "published_evidence": "given",
        "match": "exact",
        "missing": [],
        "related_words": [],
        "copies": 0,
        "copied_by": [],
    }


def test_articles_that_lack_a_word_say_so(client: FlaskClient) -> None:
    results = search(client, q="القمح زرافة شحنات")
    assert results["matches"] == {"some": results["total"]}
    assert [note["code"] for note in results["notes"]] == ["relaxed"]
    assert all("زرافة" in hit["missing"] and hit["match"] == "some" for hit in results["hits"])
    assert search(client, q="القمح زرافة شحنات", words="all")["total"] == 0


def test_other_forms_and_kin_say_so(client: FlaskClient) -> None:
    for q, match in (("قمح", "light"), ("زراعي", "wide")):
        results = search(client, q=q)
        assert match in results["matches"]
        assert set(results["matches"]) == {hit["match"] for hit in results["hits"]}


def test_other_spellings_are_told(client: FlaskClient) -> None:
    results = search(client, q="صيداء")
    assert results["respelled"] == ["صيدا"]
    assert results["matches"] == {"spelling": results["total"]}
    typed = search(client, q="صيداء", spellings="typed")
    assert (typed["respelled"], typed["total"]) == ([], 0)
    assert search(client, q="عبد الرحمن")["respelled"] == [], "what the archive does not hold"


def test_facets(client: FlaskClient) -> None:
    facets = search(client, q="القمح", section="اقتصاد", date="2024")["facets"]
    assert list(facets) == [
        *("section", "agency", "photo_agency", "text_agency", "dateline"),
        *("person", "organisation", "source", "date", "mentioned"),
    ]
    assert {
        "value": "economy", "label": "اقتصاد", "count": 2, "selected": True, "excluded": False,
    } in facets["section"]  # fmt: skip
    assert {"value": "afp", "count": 1, "selected": False}.items() <= next(
        value for value in facets["agency"] if value["value"] == "afp"
    ).items()
    year = next(value for value in facets["date"] if value["value"] == "2024")
    assert (year["count"], year["selected"]) == (2, True)
    assert {month["value"]: month["count"] for month in year["children"]} == {
        "2024-09": 1,
        "2024-10": 1,
    }


def test_pages_and_order(client: FlaskClient) -> None:
    everything = search(client, size="15")
    assert everything["query"]["sort"] == "newest"
    assert everything["total"] == 15
    pages = [ids(search(client, size="٤", page=str(page))) for page in range(1, 6)]
    assert [name for page in pages for name in page] == ids(everything)
    assert ids(search(client, sort="oldest", date=["2014", "2015"])) == ["bus", "phone"]


def test_text_is_utf_8_as_it_is(client: FlaskClient) -> None:
    body = client.get("/api/v1/search", query_string={"q": "القمح"}).get_data(as_text=True)
    assert "ارتفاع أسعار القمح" in body


def test_markup_in_articles_and_queries_is_escaped(client: FlaskClient) -> None:
    hit = search(client, q="قرنفل <script>")["hits"][0]
    assert hit["id"] == "hostile"
    assert hit["title"].startswith("<script>")
    for html in (hit["title_html"], hit["snippet_html"]):
        without_marks = html.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in without_marks
        assert ">" not in without_marks
    assert "<mark>قرنفل</mark>" in hit["snippet_html"]


def test_notes(client: FlaskClient) -> None:
    (note,) = search(client, q='"القمح')["notes"]
    assert set(note) == {"code", "message"}
    assert note["code"] == "unbalanced_quote"


@pytest.mark.parametrize(
    ("query", "parameter", "code", "words"),
    [
        ({"colour": "red"}, "colour", "unknown_parameter", "«colour»"),
        ({"q": ["a", "b"]}, "q", "repeated_parameter", "مرة واحدة"),
        ({"sort": ["newest", "oldest"]}, "sort", "repeated_parameter", "«sort»"),
        ({"page": "two"}, "page", "not_a_number", "عددًا"),
        ({"page": "0"}, "page", "out_of_range", "1000000"),
        ({"size": "101"}, "size", "out_of_range", "100."),
        ({"size": "x"}, "size", "not_a_number", "«size»"),
        ({"from": "قريبا"}, "from", "bad_date", "2024-10-28"),
        ({"to": "2024-02-30"}, "to", "bad_date", "«to»"),
        ({"date": "2024-99"}, "date", "bad_date", "«date»"),
        ({"from": "2024", "to": "2023"}, "from", "empty_range", "بداية الفترة"),
        ({"sort": "best"}, "sort", "unknown_sort", "relevance"),
        ({"words": "some"}, "words", "unknown_words", "most"),
        ({"spellings": "none"}, "spellings", "unknown_spellings", "typed"),
        ({"copies": "away"}, "copies", "unknown_copies", "together"),
        ({"words": ["all", "most"]}, "words", "repeated_parameter", "«words»"),
        ({"id": "1"}, "id", "unknown_parameter", "«id»"),
    ],
)
def test_bad_parameters(
    client: FlaskClient, query: dict[str, Any], parameter: str, code: str, words: str
) -> None:
    error = get(client, "/api/v1/search", 422, **query)["error"]
    assert list(error) == ["code", "message", "parameter"]
    assert (error["code"], error["parameter"]) == (code, parameter)
    assert words in error["message"]


def explain(client: FlaskClient, status: int = 200, **query: Any) -> Any:
    return get(client, "/api/v1/explain", status, **query)


def test_related_words_of_a_query(client: FlaskClient) -> None:
    found = get(client, "/api/v1/related-words", q="ثمن القمح", count="1")
    assert found["q"] == "ثمن القمح"
    assert found == {"q": "ثمن القمح", "related_words": found["related_words"][:1]}
    for one in found["related_words"]:
        assert list(one) == ["typed", "word", "count", "added", "instead", "source"]
        assert one["typed"] == "ثمن"
        assert one["count"] > 0
    both = search(client, q="ثمن القمح")
    assert both["related_words"][:1] == found["related_words"]
    assert search(client, q="ثمن القمح", related="no")["related_words"] == both["related_words"]


def test_explain_has_exactly_this_shape(client: FlaskClient) -> None:
    found = explain(client, q="سعر القمح زرافة", id="wheat-1")
    assert list(found) == [
        *("id", "title", "score", "match", "missing", "coverage", "parts", "terms"),
        *("respelled", "related_words"),
    ]
    hits = search(client, q="سعر القمح زرافة")["hits"]
    assert found["score"] == next(hit["score"] for hit in hits if hit["id"] == "wheat-1")
    assert sum(part["score"] for part in found["parts"]) == pytest.approx(found["score"], rel=0.01)
    assert (found["match"], found["missing"]) == ("some", ["زرافة"])
    assert 0 < found["coverage"] < 1
    assert all(
        list(part) == ["what", "level", "field", "frequency", "score", "kind"]
        for part in found["parts"]
    )
    assert list(found["terms"]) == ["سعر", "القمح", "زرافة"]
    assert list(found["terms"]["القمح"]) == ["exact", "light", "wide", "stem"]
    assert found["terms"]["القمح"]["light"] == ["قمح"]


def test_explain_takes_the_parameters_of_a_search(client: FlaskClient) -> None:
    assert explain(client, q="صيداء", id="wheat-1")["respelled"] == ["صيدا"]
    typed = explain(client, q="صيداء", id="wheat-1", spellings="typed", words="all", page="2")
    assert typed["respelled"] == []
    by_url = explain(client, q="القمح", id="https://paper.example/wheat/1")
    assert by_url == explain(client, q="القمح", id="wheat-1")
    assert explain(client, id="wheat-1")["parts"] == []


@pytest.mark.parametrize(
    ("query", "status", "code", "parameter"),
    [
        ({"q": "القمح"}, 422, "id_missing", "id"),
        ({"q": "القمح", "id": ""}, 422, "id_missing", "id"),
        ({"q": "القمح", "id": ["wheat-1", "wheat-2"]}, 422, "id_missing", "id"),
        ({"q": "القمح", "id": "wheat-1", "colour": "red"}, 422, "unknown_parameter", "colour"),
        ({"q": "القمح", "id": "wheat-1", "spellings": "x"}, 422, "unknown_spellings", "spellings"),
        ({"q": "القمح", "id": "nowhere"}, 404, "article_not_found", None),
    ],
)
def test_what_cannot_be_explained(
    client: FlaskClient, query: dict[str, Any], status: int, code: str, parameter: str | None
) -> None:
    error = explain(client, status, **query)["error"]
    assert list(error) == ["code", "message", "parameter"]
    assert (error["code"], error["parameter"]) == (code, parameter)
    assert error["message"]


@pytest.mark.parametrize(
    "address",
    [
        "https://paper.example/wheat/1",
        "http://Paper.EXAMPLE:80/wheat/1/#top",
        "//paper.example/%77heat/1?utm_source=x",
    ],
)
def test_an_article_is_found_by_any_spelling_of_its_address(
    client: FlaskClient, address: str
) -> None:
    expected = get(client, "/api/v1/articles/wheat-1")
    assert get(client, "/api/v1/articles/" + quote(address, safe="")) == expected
    assert client.get("/articles/" + quote(address, safe="")).status_code == 200
    assert explain(client, q="القمح", id=address) == explain(client, q="القمح", id="wheat-1")


def test_article_has_every_field(client: FlaskClient) -> None:
    article = get(client, "/api/v1/articles/wheat-1")
    body = article.pop("body")
    assert body.startswith("قالت وزارة الزراعة")
    assert article.pop("related")
    reuters = [{"id": "reuters", "label": "رويترز"}]
    assert article == {
        "id": "wheat-1",
        "url": "https://paper.example/wheat/1",
        "kind": "full",
        "title": "ارتفاع أسعار القمح في الأسواق العالمية",
        "deck": "الجفاف يخفض محصول هذا الموسم",
        "caption": "حقل قمح في سهل البقاع",
        "credit": "رويترز",
        "byline": "كتبت سلمى الحاج",
        "dateline": ["بيروت"],
        "places": ["بيروت"],
        "section": "اقتصاد",
        "section_id": "economy",
        "agencies": reuters,
        "photo_agencies": reuters,
        "text_agencies": [],
        "source": "صحيفة المرفأ",
        "issue": "",
        "page": "",
        "published": "2024-10-28T14:30:00",
        "published_evidence": "given",
        "published_reasons": [],
        "captured": None,
        "dates": [],
        "persons": [],
        "organisations": [
            {
                "name": "وزارة الزراعة",
                "value": "وزارة الزراعة",
                "mentions": [
                    {
                        "text": "وزارة الزراعة",
                        "part": "body",
                        "start": 5,
                        "end": 18,
                        "reason": "",
                    }
                ],
            }
        ],
        "copies": [],
    }
    assert get(client, "/api/v1/articles/undated")["published"] is None


@pytest.mark.parametrize(
    "article_id", ["https://paper.example/a/../b?x=1&y=ص#ج", "/leading//twice/", "100%25 مئة"]
)
def test_any_id_can_be_asked_for(client: FlaskClient, article_id: str) -> None:
    path = f"/api/v1/articles/{quote(article_id, safe='')}"
    assert get(client, path)["id"] == article_id


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/articles/none", "article_not_found"),
        ("/api/v1/articles/", "not_found"),
        ("/api/v2/search", "not_found"),
    ],
)
def test_not_found(client: FlaskClient, path: str, code: str) -> None:
    error = get(client, path, 404)["error"]
    assert (error["code"], error["parameter"]) == (code, None)
    assert error["message"]


def test_method_not_allowed(client: FlaskClient) -> None:
    response = client.post("/api/v1/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert response.get_json()["error"]["code"] == "method_not_allowed"


def test_health(client: FlaskClient) -> None:
    assert get(client, "/healthz") == {"status": "ok", "articles": 15}


@pytest.mark.parametrize(
    "path", ["/healthz", "/api/v1/search", "/api/v1/articles/1", "/api/v1/explain?id=1"]
)
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (IndexMissing("/secret/path"), "index_missing"),
        (IndexDamaged("/secret/path"), "index_damaged"),
        (AnalyzerMismatch("/secret/path"), "analyzer_mismatch"),
    ],
)
def test_an_unusable_index(
    broken_client: Callable[[Exception], FlaskClient], path: str, error: Exception, code: str
) -> None:
    found = get(broken_client(error), path, 503)["error"]
    assert (found["code"], found["parameter"]) == (code, None)
    assert "manage.py" not in found["message"]
    assert "secret" not in found["message"]


def test_a_fault_of_the_server(broken_client: Callable[[Exception], FlaskClient]) -> None:
    error = get(broken_client(ZeroDivisionError("secret")), "/api/v1/search", 500)["error"]
    assert error["code"] == "internal_error"
    assert "secret" not in error["message"]
