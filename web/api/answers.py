"""The answers of the API, from the parameters of an address to the shape that is sent."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from index.analysis.inspection import inspect
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME
from web.api import figures, openapi, schemas, serializers
from web.api.operations import OPERATIONS
from web.http.engine import engine
from web.http.errors import ArticleNotFound, FacetNotFound
from web.http.public_url import api_root
from web.i18n.catalogue import language
from web.i18n.labels import Labels
from web.url import reading
from web.url.parameters import NONE
from web.url.reading import Given

Pairs = Sequence[tuple[str, str]]

#: So many copies of an article are listed, and
COPIES = 100
#: so many related articles offered.
RELATED = 5


def search(pairs: Pairs) -> schemas.SearchAnswer:
    """A page of results."""
    given = reading.read(pairs, OPERATIONS["search"].own)
    query = replace(reading.read_search(given.others), counted=_counted(given))
    fields = given.names("fields") or serializers.HIT_FIELDS
    results = engine().search(query)
    after = _next_address(pairs, results.next) if results.next else None
    return serializers.results_json(results, Labels(language()), fields=fields, next_address=after)


def article(pairs: Pairs, article_id: str) -> schemas.Article:
    """One whole article."""
    given = reading.read_all(pairs, OPERATIONS["article"].own)
    fields = given.names("fields") or serializers.ARTICLE_FIELDS
    archive = engine()
    found = archive.article(article_id)
    if found is None:
        raise ArticleNotFound
    copies = archive.copies(found.id, COPIES) if "copies" in fields else ()
    related = archive.related(found.id, RELATED) if "related" in fields else ()
    return serializers.article_json(found, copies, related, fields, Labels(language()))


def suggest(pairs: Pairs) -> schemas.SuggestAnswer:
    """What somebody may mean who has typed so far."""
    given = reading.read_all(pairs, OPERATIONS["suggest"].own)
    text, count = given.text("q"), given.number("count")
    return serializers.suggestions_json(text, engine().suggest(text, count))


def explain(pairs: Pairs) -> schemas.Explanation:
    """Why the article ``id`` stands where it stands for the query ``q``."""
    ids = [value for name, value in pairs if name == "id"]
    if len(ids) != 1 or not ids[0]:
        raise QueryInvalid("id", "id_missing", "id names one article by its id or url")
    query = reading.read_search(pair for pair in pairs if pair[0] != "id")
    found = engine().explain(query, ids[0])
    if found is None:
        raise ArticleNotFound
    return serializers.explanation_json(found)


def analyze(pairs: Pairs) -> schemas.Analysis:
    """The words of a text with their terms on every level."""
    given = reading.read_all(pairs, OPERATIONS["analyze"].own)
    return serializers.analysis_json(inspect(engine().analyzer, given.text("text")))


def facet(pairs: Pairs, name: str) -> schemas.FacetAnswer:
    """The values of one facet for a query."""
    given = reading.read(pairs, OPERATIONS["facet"].own)
    query = reading.read_search(given.others)
    first, count = given.number("first"), given.number("count")
    if name not in FACET_BY_NAME:
        raise FacetNotFound
    containing = given.text("containing")
    page = engine().facet(query, name, containing=containing, first=first, count=count)
    return figures.facet_json(query, page, first, Labels(language()))


def stats(pairs: Pairs) -> schemas.Stats:
    """The figures of a query, or of the whole archive."""
    given = reading.read(pairs, OPERATIONS["stats"].own)
    query = replace(reading.read_search(given.others), page=1, size=1, after="")
    top, by, unit = given.number("count"), given.text("by"), given.text("unit")
    archive = engine()
    return figures.stats_json(
        archive,
        archive.search(query),
        top=top,
        comparison=(by, archive.compare(query, by, top, unit or None)) if by else None,
        labels=Labels(language()),
    )


def document(pairs: Pairs) -> openapi.Json:
    """The OpenAPI document of all of this."""
    reading.read_all(pairs, ())
    return openapi.document(Labels(language()), api_root())


def health() -> schemas.Health:
    """Whether there is an index to search."""
    return {"status": "ok", "articles": engine().manifest.articles}


def _next_address(pairs: Pairs, cursor: str) -> str:
    kept = [pair for pair in pairs if pair[0] not in ("page", "after")]
    asked = urlencode([*kept, ("after", cursor)])
    # Unlike the links of pages it is for programs: all of it is encoded, as RFC 3986 has it.
    return f"{api_root()}{OPERATIONS['search'].path}?{asked}"


def _counted(given: Given) -> tuple[str, ...] | None:
    names = given.names("facet")
    return None if names is None else tuple(name for name in names if name != NONE)
