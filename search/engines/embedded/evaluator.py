"""Evaluates the parts of a query over one snapshot: which articles match, how closely, how well.

Every node of a syntax tree becomes dense arrays over all articles; joining nodes is array
arithmetic. What a word or a pair of words adds to a score comes from
:mod:`search.engines.embedded.scorers`. The formulas and the reading of postings stand elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.analysis import LEVELS
from index.arrays import Array
from index.facets import FACET_BY_NAME, NO_VALUE
from index.stores.embedded.segment import Postings
from search import notes
from search.engines.embedded import occurrences
from search.engines.embedded.columns import Mask, added_up
from search.engines.embedded.scorers import Scorer
from search.language.syntax import (
    All,
    Any,
    Everything,
    Expanded,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Value,
    Word,
)
from search.ranking.bm25 import Floats, idf, normalized, saturate
from search.ranking.matching import spelling_weight
from search.ranking.proximity import articles_of, in_a_row
from search.ranking.scored_fields import fields_of
from search.results import Match, Note

#: For every article a number of :class:`search.results.Match`.
Closest = NDArray[np.int8]

#: So many words the prefixes of a query together may stand for, each an equal share, a word in
#: two fields counted twice; where there are more, the most frequent are taken.
MAX_PREFIX_WORDS = 2000


@dataclass(frozen=True)
class Evaluated:
    """A part of a query evaluated: what it finds, for every article.

    Attributes:
        closest: how closely it matches, a number of :class:`search.results.Match`.
        scores: how well, 0 where it does not.
    """

    closest: Closest
    scores: Floats

    @property
    def mask(self) -> Mask:
        """Which articles match; those with the stem of a word alone do not."""
        return self.closest > Match.STEM


@dataclass(frozen=True, slots=True)
class Found:
    """What a word finds, without the articles that it does not find.

    Attributes:
        articles: their numbers, ascending.
        closest: how closely each matches, and
        scores: how well.
    """

    articles: NDArray[np.int32]
    closest: Closest
    scores: Floats

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take, and the objects around them, in bytes."""
        return 600 + self.articles.nbytes + self.closest.nbytes + self.scores.nbytes

    def among(self, size: int) -> Evaluated:
        """Return the same for every article of an archive of so many."""
        closest = np.zeros(size, dtype=np.int8)
        scores = np.zeros(size, dtype=np.float32)
        closest[self.articles] = self.closest
        scores[self.articles] = self.scores
        return Evaluated(closest, scores)


class Evaluator:
    """Evaluates nodes for one session, each once; ``notes`` collects what a reader is to know."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._snapshot = scorer.snapshot
        self._ranking = scorer.ranking
        self._evaluated: dict[Node, Evaluated] = {}
        self.notes: list[Note] = []

    def evaluate(self, node: Node) -> Evaluated:
        """Return the articles that match a node; a node that stands twice is evaluated once."""
        if node not in self._evaluated:
            self._evaluated[node] = self._evaluate(node)
        return self._evaluated[node]

    def _evaluate(self, node: Node) -> Evaluated:
        match node:
            case Word():
                held = self._scorer.cached(node, lambda: self._word(node))
                return held.among(self._snapshot.size)
            case Expanded():
                return self._best_spelling(node)
            case Prefix():
                return self._prefix(node)
            case Phrase():
                return self._phrase(node)
            case All(parts):
                return _all([self.evaluate(part) for part in parts])
            case Any(parts):
                found = [self.evaluate(part) for part in parts]
                return Evaluated(reduce(np.maximum, (part.closest for part in found)), _sum(found))
            case _:
                mask = self._filter(node)
                return Evaluated(_exactly(mask), np.zeros(self._snapshot.size, dtype=np.float32))

    def _filter(self, node: Not | Value | Period | Everything) -> Mask:
        """The articles that a part lets through which asks for no words."""
        match node:
            case Not(part):
                return ~self.evaluate(part).mask
            case Value(facet, text):
                return self._snapshot.facets[facet].having(self._values(facet, text))
            case Period(first, last, "published"):
                return self._snapshot.dates.between(np.datetime64(first), np.datetime64(last))
            case Period(first, last):
                return self._snapshot.spans.within(first, last)
            case Everything():
                return np.ones(self._snapshot.size, dtype=bool)

    def _values(self, facet: str, text: str) -> list[str]:
        """The values of a facet that a query's text means: an agency by any of its names."""
        canonical = FACET_BY_NAME[facet].canonical(text)
        same = [text, *self._snapshot.facets[facet].spelled(text)]
        return [
            value for value in ([canonical] if canonical != text else same) if value != NO_VALUE
        ]

    def _word(self, word: Word) -> Found:
        asked_alone = len(word.levels) < len(LEVELS)
        size = self._snapshot.size
        terms = list(self._scorer.word(word))
        articles, scores = added_up(((term.articles, term.scores) for term in terms), size)
        closest = np.zeros(size, dtype=np.int8)
        # The closest level comes last and stays.
        for term in reversed(terms):
            match = Match.of_level(term.level)
            closest[term.articles] = max(match, Match.WIDE) if asked_alone else match
        return Found(articles.astype(np.int32), closest[articles], scores)

    def _best_spelling(self, node: Expanded) -> Evaluated:
        """The best of the spelling typed and, with less weight, of the others."""
        best = self.evaluate(node.typed)
        closest, scores = best.closest, best.scores
        for _, other in node.others:
            found = self.evaluate(other)
            closest = np.maximum(closest, np.where(found.mask, np.int8(Match.SPELLING), np.int8(0)))
            weight = spelling_weight(self._ranking, node.typed, other)
            scores = np.maximum(scores, weight * found.scores)
        return Evaluated(closest, scores.astype(np.float32))

    def _prefix(self, prefix: Prefix) -> Evaluated:
        held = self._snapshot.segment.levels["exact"]
        fields = sorted(fields_of(prefix.field))
        places = [held.beginning(field, prefix.exact) for field in fields]
        counts = [held.document_frequencies(within) for within in places]
        words, most = sum(map(len, places)), MAX_PREFIX_WORDS // prefix.sharing
        if words > most:
            self.notes.append(notes.prefix_too_wide(prefix.exact, most))
        kept = _most_frequent(counts, [held.numbers(within) for within in places], most)
        found = (
            (field, held.postings_of_all(within.start + chosen))
            for field, within, chosen in zip(fields, places, kept, strict=True)
        )
        return self._as_one_term(found)

    def _phrase(self, phrase: Phrase) -> Evaluated:
        found: list[tuple[str, Postings]] = []
        rarity = 0.0
        for field in fields_of(phrase.field):
            lists = [self._snapshot.postings(field, "exact", term) for term in phrase.exact]
            present = [list_ for list_ in lists if list_ is not None]
            if len(present) < len(lists):
                continue
            size = self._snapshot.size
            every = reduce(np.logical_and, (occurrences.having([one], size) for one in present))
            starts = in_a_row([occurrences.any_of([one], every) for one in present])
            articles, counts = np.unique(articles_of(starts), return_counts=True)
            if articles.size:
                together = Postings(articles, counts)
                found.append((field, together))
                commonness = (len(list_.articles) for list_ in present)
                rarity = max(rarity, sum(idf(self._snapshot.size, df) for df in commonness))
        return self._as_one_term(found, rarity)

    def _as_one_term(
        self, found: Iterable[tuple[str, Postings]], rarity: float | None = None
    ) -> Evaluated:
        """BM25 of postings in several fields, taken as those of one term.

        What matches as written matches on every level, and counts like a word that does.
        """
        size = self._snapshot.size
        total = np.zeros(size, dtype=np.float32)
        for field, postings in found:
            parameters = self._ranking.of_field(field)
            frequencies = np.bincount(postings.articles, postings.frequencies, size)
            articles = np.flatnonzero(frequencies)
            total[articles] += parameters.weight * normalized(
                frequencies[articles].astype(np.float32),
                self._snapshot.lengths[field][articles],
                self._snapshot.average_lengths[field],
                parameters,
            )
        if rarity is None:
            rarity = idf(self._snapshot.size, int(np.count_nonzero(total)))
        every_level = sum(self._ranking.levels.values())
        scores = every_level * rarity * saturate(total, self._ranking.k1)
        return Evaluated(_exactly(total > 0), scores.astype(np.float32))


def _most_frequent(
    counts: Sequence[NDArray[np.int64]], terms: Sequence[Array], most: int
) -> list[NDArray[np.intp]]:
    """Return which words of each field are the most frequent of all; of equals the later ones.

    Args:
        counts: of every field how many articles each of its words has, and
        terms: the numbers of these words.
        most: how many words of all fields together.
    """
    sizes = [len(part) for part in counts]
    fields = np.repeat(np.arange(len(counts)), sizes)
    kept = np.lexsort((fields, np.concatenate(terms), np.concatenate(counts)))[::-1][:most]
    places = np.concatenate([np.arange(size) for size in sizes])
    return [np.sort(places[kept[fields[kept] == number]]) for number in range(len(counts))]


def _all(found: list[Evaluated]) -> Evaluated:
    closest = least([part.closest for part in found])
    scores = np.where(closest > Match.STEM, _sum(found), 0)
    return Evaluated(closest, scores.astype(np.float32))


def least(closest: list[Closest]) -> Closest:
    """Return for every article how closely it matches its least close part."""
    return reduce(np.minimum, closest)


def _exactly(mask: Mask) -> Closest:
    return np.where(mask, np.int8(Match.EXACT), np.int8(Match.NONE))


def _sum(found: list[Evaluated]) -> Floats:
    return reduce(np.add, (part.scores for part in found))
