"""An index of ours as Whoosh's own ``Searcher`` reads it: a codec over mapped arrays.

Nothing is copied or unpickled, and Whoosh's table of contents is not needed: :func:`open_reader`
makes the readers of the segments that a publication names. Whoosh only reads. A segment is written
as a whole, in bulk (:mod:`index.stores.embedded.build`): every way to write by Whoosh is refused.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import numpy as np
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.reading import MultiReader, SegmentReader

from index.arrays import Array
from index.stores.embedded.archive import open_archive
from index.stores.embedded.codec.articles import ArticlesReader
from index.stores.embedded.codec.schema import schema
from index.stores.embedded.codec.terms import TermsReader
from index.stores.embedded.files import damaged
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments import OpenSegment


def open_reader(folder: Path) -> SegmentReader | MultiReader:
    """Open a published index for Whoosh; ``whoosh.searching.Searcher`` takes what comes.

    Articles have the numbers that they have in their segments, one segment behind the other, those
    that are removed among them: to Whoosh they are deleted.

    Args:
        folder: of the index itself, not of the store.

    Raises:
        IndexDamaged: a file is missing, cut or none of ours.
    """
    archive = open_archive(folder)
    leads = _leads(archive.segments, archive.named.groups.representatives)
    readers = list(map(_reader, archive.segments, leads))
    return readers[0] if len(readers) == 1 else MultiReader(readers)


def _reader(opened: OpenSegment, leads: Array) -> SegmentReader:
    folder = opened.segment.folder
    segment = HeldSegment(opened.segment, frozenset(opened.removed.tolist()), leads)
    storage = FileStorage(str(folder), readonly=True)
    try:
        return SegmentReader(storage, schema(), segment, codec=segment.codec())
    except KeyError as error:
        raise damaged(folder, f"there is no array {error}") from error


def _leads(opened: tuple[OpenSegment, ...], representatives: Array) -> Iterator[Array]:
    """Yield for every segment the representatives of its articles, by their numbers in Whoosh."""
    sizes = [one.segment.size for one in opened]
    leads = np.arange(sum(sizes))
    stays = np.ones(len(leads), dtype=bool)
    for one, first in zip(opened, np.cumsum([0, *sizes]).tolist(), strict=False):
        stays[first + one.removed] = False
    staying = leads[stays]
    leads[stays] = staying[representatives]
    yield from np.split(leads, np.cumsum(sizes)[:-1])


class ArraysCodec(base.Codec):  # type: ignore[misc]
    """Reads indexes of mapped arrays; writes none."""

    def terms_reader(self, storage: Storage, segment: "HeldSegment") -> "TermsReader":
        """Return what reads the terms of an index."""
        return TermsReader(segment.held)

    def per_document_reader(self, storage: Storage, segment: "HeldSegment") -> "ArticlesReader":
        """Return what reads the articles of an index."""
        return ArticlesReader(segment.held, segment.removed, segment.leads)

    def per_document_writer(self, storage: Storage, segment: base.Segment) -> NoReturn:
        """Refuse to write."""
        _refuse()

    def field_writer(self, storage: Storage, segment: base.Segment) -> NoReturn:
        """Refuse to write."""
        _refuse()

    def postings_writer(self, dbfile: object, byteids: bool = False) -> NoReturn:
        """Refuse to write."""
        _refuse()

    def new_segment(self, storage: Storage, indexname: str) -> NoReturn:
        """Refuse to write."""
        _refuse()

    def postings_reader(self, dbfile: object, *of: object, **also: object) -> NoReturn:
        """Refuse to read postings out of a file of Whoosh's."""
        raise NotImplementedError("postings lie in arrays; TermsReader.matcher hands them out")


class HeldSegment(base.Segment):  # type: ignore[misc]
    """A segment of an index, in which Whoosh deletes nothing.

    Attributes:
        held: the segment.
        removed: which of its articles are removed.
        leads: the representatives of all of its articles.
    """

    def __init__(self, held: Segment, removed: frozenset[int], leads: Array) -> None:
        super().__init__("fihris")
        self.held, self.removed, self.leads = held, removed, leads
        # Whoosh tells indexes apart by it, so it must not be left to chance.
        self.segid = held.folder.name

    def codec(self) -> ArraysCodec:
        """Return what reads it."""
        return ArraysCodec()

    def doc_count_all(self) -> int:
        """Return how many articles there are."""
        return self.held.size

    def deleted_count(self) -> int:
        """Return how many articles are removed."""
        return len(self.removed)

    def deleted_docs(self) -> frozenset[int]:
        """Return the articles that are removed."""
        return self.removed

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether an article is removed."""
        return docnum in self.removed

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:
        """Refuse to write."""
        _refuse()

    def set_doc_count(self, doccount: int) -> NoReturn:
        """Refuse to write."""
        _refuse()

    def should_assemble(self) -> bool:
        """Return that its files stay apart."""
        return False


def _refuse() -> NoReturn:
    raise NotImplementedError(
        "Whoosh only reads an index of Fihris: it is written as a whole, by manage.py reindex"
    )
