"""An article as an OpenSearch document, and back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from index.analysis import LEVELS, ROOT, Analyzer, Level, Terms, heads_of, tokenize
from index.article import Article, DateMention
from index.facets import INDEXED_FACETS
from index.facts.dates.mentioned_periods import spans_of
from index.fields import LEAD_WORDS, TEXT_FIELDS
from index.stores.opensearch.mapping import (
    FILLER,
    LEAD_FIELD,
    MENTIONED_YEARS,
    any_field,
    facet_field,
    level_field,
    spelled_field,
)


def document(
    article: Article, analyzer: Analyzer, *, number: int, lead: int, copied: bool
) -> dict[str, Any]:
    """The document of an article.

    Args:
        article: with its facts.
        analyzer: of the index.
        number: of the article, in the order of adding.
        lead: the number of the article that leads the copies of its text.
        copied: whether there are other copies of its text.
    """
    values: dict[str, Any] = {
        "article": article_json(article),
        "id": article.id,
        "number": number,
        "lead": lead,
        "copied": copied,
        "spans": _spans(article),
    }
    if article.url:
        values["url"] = article.url
    if lead == number and article.title:
        values["headline"] = " ".join(token.exact for token in tokenize(article.title))
    if article.published is not None:
        values["published"] = wall_clock(article.published).isoformat(timespec="seconds")
        values[facet_field("date")] = periods(article.published)
    return values | _texts(article, analyzer) | _facets(article)


def article_json(article: Article) -> dict[str, Any]:
    """An article as JSON has it; what is empty is left out."""
    values = {name: value for name, value in asdict(article).items() if value}
    if article.published is not None:
        values["published"] = article.published.isoformat()
    if article.dates:
        values["dates"] = [
            {**mention, "first": mention["first"].isoformat(), "last": mention["last"].isoformat()}
            for mention in values["dates"]
        ]
    return values


def stored_article(values: dict[str, Any]) -> Article:
    """The article that :func:`article_json` wrote."""
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    if "published" in read:
        text = read["published"]
        read["published"] = (datetime if "T" in text else date).fromisoformat(text)
    read["dates"] = tuple(
        DateMention(
            **{
                **mention,
                "first": date.fromisoformat(mention["first"]),
                "last": date.fromisoformat(mention["last"]),
            }
        )
        for mention in read.get("dates", ())
    )
    return Article(**read)


def record_name(article_id: str) -> str:
    """Under which name the document of an article is kept: short, whatever its id is like."""
    return blake2b(article_id.encode("utf-8"), digest_size=16).hexdigest()


def wall_clock(published: date) -> datetime:
    """When an article was published on the clock of its own place, to the second."""
    if not isinstance(published, datetime):
        return datetime(published.year, published.month, published.day)
    return published.replace(tzinfo=None, microsecond=0)


def periods(published: date) -> list[str]:
    """The year, the month and the day of a publication: ``2024``, ``2024-10``, ``2024-10-28``."""
    day = wall_clock(published).date().isoformat()
    return [day[:4], day[:7], day]


def spelling(value: str) -> str:
    """A value of a facet in its folded spelling."""
    return " ".join(token.exact for token in tokenize(value))


def terms_of(terms: Terms, level: Level) -> Sequence[str]:
    """The terms of a word as they stand on a level of an index.

    On the wide level these are the heads of all families that one of its light terms belongs to,
    so that a query asks for the head alone; see :func:`index.analysis.light_terms`.
    """
    if level == "light":
        return terms.light or (FILLER,)
    if level != "wide":
        return terms.at(level)
    roots = (term for term in terms.wide if term.startswith(ROOT))
    return (*(head for term in terms.light for head in heads_of(term)), *roots)


def _texts(article: Article, analyzer: Analyzer) -> dict[str, Any]:
    values: dict[str, Any] = {}
    together: dict[Level, dict[str, None]] = {level: {} for level in LEVELS}
    for field in TEXT_FIELDS:
        tokens = tokenize("\n".join(field.values(article)))
        analyzed = [analyzer.terms(token.text) for token in tokens]
        if not analyzed:
            continue
        for level in LEVELS:
            held = [term for terms in analyzed for term in terms_of(terms, level)]
            values[level_field(field.name, level)] = " ".join(held)
            if field.by_default:
                together[level].update(dict.fromkeys(held))
        if field.name == "body":
            lead = (term for terms in analyzed[:LEAD_WORDS] for term in terms.light)
            values[LEAD_FIELD] = " ".join(lead)
    for level, terms in together.items():
        terms.pop(FILLER, None)
        values[any_field(level)] = " ".join(terms)
    return values


def _facets(article: Article) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for facet in INDEXED_FACETS:
        if chosen := facet.values(article):
            values[facet_field(facet.name)] = list(chosen)
            values[spelled_field(facet.name)] = [spelling(value) for value in chosen]
    mentioned = values.get(facet_field("mentioned"), ())
    if years := [period for period in mentioned if "-" not in period]:
        values[facet_field(MENTIONED_YEARS)] = years
    return values


def _spans(article: Article) -> list[dict[str, int]]:
    spans = dict.fromkeys(span for mention in article.dates for span in spans_of(mention))
    return [{"gte": first.toordinal(), "lte": last.toordinal()} for first, last in spans]
