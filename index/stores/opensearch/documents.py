"""An article as an OpenSearch document, and back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from index.analysis import LEVELS, ROOT, Analyzer, Level, Terms, heads_of, tokenize
from index.article import Article, DateMention
from index.facets import INDEXED_FACETS
from index.facts.dates.mentioned_periods import spans_of
from index.fields import LEAD_WORDS, TEXT_FIELDS
from index.stores.opensearch.cluster_index import ClusterIndex, Json
from index.stores.opensearch.mapping import (
    FILLER,
    LEAD_FIELD,
    MENTIONED_YEARS,
    any_field,
    facet_field,
    level_field,
    spelled_field,
)

#: What a search has to ask for, so that its hits can be read by :func:`record_of`.
STORED: Json = {"_source": ["article"], "docvalue_fields": ["number", "lead", "copied"]}


@dataclass(frozen=True, slots=True)
class Record:
    """An article as it stands in an index.

    Attributes:
        article: with its facts.
        number: of it, in the order of adding.
        representative: the number of the article that represents the copies of its text.
        copied: whether there are other copies of its text.
    """

    article: Article
    number: int
    representative: int
    copied: bool

    @property
    def name(self) -> str:
        """The name of its document."""
        return record_name(self.article.id)


def document(record: Record, analyzer: Analyzer) -> Json:
    """Return the document of an article.

    Args:
        record: of the article.
        analyzer: of the index.
    """
    article = record.article
    values: Json = {
        "article": article_json(article),
        "id": article.id,
        "number": record.number,
        "lead": record.representative,
        "copied": record.copied,
        "spans": _spans(article),
    }
    if article.url:
        values["url"] = article.url
    if record.representative == record.number and article.title:
        values["headline"] = spelling(article.title)
    if article.published is not None:
        clock = _wall_clock(article.published).isoformat(timespec="seconds")
        values["published"] = clock
        # The year, the month and the day.
        values[facet_field("date")] = [clock[:4], clock[:7], clock[:10]]
    return values | _texts(article, analyzer) | _facets(article)


def record_of(hit: Json, index: ClusterIndex) -> Record:
    """Return the article of a hit with its place in the index.

    Raises:
        IndexDamaged: it cannot be read.
    """
    try:
        number, representative, copied = (
            hit["fields"][name][0] for name in STORED["docvalue_fields"]
        )
        return Record(stored_article(hit["_source"]["article"]), number, representative, copied)
    except (KeyError, TypeError, ValueError) as error:
        raise index.damaged(f"the record {hit.get('_id')}: {error!r}") from error


def article_json(article: Article) -> Json:
    """Return an article as it is stored: what is empty is left out, days are ISO 8601."""
    values = {name: value for name, value in asdict(article).items() if value}
    if article.published is not None:
        values["published"] = article.published.isoformat()
    for mention in values.get("dates", ()):
        mention |= {end: mention[end].isoformat() for end in ("first", "last")}
    return values


def stored_article(values: Json) -> Article:
    """Return the article that :func:`article_json` wrote.

    Raises:
        KeyError: something is missing.
        TypeError: it is no article.
        ValueError: a day is none.
    """
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    if "published" in read:
        text = read["published"]
        read["published"] = (datetime if "T" in text else date).fromisoformat(text)
    read["dates"] = tuple(_mention(mention) for mention in read.get("dates", ()))
    return Article(**read)


def _mention(values: Json) -> DateMention:
    days = {end: date.fromisoformat(values[end]) for end in ("first", "last")}
    return DateMention(**{**values, **days})


def record_name(article_id: str) -> str:
    """Return the name of the document of an article: short, whatever its id is like."""
    return blake2b(article_id.encode("utf-8"), digest_size=16).hexdigest()


def spelling(value: str) -> str:
    """Return a value of a facet, or a headline, in its folded spelling."""
    return " ".join(token.exact for token in tokenize(value))


def terms_of(terms: Terms, level: Level) -> Sequence[str]:
    """Return the terms of a word as they stand on a level of an index.

    On the wide level these are the heads of all families that one of its light terms belongs to,
    so that a query asks for the head alone; see :func:`index.analysis.light_terms`.
    """
    if level == "light":
        return terms.light or (FILLER,)
    if level != "wide":
        return terms.at(level)
    roots = (term for term in terms.wide if term.startswith(ROOT))
    return (*(head for term in terms.light for head in heads_of(term)), *roots)


def _wall_clock(published: date) -> datetime:
    """When an article was published on the clock of its own place, to the second."""
    if not isinstance(published, datetime):
        return datetime(published.year, published.month, published.day)
    return published.replace(tzinfo=None, microsecond=0)


def _texts(article: Article, analyzer: Analyzer) -> Json:
    values: Json = {}
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


def _facets(article: Article) -> Json:
    values: Json = {}
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
