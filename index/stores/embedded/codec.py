"""An index of ours as Whoosh's own ``Searcher`` reads it: a codec over mapped arrays.

Nothing is copied or unpickled, and Whoosh's table of contents is not needed: :func:`open_reader`
makes the reader of the one segment that there is. Whoosh only reads. An index is written as a
whole, in bulk (:mod:`index.stores.embedded.build`), so every way to write by Whoosh is refused.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from whoosh import columns
from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.filedb.filestore import FileStorage, Storage
from whoosh.formats import Format
from whoosh.reading import SegmentReader, TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.analysis import LEVELS
from index.arrays import Array
from index.fields import TEXT_FIELDS
from index.stores.embedded.files import damaged
from index.stores.embedded.lexicons import Lexicon, lexicons
from index.stores.embedded.matcher import PostingsMatcher
from index.stores.embedded.schema import (
    REPRESENTATIVE,
    SPANS,
    length_field,
    level_field,
    schema,
)
from index.stores.embedded.segment import Postings, Segment, open_segment

_Term = tuple[str, bytes]


def open_reader(folder: Path) -> SegmentReader:
    """Open a published index for Whoosh; ``whoosh.searching.Searcher`` takes what comes.

    Args:
        folder: of the index itself, not of the store.

    Raises:
        IndexDamaged: a file is missing, cut or none of ours.
    """
    segment = WholeIndex(open_segment(folder))
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
        return ArticlesReader(segment.held)

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
        held: the mapped index.
    """

    def __init__(self, held: Segment) -> None:
        super().__init__("fihris")
        self.held = held
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


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of all fields: ascending by the name of the field, then by their bytes."""

    def __init__(self, held: Segment) -> None:
        self._lexicons = lexicons(held)
        self._lengths = _lengths(held)

    def __contains__(self, term: _Term) -> bool:
        field, text = term
        return field in self._lexicons and self._lexicons[field].find(text) is not None

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "TermCursor":
        """Return what goes through the terms of a field."""
        return TermCursor(self, self._lexicons[fieldname], fieldname, fieldobj)

    def terms(self) -> Iterator[_Term]:
        """Yield all terms with their fields."""
        for field, held in self._lexicons.items():
            for place in held.places:
                yield field, held.term(place)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[_Term]:
        """Yield the terms from one on, those of the fields behind its own too."""
        for field, held in self._lexicons.items():
            if field >= fieldname:
                first = held.first_from(prefix) if field == fieldname else held.places.start
                for place in range(first, held.places.stop):
                    yield field, held.term(place)

    def items(self) -> Iterator[tuple[_Term, TermInfo]]:
        """Yield all terms with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[_Term, TermInfo]]:
        """Yield the terms from one on with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return what is known of a term: how often, where, in texts of which lengths.

        Raises:
            TermNotFound: no article has it.
        """
        return _info(self._postings(fieldname, text), self._lengths.get(fieldname))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term stands in all articles together."""
        place = self._lexicons[fieldname].find(text)
        if place is None:
            return 0.0
        return float(self._lexicons[fieldname].postings(place).frequencies.sum(dtype=float))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many articles have a term; no postings are read."""
        place = self._lexicons[fieldname].find(text)
        return 0 if place is None else self._lexicons[fieldname].document_frequency(place)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> PostingsMatcher:
        """Return what goes through the articles that have a term.

        Raises:
            TermNotFound: no article has it.
        """
        postings, lengths = self._postings(fieldname, text), self._lengths.get(fieldname)
        return PostingsMatcher((fieldname, text), postings, format_, scorer, lengths)

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms, in their order."""
        return list(self._lexicons)

    def _postings(self, field: str, text: bytes) -> Postings:
        held = self._lexicons.get(field)
        place = None if held is None else held.find(text)
        if held is None or place is None:
            raise TermNotFound(f"No term {field}:{text!r}")
        return held.postings(place)


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the terms of a field, in the order of their bytes."""

    def __init__(self, terms: TermsReader, held: Lexicon, name: str, field: FieldType) -> None:
        self._terms = terms
        self._held = held
        self._name = name
        self._field = field
        self._place = held.places.start

    def first(self) -> str | None:
        """Go to the first term, and return it."""
        self._place = self._held.places.start
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not below a text, and return it."""
        wanted = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._place = self._held.first_from(wanted)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term, and return it."""
        self._place += self.is_valid()
        return self.text()

    def text(self) -> str | None:
        """Return the term; ``None`` behind the last one."""
        if not self.is_valid():
            return None
        text: str = self._field.from_bytes(self._held.term(self._place))
        return text

    def term(self) -> str | None:
        """Return the term; ``None`` behind the last one."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """Return what is known of the term; ``None`` behind the last one."""
        if not self.is_valid():
            return None
        return self._terms.term_info(self._name, self._held.term(self._place))

    def is_valid(self) -> bool:
        """Tell whether there is a term here."""
        return self._place < self._held.places.stop


class ArticlesReader(base.PerDocumentReader):  # type: ignore[misc]
    """What is held article by article: the articles themselves, lengths, columns."""

    def __init__(self, held: Segment) -> None:
        self._held = held
        self._lengths = _lengths(held)
        self._columns = _columns(held)

    def doc_count(self) -> int:
        """Return how many articles there are."""
        return self._held.size

    def doc_count_all(self) -> int:
        """Return how many articles there are."""
        return self._held.size

    def has_deletions(self) -> bool:
        """Return that there are none."""
        return False

    def is_deleted(self, docnum: int) -> bool:
        """Return that it is not."""
        return False

    def deleted_docs(self) -> frozenset[int]:
        """Return no article."""
        return frozenset()

    def all_doc_ids(self) -> Iterator[int]:
        """Yield the numbers of all articles."""
        return iter(range(self._held.size))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return an article: its id, its url if it has one, and all of it as a ``dict``.

        Raises:
            IndexDamaged: its record cannot be read.
        """
        article = self._held.article(docnum)
        stored: dict[str, Any] = {"id": article.id, "article": asdict(article)}
        return stored | {"url": article.url} if article.url else stored

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many words an article has in a field."""
        lengths = self._lengths.get(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return how many words all articles together have in a field."""
        lengths = self._lengths.get(fieldname)
        return 0 if lengths is None else int(lengths.sum(dtype=int))

    def min_field_length(self, fieldname: str) -> int:
        """Return the words of the shortest text in a field; articles without it do not count."""
        lengths = self._lengths.get(fieldname)
        present = None if lengths is None else lengths[lengths > 0]
        return int(present.min()) if present is not None and len(present) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return the words of the longest text in a field."""
        lengths = self._lengths.get(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def supports_columns(self) -> bool:
        """Return that there are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Tell whether a column is there."""
        return fieldname in self._columns

    def list_columns(self) -> list[str]:
        """Return the names of the columns."""
        return list(self._columns)

    def column_reader(self, fieldname: str, column: columns.Column) -> columns.ColumnReader:
        """Return a column."""
        if fieldname == SPANS:
            return SpansReader(self._columns[fieldname], self._held.columns["spans"])
        return NumbersReader(self._columns[fieldname])


class NumbersReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers."""

    def __init__(self, numbers: Array) -> None:
        super().__init__(None, 0, numbers.nbytes, len(numbers))
        self._numbers = numbers
        self._sign = 1

    def __getitem__(self, docnum: int) -> int:
        return int(self._numbers[docnum])

    def sort_key(self, docnum: int) -> int:
        """Return what an article is sorted by."""
        return self._sign * self[docnum]

    def load(self) -> list[int]:
        """Return all numbers."""
        numbers: list[int] = self._numbers.tolist()
        return numbers

    def set_reverse(self) -> None:
        """Sort the other way round."""
        self._sign = -1


class SpansReader(columns.ColumnReader):  # type: ignore[misc]
    """The days that articles write about: pairs of ordinals, four little-endian bytes each."""

    def __init__(self, ends: Array, spans: Array) -> None:
        super().__init__(None, 0, spans.nbytes, len(ends))
        self._ends = ends
        self._spans = spans

    def __getitem__(self, docnum: int) -> bytes:
        first = int(self._ends[docnum - 1]) if docnum else 0
        pairs: bytes = self._spans[2 * first : 2 * int(self._ends[docnum])].tobytes()
        return pairs


def _lengths(held: Segment) -> dict[str, Array]:
    """Return of every level of a text field how many words its text has in each article."""
    return {
        level_field(field.name, level): held.columns[f"{field.name}.words"]
        for field in TEXT_FIELDS
        for level in LEVELS
    }


def _columns(held: Segment) -> dict[str, Array]:
    """Return the columns of the schema: numbers of articles, of spans where each article's end."""
    found = {length_field(field.name): held.columns[f"{field.name}.words"] for field in TEXT_FIELDS}
    found["published"] = held.columns["published"]
    found[REPRESENTATIVE] = held.columns["representatives"]
    found[SPANS] = held.columns["spans.ends"]
    return found


def _info(postings: Postings, lengths: Array | None) -> TermInfo:
    articles, frequencies = postings.articles, postings.frequencies
    held = None if lengths is None else lengths[articles]
    return TermInfo(
        weight=float(frequencies.sum(dtype=float)),
        df=len(articles),
        minlength=None if held is None else int(held.min()),
        maxlength=0 if held is None else int(held.max()),
        maxweight=float(frequencies.max()),
        minid=int(articles[0]),
        maxid=int(articles[-1]),
    )


def _refuse() -> NoReturn:
    raise NotImplementedError(
        "Whoosh only reads an index of Fihris: it is written as a whole, by manage.py reindex"
    )
