"""What the engine gives, in the shapes of the API."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from index.analysis.inspection import InspectedWord
from index.article import Article
from index.facets import FACET_BY_NAME
from index.facts import record
from search.query import NOT, Query
from search.results import (
    Correction,
    Explanation,
    FacetValue,
    Hit,
    Match,
    Note,
    Results,
    Suggestion,
    Timeline,
)
from web.api import schemas
from web.i18n.labels import Labels
from web.i18n.markup import marked

#: As readers see it who have chosen nothing.
ARABIC = Labels("ar")

#: The fields of a hit where nobody chooses; the others come when they are asked for.
HIT_FIELDS = (
    *("id", "url", "title", "title_html", "snippet_html", "kind", "section", "section_id"),
    *("agencies", "photo_agencies", "text_agencies", "dateline", "source", "published"),
    *("published_evidence", "score", "match", "missing", "copies", "copied_by"),
)
EVERY_HIT_FIELD = tuple(schemas.Hit.__annotations__)
ARTICLE_FIELDS = tuple(schemas.Article.__annotations__)


def results_json(
    results: Results,
    labels: Labels = ARABIC,
    *,
    fields: Sequence[str] = HIT_FIELDS,
    next_address: str | None = None,
) -> schemas.SearchAnswer:
    """A page of results.

    Args:
        results: of the engine.
        labels: the language of labels and notes.
        fields: those of every hit that are asked for.
        next_address: where the page after it is, if there is one.
    """
    correction = results.correction
    facets = {
        name: [facet_value_json(name, value, labels) for value in results.facets[name]]
        for name in FACET_BY_NAME
        if name in results.facets
    }
    return {
        "query": query_json(results.query),
        "total": results.total,
        "listed": results.listed,
        "page": results.query.page,
        "size": results.query.size,
        "took_ms": round(results.took_ms, 2),
        "matches": dict(_by_code(results.matches)),
        "respelled": list(results.respelled),
        "hits": [hit_json(hit, fields, labels) for hit in results.hits],
        "facets": facets,
        "notes": notes_json(results.notes, labels),
        "next": results.next or None,
        "links": {"next": next_address},
        "timeline": timeline_json(results.timeline),
        "correction": _correction(correction) if correction else None,
        "readings": [
            {"kind": reading.kind, "typed": reading.typed, "read": reading.read}
            for reading in results.readings
        ],
    }


def hit_json(hit: Hit, fields: Sequence[str], labels: Labels) -> schemas.Hit:
    """One hit, with the fields that are asked for."""
    found: dict[str, Any] = {
        **_facts(hit.article, labels),
        "title_html": marked(hit.title),
        "snippet_html": marked(hit.snippet),
        "score": hit.score,
        "match": hit.match.code,
        "missing": list(hit.missing),
        "copies": hit.copies,
        "copied_by": [
            {"value": paper, "label": labels.in_full("source", paper)} for paper in hit.copied_by
        ],
    }
    return cast("schemas.Hit", {name: found[name] for name in fields})


def article_json(
    article: Article,
    copies: Sequence[Article],
    related: Sequence[Article],
    fields: Sequence[str],
    labels: Labels,
) -> schemas.Article:
    """One whole article, with the fields that are asked for."""
    found: dict[str, Any] = {
        **_facts(article, labels),
        "copies": [_named(copy) for copy in copies],
        "related": [_named(one) for one in related],
    }
    return cast("schemas.Article", {name: found[name] for name in fields})


def explanation_json(found: Explanation) -> schemas.Explanation:
    """Why an article stands where it stands."""
    return {
        "id": found.article.id,
        "title": found.article.title,
        "score": found.score,
        "match": cast("schemas.MatchCode", found.match.code),
        "missing": list(found.missing),
        "coverage": found.coverage,
        "parts": [cast("schemas.Part", asdict(part)) for part in found.parts],
        "terms": {word: _levels(levels) for word, levels in found.terms.items()},
        "respelled": list(found.respelled),
    }


def analysis_json(words: Sequence[InspectedWord], *, evidence: bool = True) -> schemas.Analysis:
    """A text word by word.

    Args:
        words: of the text.
        evidence: whether what an archive attests of them is told.
    """
    found: list[schemas.AnalyzedWord] = []
    for word in words:
        shown: schemas.AnalyzedWord = {
            "text": word.text,
            "start": word.start,
            "end": word.end,
            "levels": _levels(word.levels),
        }
        if evidence:
            shown["evidence"] = word.evidence
        found.append(shown)
    return {"words": found}


def suggestions_json(text: str, found: Sequence[Suggestion]) -> schemas.SuggestAnswer:
    """What somebody may mean who has typed so far."""
    return {
        "q": text,
        "suggestions": [
            {"kind": one.kind, "text": one.text, "value": one.value, "count": one.count}
            for one in found
        ],
    }


def query_json(query: Query) -> schemas.QueryRead:
    """A search as it was read."""
    return cast(
        "schemas.QueryRead",
        {
            "q": query.text,
            **{name: list(query.chosen_in(name)) for name in FACET_BY_NAME},
            **{NOT + name: list(query.excluded_in(name)) for name in FACET_BY_NAME},
            "from": _day(query.first_day),
            "to": _day(query.last_day),
            "sort": query.sort,
            "page": query.page,
            "size": query.size,
            "words": query.words,
            "spellings": query.spellings,
            "copies": query.copies,
            "after": query.after or None,
        },
    )


def facet_value_json(facet: str, value: FacetValue, labels: Labels) -> schemas.FacetValue:
    """A value of a facet, with those below it where it is opened."""
    found: schemas.FacetValue = {
        "value": value.value,
        "label": labels.in_full(facet, value.value),
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
    }
    if value.children:
        found["children"] = [facet_value_json(facet, child, labels) for child in value.children]
    return found


def notes_json(notes: Sequence[Note], labels: Labels) -> list[schemas.Note]:
    """What is told of how a query was read."""
    return [{"code": note.code, "message": labels.note(note)} for note in notes]


def timeline_json(timeline: Timeline | None) -> schemas.Timeline | None:
    """Articles over time."""
    if timeline is None:
        return None
    bars = [
        {"from": bar.first.isoformat(), "to": bar.last.isoformat(), "count": bar.count}
        for bar in timeline.bars
    ]
    return {"unit": timeline.unit, "bars": cast("list[schemas.Bar]", bars)}


def _correction(found: Correction) -> schemas.Correction:
    words = found.words
    return {
        "text": found.text,
        "words": [{"typed": typed, "suggested": suggested} for typed, suggested in words],
    }


def _by_code(matches: dict[Match, int]) -> list[tuple[schemas.MatchCode, int]]:
    """The counts of the matches by code; those of one code as one, last."""
    some = sum(count for match, count in matches.items() if match.code == "some")
    found = [(match.code, count) for match, count in matches.items() if match.code != "some"]
    return cast("list[tuple[schemas.MatchCode, int]]", [*found, ("some", some)] if some else found)


def _levels(levels: Any) -> schemas.Levels:
    return cast("schemas.Levels", {level: list(terms) for level, terms in levels.items()})


def _facts(article: Article, labels: Labels) -> dict[str, Any]:
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
        "agencies": _agencies(article.agencies, labels),
        "photo_agencies": _agencies(article.photo_agencies, labels),
        "text_agencies": _agencies(article.text_agencies, labels),
        "source": article.source,
        "published": _day(article.published),
        "published_evidence": article.published_evidence,
        "published_reasons": list(article.published_reasons),
        "dates": [record.mention_json(mention) for mention in article.dates],
    }


def _named(article: Article) -> schemas.Named:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "kind": article.kind,
        "published": _day(article.published),
    }


def _agencies(ids: tuple[str, ...], labels: Labels) -> list[schemas.Agency]:
    return [{"id": name, "label": labels.agency(name)} for name in ids]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
