"""What a word, or two neighbouring words, add to the scores: term by term, level by level.

The evaluator adds the term scores up over all articles; an explanation lists them for one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from index.analysis import Level
from index.arrays import Array
from search.deadline import UNLIMITED, Deadline
from search.engines.embedded import occurrences
from search.engines.embedded.findings import Findings
from search.engines.embedded.snapshot import HeldTerm, Snapshot
from search.language.syntax import Node, Word, adjacent_words
from search.memory import AS_FITS, Memory
from search.ranking.bm25 import (
    PROXIMITY_LEVEL,
    Floats,
    Ranking,
    idf,
    length_norms,
    saturated,
)
from search.ranking.proximity import articles_of, positions_of, proximity
from search.ranking.scored_fields import LEAD, fields_of, fields_of_neighbours

#: What two neighbours add is kept under this, the field and the terms of both.
PAIR = "proximity"


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
    articles: Array
    frequencies: Floats
    scores: Floats
    kind: str = "word"

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take, and the objects around them, in bytes."""
        return 600 + self.articles.nbytes + self.frequencies.nbytes + self.scores.nbytes


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores words over one snapshot by one ranking, as long as there is time.

    Safe to share between threads.

    Attributes:
        snapshot: the index.
        ranking: the parameters.
        findings: what was found last. It depends on the ranking, so a snapshot that is ranked in
            two ways needs two of them.
        deadline: when all must be scored; what is not scored then raises ``TimeExceeded``.
    """

    snapshot: Snapshot
    ranking: Ranking
    findings: Findings
    deadline: Deadline = UNLIMITED

    @classmethod
    def of(cls, snapshot: Snapshot, ranking: Ranking, memory: Memory = AS_FITS) -> "Scorer":
        """Return the scorer of a snapshot, which has found nothing yet.

        Args:
            snapshot: the index.
            ranking: the parameters.
            memory: for what it finds.
        """
        return cls(snapshot, ranking, Findings(memory.findings(snapshot.size)))

    def within(self, deadline: Deadline) -> "Scorer":
        """Return the same with a deadline; both find for each other."""
        return replace(self, deadline=deadline)

    def word(self, word: Word) -> Iterator[TermScore]:
        """Yield what a word adds, on each of its levels in each of its fields."""
        fields = [field for field in fields_of(word.field) if self.snapshot.average_lengths[field]]
        for level in word.levels:
            held = self.snapshot.terms(level, word.terms.at(level))
            for field in self.deadline.each(fields if held else ()):
                yield from self._bm25(word.text, level, field, held)
                if field == "body" and level == PROXIMITY_LEVEL and self.ranking.lead:
                    yield from self._lead(word.text, held)

    def neighbours(self, query: Node) -> Iterator[TermScore]:
        """Yield what words add that follow each other in the query and stand near in the text."""
        if not self.ranking.proximity:
            return
        for left, right in adjacent_words(query, PROXIMITY_LEVEL):
            pair = (left.terms.at(PROXIMITY_LEVEL), right.terms.at(PROXIMITY_LEVEL))
            for field in self.deadline.each(fields_of_neighbours(left.field)):
                found = self.pair(field, *pair)
                if found.articles.size:
                    yield replace(found, what=f"{left.text} {right.text}")

    def pair(self, field: str, left: tuple[str, ...], right: tuple[str, ...]) -> TermScore:
        """Return what two neighbours add in a text field, by their terms."""
        return self.findings.cached(
            (PAIR, field, left, right), partial(self._proximity, field, left, right)
        )

    def _bm25(
        self, what: str, level: Level, field: str, terms: tuple[HeldTerm, ...]
    ) -> Iterator[TermScore]:
        postings = self.snapshot.union(field, terms)
        if postings is None:
            return
        frequencies = postings.frequencies.astype(np.float32)
        weight = self.ranking.of_field(field).weight * self.ranking.levels[level]
        yield self._term(
            what, level, field, postings.articles, frequencies,
            self._norms(field)[postings.articles], weight,
        )  # fmt: skip

    def _lead(self, what: str, terms: tuple[HeldTerm, ...]) -> Iterator[TermScore]:
        found = occurrences.any_of(self.snapshot.lists("body", terms))
        first = articles_of(found[positions_of(found) < self.ranking.lead_words])
        if first.size:
            articles, counts = np.unique(first, return_counts=True)
            yield self._term(
                what, PROXIMITY_LEVEL, LEAD, articles, counts.astype(np.float32),
                np.float32(self.ranking.k1), self.ranking.lead,
            )  # fmt: skip

    def _proximity(self, field: str, left: tuple[str, ...], right: tuple[str, ...]) -> TermScore:
        """What two neighbours add in a field; nothing to any article where one is not there."""
        first, second = (
            self.snapshot.lists(field, self.snapshot.terms(PROXIMITY_LEVEL, terms))
            for terms in (left, right)
        )
        rarer, other = occurrences.together(first, second, self.snapshot.size)
        if rarer.size and other.size:
            articles, worth = proximity(rarer, other, self.ranking.window)
        else:
            articles, worth = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        norms = self._norms(field)[articles] if field == "body" else np.float32(self.ranking.k1)
        found = self._term(
            "", PROXIMITY_LEVEL, field, articles, worth, norms, self.ranking.proximity
        )
        return replace(found, kind="near")

    def _norms(self, field: str) -> Floats:
        """Of every article what the length of a field adds to a frequency."""
        return self.findings.cached(
            ("norms", field),
            lambda: length_norms(
                self.snapshot.lengths[field],
                self.snapshot.average_lengths[field],
                self.ranking.of_field(field),
                self.ranking.k1,
            ),
        )

    def _term(
        self, what: str, level: Level, field: str, articles: Array,
        frequencies: Floats, norms: Floats | np.float32, weight: float,
    ) -> TermScore:  # fmt: skip
        rarity = idf(self.snapshot.size, len(articles))
        scores = saturated(frequencies, norms, self.ranking.k1) * np.float32(weight * rarity)
        return TermScore(what, level, field, articles, frequencies, scores)
