"""The addresses of the API, each with the function that answers it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

from index.analysis.inspection import inspect
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME
from search.query import Query
from web.api import figures, names, openapi, schemas, serializers, words
from web.api.operations import OPERATIONS
from web.http import health as alive
from web.http.engine import engine, today
from web.http.errors import ArticleNotFound, FacetNotFound
from web.http.feeds import feeds as followed
from web.http.public_url import api_root
from web.i18n.labels import Labels
from web.i18n.language import language
from web.url import reading
from web.url.parameters import NONE
from web.url.reading import Given

Answer = TypeVar("Answer", bound=Callable[..., Any])

#: Names and values of an address, in its order.
Pairs = Sequence[tuple[str, str]]

#: So many copies of an article are listed.
COPIES = 100
#: So many related articles are offered.
RELATED = 5

blueprint = Blueprint("api", __name__)

#: How Flask writes what stands in a path.
_CONVERTERS = {"{article_id}": "<article_id:article_id>", "{name}": "<name>"}


def _operation(answer: Answer) -> Answer:
    """Answer an address with what a function returns, as JSON.

    The function has the name of an operation. It takes the pairs of the address, and what stands
    in its path by name.
    """
    rule = OPERATIONS[answer.__name__].path
    for name, converter in _CONVERTERS.items():
        rule = rule.replace(name, converter)

    def view(**inside: str) -> Response:
        return jsonify(answer(list(request.args.items(multi=True)), **inside))

    blueprint.add_url_rule(rule, answer.__name__, view)
    return answer


@_operation
def search(pairs: Pairs) -> schemas.SearchAnswer:
    """Return a page of results."""
    given = reading.read(pairs, OPERATIONS["search"].own)
    query = replace(reading.read_search(given.others, today), counted=_counted(given))
    fields = given.names("fields") or serializers.HIT_FIELDS
    results = engine().search(query)
    after = _next_address(pairs, results.next) if results.next else None
    return serializers.results_json(results, language(), fields=fields, next_address=after)


@_operation
def article(pairs: Pairs, article_id: str) -> schemas.Article:
    """Return one whole article.

    Raises:
        ArticleNotFound: no article has this id or url.
    """
    given = reading.read_all(pairs, OPERATIONS["article"].own)
    fields = given.names("fields") or serializers.ARTICLE_FIELDS
    archive = engine()
    found = archive.article(article_id)
    if found is None:
        raise ArticleNotFound
    copies = archive.copies(found.id, COPIES) if "copies" in fields else ()
    related = archive.related(found.id, RELATED) if "related" in fields else ()
    return serializers.article_json(found, copies, related, fields, language())


@_operation
def suggest(pairs: Pairs) -> schemas.SuggestAnswer:
    """Return what somebody may mean who has typed ``q`` so far."""
    given = reading.read_all(pairs, OPERATIONS["suggest"].own)
    text, count = given.text("q"), given.number("count")
    return words.suggestions_json(text, engine().suggest(text, count))


@_operation
def related_words(pairs: Pairs) -> schemas.RelatedWordsAnswer:
    """Return other words of the archive for those of ``q``."""
    given = reading.read_all(pairs, OPERATIONS["related_words"].own)
    query = Query(given.text("q"))
    return words.related_json(query.text, engine().related_words(query, given.number("count")))


@_operation
def explain(pairs: Pairs) -> schemas.Explanation:
    """Return why the article ``id`` stands where it stands for the query ``q``.

    Raises:
        QueryInvalid: ``id`` is missing or given several times.
        ArticleNotFound: no article has this id or url.
    """
    ids = [value for name, value in pairs if name == "id"]
    if len(ids) != 1 or not ids[0]:
        raise QueryInvalid("id", "id_missing", "id names one article by its id or url")
    query = reading.read_search((pair for pair in pairs if pair[0] != "id"), today)
    found = engine().explain(query, ids[0])
    if found is None:
        raise ArticleNotFound
    return words.explanation_json(found)


@_operation
def analyze(pairs: Pairs) -> schemas.Analysis:
    """Return the words of ``text`` with their terms on every level."""
    given = reading.read_all(pairs, OPERATIONS["analyze"].own)
    return words.analysis_json(inspect(engine().analyzer, given.text("text")))


@_operation
def facet(pairs: Pairs, name: str) -> schemas.FacetAnswer:
    """Return the values of one facet for a query.

    Raises:
        FacetNotFound: no facet has this name.
    """
    given = reading.read(pairs, OPERATIONS["facet"].own)
    query = reading.read_search(given.others, today)
    first, count = given.number("first"), given.number("count")
    if name not in FACET_BY_NAME:
        raise FacetNotFound
    containing = given.text("containing")
    page = engine().facet(query, name, containing=containing, first=first, count=count)
    return figures.facet_json(query, page, first, language())


@_operation
def stats(pairs: Pairs) -> schemas.Stats:
    """Return the figures of a query, or of the whole archive."""
    given = reading.read(pairs, OPERATIONS["stats"].own)
    query = replace(reading.read_search(given.others, today), page=1, size=1, after="")
    top, by, unit = given.number("count"), given.text("by"), given.text("unit")
    archive = engine()
    results = archive.search(query)
    return figures.stats_json(
        archive.manifest,
        results,
        index=archive.figures(),
        top=archive.facets(results.query, top),
        comparison=(by, archive.compare(query, by, top, unit or None)) if by else None,
        feeds=followed(),
        language=language(),
    )


@_operation
def named_together(pairs: Pairs) -> schemas.NamedTogether:
    """Return who is named together with the person or organisation that a query chooses.

    Raises:
        QueryInvalid: it chooses none, or several.
    """
    given = reading.read(pairs, OPERATIONS["named_together"].own)
    query = reading.read_search(given.others, today)
    found = engine().named_together(query, given.number("count"))
    return names.named_together_json(query, found, language())


@_operation
def document(pairs: Pairs) -> openapi.Json:
    """Return the OpenAPI document of all of this."""
    reading.read_all(pairs, ())
    return openapi.document(Labels(language()), api_root())


@_operation
def health(_pairs: Pairs) -> schemas.Health:
    """Return whether the archive can be searched, whatever parameters are given."""
    return figures.health_json(alive.health().alive(), alive.health().unread())


@_operation
def ready(_pairs: Pairs) -> schemas.Health:
    """Return whether readers may be sent here, whatever parameters are given."""
    return figures.health_json(alive.health().ready(), alive.health().unread())


def _next_address(pairs: Pairs, cursor: str) -> str:
    kept = [pair for pair in pairs if pair[0] not in ("page", "after")]
    asked = urlencode([*kept, ("after", cursor)])
    # Unlike the links of pages it is for programs: all of it is encoded, as RFC 3986 has it.
    return f"{api_root()}{OPERATIONS['search'].path}?{asked}"


def _counted(given: Given) -> tuple[str, ...] | None:
    names = given.names("facet")
    return None if names is None else tuple(name for name in names if name != NONE)
