"""JSON for programs."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from index.article import Article
from index.errors import QueryInvalid
from index.facts import agencies, record
from search.facets import label_of
from search.query import NO_VALUE, Query
from search.results import Explanation, FacetValue, Hit, Match, Results
from web import labels, params
from web.archive import engine
from web.errors import ArticleNotFound
from web.markup import marked

blueprint = Blueprint("api", __name__)

Json = dict[str, Any]

#: So many copies of an article are listed, and
COPIES = 100
#: so many related articles offered.
RELATED = 5


@blueprint.get("/api/v1/search")
def search() -> Response:
    """A page of results."""
    query = params.read(request.args.items(multi=True))
    return jsonify(results_json(engine().search(query)))


@blueprint.get("/api/v1/articles/<article_id:article_id>")
def article(article_id: str) -> Response:
    """One whole article."""
    found = engine().article(article_id)
    if found is None:
        raise ArticleNotFound
    copies, related = engine().copies(found.id, COPIES), engine().related(found.id, RELATED)
    return jsonify(
        _article(found)
        | {"copies": [_named(copy) for copy in copies], "related": [_named(one) for one in related]}
    )


@blueprint.get("/api/v1/explain")
def explain() -> Response:
    """Why the article ``id`` stands where it stands for the query ``q``."""
    given = list(request.args.items(multi=True))
    ids = [value for name, value in given if name == "id"]
    if len(ids) != 1 or not ids[0]:
        raise QueryInvalid("id", "id_missing", "id names one article by its id or url")
    query = params.read(pair for pair in given if pair[0] != "id")
    found = engine().explain(query, ids[0])
    if found is None:
        raise ArticleNotFound
    return jsonify(explanation_json(found))


@blueprint.get("/healthz")
def health() -> Response:
    """Whether there is an index to search."""
    return jsonify(status="ok", articles=engine().manifest.articles)


def results_json(results: Results) -> Json:
    """A page of results as the endpoint gives it."""
    return {
        "query": _query(results.query),
        "total": results.total,
        "listed": results.listed,
        "page": results.query.page,
        "size": results.query.size,
        "took_ms": round(results.took_ms, 2),
        "matches": {match.code: count for match, count in _by_code(results.matches)},
        "respelled": list(results.respelled),
        "hits": [_hit(hit) for hit in results.hits],
        "facets": {
            name: [_facet_value(name, value) for value in results.facets.get(name, ())]
            for name in params.FACETS
        },
        "notes": [{"code": note.code, "message": note.message} for note in results.notes],
    }


def explanation_json(found: Explanation) -> Json:
    """Why an article stands where it stands, as the endpoint gives it."""
    return {
        "id": found.article.id,
        "title": found.article.title,
        "score": found.score,
        "match": found.match.code,
        "missing": list(found.missing),
        "coverage": found.coverage,
        "parts": [asdict(part) for part in found.parts],
        "terms": {
            word: {level: list(terms) for level, terms in levels.items()}
            for word, levels in found.terms.items()
        },
        "respelled": list(found.respelled),
    }


def _query(query: Query) -> Json:
    return {
        "q": query.text,
        **{name: list(values) for name, values in params.chosen(query).items()},
        "from": query.first_day.isoformat() if query.first_day else None,
        "to": query.last_day.isoformat() if query.last_day else None,
        "sort": query.sort,
        "page": query.page,
        "size": query.size,
        "words": query.words,
        "spellings": query.spellings,
        "copies": query.copies,
    }


def _by_code(matches: dict[Match, int]) -> list[tuple[Match, int]]:
    """The counts of the matches, those below ``Match.WIDE`` as one."""
    some = sum(count for match, count in matches.items() if match.code == "some")
    found = [(match, count) for match, count in matches.items() if match.code != "some"]
    return [*found, (Match.NONE, some)] if some else found


def _hit(hit: Hit) -> Json:
    article = hit.article
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "title_html": marked(hit.title),
        "snippet_html": marked(hit.snippet),
        "kind": article.kind,
        "section": article.section,
        "section_id": article.section_id or None,
        "agencies": _agencies(article.agencies),
        "photo_agencies": _agencies(article.photo_agencies),
        "text_agencies": _agencies(article.text_agencies),
        "dateline": list(article.datelines),
        "source": article.source,
        "published": _published(article),
        "published_evidence": article.published_evidence,
        "score": hit.score,
        "match": hit.match.code,
        "missing": list(hit.missing),
        "copies": hit.copies,
        "copied_by": [_labelled("source", paper) for paper in hit.copied_by],
    }


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "url": article.url,
        "kind": article.kind,
        "title": article.title,
        "deck": article.deck,
        "body": article.body,
        "caption": article.caption,
        "credit": article.credit,
        "byline": article.byline,
        "dateline": list(article.datelines),
        "places": list(article.places),
        "section": article.section,
        "section_id": article.section_id or None,
        "agencies": _agencies(article.agencies),
        "photo_agencies": _agencies(article.photo_agencies),
        "text_agencies": _agencies(article.text_agencies),
        "source": article.source,
        "published": _published(article),
        "published_evidence": article.published_evidence,
        "published_reasons": list(article.published_reasons),
        "dates": [record.mention_json(mention) for mention in article.dates],
    }


def _named(article: Article) -> Json:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "kind": article.kind,
        "published": _published(article),
    }


def _agencies(ids: tuple[str, ...]) -> list[Json]:
    return [{"id": name, "label": agencies.label(name)} for name in ids]


def _labelled(facet: str, value: str) -> Json:
    return {"value": value, "label": label_of(facet, value)}


def _published(article: Article) -> str | None:
    return article.published.isoformat() if article.published else None


def _facet_value(facet: str, value: FacetValue) -> Json:
    found: Json = {
        "value": value.value,
        "label": labels.period(value.value) if _is_period(facet, value) else value.label,
        "count": value.count,
        "selected": value.selected,
    }
    if value.children:
        found["children"] = [_facet_value(facet, child) for child in value.children]
    return found


def _is_period(facet: str, value: FacetValue) -> bool:
    return facet in labels.PERIODS and value.value != NO_VALUE
