"""The top of a list is the head of the whole list, whatever is sorted on the way."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.fields import UNDATED
from search.engines.embedded.collector import RankedList
from search.engines.embedded.columns import DateColumn, Mask, Selection
from search.engines.embedded.snapshot import Snapshot
from search.query import Sort

#: So many hits a list of few texts has.
FEW = st.integers(0, 5)
_SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "added")


@dataclass(frozen=True)
class Index:
    """As much of an index as a list needs."""

    dates: DateColumn
    representatives: NDArray[np.int64]
    settled: int = 0

    @cached_property
    def size(self) -> int:
        return len(self.representatives)

    @property
    def held(self) -> "Index":
        return self

    def id_of(self, number: int) -> str:
        return str(number)

    def number(self, article_id: str) -> int | None:
        return int(article_id)


@dataclass(frozen=True)
class Drawn:
    """A result, and the same worked out one by one.

    Attributes:
        index: the archive.
        scores: of its articles.
        sort: the order.
        mask: which articles were found.
        collapse: whether one hit stands for all copies of a text.
    """

    index: Index
    scores: NDArray[np.float32]
    sort: Sort
    mask: Mask
    collapse: bool

    def made(self) -> RankedList:
        """A list of which nothing is sorted yet."""
        snapshot = cast("Snapshot", self.index)
        return RankedList(snapshot, self.scores, self.sort, Selection(self.mask), self.collapse)

    def key(self, number: int) -> tuple[float, ...]:
        seconds = int(self.index.dates.seconds[number])
        known = bool(self.index.dates.known[number])
        if self.sort == "relevance":
            return -float(self.scores[number]), -seconds, number
        if self.sort == "added" and number >= self.index.settled:
            return 0, -number
        if self.sort == "added":
            return 1, -seconds, number
        if self.sort == "newest":
            return -seconds, number
        return not known, seconds, number

    @cached_property
    def ordered(self) -> list[int]:
        return sorted(np.flatnonzero(self.mask).tolist(), key=self.key)

    @cached_property
    def best(self) -> list[int]:
        """Of every text the copy that stands first."""
        if not self.collapse:
            return self.ordered
        first: dict[int, int] = {}
        for number in self.ordered:
            first.setdefault(int(self.index.representatives[number]), number)
        return list(first.values())

    @cached_property
    def shown(self) -> list[int]:
        if not self.collapse or self.sort != "relevance":
            return self.best
        leads = [int(self.index.representatives[number]) for number in self.best]
        return [
            lead if self.mask[lead] else number
            for lead, number in zip(leads, self.best, strict=True)
        ]


@st.composite
def results(draw: st.DrawFn) -> Drawn:
    """Few scores and days, so that many are equal; few texts or many."""
    size = draw(st.integers(1, 150) | st.just(150))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scores = chance.integers(0, draw(st.sampled_from([1, 3, 1000])), size, endpoint=True)
    days = chance.integers(-3, draw(st.sampled_from([0, 5, 1000])), size, endpoint=True)
    known = chance.random(size) < draw(st.sampled_from([0.0, 0.7, 1.0]))
    seconds = np.where(known, days * 86_400, UNDATED)
    texts = chance.integers(0, draw(st.sampled_from([0, 4, 9, size])), size, endpoint=True)
    if draw(st.booleans()):
        # Copies of few texts stand at the head, more than a part of the list has.
        scores, days = texts, texts - 3
        seconds = np.where(known, days * 86_400, UNDATED)
    lead_of = {
        int(text): int(chance.choice(np.flatnonzero(texts == text))) for text in np.unique(texts)
    }
    representatives = np.array([lead_of[int(text)] for text in texts], dtype=np.int64)
    mask = chance.random(size) < draw(st.sampled_from([0.0, 0.3, 1.0]))
    return Drawn(
        Index(DateColumn(seconds, known), representatives, draw(st.integers(0, size))),
        scores.astype(np.float32),
        draw(st.sampled_from(_SORTS)),
        mask,
        draw(st.booleans()),
    )


@given(
    results(),
    FEW | st.integers(0, 40),
    FEW | st.integers(0, 30),
    st.sampled_from([(4, 4), (2, 1), (3, 2)]),
)
def test_a_part_of_the_list_is_that_part_of_the_whole(
    drawn: Drawn, first: int, count: int, parts: tuple[int, int]
) -> None:
    """By partition where that is worth while, as it is in archives much larger than these."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("search.engines.embedded.collector._ARTICLES_A_HIT", parts[0])
        patched.setattr("search.engines.embedded.collector._WORTHWHILE", parts[1])
        assert drawn.made().hits(first, count).tolist() == drawn.shown[first : first + count]
        # Once all is sorted, no other way is gone.
        made = drawn.made()
        assert made.ordered.tolist() == drawn.ordered
        assert made.hits(first, count).tolist() == drawn.shown[first : first + count]


@given(results())
def test_a_list_is_as_long_as_it_has_hits(drawn: Drawn) -> None:
    made = drawn.made()
    assert made.listed == len(drawn.best)
    assert made.ordered[made.ranks].tolist() == drawn.best
    assert made.hits(0, len(drawn.mask)).tolist() == drawn.shown


@given(results(), st.integers(1, 12), st.sampled_from([(4, 4), (2, 1)]))
def test_pages_behind_each_other_are_the_whole_list(
    drawn: Drawn, size: int, parts: tuple[int, int]
) -> None:
    """Every page from a list of its own, as every request makes one."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("search.engines.embedded.collector._ARTICLES_A_HIT", parts[0])
        patched.setattr("search.engines.embedded.collector._WORTHWHILE", parts[1])
        found: list[int] = []
        after = None
        for page in range(1, len(drawn.mask) + 2):
            made = drawn.made()
            first = made.begin(after, page, size)
            assert first == len(found) == drawn.made().begin(None, page, size)
            found += made.hits(first, size).tolist()
            after = made.after(first + size - 1)
            if after is None:
                break
            assert after.number == drawn.best[first + size - 1]
            assert after.sort == drawn.sort
        assert found == drawn.shown


@given(results(), st.integers(-3, 200))
def test_behind_the_last_hit_is_nothing(drawn: Drawn, last: int) -> None:
    after = drawn.made().after(last)
    assert (after is None) is not (0 <= last < len(drawn.best) - 1)
    if after is not None:
        named = drawn.best[max(0, last - 1) : last + 1][::-1]
        assert after.ids == tuple(map(str, named))
