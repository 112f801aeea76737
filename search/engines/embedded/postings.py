"""All reading of a Whoosh index: one thread at a time, posting lists as numpy arrays.

Whoosh seeks and reads in files that everything opened from one index shares, so two threads in it
at once get each other's bytes. Nothing outside this module reads from an index.

Whoosh's own matcher hands out one posting a call, which is what makes it slow. Its on-disk blocks
(codec ``W3``: ids as differences, weights, values; pickled and compressed) hold all that is
needed, so a block is read as a whole. This reaches into names of ``W3LeafMatcher`` that Whoosh
calls its own; the version is pinned exactly, and a test compares every array with what Whoosh's
public interface gives.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from index.stores.embedded.files import damaged

# Bytes of the objects, keys and table entries of one kept list, measured roughly.
_OBJECTS = 600


@dataclass(frozen=True, slots=True)
class Postings:
    """The articles that hold a term.

    Attributes:
        articles: their numbers, ascending.
        frequencies: how often each holds it.
        positions: all positions, article after article; ``None`` where the field keeps none.
    """

    articles: NDArray[np.int32]
    frequencies: NDArray[np.float32]
    positions: NDArray[np.uint32] | None

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take, and the objects around them."""
        held = _OBJECTS + self.articles.nbytes + self.frequencies.nbytes
        return held + (self.positions.nbytes if self.positions is not None else 0)


# So many prefixes in a field, each with all its terms.
_PREFIXES_KEPT = 64


class SharedReader:
    """Reads an index and keeps the posting lists last used; safe to share between threads."""

    def __init__(self, reader: IndexReader, folder: Path, memory: int) -> None:
        """
        Args:
            reader: of an index of one segment.
            folder: where it lies, for error messages.
            memory: how many bytes of decoded lists may be kept.
        """
        self._reader = reader
        self._folder = folder
        self._cache: LRUCache[tuple[str, str, bool], Postings] = LRUCache(
            memory, getsizeof=lambda postings: postings.nbytes
        )
        self._prefixes: LRUCache[tuple[str, str], list[tuple[str, int]]] = LRUCache(_PREFIXES_KEPT)
        self._lock = threading.Lock()
        # Whoever finds a list that is kept does not wait for those who read.
        self._cache_lock = threading.Lock()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread at a time, and one kind of error for whatever Whoosh meets in its files.

        Raises:
            IndexDamaged: instead of any exception inside.
        """
        with self._lock:
            try:
                yield
            except Exception as error:
                raise damaged(self._folder, repr(error)) from error

    def postings(
        self, field: str, term: str, *, positions: bool = False, cache: bool = True
    ) -> Postings | None:
        """Return the postings of a term in a Whoosh field; ``None`` where no article holds it.

        Args:
            field: of the schema.
            term: as it was indexed.
            positions: whether the positions are asked for as well.
            cache: whether the list is likely to be asked for again.
        """
        with self._cache_lock:
            # A list with its positions serves where they are not asked for.
            for with_positions in (True,) if positions else (True, False):
                cached = self._cache.get((field, term, with_positions))
                if cached is not None:
                    return cached
        with self._alone():
            found = _read(self._reader, field, term, positions)
        if cache and found is not None and found.nbytes <= self._cache.maxsize:
            with self._cache_lock:
                self._cache[field, term, positions] = found
        return found

    def terms(self, field: str) -> list[str]:
        """Return the terms of a Whoosh field, in order of their UTF-8 bytes."""
        with self._alone():
            return [term.decode("utf-8") for term in self._reader.lexicon(field)]

    def frequencies(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """Return the terms of a Whoosh field that begin so, each with how many articles hold it.

        The answers to the last few prefixes are kept: a short one goes over much of the lexicon.
        """
        with self._alone():
            cached = self._prefixes.get((field, prefix))
            if cached is not None:
                return cached
            found: list[tuple[str, int]] = []
            for (name, term), info in self._reader.iter_from(field, prefix):
                text = term.decode("utf-8")
                if name != field or not text.startswith(prefix):
                    break
                found.append((text, info.doc_frequency()))
            self._prefixes[field, prefix] = found
            return found

    def column(self, field: str) -> list[int]:
        """Return the numbers of a column, one an article; none where there is no such column."""
        with self._alone():
            if not self._reader.has_column(field):
                return []
            column_type = self._reader.schema[field].column_type
            return list(self._reader.column_reader(field, column_type))

    def packed(self, field: str) -> list[bytes]:
        """Return the values of a column of bytes, one an article."""
        with self._alone():
            column_type = self._reader.schema[field].column_type
            return list(self._reader.column_reader(field, column_type))

    def document_frequency(self, field: str, term: str) -> int:
        """Return how many articles hold a term in a Whoosh field; no postings are read."""
        with self._alone():
            return int(self._reader.doc_frequency(field, term))

    def stored(self, number: int) -> dict[str, Any]:
        """Return what is stored for the article of a number."""
        with self._alone():
            stored: dict[str, Any] = self._reader.stored_fields(number)
            return stored


def _read(reader: IndexReader, field: str, term: str, positions: bool) -> Postings | None:
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return None
    articles: list[NDArray[np.int32]] = []
    frequencies: list[NDArray[np.float32]] = []
    values: list[bytes] = []
    for differences, weights, block_values in _blocks(matcher):
        articles.append(np.cumsum(differences, dtype=np.int32))
        frequencies.append(_weights(weights, len(differences)))
        if positions:
            values.extend(block_values)
    return Postings(
        np.concatenate(articles),
        np.concatenate(frequencies),
        np.frombuffer(b"".join(values), dtype="<u4") if positions else None,
    )


def _blocks(matcher: Any) -> Iterator[tuple[Any, Any, Any]]:
    while True:
        matcher._read_data()
        yield matcher._data
        if matcher._lastblock:
            return
        matcher._next_block()


def _weights(weights: float | tuple[float, ...] | None, count: int) -> NDArray[np.float32]:
    """A block's weights, which Whoosh keeps short where they are all one or all the same."""
    if weights is None:
        return np.ones(count, dtype=np.float32)
    if isinstance(weights, float):
        return np.full(count, weights, dtype=np.float32)
    return np.array(weights, dtype=np.float32)
