"""The OpenAPI document: valid, complete, and kept by real answers."""

import shlex
from collections.abc import Callable
from html import unescape
from re import DOTALL, findall, sub
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from index.errors import IndexMissing
from index.facets import FACET_BY_NAME
from tests.search.facets.nesting import is_below
from tests.web.api.test_api import get
from tests.web.page import get as get_page
from web.api import docs
from web.api.operations import OPERATIONS
from web.url import parameters
from web.url.reading import read_search


def document(client: FlaskClient, language: str = "en") -> dict[str, Any]:
    answer = client.get("/api/v1/openapi.json", headers={"Accept-Language": language})
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_document_is_valid(client: FlaskClient, language: str) -> None:
    found = document(client, language)
    assert found["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(found).validate()
    for name, schema in found["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("additionalProperties") is False, name


def test_every_route_is_in_the_document_and_the_other_way_round(
    app: Flask, client: FlaskClient
) -> None:
    routes = {
        rule.rule.replace("<article_id:article_id>", "{article_id}").replace("<name>", "{name}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    paths = document(client)["paths"]
    assert set(paths) == routes
    views = {
        rule.endpoint.removeprefix("api.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert views == {path["get"]["operationId"] for path in paths.values()} == set(OPERATIONS)


def test_parameters_are_those_of_the_table(client: FlaskClient) -> None:
    for path in document(client)["paths"].values():
        operation = path["get"]
        names = [row["name"] for row in operation["parameters"] if row["in"] == "query"]
        table = [parameter.name for parameter in OPERATIONS[operation["operationId"]].parameters]
        assert names == table
        assert len(set(names)) == len(names)
        assert all(row["description"] for row in operation["parameters"])


def test_examples_of_parameters_go_together() -> None:
    """Whoever sends all of them at once asks for something."""
    query = read_search((p.name, p.example) for p in parameters.SEARCH if p.example)
    agencies = {value for facet, value in query.chosen if facet.endswith("agency")}
    for facet, value in query.excluded:
        chosen = agencies if facet.endswith("agency") else set(query.chosen_in(facet))
        assert value not in chosen
        assert not any(is_below(facet, one, value) for one in chosen), facet
    assert len(query.excluded) == len(FACET_BY_NAME)


def test_descriptions_are_in_the_language_asked_for(client: FlaskClient) -> None:
    def sentences(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(sentences, value))
        if not isinstance(value, dict):
            return set()
        own = {value["description"]} if isinstance(value.get("description"), str) else set()
        return own.union(*map(sentences, value.values()))

    english, arabic = sentences(document(client, "en")), sentences(document(client, "ar"))
    assert len(english) > 100
    assert not english & arabic


REQUESTS: list[tuple[str, dict[str, Any]]] = [
    ("/api/v1/search", {}),
    ("/api/v1/search", {"q": "القمح", "section": "economy", "not_agency": "afp"}),
    ("/api/v1/search", {"q": "القمح زرافة شحنات", "size": 2}),
    ("/api/v1/search", {"q": '"قمح', "date": "2024", "facet": "date,section"}),
    ("/api/v1/search", {"q": "hgrlp", "fields": "title,body,dates", "facet": "none"}),
    ("/api/v1/search", {"size": 3, "date": "_none"}),
    ("/api/v1/search", {"page": "x"}),
    ("/api/v1/articles/wheat-1", {}),
    ("/api/v1/articles/undated", {"fields": "title,published"}),
    ("/api/v1/articles/none", {}),
    (f"/api/v1/articles/{quote('https://paper.example/wheat/1', safe='')}", {}),
    ("/api/v1/suggest", {"q": "الق"}),
    ("/api/v1/suggest", {"q": ["a", "b"]}),
    ("/api/v1/explain", {"q": "سعر القمح زرافة", "id": "wheat-1"}),
    ("/api/v1/explain", {"q": "قمح"}),
    ("/api/v1/explain", {"q": "قمح", "id": "none"}),
    ("/api/v1/analyze", {"text": "والمدارسُ في Beirut 2024"}),
    ("/api/v1/analyze", {}),
    ("/api/v1/facets/date", {"q": "القمح"}),
    ("/api/v1/facets/section", {"containing": "قت", "section": "economy"}),
    ("/api/v1/facets/colour", {}),
    ("/api/v1/stats", {}),
    ("/api/v1/stats", {"q": "القمح", "by": "agency", "unit": "month", "date": "2024"}),
    ("/api/v1/stats", {"q": "زرافةزرافة", "by": "source"}),
    ("/api/v1/named-together", {"person": "محمد بن نايف"}),
    ("/api/v1/named-together", {"organisation": "مجلس الأمن", "q": "القمح", "date": "2024"}),
    ("/api/v1/named-together", {}),
    ("/api/v1/openapi.json", {}),
    ("/healthz", {}),
]


@pytest.mark.parametrize("archive", ["client", "facts_client"])
@pytest.mark.parametrize(("path", "query"), REQUESTS)
def test_answers_keep_to_their_schema(
    request: pytest.FixtureRequest, archive: str, path: str, query: dict[str, Any]
) -> None:
    client: FlaskClient = request.getfixturevalue(archive)
    answer = client.get(path, query_string=query or None)
    found = document(client)
    (operation,) = (
        methods["get"]
        for template, methods in found["paths"].items()
        if template.partition("{")[0] == path
        or ("{" in template and path.startswith(template.partition("{")[0]))
    )
    response = operation["responses"][str(answer.status_code)]
    if "$ref" in response:
        response = found["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schema = response["content"][answer.mimetype]["schema"]
    whole = {**schema, "components": found["components"]}
    errors = [error.message for error in Draft202012Validator(whole).iter_errors(answer.get_json())]
    assert errors == []


def test_a_schema_refuses_what_is_not_described(client: FlaskClient) -> None:
    found = document(client)
    whole = {"$ref": "#/components/schemas/Health", "components": found["components"]}
    validator = Draft202012Validator(whole)
    assert validator.is_valid({"status": "ok", "articles": 1})
    assert not validator.is_valid({"status": "ok", "articles": 1, "more": 1})
    assert not validator.is_valid({"status": "ok", "articles": -1})


PAGES = [("/api", "ar"), ("/en/api", "en")]


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_the_page_about_the_api(client: FlaskClient, path: str, language: str) -> None:
    page = get_page(client, path, language=language)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    anchors = set(ids)
    assert len(ids) == len(anchors)
    assert {f"operation-{name}" for name in OPERATIONS} <= anchors
    for parameter in parameters.SEARCH:
        assert f'<code dir="ltr">{parameter.name}</code>' in page.html
    assert page.html.count("curl -G") == len(OPERATIONS)
    assert "wheat" in page.html or "paper.example" in page.html, "answers of this archive"
    assert "/en/api/v1" not in page.html
    assert '<code dir="ltr">request_failed</code>' in page.html
    targets = {target for target, _ in page.links if target.startswith("#")}
    assert {target.removeprefix("#") for target in targets} <= anchors


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_examples_of_the_page_are_answered(
    app: Flask, client: FlaskClient, path: str, language: str
) -> None:
    """The commands that the page shows, asked as a shell would, give what it shows."""
    html = get_page(client, path, language=language).html
    samples = [unescape(text) for text in findall(r"<pre[^>]*><code>(.*?)</code>", html, DOTALL)]
    commands = [sample for sample in samples if sample.startswith("curl")]
    shown = [_untimed(sample) for sample in samples if not sample.startswith("curl")]
    assert len(commands) == len(OPERATIONS)
    assert len(shown) >= len(OPERATIONS) - 1
    for command in (command.replace("\\\n", " ") for command in commands):
        words = shlex.split(command.replace("\\ ", " "))
        address = next(word for word in words if word.startswith("http"))
        headers = [words[at + 1].split(": ") for at, word in enumerate(words) if word == "-H"]
        given = [words[at + 1] for at, word in enumerate(words) if word == "--data-urlencode"]
        pairs = dict(pair.split("=", 1) for pair in given)
        where = address.removeprefix("http://localhost")
        answer = client.get(where, query_string=pairs or None, headers=dict(headers))
        assert answer.status_code == 200, command
        if "openapi.json" not in where:
            with app.test_request_context():
                assert _untimed(docs.shortened(answer.get_json())) in shown, command


def _untimed(answer: str) -> str:
    return sub(r'"took_ms": [0-9.]+', "", answer)


def test_the_page_without_an_index(broken_client: Callable[[Exception], FlaskClient]) -> None:
    page = get_page(broken_client(IndexMissing("secret")), "/api")
    assert "curl -G" in page.html
    assert "secret" not in page.html


def test_the_document_needs_no_index(broken_client: Callable[[Exception], FlaskClient]) -> None:
    assert get(broken_client(IndexMissing("secret")), "/api/v1/openapi.json")["paths"]
