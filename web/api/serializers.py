"""Pages of results and articles, in the shapes of ``schemas.searches`` and ``schemas.articles``.

The names of values come from a cache, and of an article only the fields are made that are asked
for: a page of results has hundreds of values.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, cast

from index.article import Article, NamedEntity
from index.facets import FACET_BY_NAME
from index.facts import record
from search.query import NOT, Query, Values
from search.results import (
    Correction,
    FacetValue,
    Hit,
    Match,
    Note,
    RelatedWord,
    Results,
    Timeline,
)
from web.api import schemas
from web.i18n.language import LANGUAGES, Language
from web.i18n.markup import marked
from web.i18n.names import value_name
from web.i18n.notes import sentence

#: The language of labels and messages where nobody names one.
DEFAULT = LANGUAGES[0]

#: The fields of a hit where nobody chooses; the others come when they are asked for.
HIT_FIELDS = (
    *("id", "url", "title", "title_html", "snippet_html", "kind", "section", "section_id"),
    *("agencies", "photo_agencies", "text_agencies", "dateline", "source", "published"),
    *("published_evidence", "score", "match", "missing", "related_words"),
    *("copies", "copied_by"),
)
EVERY_HIT_FIELD = tuple(schemas.Hit.__annotations__)
ARTICLE_FIELDS = tuple(schemas.Article.__annotations__)


def results_json(
    results: Results,
    language: Language = DEFAULT,
    *,
    fields: Sequence[str] = HIT_FIELDS,
    next_address: str | None = None,
) -> schemas.SearchAnswer:
    """Return a page of results.

    Args:
        results: of the engine.
        language: of labels and notes.
        fields: those of every hit that are asked for.
        next_address: where the page after it is, if there is one.
    """
    return {
        "query": query_json(results.query),
        "total": results.total,
        "listed": results.listed,
        "page": results.query.page,
        "size": results.query.size,
        "took_ms": round(results.took_ms, 2),
        "matches": _matches(results.matches),
        "respelled": list(results.expansions),
        "related_words": related_words_json(results.related),
        "hits": [hit_json(hit, fields, language) for hit in results.hits],
        "facets": {
            facet: facet_values_json(facet, results.facets[facet], language)
            for facet in FACET_BY_NAME
            if facet in results.facets
        },
        "notes": notes_json(results.notes, language),
        "next": results.next or None,
        "links": {"next": next_address},
        "timeline": timeline_json(results.timeline),
        "correction": _correction(results.correction) if results.correction else None,
        "readings": [
            {"kind": reading.kind, "typed": reading.typed, "read": reading.read}
            for reading in results.readings
        ],
    }


def hit_json(hit: Hit, fields: Sequence[str], language: Language) -> schemas.Hit:
    """Return one hit.

    Args:
        hit: of the engine.
        fields: of ``EVERY_HIT_FIELD``, in the order of the answer.
        language: of labels.
    """
    made = {
        name: _OF_HIT[name](hit, language)
        if name in _OF_HIT
        else _OF_ARTICLE[name](hit.article, language)
        for name in fields
    }
    return cast("schemas.Hit", made)


def article_json(
    article: Article,
    copies: Sequence[Article],
    related: Sequence[Article],
    fields: Sequence[str],
    language: Language,
) -> schemas.Article:
    """Return one whole article.

    Args:
        article: with its facts.
        copies: the other copies of its text, if the fields name them.
        related: articles on what it is about, if the fields name them.
        fields: of ``ARTICLE_FIELDS``, in the order of the answer.
        language: of labels.
    """
    others = {"copies": copies, "related": related}
    made = {
        name: [_named(other) for other in others[name]]
        if name in others
        else _OF_ARTICLE[name](article, language)
        for name in fields
    }
    return cast("schemas.Article", made)


def query_json(query: Query) -> schemas.QueryRead:
    """Return a search as it was read."""
    return cast(
        "schemas.QueryRead",
        {
            "q": query.text,
            **_values("", query.chosen),
            **_values(NOT, query.excluded),
            "from": _day(query.first_day),
            "to": _day(query.last_day),
            "sort": query.sort,
            "page": query.page,
            "size": query.size,
            "words": query.words,
            "spellings": query.spellings,
            "related": query.related,
            "copies": query.copies,
            "after": query.after or None,
        },
    )


def related_words_json(found: Sequence[RelatedWord]) -> list[schemas.RelatedWord]:
    """Return other words of an archive for those of a query."""
    return [
        {
            "typed": one.typed,
            "word": one.word,
            "count": one.count,
            "added": one.added,
            "instead": one.instead,
            "source": one.source,
        }
        for one in found
    ]


def facet_values_json(
    facet: str, values: Sequence[FacetValue], language: Language
) -> list[schemas.FacetValue]:
    """Return values of a facet, each with those below it where it is opened.

    Args:
        facet: its name.
        values: of it, with their counts.
        language: of the labels.
    """
    made: list[schemas.FacetValue] = []
    for value in values:
        shown: schemas.FacetValue = {
            "value": value.value,
            "label": value_name(facet, value.value, language),
            "count": value.count,
            "selected": value.selected,
            "excluded": value.excluded,
        }
        if value.children:
            shown["children"] = facet_values_json(facet, value.children, language)
        made.append(shown)
    return made


def notes_json(notes: Sequence[Note], language: Language) -> list[schemas.Note]:
    """Return what is told of how a query was read."""
    return [{"code": note.code, "message": sentence(note, language)} for note in notes]


def timeline_json(timeline: Timeline | None) -> schemas.Timeline | None:
    """Return articles over time; ``None`` where no article has a date."""
    if timeline is None:
        return None
    bars = [
        {"from": bar.first.isoformat(), "to": bar.last.isoformat(), "count": bar.count}
        for bar in timeline.bars
    ]
    return {
        "unit": timeline.unit,
        "bars": cast("list[schemas.Bar]", bars),
        "before": timeline.before,
        "after": timeline.after,
    }


def _values(before: str, pairs: Values) -> dict[str, list[str]]:
    """Return the values of every facet by the name of its parameter."""
    found: dict[str, list[str]] = {before + facet: [] for facet in FACET_BY_NAME}
    for facet, value in pairs:
        found[before + facet].append(value)
    return found


def _correction(found: Correction) -> schemas.Correction:
    words = found.words
    return {
        "text": found.text,
        "words": [{"typed": typed, "suggested": suggested} for typed, suggested in words],
    }


def _matches(matches: dict[Match, int]) -> dict[schemas.MatchCode, int]:
    """Return how many articles match how, by code; those that lack a word as one, last."""
    full = {match.code: count for match, count in matches.items() if match > Match.STEM}
    some = sum(count for match, count in matches.items() if match <= Match.STEM)
    return cast("dict[schemas.MatchCode, int]", full | ({"some": some} if some else {}))


def _named(article: Article) -> schemas.Named:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "kind": article.kind,
        "published": _day(article.published),
    }


def _agencies(ids: tuple[str, ...], language: Language) -> list[schemas.Agency]:
    return [{"id": name, "label": value_name("agency", name, language)} for name in ids]


def _papers(values: tuple[str, ...], language: Language) -> list[schemas.Labelled]:
    return [{"value": paper, "label": value_name("source", paper, language)} for paper in values]


def _person(person: NamedEntity) -> schemas.PersonNamed:
    return {**_entity("person", person), "role": person.role or None}


def _entity(facet: str, entity: NamedEntity) -> schemas.OrganisationNamed:
    mentions: list[schemas.NameMentioned] = [
        {
            "text": mention.text,
            "part": mention.part,
            "start": mention.start,
            "end": mention.start + len(mention.text),
            "reason": mention.reason,
        }
        for mention in entity.mentions
    ]
    value = FACET_BY_NAME[facet].canonical(entity.entry or entity.name)
    return {"name": entity.name, "value": value, "mentions": mentions}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


#: The fields that hits and whole articles have in common, each with what makes it.
_OF_ARTICLE: dict[str, Callable[[Article, Language], Any]] = {
    "id": lambda article, _: article.id,
    "url": lambda article, _: article.url,
    "kind": lambda article, _: article.kind,
    "title": lambda article, _: article.title,
    "deck": lambda article, _: article.deck,
    "body": lambda article, _: article.body,
    "caption": lambda article, _: article.caption,
    "credit": lambda article, _: article.credit,
    "byline": lambda article, _: article.byline,
    "dateline": lambda article, _: list(article.datelines),
    "places": lambda article, _: list(article.places),
    "section": lambda article, _: article.section,
    "section_id": lambda article, _: article.section_id or None,
    "agencies": lambda article, language: _agencies(article.agencies, language),
    "photo_agencies": lambda article, language: _agencies(article.photo_agencies, language),
    "text_agencies": lambda article, language: _agencies(article.text_agencies, language),
    "source": lambda article, _: article.source,
    "issue": lambda article, _: article.issue,
    "page": lambda article, _: article.page,
    "published": lambda article, _: _day(article.published),
    "published_evidence": lambda article, _: article.published_evidence,
    "published_reasons": lambda article, _: list(article.published_reasons),
    "captured": lambda article, _: _day(article.captured),
    "dates": lambda article, _: [record.mention_json(mention) for mention in article.dates],
    "persons": lambda article, _: list(map(_person, article.persons)),
    "organisations": lambda article, _: [
        _entity("organisation", organisation) for organisation in article.organisations
    ],
}

#: The fields of a hit alone.
_OF_HIT: dict[str, Callable[[Hit, Language], Any]] = {
    "title_html": lambda hit, _: marked(hit.title),
    "snippet_html": lambda hit, _: marked(hit.snippet),
    "score": lambda hit, _: hit.score,
    "match": lambda hit, _: hit.match.code,
    "missing": lambda hit, _: list(hit.missing),
    "related_words": lambda hit, _: list(hit.related),
    "copies": lambda hit, _: hit.copies,
    "copied_by": lambda hit, language: _papers(hit.copied_by, language),
}
