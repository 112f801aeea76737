"""The stored articles and the columns of an index, as Whoosh asks for them."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from whoosh import columns
from whoosh.codec import base

from index.analysis import LEVELS
from index.arrays import Array
from index.fields import TEXT_FIELDS
from index.stores.embedded.codec.schema import (
    REPRESENTATIVE,
    SPANS,
    length_field,
    level_field,
)
from index.stores.embedded.segment import Segment


class ArticlesReader(base.PerDocumentReader):  # type: ignore[misc]
    """What is held article by article: the articles themselves, lengths, columns."""

    def __init__(self, held: Segment, removed: frozenset[int], leads: Array) -> None:
        """
        Args:
            held: the segment.
            removed: which of its articles are removed.
            leads: the representatives of all of its articles.
        """
        self._held = held
        self._removed = removed
        self._lengths = lengths_of(held)
        self._columns = _columns(held) | {REPRESENTATIVE: leads}

    def doc_count(self) -> int:
        """Return how many articles stay."""
        return self._held.size - len(self._removed)

    def doc_count_all(self) -> int:
        """Return how many articles there are, those that are removed among them."""
        return self._held.size

    def has_deletions(self) -> bool:
        """Tell whether some are removed."""
        return bool(self._removed)

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether an article is removed."""
        return docnum in self._removed

    def deleted_docs(self) -> frozenset[int]:
        """Return the articles that are removed."""
        return self._removed

    def all_doc_ids(self) -> Iterator[int]:
        """Yield the numbers of the articles that stay."""
        return (number for number in range(self._held.size) if number not in self._removed)

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


def lengths_of(held: Segment) -> dict[str, Array]:
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
    found[SPANS] = held.columns["spans.ends"]
    return found
