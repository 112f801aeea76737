"""An article as an OpenSearch document, and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from index import records
from index.addresses import keys_of
from index.analysis import LEVELS, ROOT, Analyzer, Level, Terms, analyzer_of, heads_of, tokenize
from index.article import Article
from index.facets import INDEXED_FACETS
from index.facts.dates.mentioned_periods import spans_of
from index.fields import LEAD_WORDS, TEXT_FIELDS
from index.records import article_json, stored_article
from index.stores.opensearch.bulk import line
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
from index.stores.opensearch.signature_fields import signature_fields

_WORDS_KEPT = 500_000

#: What a search has to ask for of an article that is to be shown.
STORED: Json = {"_source": ["article"], "docvalue_fields": ["number", "lead", "copied"]}

#: What a search has to ask for, so that its hits can be read by :func:`record_of`.
RECORDED: Json = {**STORED, "docvalue_fields": ["number", "lead", "parent", "copied"]}


@dataclass(frozen=True, slots=True)
class Record:
    """An article as it stands in an index.

    Attributes:
        article: with its facts.
        number: of it, in the order of adding.
        representative: the number of the article that represents the copies of its text.
        parent: see :class:`index.facts.near_duplicates.groups.Groups`.
        copied: whether there are other copies of its text.
    """

    article: Article
    number: int
    representative: int
    parent: int
    copied: bool

    @property
    def name(self) -> str:
        """The name of its document."""
        return record_name(self.article.id)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A :class:`Record` whose article is still JSON.

    Attributes:
        article: as :func:`index.records.to_bytes` gave it.
        signature: of it, packed (:func:`.signature_fields.packed`).
        number: see :class:`Record`, as of all others.
    """

    article: bytes
    signature: bytes
    number: int
    representative: int
    parent: int
    copied: bool


@dataclass(frozen=True, slots=True)
class DocumentsTask:
    """Articles whose documents are made in one go, by whichever process.

    Attributes:
        folder: that holds the evidence of the archive.
        records: of the articles.
        settled: see :func:`document`.
    """

    folder: Path
    records: tuple[StoredRecord, ...]
    settled: int


def documents_of(task: DocumentsTask) -> list[tuple[str, bytes]]:
    """Return the documents of a task by their names, each as a line of JSON."""
    analyzer = analyzer_of(task.folder)
    found = []
    for stored in task.records:
        article = records.from_bytes(stored.article)
        record = Record(
            *(article, stored.number, stored.representative, stored.parent, stored.copied)
        )
        made = document(record, analyzer, stored.signature, task.settled)
        found.append((record.name, line(made)))
    return found


def document(record: Record, analyzer: Analyzer, signature: bytes, settled: int) -> Json:
    """Return the document of an article.

    Args:
        record: of the article.
        analyzer: of the index.
        signature: of the article, packed.
        settled: the least number of the articles that arrived in an archive that was there.
    """
    article = record.article
    values: Json = {
        "article": article_json(article),
        "id": article.id,
        "number": record.number,
        "lead": record.representative,
        "parent": record.parent,
        "copied": record.copied,
        "spans": _spans(article),
    }
    if keys := keys_of(article.id, article.url):
        values["address"] = list(map(address_term, keys))
    if record.number >= settled:
        values["arrived"] = record.number
    if record.representative == record.number and article.title:
        values["headline"] = spelling(article.title)
    if article.published is not None:
        clock = _wall_clock(article.published).isoformat(timespec="seconds")
        values["published"] = clock
        # The year, the month and the day.
        values[facet_field("date")] = [clock[:4], clock[:7], clock[:10]]
    return values | signature_fields(signature) | _texts(article, analyzer) | _facets(article)


def record_of(hit: Json, index: ClusterIndex) -> Record:
    """Return the article of a hit with its place in the index.

    Raises:
        IndexDamaged: it cannot be read.
    """
    try:
        place = (hit["fields"][name][0] for name in RECORDED["docvalue_fields"])
        return Record(stored_article(hit["_source"]["article"]), *place)
    except (KeyError, TypeError, ValueError) as error:
        raise index.damaged(f"the record {hit.get('_id')}: {error!r}") from error


def record_name(article_id: str) -> str:
    """Return the name of the document of an article: short, whatever its id is like."""
    return blake2b(article_id.encode("utf-8"), digest_size=16).hexdigest()


def address_term(key: str) -> str:
    """Return what stands in an index for the key of an address: short, however long that is."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


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


class _WrittenWords(dict[str, tuple[tuple[str, ...], ...]]):
    """Words as they stand in documents: their terms, level by level; each is analyzed once."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def __missing__(self, word: str) -> tuple[tuple[str, ...], ...]:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        terms = self._analyzer.terms(word)
        self[word] = written = tuple(tuple(terms_of(terms, level)) for level in LEVELS)
        return written


@lru_cache(maxsize=1)
def _written_words(analyzer: Analyzer) -> _WrittenWords:
    return _WrittenWords(analyzer)


def _texts(article: Article, analyzer: Analyzer) -> Json:
    values: Json = {}
    written = _written_words(analyzer)
    searched: dict[str, None] = {}
    for field in TEXT_FIELDS:
        words = [token.text for token in tokenize("\n".join(field.values(article)))]
        if not words:
            continue
        by_level = zip(*map(written.__getitem__, words), strict=True)
        for level, terms in zip(LEVELS, by_level, strict=True):
            values[level_field(field.name, level)] = " ".join(chain.from_iterable(terms))
        if field.by_default:
            searched.update(dict.fromkeys(words))
        if field.name == "body":
            lead = (term for word in words[:LEAD_WORDS] for term in analyzer.terms(word).light)
            values[LEAD_FIELD] = " ".join(lead)
    for number, level in enumerate(LEVELS):
        distinct = dict.fromkeys(chain.from_iterable(written[word][number] for word in searched))
        distinct.pop(FILLER, None)
        values[any_field(level)] = " ".join(distinct)
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
