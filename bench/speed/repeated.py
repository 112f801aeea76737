"""An embedded archive several times over in memory, to time queries of an archive of that size.

Whoosh takes hours to write the index of 300,000 articles. What a query costs does not depend on
how the lists came about: here every posting list and every column of a real index is repeated, with
article numbers of its own in each part. Reading lists from disk is that of the smaller index, so
the first time of a query is a little too good; the evaluation and the counting are in full.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from cachetools import LRUCache

from index.stores.embedded.store import WhooshStore
from search.engines.embedded.columns import DateColumn, FacetColumn, SpanColumn
from search.engines.embedded.postings import Postings, SharedReader
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import POSTINGS_MEMORY, Snapshot
from search.ranking.bm25 import Ranking
from search.searcher import Searcher


class RepeatedReader:
    """A reader whose lists hold every article several times; see :class:`SharedReader`."""

    def __init__(self, reader: SharedReader, size: int, times: int) -> None:
        """
        Args:
            reader: of the real index.
            size: how many articles that has.
            times: how often it is repeated.
        """
        self._reader = reader
        self._size = size
        self._times = times
        self._cache: LRUCache[tuple[str, str, bool], Postings] = LRUCache(
            POSTINGS_MEMORY, getsizeof=lambda postings: postings.nbytes
        )

    def postings(
        self, field: str, term: str, *, positions: bool = False, cache: bool = True
    ) -> Postings | None:
        cached = self._cache.get((field, term, positions))
        if cached is not None:
            return cached
        found = self._reader.postings(field, term, positions=positions, cache=False)
        if found is None:
            return None
        repeated = Postings(
            shifted(found.articles, self._size, self._times),
            np.tile(found.frequencies, self._times),
            None if found.positions is None else np.tile(found.positions, self._times),
        )
        if cache and repeated.nbytes <= self._cache.maxsize:
            self._cache[field, term, positions] = repeated
        return repeated

    def frequencies(self, field: str, prefix: str) -> list[tuple[str, int]]:
        found = self._reader.frequencies(field, prefix)
        return [(term, count * self._times) for term, count in found]

    def document_frequency(self, field: str, term: str) -> int:
        return self._reader.document_frequency(field, term) * self._times

    def stored(self, number: int) -> dict[str, Any]:
        return self._reader.stored(number % self._size)


def shifted(numbers: np.ndarray[Any, Any], size: int, times: int) -> np.ndarray[Any, Any]:
    """Return article numbers, part after part, each part with numbers of its own."""
    return np.concatenate([numbers + numbers.dtype.type(part * size) for part in range(times)])


def repeated(snapshot: Snapshot, times: int) -> Snapshot:
    """Return a snapshot of the same articles several times over."""
    size = snapshot.size
    facets = {
        name: FacetColumn(
            column.facet,
            column.values,
            shifted(column.articles, size, times),
            np.tile(column.codes, times),
            size * times,
        )
        for name, column in snapshot.facets.items()
    }
    spans = snapshot.spans
    return replace(
        snapshot,
        manifest=replace(snapshot.manifest, articles=size * times),
        size=size * times,
        lengths={name: np.tile(values, times) for name, values in snapshot.lengths.items()},
        facets=facets,
        dates=DateColumn(
            np.tile(snapshot.dates.seconds, times), np.tile(snapshot.dates.known, times)
        ),
        spans=SpanColumn(
            shifted(spans.articles, size, times),
            np.tile(spans.first, times),
            np.tile(spans.last, times),
            size * times,
        ),
        representatives=shifted(snapshot.representatives, size, times),
        _reader=RepeatedReader(snapshot._reader, size, times),  # type: ignore[arg-type]
    )


class RepeatedEngine:
    """The embedded engine over an archive that is repeated in memory."""

    def __init__(self, folder: Path, times: int, ranking: Ranking) -> None:
        self._scorer = Scorer(repeated(Snapshot.open(folder), times), ranking)

    def open(self, *, whole: bool = False) -> EmbeddedSession:
        return EmbeddedSession(self._scorer)

    def close(self) -> None:
        pass


def repeated_archive(folder: Path, times: int) -> Searcher:
    """Return what answers from an embedded archive that is repeated in memory."""
    ranking = Ranking()
    live = WhooshStore(folder).live_folder()
    return Searcher(RepeatedEngine(live, times, ranking), ranking)
