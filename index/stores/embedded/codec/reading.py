"""An index of ours as Whoosh's own ``Searcher`` reads it: a codec over mapped arrays.

Nothing is copied or unpickled, and Whoosh's table of contents is not needed: :func:`open_reader`
makes the reader of the one segment that there is. Whoosh only reads. An index is written as a
whole, in bulk (:mod:`index.stores.embedded.build`), so every way to write by Whoosh is refused.
"""

from pathlib import Path
from typing import NoReturn

from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.reading import SegmentReader

from index.arrays import Array
from index.stores.embedded.archive import open_archive
from index.stores.embedded.codec.articles import ArticlesReader
from index.stores.embedded.codec.schema import schema
from index.stores.embedded.codec.terms import TermsReader
from index.stores.embedded.files import damaged
from index.stores.embedded.segment import Segment


def open_reader(folder: Path) -> SegmentReader:
    """Open a publication for Whoosh; ``whoosh.searching.Searcher`` takes what comes.

    Args:
        folder: of the publication itself, not of the store. It names one segment, of which no
            article is removed: what ``manage.py reindex`` and ``manage.py compact`` make.

    Raises:
        IndexDamaged: a file is missing, cut or none of ours.
        AnalyzerMismatch: it is of another layout.
        ValueError: there are several segments, or articles are removed.
    """
    opened = open_archive(folder)
    if not isinstance(opened.held, Segment):
        raise ValueError(f"{folder}: its segments are not one; run manage.py compact first")
    segment = WholeIndex(opened.held, opened.named.groups.representatives)
    storage = FileStorage(str(folder), readonly=True)
    try:
        return SegmentReader(storage, schema(), segment, codec=segment.codec())
    except KeyError as error:
        raise damaged(folder, f"there is no array {error}") from error


class ArraysCodec(base.Codec):  # type: ignore[misc]
    """Reads indexes of mapped arrays; writes none."""

    def terms_reader(self, storage: Storage, segment: "WholeIndex") -> "TermsReader":
        """Return what reads the terms of an index."""
        return TermsReader(segment.held)

    def per_document_reader(self, storage: Storage, segment: "WholeIndex") -> "ArticlesReader":
        """Return what reads the articles of an index."""
        return ArticlesReader(segment.held, segment.representatives)

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


class WholeIndex(base.Segment):  # type: ignore[misc]
    """The one segment of an index, in which nothing is ever deleted.

    Attributes:
        held: the mapped segment.
        representatives: of every article the one that stands for the copies of its text.
    """

    def __init__(self, held: Segment, representatives: Array) -> None:
        super().__init__("fihris")
        self.held = held
        self.representatives = representatives
        # Whoosh tells indexes apart by it, so it must not be left to chance.
        self.segid = held.folder.name

    def codec(self) -> ArraysCodec:
        """Return what reads it."""
        return ArraysCodec()

    def doc_count_all(self) -> int:
        """Return how many articles there are."""
        return self.held.size

    def deleted_count(self) -> int:
        """Return 0."""
        return 0

    def deleted_docs(self) -> frozenset[int]:
        """Return no article."""
        return frozenset()

    def is_deleted(self, docnum: int) -> bool:
        """Return that it is not."""
        return False

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
