"""The segments of a publication as one archive, as if it had been built at once."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from index.analysis import LEVELS, Level
from index.arrays import Array
from index.article import Article
from index.stores.embedded.facet_values import FacetValues
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments.columns import JoinedColumns, joined_facet
from index.stores.embedded.segments.dense import DenseNumbers
from index.stores.embedded.segments.ids import JoinedIds
from index.stores.embedded.segments.levels import JoinedLevel, LevelOfSegment, LevelPart
from index.stores.embedded.segments.opening import OpenSegment
from index.stores.embedded.segments.small_ones import LevelOfSmallOnes


class Segments:
    """Several segments without what is removed; see :class:`.protocol.SegmentView`."""

    def __init__(self, opened: Sequence[OpenSegment]) -> None:
        """
        Args:
            opened: in their order, one at least.
        """
        self._opened = tuple(opened)
        self._numbers: list[DenseNumbers] = []
        self._firsts: list[int] = []
        first = 0
        for one in opened:
            self._numbers.append(DenseNumbers(first, one.segment.size, one.removed))
            self._firsts.append(first)
            first += len(self._numbers[-1])
        self.size = first
        held = [one.segment for one in opened]
        self._segments = list(zip(held, self._numbers, strict=True))
        self.columns: Mapping[str, Array] = JoinedColumns(self._segments)

    @cached_property
    def levels(self) -> Mapping[Level, JoinedLevel]:
        """The terms, by level."""
        return {level: self._level(level) for level in LEVELS}

    def make_ready(self) -> None:
        """Do beforehand what the first query would wait for."""
        for level in self.levels.values():
            level.make_ready()

    def facet(self, name: str) -> FacetValues:
        """Return the values of a facet, article by article."""
        return joined_facet(name, self._segments)

    def article(self, number: int) -> Article:
        """Return the article of a number.

        Raises:
            IndexDamaged: its record cannot be read.
        """
        segment, local = self.located(number)
        return segment.article(local)

    def located(self, number: int) -> tuple[Segment, int]:
        """Return the segment that an article lies in, and its number there."""
        segment, numbers = self._segments[bisect_right(self._firsts, number) - 1]
        return segment, numbers.local(number)

    def ids(self) -> JoinedIds:
        """Return the ids of all articles, in order of bytes."""
        return self._ids

    def id_of(self, number: int) -> str:
        """Return the id of an article."""
        segment, local = self.located(number)
        return segment.id_of(local)

    def number_of(self, kind: str, name: str) -> int | None:
        """Return the number of the first article with this id, or this key of its address."""
        for segment, numbers in self._segments:
            local = segment.number_of(kind, name)
            if local is not None and (found := numbers.dense(local)) is not None:
                return found
        return None

    @cached_property
    def _ids(self) -> JoinedIds:
        return JoinedIds(self._segments)

    def _level(self, level: Level) -> JoinedLevel:
        segments = [
            LevelOfSegment(one.terms(level), numbers, one.removed_terms.on(level))
            for one, numbers in zip(self._opened, self._numbers, strict=True)
        ]
        return JoinedLevel(list(self._parts(segments)), segments)

    def _parts(self, segments: Sequence[LevelOfSegment]) -> Iterator[LevelPart]:
        """What the levels of segments are read by: of neighbours that are small, one for all."""
        small = [one.in_memory for one in self._opened]
        for in_memory, run in groupby(range(len(segments)), small.__getitem__):
            run_of = [segments[at] for at in run]
            yield from [LevelOfSmallOnes(run_of)] if in_memory and len(run_of) > 1 else run_of
