"""Articles made ready for an index, many at a time and apart from all others.

What is done here needs nothing but the articles themselves, so it is done in other processes where
there are any (:mod:`index.workers`): files are read, facts found, texts cut into numbered words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from index import records
from index.addresses import keys_of
from index.article import Article
from index.article_versions import name_digests
from index.facets import INDEXED_FACETS
from index.facts.dates.mentioned_periods import spans_of
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.fields import UNDATED
from index.ingestion import Advance, Found, read_file, text_words, with_facts
from index.names.accepted import AcceptedNames, with_entries
from index.numbering import NumberedTexts, TextNumberer
from index.sources.reading import InputFile, Problem

_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """What an index holds of an article, and what it is compared by; its words stand apart.

    Attributes:
        id: of the article, and
        url: if it has one.
        addresses: the keys of both, where they are addresses (:mod:`index.addresses`).
        file: that it was read from, for messages; empty where it comes from an index.
        on_disk: the file on disk that it was read from, likewise, and
        version: digest of what it said there (:func:`index.article_versions.version_of`), and
        names: digests of its names, one behind the other; both empty where it comes from an index.
        record: the article as JSON (:mod:`index.records`).
        published: seconds from 1970 to the publication on the clock of its own place;
            ``UNDATED`` where it is not known.
        spans: the days that it writes about, first and last, as proleptic Gregorian ordinals.
        facets: its values, in the order of ``INDEXED_FACETS``.
        title: headline, and
        deck: the line under it.
        day: of publication as an ordinal; 0 where it is not known.
        signature: what finds the copies of its text.
    """

    id: str
    url: str
    addresses: tuple[str, ...]
    file: str
    on_disk: str
    version: bytes
    names: bytes
    record: bytes
    published: int
    spans: tuple[int, ...]
    facets: tuple[tuple[str, ...], ...]
    title: str
    deck: str
    day: int
    signature: Signature


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles made ready, with the problems met, in the order of the input.

    Attributes:
        contents: the articles, the problems, and how far the input is dealt with.
        texts: the texts of the articles.
    """

    contents: tuple[PreparedArticle | Problem | Advance, ...]
    texts: NumberedTexts


@dataclass(frozen=True, slots=True)
class Task:
    """What one process makes ready in one go.

    Attributes:
        contents: articles as they were read, files that are still to be read, problems.
        format: of the files, if it was told.
        with_facts: whether facts are still to be read; articles from an index have them.
        names: the writings that get one entry; ``None`` where articles keep the entries they have.
    """

    contents: tuple[Found | InputFile | Problem | Advance, ...]
    format: str | None = None
    with_facts: bool = True
    names: AcceptedNames | None = None


def prepare(task: Task) -> Batch:
    """Make the articles of a task ready for an index."""
    contents: list[PreparedArticle | Problem | Advance] = []
    texts = TextNumberer()
    for found in _all_read(task):
        if not isinstance(found, Found):
            contents.append(found)
            continue
        article, problems = with_facts(found) if task.with_facts else (found.article, ())
        if article is not None:
            if task.names is not None:
                article = with_entries(article, task.names)
            texts.add(article)
            contents.append(_prepared(article, found))
        contents += problems
    return Batch(tuple(contents), texts.texts())


def _all_read(task: Task) -> Iterator[Found | Problem | Advance]:
    for content in task.contents:
        if isinstance(content, InputFile):
            yield from read_file(content, task.format)
        else:
            yield content


def _prepared(article: Article, found: Found) -> PreparedArticle:
    return PreparedArticle(
        id=article.id,
        url=article.url,
        addresses=keys_of(article.id, article.url),
        file=found.file,
        on_disk=found.on_disk,
        version=found.version,
        names=b"".join(name_digests(article.id, article.url)) if found.version else b"",
        record=records.to_bytes(article),
        published=wall_clock_seconds(article.published),
        spans=tuple(_ordinals(article)),
        facets=tuple(tuple(facet.values(article)) for facet in INDEXED_FACETS),
        title=article.title,
        deck=article.deck,
        day=article.published.toordinal() if article.published else 0,
        signature=signature_of(article, text_words(article)),
    )


def _ordinals(article: Article) -> Iterable[int]:
    spans = dict.fromkeys(span for mention in article.dates for span in spans_of(mention))
    return (day.toordinal() for span in spans for day in span)


def wall_clock_seconds(published: date | None) -> int:
    """Return the seconds from 1970 to the publication on the clock of its own place.

    The offset is left out on purpose: a reader looks for the day that the paper printed.
    """
    if published is None:
        return UNDATED
    if not isinstance(published, datetime):
        published = datetime(published.year, published.month, published.day)
    return int((published.replace(tzinfo=None) - _EPOCH).total_seconds())
