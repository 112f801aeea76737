"""One published index, open for reading: mapped, and read where a query asks for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.addresses import address_key
from index.analysis import ROOT, Analyzer, Level, light_terms
from index.arrays import MappedArrays
from index.article import Article
from index.associations import Associations
from index.completions import Completions
from index.facets import INDEXED_FACETS, Facet
from index.fields import TEXT_FIELDS, UNDATED
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import LAYOUT, Manifest
from index.stores.embedded.files import Published, damaged
from index.stores.embedded.level_index import Postings, counts_of
from index.stores.embedded.publication import Publication
from index.stores.embedded.reader import (
    MappedCompletions,
    compare_evidence,
    map_associations,
    map_completions,
    open_analyzer,
    read_associations,
)
from index.stores.embedded.segments import (
    LevelView,
    OpenSegment,
    SegmentView,
    open_segments,
    view_of,
)
from search.completion.facet_values import COMPLETED, FacetValueNames
from search.completion.name_variants import with_variants
from search.engines.embedded import occurrences
from search.engines.embedded.columns import DateColumn, FacetColumn, SpanColumn, added_up
from search.ranking.feedback import HEADLINE
from search.ranking.proximity import Occurrences

#: A term that an index holds: its level, and what it is looked up by there.
HeldTerm = tuple[LevelView, Any]


@dataclass(frozen=True)
class Snapshot:
    """An index as it was published; it never changes.

    Attributes:
        folder: that it lies in.
        published: its files, as they should be.
        manifest: what built it.
        analyzer: by the evidence of this index; queries go through it.
        segments: its segments, and
        held: what they hold, as one.
        size: how many articles it holds.
        lengths: words of every article in a text field, by field name.
        average_lengths: their means over the articles that have the field.
        facets: by facet name.
        dates: of publication.
        spans: the days that articles write about.
        representatives: for every article the number of the one that stands for all copies of its
            text.
        built: for every article of the last full build its number; -1 where it is gone.
    """

    folder: Path
    published: Published
    manifest: Manifest
    analyzer: Analyzer
    segments: tuple[OpenSegment, ...]
    held: SegmentView
    size: int
    lengths: dict[str, NDArray[np.float32]]
    average_lengths: dict[str, float]
    facets: dict[str, FacetColumn]
    dates: DateColumn
    spans: SpanColumn
    representatives: NDArray[np.int64]
    built: NDArray[np.int32]
    _completions: MappedCompletions
    _associations: MappedArrays | None

    @classmethod
    def open(cls, folder: Path, before: "Snapshot | None" = None) -> "Snapshot":
        """Open a published index.

        Args:
            folder: of the publication.
            before: one that is open: what is the same in both is not opened again.

        Raises:
            IndexDamaged: it cannot be read.
            AnalyzerMismatch: its terms or fields are not the ones that a query would use.
        """
        manifest = Manifest.read(folder)
        if manifest.layout != LAYOUT:
            manifest.must_match(str(folder))
        published = Published(folder)
        published.compare(MANIFEST)
        manifest.must_match(str(folder))
        named = Publication.read(folder, published)
        segments = open_segments(named.segments, before.segments if before else ())
        held = view_of(segments)
        size, columns = held.size, held.columns
        if size != manifest.articles or len(columns["published"]) != size:
            raise damaged(folder, f"holds {size} articles, not the {manifest.articles} published")
        lengths = {
            field.name: columns[f"{field.name}.words"].astype(np.float32) for field in TEXT_FIELDS
        }
        return cls(
            folder=folder,
            published=published,
            manifest=manifest,
            analyzer=_analyzer(folder, published, manifest, before),
            segments=segments,
            held=held,
            size=size,
            lengths=lengths,
            average_lengths={name: _average(values) for name, values in lengths.items()},
            facets={facet.name: _facet(held, facet) for facet in INDEXED_FACETS},
            dates=DateColumn(columns["published"], columns["published"] != UNDATED),
            spans=_spans(held),
            representatives=_representatives(named, held),
            built=named.built,
            _completions=map_completions(folder, published),
            _associations=map_associations(folder, published),
        )

    def is_as_opened(self, *, may_be_gone: bool = False) -> bool:
        """Return whether nothing was written to its files since they were opened.

        Args:
            may_be_gone: whether they may have been removed, as those of an old publication are.

        Raises:
            IndexDamaged: one is gone or of another length.
        """
        return self.published.is_as_mapped(may_be_gone=may_be_gone) and all(
            one.is_as_opened(may_be_gone=may_be_gone) for one in self.segments
        )

    @property
    def nbytes(self) -> int:
        """How long all of its files are together, in bytes."""
        return self.published.nbytes + sum(one.published.nbytes for one in self.segments)

    @property
    def removed(self) -> int:
        """How many articles its segments hold that are removed."""
        return sum(len(one.removed) for one in self.segments)

    def terms(self, level: Level, terms: tuple[str, ...]) -> tuple[HeldTerm, ...]:
        """Return those of some terms that the index holds, to be looked up in its fields.

        Args:
            level: of analysis. On the wide level the index holds roots alone; families are looked
                for by their lemmas.
            terms: on that level.
        """
        levels = self.held.levels
        return tuple(
            (levels[held], number)
            for held, term in _wanted(level, terms)
            if (number := levels[held].number_of(term)) is not None
        )

    def postings(self, field: str, level: Level, term: str) -> Postings | None:
        """Return the articles with a term on a level of a text field; ``None`` for none."""
        return self.held.levels[level].postings(field, term)

    def lists(self, field: str, terms: tuple[HeldTerm, ...]) -> list[Postings]:
        """Return the postings of those of some terms that a text field has."""
        found = (held.postings_of(field, number) for held, number in terms)
        return [one for one in found if one is not None]

    def union(self, field: str, terms: tuple[HeldTerm, ...]) -> Postings | None:
        """Return the articles with any of these terms, which then count as one term."""
        held = (one.postings_of(field, number, positions=False) for one, number in terms)
        found = [one for one in held if one is not None]
        if len(found) < 2:
            return found[0] if found else None
        return Postings(*added_up(((one.articles, one.frequencies) for one in found), self.size))

    def occurrences(self, field: str, level: Level, terms: tuple[str, ...]) -> Occurrences:
        """Return where any of these terms stands in a text field, on a level that has positions."""
        return occurrences.any_of(self.lists(field, self.terms(level, terms)))

    def frequencies(self, field: str, level: Level, prefix: str) -> list[tuple[str, int]]:
        """Return the terms of a level of a text field that begin so, each with how many have it."""
        held = self.held.levels[level]
        places = held.beginning(field, prefix)
        counts = held.document_frequencies(places).tolist()
        return list(zip(held.texts(places), counts, strict=True))

    def likeliest_terms(self, number: int) -> Counter[str]:
        """Return the terms of an article; see :func:`search.ranking.feedback.terms_of`."""
        segment, local = self.held.located(number)
        found: Counter[str] = Counter()
        for field, worth in (("title", HEADLINE), ("body", 1)):
            for term, times in segment.likeliest_terms(local, field):
                found[term] += worth * times
        return found

    def article(self, number: int) -> Article:
        """Return the article of a number."""
        return self.held.article(number)

    @property
    def settled(self) -> int:
        """The number of the first article that arrived by itself."""
        return self.manifest.settled

    @cached_property
    def completions(self) -> Completions:
        """What is offered to somebody who types; read at the first use.

        Raises:
            IndexDamaged: the file cannot be read.
        """
        return self._completions.read(self.built)

    @cached_property
    def associations(self) -> Associations:
        """The words that the archive relates; read at the first use.

        Raises:
            IndexDamaged: the file cannot be read.
        """
        return read_associations(self.folder, self._associations)

    @cached_property
    def names(self) -> FacetValueNames:
        """The names of its facets."""
        names = FacetValueNames(
            tuple(part for name in COMPLETED for part in self.facets[name].counted_names)
        )
        return with_variants(names, self.manifest.names)

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

    def texts_of_values(self, facet: str) -> NDArray[np.intp]:
        """Return in how many different texts each value of a facet stands, by its number."""
        if facet not in self._texts_of_values:
            self._texts_of_values[facet] = self.facets[facet].texts(self.representatives)
        return self._texts_of_values[facet]

    @cached_property
    def _texts_of_values(self) -> dict[str, NDArray[np.intp]]:
        return {}

    def document_frequency(self, field: str, level: Level, terms: tuple[str, ...]) -> int:
        """Return how many articles hold each of these terms in a text field, added up."""
        return sum(
            held.document_frequency(field, number) for held, number in self.terms(level, terms)
        )

    def ids(self) -> Sequence[str]:
        """Return the ids of all articles, by their UTF-8 bytes."""
        return self.held.ids()

    def number(self, article_id: str) -> int | None:
        """Return the number of the article with this id, else of the first with this address."""
        found = self.held.number_of("ids", article_id)
        if found is None:
            return self.held.number_of("addresses", address_key(article_id))
        return found


def _wanted(level: Level, terms: tuple[str, ...]) -> list[tuple[Level, str]]:
    if level != "wide":
        return [(level, term) for term in terms]
    roots: list[tuple[Level, str]] = [("wide", term) for term in terms if term.startswith(ROOT)]
    return roots + [("light", term) for term in light_terms(terms)]


def _average(lengths: NDArray[np.float32]) -> float:
    present = lengths[lengths > 0]
    return float(present.mean()) if present.size else 0.0


def _analyzer(
    folder: Path, published: Published, manifest: Manifest, before: Snapshot | None
) -> Analyzer:
    """The analyzer by the evidence of a publication: that of the one before, where it is the same.

    What that has analyzed it still knows.
    """
    if before and before.manifest.evidence == manifest.evidence:
        compare_evidence(published)
        return before.analyzer
    return open_analyzer(folder, published)


def _representatives(named: Publication, held: SegmentView) -> NDArray[np.int64]:
    found = named.groups.representatives
    if len(found) != held.size or (found >= held.size).any():
        raise damaged(named.folder, "does not say of each article which one represents it")
    return found.astype(np.int64)


def _facet(held: SegmentView, facet: Facet) -> FacetColumn:
    found = held.facet(facet.name)
    return FacetColumn(facet, found)


def _spans(held: SegmentView) -> SpanColumn:
    pairs = held.columns["spans"].reshape(-1, 2)
    counts = counts_of(held.columns["spans.ends"])
    articles = np.repeat(np.arange(held.size, dtype=np.int32), counts)
    return SpanColumn(articles, pairs[:, 0], pairs[:, 1], held.size)
