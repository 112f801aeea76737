"""What a word, or two neighbouring words, add to the scores: piece by piece, level by level.

The evaluator adds the pieces up over all articles; an explanation lists them for one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.analysis import Level
from index.fields import DEFAULT_FIELDS
from search.engines.embedded.snapshot import Snapshot
from search.language.syntax import Node, Word, adjacent_words
from search.ranking.bm25 import NEAR, Floats, Ranking, idf, normalized, saturate
from search.ranking.proximity import articles_of, near, positions_of

#: The name under which the lead of the body is explained.
LEAD = "lead"


def fields_of(scope: str | None) -> tuple[str, ...]:
    """The fields in which a word is looked for."""
    return (scope,) if scope else DEFAULT_FIELDS


@dataclass(frozen=True, slots=True)
class Contribution:
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
        """Memory that the arrays take, and the objects around them."""
        return 600 + self.articles.nbytes + self.frequencies.nbytes + self.scores.nbytes

    @classmethod
    def single(
        cls, what: str, level: Level, field: str | None, number: int, score: float
    ) -> "Contribution":
        """The contribution to one article of what is not taken apart further."""
        return cls(
            what, level, field or "", np.array([number], dtype=np.int32),
            np.ones(1, dtype=np.float32), np.array([score], dtype=np.float32),
        )  # fmt: skip

    def scaled(self, weight: float) -> "Contribution":
        """The same, counting less."""
        return replace(self, scores=(self.scores * np.float32(weight)).astype(np.float32))


class Contributions:
    """Takes the score of a query apart, over one snapshot."""

    def __init__(self, snapshot: Snapshot, ranking: Ranking) -> None:
        self._snapshot = snapshot
        self._ranking = ranking

    def word(self, word: Word) -> Iterator[Contribution]:
        """What a word adds, on each of its levels in each of its fields."""
        for level in word.levels:
            terms = word.terms.at(level)
            for field in fields_of(word.field) if terms else ():
                yield from self._bm25(word.text, level, field, terms)
                if field == "body" and level == NEAR and self._ranking.lead:
                    yield from self._lead(word.text, terms)

    def neighbours(self, query: Node) -> Iterator[Contribution]:
        """What words add that follow each other in the query and stand near in the text."""
        if not self._ranking.closeness:
            return
        for left, right in adjacent_words(query, NEAR):
            pair = (left.terms.at(NEAR), right.terms.at(NEAR))
            for field in ("title", "body") if left.field is None else (left.field,):
                found = self._near_once(field, *pair)
                if found is not None:
                    yield replace(found, what=f"{left.text} {right.text}")

    def explained(self, contributions: Iterable[Contribution], number: int) -> list[Contribution]:
        """Those of the contributions that an article has, cut down to it."""
        found = []
        for contribution in contributions:
            at = int(np.searchsorted(contribution.articles, number))
            if at < len(contribution.articles) and contribution.articles[at] == number:
                only = slice(at, at + 1)
                found.append(
                    replace(
                        contribution,
                        articles=contribution.articles[only],
                        frequencies=contribution.frequencies[only],
                        scores=contribution.scores[only],
                    )
                )
        return found

    def _bm25(
        self, what: str, level: Level, field: str, terms: tuple[str, ...]
    ) -> Iterator[Contribution]:
        postings = self._snapshot.united(field, level, terms)
        if postings is None:
            return
        parameters = self._ranking.of_field(field)
        frequency = normalized(
            postings.frequencies,
            self._snapshot.lengths[field][postings.articles],
            self._snapshot.average_lengths[field],
            parameters,
        )
        weight = parameters.weight * self._ranking.levels[level]
        yield self._contribution(
            what, level, field, postings.articles, postings.frequencies, frequency, weight
        )

    def _lead(self, what: str, terms: tuple[str, ...]) -> Iterator[Contribution]:
        places = self._snapshot.places("body", NEAR, terms)
        first = articles_of(places[positions_of(places) < self._ranking.lead_words])
        if first.size:
            articles, counts = np.unique(first, return_counts=True)
            frequency = counts.astype(np.float32)
            yield self._contribution(
                what, NEAR, LEAD, articles.astype(np.int32), frequency, frequency,
                self._ranking.lead,
            )  # fmt: skip

    def _near_once(
        self, field: str, left: tuple[str, ...], right: tuple[str, ...]
    ) -> Contribution | None:
        key = ("near", field, left, right)
        kept: Contribution | None = self._snapshot.kept.get(key)
        if kept is None:
            kept = self._near(field, left, right)
            self._snapshot.kept.keep(key, kept)
        return kept if kept.articles.size else None

    def _near(self, field: str, left: tuple[str, ...], right: tuple[str, ...]) -> Contribution:
        """What two neighbours add in a field; nothing to any article where one is not there."""
        first = self._snapshot.places(field, NEAR, left)
        second = self._snapshot.places(field, NEAR, right)
        if first.size and second.size:
            numbers, worth = near(first, second, self._ranking.window)
        else:
            numbers, worth = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        articles = numbers.astype(np.int32)
        frequency = worth
        if field == "body":
            frequency = normalized(
                worth,
                self._snapshot.lengths[field][articles],
                self._snapshot.average_lengths[field],
                self._ranking.of_field(field),
            )
        found = self._contribution(
            "", NEAR, field, articles, worth, frequency, self._ranking.closeness
        )
        return replace(found, kind="near")

    def _contribution(
        self, what: str, level: Level, field: str, articles: NDArray[np.int32],
        counted: Floats, frequency: Floats, weight: float,
    ) -> Contribution:  # fmt: skip
        rarity = idf(self._snapshot.size, len(articles))
        scores = weight * rarity * saturate(frequency, self._ranking.k1)
        return Contribution(what, level, field, articles, counted, scores.astype(np.float32))
