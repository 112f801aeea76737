"""One published Whoosh index, open for reading: its columns in memory, its postings on demand."""

import re
import weakref
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import ROOT, Analyzer, Level, light_terms
from index.article import Article
from index.completions import Completions
from index.facets import INDEXED_FACETS, Facet
from index.fields import TEXT_FIELDS, UNDATED
from index.manifest import Manifest
from index.stores.embedded.files import damaged
from index.stores.embedded.reader import open_analyzer, open_completions, open_reader
from index.stores.embedded.schema import (
    REPRESENTATIVE,
    SPANS,
    facet_field,
    length_field,
    level_field,
    stored_article,
)
from search.completion.facet_values import COMPLETED, FacetValueNames
from search.engines.embedded.columns import DateColumn, FacetColumn, SpanColumn
from search.engines.embedded.postings import Postings, SharedReader
from search.ranking.proximity import Occurrences, occurrences

_SURROGATE = re.compile("[\ud800-\udfff]")

#: Memory for decoded posting lists, in bytes.
POSTINGS_MEMORY = 512 * 1024 * 1024


@dataclass(frozen=True)
class Snapshot:
    """An index as it was published; it never changes.

    Attributes:
        analyzer: by the evidence of this index; queries go through it.
        size: how many articles it holds.
        lengths: words of every article in a text field, by field name.
        average_lengths: their means over the articles that have the field.
        facets: by facet name.
        dates: of publication.
        spans: the days that articles write about.
        representatives: for every article the number of the one that stands for all copies of its
            text.
    """

    folder: Path
    manifest: Manifest
    analyzer: Analyzer
    size: int
    lengths: dict[str, NDArray[np.float32]]
    average_lengths: dict[str, float]
    facets: dict[str, FacetColumn]
    dates: DateColumn
    spans: SpanColumn
    representatives: NDArray[np.int64]
    _reader: SharedReader

    @classmethod
    def open(cls, folder: Path) -> "Snapshot":
        """Open a published index.

        Raises:
            IndexDamaged: it cannot be read.
            AnalyzerMismatch: its terms or fields are not the ones that a query would use.
        """
        manifest = Manifest.read(folder)
        manifest.must_match(str(folder))
        reader = open_reader(folder)
        shared = SharedReader(reader, folder, POSTINGS_MEMORY)
        # A newer index may be published while a search still reads this one: its files are
        # closed when nobody holds it any more.
        weakref.finalize(shared, reader.close)
        size = reader.doc_count_all()
        if not reader.is_atomic() or size != manifest.articles:
            raise damaged(folder, f"holds {size} articles, not the {manifest.articles} published")
        lengths = {field.name: _lengths(shared, field.name, size) for field in TEXT_FIELDS}
        # Whoosh opens the file of stored fields at its first use; by then the folder may be gone.
        shared.stored(0)
        return cls(
            folder=folder,
            manifest=manifest,
            analyzer=open_analyzer(folder),
            size=size,
            lengths=lengths,
            average_lengths={name: _average(values) for name, values in lengths.items()},
            facets={facet.name: _facet(shared, facet, size) for facet in INDEXED_FACETS},
            dates=_dates(shared, folder, size),
            spans=_spans(shared, size),
            representatives=np.array(shared.column(REPRESENTATIVE), dtype=np.int64),
            _reader=shared,
        )

    def postings(self, field: str, level: Level, term: str) -> Postings | None:
        """Return the articles with a term on a level of a text field; ``None`` for none."""
        return self._reader.postings(level_field(field, level), term)

    def union(self, field: str, level: Level, terms: tuple[str, ...]) -> Postings | None:
        """Return the articles with any of these terms, which then count as one term.

        On the wide level the index holds roots alone; families are looked for by their lemmas.
        """
        wanted: list[tuple[Level, str]] = [(level, term) for term in terms]
        if level == "wide":
            wanted = [("wide", term) for term in terms if term.startswith(ROOT)]
            wanted += [("light", term) for term in light_terms(terms)]
        lists = [self.postings(field, held, term) for held, term in wanted]
        found = [list_ for list_ in lists if list_ is not None]
        if len(found) < 2:
            return found[0] if found else None
        articles, index = np.unique(
            np.concatenate([list_.articles for list_ in found]), return_inverse=True
        )
        frequencies = np.concatenate([list_.frequencies for list_ in found])
        together = np.bincount(index, frequencies, len(articles)).astype(np.float32)
        return Postings(articles, together, None)

    def occurrences(self, field: str, level: Level, terms: tuple[str, ...]) -> Occurrences:
        """Return where any of these terms stands in a text field, on a level that has positions."""
        found = [
            occurrences(list_.articles, list_.frequencies, list_.positions)
            for term in terms
            if (list_ := self._reader.postings(level_field(field, level), term, positions=True))
            and list_.positions is not None
        ]
        if len(found) < 2:
            return found[0] if found else np.empty(0, dtype=np.int64)
        return np.unique(np.concatenate(found))

    def frequencies(self, field: str, level: Level, prefix: str) -> list[tuple[str, int]]:
        """Return the terms of a level of a text field that begin so, each with how many have it."""
        return self._reader.frequencies(level_field(field, level), prefix)

    def article(self, number: int) -> Article:
        """Return the article of a number."""
        return stored_article(self._reader.stored(number)["article"])

    @cached_property
    def completions(self) -> Completions:
        """What is offered to somebody who types; read at the first use.

        Raises:
            IndexDamaged: the file cannot be read.
        """
        return open_completions(self.folder)

    @cached_property
    def names(self) -> FacetValueNames:
        """The names of its facets."""
        return FacetValueNames.of({name: self.facets[name].totals() for name in COMPLETED})

    @cached_property
    def _by_representative(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        order = np.argsort(self.representatives, kind="stable")
        return self.representatives[order], order

    def copies(self, number: int) -> NDArray[np.intp]:
        """Return the numbers of all copies of an article's text, its own among them."""
        representatives, order = self._by_representative
        first, last = np.searchsorted(
            representatives, [self.representatives[number], self.representatives[number] + 1]
        )
        return order[first:last]

    def document_frequency(self, field: str, level: Level, terms: tuple[str, ...]) -> int:
        """Return how many articles hold each of these terms in a text field, added up."""
        name = level_field(field, level)
        return sum(self._reader.document_frequency(name, term) for term in terms)

    def ids(self) -> list[str]:
        """Return the ids of all articles, by their UTF-8 bytes."""
        return self._reader.terms("id")

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id, else of the first with this url."""
        # A cursor may name half of a surrogate pair. No article has one, and Whoosh cannot look
        # it up; the error would be taken for a damaged index.
        if _SURROGATE.search(article_id):
            return None
        for field in ("id", "url"):
            found = self._reader.postings(field, article_id, cache=False)
            if found is not None:
                return int(found.articles[0])
        return None


def _lengths(reader: SharedReader, field: str, size: int) -> NDArray[np.float32]:
    column = reader.column(length_field(field))
    return np.array(column or [0] * size, dtype=np.float32)


def _average(lengths: NDArray[np.float32]) -> float:
    present = lengths[lengths > 0]
    return float(present.mean()) if present.size else 0.0


def _facet(reader: SharedReader, facet: Facet, size: int) -> FacetColumn:
    values = reader.terms(facet_field(facet.name))
    articles = [np.empty(0, dtype=np.int32)]
    for value in values:
        found = reader.postings(facet_field(facet.name), value, cache=False)
        articles.append(found.articles if found else articles[0])
    codes = np.repeat(np.arange(len(values), dtype=np.int32), [len(part) for part in articles[1:]])
    return FacetColumn(facet, values, np.concatenate(articles), codes, size)


def _spans(reader: SharedReader, size: int) -> SpanColumn:
    packed = reader.packed(SPANS)
    pairs = np.frombuffer(b"".join(packed), dtype="<i4").reshape(-1, 2)
    counts = [len(value) // (2 * pairs.itemsize) for value in packed]
    articles = np.repeat(np.arange(size, dtype=np.int32), counts)
    return SpanColumn(articles, pairs[:, 0].copy(), pairs[:, 1].copy(), size)


def _dates(reader: SharedReader, folder: Path, size: int) -> DateColumn:
    seconds = np.array(reader.column("published"), dtype=np.int64)
    if len(seconds) != size:
        raise damaged(folder, "the column of publication dates is missing or cut")
    return DateColumn(seconds, seconds != UNDATED)
