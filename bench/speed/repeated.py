"""An embedded archive several times over in memory, to time queries of an archive of that size.

What a query costs does not depend on how the lists came about: here every posting list and every
column of a real index is repeated, with article numbers of its own in each part. Reading lists from
disk is that of the smaller index, so the first time of a query is a little too good; the evaluation
and the counting are in full.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from cachetools import LRUCache

from index.arrays import Array
from index.article import Article
from index.stores.embedded.facet_values import FacetValues
from index.stores.embedded.level_index import LevelIndex, Postings
from index.stores.embedded.segment import Segment
from index.stores.embedded.store import EmbeddedStore
from search.deadline import UNLIMITED, Deadline
from search.engines.embedded.columns import DateColumn, FacetColumn, SpanColumn
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import Snapshot
from search.engines.protocol import EngineFigures
from search.ranking.bm25 import Ranking
from search.searcher import Searcher

# An index has its lists mapped; those repeated are kept once they were made, up to so many bytes.
_MEMORY = 512 * 1024 * 1024


class RepeatedLevel(LevelIndex):
    """A level whose lists hold every article several times."""

    def __init__(self, level: LevelIndex, size: int, times: int) -> None:
        """
        Args:
            level: of the real index.
            size: how many articles that has.
            times: how often it is repeated.
        """
        vars(self).update(vars(level))
        self._level = level
        self._size = size
        self._times = times
        self._repeated: LRUCache[tuple[str, int], Postings] = LRUCache(_MEMORY, getsizeof=_bytes_of)

    def postings_of(self, field: str, number: int, *, positions: bool = True) -> Postings | None:
        """Return the articles that hold a term in a text field; ``None`` for none."""
        if (field, number) in self._repeated:
            return self._repeated[field, number]
        found = self._level.postings_of(field, number)
        if found is None:
            return None
        repeated = self._several_times(found)
        if _bytes_of(repeated) <= _MEMORY:
            self._repeated[field, number] = repeated
        return repeated

    def document_frequency(self, field: str, number: int) -> int:
        """Return how many articles hold a term in a text field."""
        return self._level.document_frequency(field, number) * self._times

    def document_frequencies(self, places: range) -> Array:
        """Return how many articles hold each of the terms at some places."""
        counts: Array = self._level.document_frequencies(places) * self._times
        return counts

    def postings_of_all(self, places: range, chosen: Array) -> Postings:
        """Return the articles of several terms of a field, part after part."""
        return self._several_times(self._level.postings_of_all(places, chosen))

    def _several_times(self, postings: Postings) -> Postings:
        return Postings(
            shifted(postings.articles, self._size, self._times),
            np.tile(postings.frequencies, self._times),
            None if postings.positions is None else np.tile(postings.positions, self._times),
        )


def _bytes_of(postings: Postings) -> int:
    positions = 0 if postings.positions is None else postings.positions.nbytes
    return postings.articles.nbytes + postings.frequencies.nbytes + positions


@dataclass(frozen=True)
class RepeatedSegment(Segment):
    """An index that holds every article several times; by an id it finds the first.

    Attributes:
        held: how many articles the real index has.
    """

    held: int = 0

    def article(self, number: int) -> Article:
        """Return the article of a number."""
        return super().article(number % self.held)

    def id_of(self, number: int) -> str:
        """Return the id of an article."""
        return super().id_of(number % self.held)

    def words(self, number: int, field: str) -> Array:
        """Return the words of a text as numbers."""
        return super().words(number % self.held, field)


def shifted(numbers: np.ndarray[Any, Any], size: int, times: int) -> np.ndarray[Any, Any]:
    """Return article numbers, part after part, each part with numbers of its own."""
    wide = numbers.astype(np.min_scalar_type(size * times), copy=False)
    return np.concatenate([wide + wide.dtype.type(part * size) for part in range(times)])


def several_ends(ends: Array, times: int) -> Array:
    """Return where the entries of every article end, part after part."""
    entries = int(ends[-1]) if len(ends) else 0
    return shifted(ends, entries, times)


def repeated(snapshot: Snapshot, times: int) -> Snapshot:
    """Return a snapshot of the same articles several times over; it is of one segment."""
    size = snapshot.size
    (whole,) = snapshot.segments
    facets = {
        name: FacetColumn(
            column.facet,
            FacetValues(
                column.values, several_ends(column.ends, times), np.tile(column.codes, times)
            ),
        )
        for name, column in snapshot.facets.items()
    }
    spans = snapshot.spans
    levels = {
        name: RepeatedLevel(level, size, times) for name, level in whole.segment.levels.items()
    }
    segment = RepeatedSegment(**{**vars_of(whole.segment), "levels": levels}, held=size)
    return replace(
        snapshot,
        manifest=replace(snapshot.manifest, articles=size * times),
        held=segment,
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
    )


def vars_of(segment: Segment) -> dict[str, Any]:
    """Return what a segment is made of, by name."""
    return {name: getattr(segment, name) for name in Segment.__dataclass_fields__}


class RepeatedEngine:
    """The embedded engine over an archive that is repeated in memory."""

    def __init__(self, folder: Path, times: int, ranking: Ranking) -> None:
        self._scorer = Scorer.of(repeated(Snapshot.open(folder), times), ranking)

    def open(self, *, whole: bool = False, deadline: Deadline = UNLIMITED) -> EmbeddedSession:
        return EmbeddedSession(self._scorer.within(deadline))

    def fixed(self) -> "RepeatedEngine":
        return self

    def move_on(self, make_ready: object, agree: object = None) -> None:
        pass

    def unread(self) -> None:
        pass

    def must_be_whole(self) -> None:
        pass

    def figures(self) -> EngineFigures:
        return self._scorer.findings.figures()

    def close(self) -> None:
        pass


def repeated_archive(folder: Path, times: int) -> Searcher:
    """Return what answers from an embedded archive that is repeated in memory."""
    ranking = Ranking()
    live = EmbeddedStore(folder).live_folder()
    return Searcher(RepeatedEngine(live, times, ranking), ranking)
