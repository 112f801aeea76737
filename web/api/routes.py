"""The addresses of the API."""

from flask import Blueprint, Response, jsonify, request

from web.api import answers

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/v1/search")
def search() -> Response:
    """A page of results."""
    return jsonify(answers.search(_pairs()))


@blueprint.get("/api/v1/articles/<article_id:article_id>")
def article(article_id: str) -> Response:
    """One whole article."""
    return jsonify(answers.article(_pairs(), article_id))


@blueprint.get("/api/v1/suggest")
def suggest() -> Response:
    """Completions of what was typed so far."""
    return jsonify(answers.suggest(_pairs()))


@blueprint.get("/api/v1/explain")
def explain() -> Response:
    """Why an article stands where it stands for a query."""
    return jsonify(answers.explain(_pairs()))


@blueprint.get("/api/v1/analyze")
def analyze() -> Response:
    """The words of a text with their terms on every level."""
    return jsonify(answers.analyze(_pairs()))


@blueprint.get("/api/v1/facets/<name>")
def facet(name: str) -> Response:
    """The values of one facet for a query."""
    return jsonify(answers.facet(_pairs(), name))


@blueprint.get("/api/v1/stats")
def stats() -> Response:
    """The figures of a query, or of the whole archive."""
    return jsonify(answers.stats(_pairs()))


@blueprint.get("/api/v1/openapi.json")
def document() -> Response:
    """The OpenAPI document of all of this."""
    return jsonify(answers.document(_pairs()))


@blueprint.get("/healthz")
def health() -> Response:
    """Whether there is an index to search."""
    return jsonify(answers.health())


def _pairs() -> list[tuple[str, str]]:
    return list(request.args.items(multi=True))
