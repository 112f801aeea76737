"""What a word, or two neighbouring words, add to the scores: term by term, level by level.

The evaluator adds the term scores up over all articles; an explanation lists them for one.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol, TypeVar

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from index.analysis import Level
from search.engines.embedded.snapshot import Snapshot
from search.language.syntax import Node, Word, adjacent_words
from search.ranking.bm25 import PROXIMITY_LEVEL, Floats, Ranking, idf, normalized, saturate
from search.ranking.proximity import articles_of, positions_of, proximity
from search.ranking.scored_fields import LEAD, fields_of, fields_of_neighbours

#: Memory for what the words of queries were found to match, in bytes.
MEMORY = 256 * 1024 * 1024


class Sized(Protocol):
    """What knows how many bytes it takes."""

    @property
    def nbytes(self) -> int:
        """Memory that it takes, in bytes."""
        ...


_Sized = TypeVar("_Sized", bound=Sized)


@dataclass(frozen=True, slots=True)
class TermScore:
    """What one thing adds to the scores of the articles that have it.

    Attributes:
        what: the word as typed; two for neighbours.
        level: on which it matched.
        field: where it matched; :data:`LEAD` for the beginning of the body.
        articles: their numbers, ascending.
        frequencies: how often each has it.
        scores: what that adds to the score of each.
        kind: ``word``, or ``near`` for neighbours.
    """

    what: str
    level: Level
    field: str
    articles: NDArray[np.int32]
    frequencies: Floats
    scores: Floats
    kind: str = "word"

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take, and the objects around them, in bytes."""
        return 600 + self.articles.nbytes + self.frequencies.nbytes + self.scores.nbytes


class Scorer:
    """Scores words over one snapshot by one ranking, and keeps what was found last.

    Safe to share between threads. What it keeps depends on the ranking, so a snapshot that is
    ranked in two ways has two scorers.
    """

    def __init__(self, snapshot: Snapshot, ranking: Ranking) -> None:
        self.snapshot = snapshot
        self.ranking = ranking
        self._cache: LRUCache[Hashable, Any] = LRUCache(MEMORY, getsizeof=lambda one: one.nbytes)
        self._lock = threading.Lock()

    def cached(self, key: Hashable, make: Callable[[], _Sized]) -> _Sized:
        """Return what is kept under a key; where nothing is, make it and keep it."""
        with self._lock:
            if key in self._cache:
                found: _Sized = self._cache[key]
                return found
        made = make()
        with self._lock:
            if made.nbytes <= MEMORY:
                self._cache[key] = made
        return made

    def word(self, word: Word) -> Iterator[TermScore]:
        """Yield what a word adds, on each of its levels in each of its fields."""
        for level in word.levels:
            terms = word.terms.at(level)
            for field in fields_of(word.field) if terms else ():
                yield from self._bm25(word.text, level, field, terms)
                if field == "body" and level == PROXIMITY_LEVEL and self.ranking.lead:
                    yield from self._lead(word.text, terms)

    def neighbours(self, query: Node) -> Iterator[TermScore]:
        """Yield what words add that follow each other in the query and stand near in the text."""
        if not self.ranking.proximity:
            return
        for left, right in adjacent_words(query, PROXIMITY_LEVEL):
            pair = (left.terms.at(PROXIMITY_LEVEL), right.terms.at(PROXIMITY_LEVEL))
            for field in fields_of_neighbours(left.field):
                found = self.cached(
                    ("proximity", field, *pair), partial(self._proximity, field, *pair)
                )
                if found.articles.size:
                    yield replace(found, what=f"{left.text} {right.text}")

    def _bm25(
        self, what: str, level: Level, field: str, terms: tuple[str, ...]
    ) -> Iterator[TermScore]:
        postings = self.snapshot.union(field, level, terms)
        if postings is None:
            return
        parameters = self.ranking.of_field(field)
        frequency = normalized(
            postings.frequencies,
            self.snapshot.lengths[field][postings.articles],
            self.snapshot.average_lengths[field],
            parameters,
        )
        weight = parameters.weight * self.ranking.levels[level]
        yield self._term(
            what, level, field, postings.articles, postings.frequencies, frequency, weight
        )

    def _lead(self, what: str, terms: tuple[str, ...]) -> Iterator[TermScore]:
        found = self.snapshot.occurrences("body", PROXIMITY_LEVEL, terms)
        first = articles_of(found[positions_of(found) < self.ranking.lead_words])
        if first.size:
            articles, counts = np.unique(first, return_counts=True)
            frequency = counts.astype(np.float32)
            yield self._term(
                what, PROXIMITY_LEVEL, LEAD, articles.astype(np.int32), frequency, frequency,
                self.ranking.lead,
            )  # fmt: skip

    def _proximity(self, field: str, left: tuple[str, ...], right: tuple[str, ...]) -> TermScore:
        """What two neighbours add in a field; nothing to any article where one is not there."""
        first = self.snapshot.occurrences(field, PROXIMITY_LEVEL, left)
        second = self.snapshot.occurrences(field, PROXIMITY_LEVEL, right)
        if first.size and second.size:
            numbers, worth = proximity(first, second, self.ranking.window)
        else:
            numbers, worth = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        articles = numbers.astype(np.int32)
        frequency = worth
        if field == "body":
            frequency = normalized(
                worth,
                self.snapshot.lengths[field][articles],
                self.snapshot.average_lengths[field],
                self.ranking.of_field(field),
            )
        found = self._term(
            "", PROXIMITY_LEVEL, field, articles, worth, frequency, self.ranking.proximity
        )
        return replace(found, kind="near")

    def _term(
        self, what: str, level: Level, field: str, articles: NDArray[np.int32],
        counted: Floats, frequency: Floats, weight: float,
    ) -> TermScore:  # fmt: skip
        rarity = idf(self.snapshot.size, len(articles))
        scores = weight * rarity * saturate(frequency, self.ranking.k1)
        return TermScore(what, level, field, articles, counted, scores.astype(np.float32))
