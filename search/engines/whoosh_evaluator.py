"""Evaluates a syntax tree over one snapshot: which articles match, and how well.

Every node becomes a mask and a score over all articles, as dense arrays; joining nodes is array
arithmetic. The tree, the ranking's formulas and the reading of postings live elsewhere.
"""

import heapq
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.analysis import LEVELS, Level
from index.facts import agencies
from index.fields import TEXT_FIELDS
from search import notes
from search.engines.whoosh_reader import Postings
from search.engines.whoosh_snapshot import Snapshot
from search.facets import Mask
from search.ranking import Floats, Ranking, idf, saturate, weighted_frequency
from search.results import Note
from search.syntax import (
    All,
    Any,
    Everything,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Value,
    Word,
    prefixes,
)

#: So many words the prefixes of a query together may stand for, each an equal share, a word in
#: two fields counted twice; where there are more, the most frequent are taken.
MAX_PREFIX_WORDS = 2000

_DEFAULT_FIELDS = tuple(field.name for field in TEXT_FIELDS if field.by_default)

# Positions are shifted up by the article's number, so that one sorted array holds them all.
_ARTICLE_SHIFT = np.int64(32)


@dataclass(frozen=True, slots=True)
class Matches:
    """Attributes:
    mask: which articles match.
    scores: how well, 0 where they do not.
    """

    mask: Mask
    scores: Floats


class Evaluator:
    """Evaluates one query; it collects what the reader should be told in ``notes``."""

    def __init__(self, snapshot: Snapshot, ranking: Ranking, query: Node) -> None:
        self._snapshot = snapshot
        self._ranking = ranking
        self._evaluated: dict[Node, Matches] = {}
        self._words_of_a_prefix = MAX_PREFIX_WORDS // max(1, len(prefixes(query)))
        self.notes: list[Note] = []

    def evaluate(self, node: Node) -> Matches:
        """The articles that match a node; a node that stands twice is evaluated once."""
        if node not in self._evaluated:
            self._evaluated[node] = self._evaluate(node)
        return self._evaluated[node]

    def _evaluate(self, node: Node) -> Matches:
        match node:
            case Word():
                return self._word(node)
            case Prefix():
                return self._prefix(node)
            case Phrase():
                return self._phrase(node)
            case All(parts):
                return self._all([self.evaluate(part) for part in parts])
            case Any(parts):
                found = [self.evaluate(part) for part in parts]
                mask = reduce(np.logical_or, (part.mask for part in found))
                return Matches(mask, _sum(found))
            case Not(part):
                return self._unscored(~self.evaluate(part).mask)
            case Value(facet, text):
                column = self._snapshot.facets[facet]
                return self._unscored(column.having(self._values(facet, text)))
            case Period(first, last):
                dates = self._snapshot.dates
                return self._unscored(dates.between(np.datetime64(first), np.datetime64(last)))
            case Everything():
                return self._unscored(np.ones(self._snapshot.size, dtype=bool))

    def _all(self, found: list[Matches]) -> Matches:
        mask = reduce(np.logical_and, (part.mask for part in found))
        return Matches(mask, np.where(mask, _sum(found), 0).astype(np.float32))

    def _unscored(self, mask: Mask) -> Matches:
        return Matches(mask, np.zeros(self._snapshot.size, dtype=np.float32))

    def _word(self, word: Word) -> Matches:
        mask = np.zeros(self._snapshot.size, dtype=bool)
        scores = np.zeros(self._snapshot.size, dtype=np.float32)
        for level in LEVELS:
            term = word.token.at(level)
            if term:
                weighted = self._term(term, level, word.field)
                mask |= weighted > 0
                scores += self._ranking.levels[level] * self._bm25(weighted)
        return Matches(mask, scores)

    def _prefix(self, prefix: Prefix) -> Matches:
        words: list[tuple[int, str, str]] = []
        for field in _fields(prefix.field):
            terms = self._snapshot.frequencies(field, "exact", prefix.exact)
            words += [(articles, term, field) for term, articles in terms]
        if len(words) > self._words_of_a_prefix:
            words = heapq.nlargest(self._words_of_a_prefix, words)
            self.notes.append(notes.prefix_too_wide(prefix.exact, len(words)))
        lists = [(field, self._snapshot.postings(field, "exact", term)) for _, term, field in words]
        found = [(field, list_) for field, list_ in lists if list_ is not None]
        weighted = self._weighted(found)
        return Matches(weighted > 0, self._bm25(weighted))

    def _phrase(self, phrase: Phrase) -> Matches:
        if len(phrase.exact) == 1:
            weighted = self._term(phrase.exact[0], "exact", phrase.field)
            return Matches(weighted > 0, self._bm25(weighted))
        found: list[tuple[str, Postings]] = []
        rarity = 0.0
        for field in _fields(phrase.field):
            lists = [
                self._snapshot.postings(field, "exact", term, positions=True)
                for term in phrase.exact
            ]
            if all(lists):
                present = [list_ for list_ in lists if list_ is not None]
                together = _in_a_row(present)
                if together.articles.size:
                    found.append((field, together))
                    commonness = (len(list_.articles) for list_ in present)
                    rarity = max(rarity, sum(idf(self._snapshot.size, df) for df in commonness))
        weighted = self._weighted(found)
        return Matches(weighted > 0, rarity * saturate(weighted, self._ranking.k1))

    def _term(self, term: str, level: Level, scope: str | None) -> Floats:
        """Weighted frequencies of a term on one level, in one field or in all."""
        lists = [(field, self._snapshot.postings(field, level, term)) for field in _fields(scope)]
        return self._weighted([(field, list_) for field, list_ in lists if list_ is not None])

    def _weighted(self, found: list[tuple[str, Postings]]) -> Floats:
        """Term frequencies of all fields, weighted, normalised and summed, for every article."""
        total = np.zeros(self._snapshot.size, dtype=np.float32)
        for field, postings in found:
            total[postings.articles] += weighted_frequency(
                postings.frequencies,
                self._snapshot.lengths[field][postings.articles],
                self._snapshot.average_lengths[field],
                self._ranking.of_field(field),
            )
        return total

    def _bm25(self, weighted: Floats) -> Floats:
        rarity = idf(self._snapshot.size, int(np.count_nonzero(weighted)))
        return (rarity * saturate(weighted, self._ranking.k1)).astype(np.float32)

    def _values(self, facet: str, text: str) -> list[str]:
        """The values of a facet that a query's text means: an agency by any of its names."""
        agency = agencies.resolve(text) if facet == "agency" else None
        return [agency] if agency else self._snapshot.facets[facet].spelled(text)


def _fields(scope: str | None) -> tuple[str, ...]:
    return (scope,) if scope else _DEFAULT_FIELDS


def _sum(found: list[Matches]) -> Floats:
    return reduce(np.add, (part.scores for part in found))


def _in_a_row(lists: list[Postings]) -> Postings:
    """Where terms stand next to each other in their order, as postings of one pseudo-term."""
    common = reduce(
        lambda left, right: np.intersect1d(left, right, assume_unique=True),
        (list_.articles for list_ in lists),
    )
    starts: NDArray[np.int64] | None = None
    for offset, list_ in enumerate(lists):
        assert list_.positions is not None  # they were asked for
        owner = np.repeat(list_.articles, list_.frequencies.astype(np.int64))
        inside = np.isin(owner, common, assume_unique=False)
        shifted = (owner[inside].astype(np.int64) << _ARTICLE_SHIFT) + (
            list_.positions[inside].astype(np.int64) - offset
        )
        starts = shifted if starts is None else np.intersect1d(starts, shifted, True)
    assert starts is not None  # a phrase has words
    articles, counts = np.unique(starts >> _ARTICLE_SHIFT, return_counts=True)
    return Postings(articles.astype(np.int32), counts.astype(np.float32), None)
