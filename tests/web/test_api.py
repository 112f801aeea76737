from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from index.errors import AnalyzerMismatch, IndexDamaged, IndexMissing


def get(client: FlaskClient, path: str, status: int = 200, **query: Any) -> Any:
    response = client.get(path, query_string=query)
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
        *("query", "total", "page", "size", "took_ms", "hits", "facets", "notes")
    ]
    assert results["query"] == {
        "q": "القمح",
        "section": ["اقتصاد"],
        "agency": [],
        "date": ["2024"],
        "from": "2024-01-01",
        "to": None,
        "sort": "relevance",
        "page": 1,
        "size": 10,
    }
    assert (results["total"], results["page"], results["size"]) == (2, 1, 10)
    assert results["took_ms"] >= 0
    assert results["notes"] == []
    hit = next(hit for hit in results["hits"] if hit["id"] == "wheat-1")
    assert hit.pop("score") > 0
    assert "<mark>القمح</mark>" in hit.pop("snippet_html")
    assert hit == {
        "id": "wheat-1",
        "url": "https://paper.example/wheat/1",
        "title": "ارتفاع أسعار القمح في الأسواق العالمية",
        "title_html": "ارتفاع أسعار <mark>القمح</mark> في الأسواق العالمية",
        "section": "اقتصاد",
        "agencies": [{"id": "reuters", "label": "رويترز"}],
        "dateline": ["بيروت"],
        "source": "صحيفة المرفأ",
        "published": "2024-10-28T14:30:00",
    }


def test_facets(client: FlaskClient) -> None:
    facets = search(client, q="القمح", section="اقتصاد", date="2024")["facets"]
    assert list(facets) == ["section", "agency", "date"]
    assert {"value": "اقتصاد", "label": "اقتصاد", "count": 2, "selected": True} in facets["section"]
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
        ({"from": "أمس"}, "from", "bad_date", "2024-10-28"),
        ({"to": "2024-02-30"}, "to", "bad_date", "«to»"),
        ({"date": "2024-99"}, "date", "bad_date", "«date»"),
        ({"from": "2024", "to": "2023"}, "from", "empty_range", "بداية الفترة"),
        ({"sort": "best"}, "sort", "unknown_sort", "relevance"),
    ],
)
def test_bad_parameters(
    client: FlaskClient, query: dict[str, Any], parameter: str, code: str, words: str
) -> None:
    error = get(client, "/api/v1/search", 422, **query)["error"]
    assert list(error) == ["code", "message", "parameter"]
    assert (error["code"], error["parameter"]) == (code, parameter)
    assert words in error["message"]


def test_article_has_every_field(client: FlaskClient) -> None:
    article = get(client, "/api/v1/articles/wheat-1")
    assert article.pop("body").startswith("قالت وزارة الزراعة")
    assert article == {
        "id": "wheat-1",
        "url": "https://paper.example/wheat/1",
        "title": "ارتفاع أسعار القمح في الأسواق العالمية",
        "deck": "الجفاف يخفض محصول هذا الموسم",
        "caption": "حقل قمح في سهل البقاع",
        "credit": "رويترز",
        "byline": "كتبت سلمى الحاج",
        "dateline": ["بيروت"],
        "section": "اقتصاد",
        "agencies": [{"id": "reuters", "label": "رويترز"}],
        "source": "صحيفة المرفأ",
        "published": "2024-10-28T14:30:00",
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


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/search", "/api/v1/articles/1"])
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
    assert "manage.py reindex" in found["message"]
    assert "secret" not in found["message"]


def test_a_fault_of_the_server(broken_client: Callable[[Exception], FlaskClient]) -> None:
    error = get(broken_client(ZeroDivisionError("secret")), "/api/v1/search", 500)["error"]
    assert error["code"] == "internal_error"
    assert "secret" not in error["message"]
