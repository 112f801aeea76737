"""Evaluates a syntax tree over one snapshot: which articles match, and how well.

Every node becomes a mask and a score over all articles, as dense arrays; joining nodes is array
arithmetic. What a word or a pair of words adds to a score comes from
:mod:`search.engines.embedded.scorers`, the ranking's formulas and the reading of postings live
elsewhere.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from index.analysis import LEVELS
from index.facets import FACET_BY_NAME, NO_VALUE
from search import notes
from search.engines.embedded.postings import Postings
from search.engines.embedded.scorers import Contribution, Contributions, fields_of
from search.engines.embedded.snapshot import Snapshot
from search.facets.tree import Mask
from search.language.syntax import (
    All,
    Any,
    Everything,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Respelled,
    Value,
    Word,
    loosened,
    optional,
    parts_of,
    prefixes,
    respellings,
    scored,
    words_of,
    written,
)
from search.ranking.bm25 import Floats, Ranking, idf, normalized, required_coverage, saturate
from search.ranking.proximity import articles_of, in_a_row
from search.results import Match, Note

Closest = NDArray[np.int8]

#: So many words the prefixes of a query together may stand for, each an equal share, a word in
#: two fields counted twice; where there are more, the most frequent are taken.
MAX_PREFIX_WORDS = 2000


@dataclass(frozen=True)
class Matches:
    """What a part of the query found, for every article.

    Attributes:
        closest: how closely it matches, a number of :class:`search.results.Match`.
        scores: how well, 0 where it does not.
    """

    closest: Closest
    scores: Floats

    @cached_property
    def mask(self) -> Mask:
        """Which articles match; those with the stem of a word alone do not."""
        return self.closest > Match.STEM

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take."""
        return 2 * self.closest.nbytes + self.scores.nbytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found.

    Attributes:
        mask: the articles of the result.
        closest: how closely every article matches the query, in its least close part.
        scores: of every article.
        factor: by which the scores were multiplied for what an article lacks.
    """

    mask: Mask
    closest: Closest
    scores: Floats
    factor: Floats


class Evaluator:
    """Evaluates one query; it collects what the reader should be told in ``notes``."""

    def __init__(self, snapshot: Snapshot, ranking: Ranking, query: Node) -> None:
        self._snapshot = snapshot
        self._ranking = ranking
        self._query = query
        self._contributions = Contributions(snapshot, ranking)
        self._evaluated: dict[Node, Matches] = {}
        self._words_of_a_prefix = MAX_PREFIX_WORDS // max(1, len(prefixes(query)))
        self._loosened: tuple[Word, ...] = ()
        self.notes: list[Note] = []

    def answer(self, *, complete_only: bool = False) -> Answer:
        """The articles that answer the query.

        They are those that have all its words; where these are fewer than ``Ranking.enough``,
        ranked together with those that lack some; where nothing has all that is asked for, even
        with those that lack a phrase.

        Args:
            complete_only: leave out what lacks a word, however few are left.
        """
        parts = parts_of(self._query)
        found = [self.evaluate(part) for part in parts]
        closest = _least([part.closest for part in found])
        complete = closest > Match.STEM
        if not complete_only and not complete.any():
            self._loosened = loosened(parts)
        spare = [self.evaluate(word) for word in self._loosened]
        pairs = list(zip(parts, found, strict=True))
        plain = spare + [part for node, part in pairs if self._optional(node)]
        marked = [part for node, part in pairs if not self._optional(node)]
        covered = self._covered(plain)
        share = self._ranking.coverage
        factor = (1 - share + share * covered).astype(np.float32)
        whole = _sum(found + spare) + self._closeness()
        mask = complete if complete_only else self._listed(complete, covered, plain, marked)
        if not mask.any() and not complete_only:
            mask, factor = self._last_resort(parts), np.ones_like(factor)
        return Answer(mask, closest, np.where(mask, whole * factor, 0).astype(np.float32), factor)

    def _listed(
        self, complete: Mask, covered: Floats, plain: list[Matches], marked: list[Matches]
    ) -> Mask:
        """The complete articles and, where these are few, those with enough of the plain words."""
        if len(plain) < 2 or np.count_nonzero(complete) >= self._ranking.enough:
            return complete
        most = _all_of(covered >= required_coverage(len(plain)) - 1e-6, marked)
        return most if most.any() else _all_of(covered > 0, marked)

    def evaluate(self, node: Node) -> Matches:
        """The articles that match a node; a node that stands twice is evaluated once."""
        if node not in self._evaluated:
            self._evaluated[node] = self._evaluate(node)
        return self._evaluated[node]

    def missing(self, number: int) -> tuple[str, ...]:
        """The words of the query that an article lacks, as they were typed."""
        return tuple(
            written(part)
            for part in parts_of(self._query)
            if scored(part) and not self.evaluate(part).mask[number]
        )

    def respelled(self) -> tuple[str, ...]:
        """The other spellings that were searched for and that the archive holds."""
        return tuple(
            text
            for text, node in respellings(self._query).items()
            if self.evaluate(node).mask.any()
        )

    def explain(self, number: int) -> list[Contribution]:
        """What each word, on each level and in each field, adds to an article's score."""
        found = [
            contribution
            for part in (*parts_of(self._query), *self._loosened)
            for contribution in self._explained(part, number)
        ]
        return found + self._contributions.explained(
            self._contributions.neighbours(self._query), number
        )

    def _optional(self, node: Node) -> bool:
        """Whether an article that lacks this part may be listed."""
        return optional(node) or (isinstance(node, Phrase) and bool(self._loosened))

    def _covered(self, plain: list[Matches]) -> Floats:
        """What share of the query's plain words each article has, weighted by their rarity."""
        size = self._snapshot.size
        if not plain:
            return np.ones(size, dtype=np.float32)
        rarity = [idf(size, int(np.count_nonzero(part.mask))) for part in plain]
        covered = np.zeros(size, dtype=np.float32)
        for part, weight in zip(plain, rarity, strict=True):
            covered += np.float32(weight / max(sum(rarity), 1e-9)) * part.mask
        return covered

    def _last_resort(self, parts: tuple[Node, ...]) -> Mask:
        """Where nothing has what the query marks either: any of its words, or their stems."""
        strict = [self.evaluate(part) for part in parts if not scored(part)]
        wished = [self.evaluate(part) for part in parts if scored(part)]
        if not wished:
            return np.zeros(self._snapshot.size, dtype=bool)
        return _all_of(_sum(wished) > 0, strict)

    def _closeness(self) -> Floats:
        total = np.zeros(self._snapshot.size, dtype=np.float32)
        for contribution in self._contributions.neighbours(self._query):
            total[contribution.articles] += contribution.scores
        return total

    def _evaluate(self, node: Node) -> Matches:
        match node:
            case Word():
                return self._word(node)
            case Respelled():
                return self._respelled(node)
            case Prefix():
                return self._prefix(node)
            case Phrase():
                return self._phrase(node)
            case All(parts):
                return self._all([self.evaluate(part) for part in parts])
            case Any(parts):
                found = [self.evaluate(part) for part in parts]
                return Matches(reduce(np.maximum, (part.closest for part in found)), _sum(found))
            case _:
                mask = self._filter(node)
                return Matches(_exactly(mask), np.zeros(self._snapshot.size, dtype=np.float32))

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

    def _all(self, found: list[Matches]) -> Matches:
        closest = _least([part.closest for part in found])
        scores = np.where(closest > Match.STEM, _sum(found), 0)
        return Matches(closest, scores.astype(np.float32))

    def _word(self, word: Word) -> Matches:
        kept: Matches | None = self._snapshot.kept.get(word)
        if kept is None:
            kept = self._matched(word)
            self._snapshot.kept.keep(word, kept)
        return kept

    def _matched(self, word: Word) -> Matches:
        closest = np.zeros(self._snapshot.size, dtype=np.int8)
        scores = np.zeros(self._snapshot.size, dtype=np.float32)
        asked_alone = len(word.levels) < len(LEVELS)
        for contribution in self._contributions.word(word):
            at = contribution.articles
            scores[at] += contribution.scores
            match = Match.of_level(contribution.level)
            if asked_alone:
                match = max(match, Match.WIDE)
            closest[at] = np.maximum(closest[at], match)
        return Matches(closest, scores)

    def _respelled(self, node: Respelled) -> Matches:
        """The best of the spelling typed and, with less weight, of the others."""
        best = self.evaluate(node.typed)
        closest, scores = best.closest, best.scores
        for _, other in node.others:
            found = self.evaluate(other)
            closest = np.maximum(closest, np.where(found.mask, np.int8(Match.SPELLING), np.int8(0)))
            scores = np.maximum(scores, self._worth(node.typed, other) * found.scores)
        return Matches(closest, scores.astype(np.float32))

    def _worth(self, typed: Node, other: Node) -> float:
        words = len(other.exact) if isinstance(other, Phrase) else 1
        return self._ranking.of_spelling(sum(1 for _ in words_of(typed)), words)

    def _explained(self, node: Node, number: int) -> list[Contribution]:
        """The contributions of one part of the query to one article's score."""
        match node:
            case Word():
                return self._contributions.explained(self._contributions.word(node), number)
            case Respelled(typed, others):
                return self._explained_respelled(typed, others, number)
            case All(parts) | Any(parts):
                if isinstance(node, All) and not self.evaluate(node).mask[number]:
                    return []
                return [found for part in parts for found in self._explained(part, number)]
            case Phrase() | Prefix():
                score = float(self.evaluate(node).scores[number])
                if not score:
                    return []
                what = " ".join(node.exact) if isinstance(node, Phrase) else f"{node.exact}*"
                return [Contribution.single(what, "exact", node.field, number, score)]
            case _:
                return []

    def _explained_respelled(
        self, typed: Node, others: tuple[tuple[str, Node], ...], number: int
    ) -> list[Contribution]:
        best, weight = typed, 1.0
        score = float(self.evaluate(typed).scores[number])
        for _, other in others:
            worth = self._worth(typed, other)
            found = worth * float(self.evaluate(other).scores[number])
            if found > score:
                best, weight, score = other, worth, found
        return [part.scaled(weight) for part in self._explained(best, number)]

    def _prefix(self, prefix: Prefix) -> Matches:
        words: list[tuple[int, str, str]] = []
        for field in fields_of(prefix.field):
            terms = self._snapshot.frequencies(field, "exact", prefix.exact)
            words += [(articles, term, field) for term, articles in terms]
        if len(words) > self._words_of_a_prefix:
            words = heapq.nlargest(self._words_of_a_prefix, words)
            self.notes.append(notes.prefix_too_wide(prefix.exact, len(words)))
        lists = [(field, self._snapshot.postings(field, "exact", term)) for _, term, field in words]
        return self._scored((field, list_) for field, list_ in lists if list_ is not None)

    def _phrase(self, phrase: Phrase) -> Matches:
        found: list[tuple[str, Postings]] = []
        rarity = 0.0
        for field in fields_of(phrase.field):
            lists = [self._snapshot.postings(field, "exact", term) for term in phrase.exact]
            present = [list_ for list_ in lists if list_ is not None]
            if len(present) < len(lists):
                continue
            starts = in_a_row(
                [self._snapshot.places(field, "exact", (term,)) for term in phrase.exact]
            )
            articles, counts = np.unique(articles_of(starts), return_counts=True)
            if articles.size:
                found.append((field, Postings(articles.astype(np.int32), counts.astype(np.float32),
                                              None)))  # fmt: skip
                commonness = (len(list_.articles) for list_ in present)
                rarity = max(rarity, sum(idf(self._snapshot.size, df) for df in commonness))
        return self._scored(found, rarity)

    def _scored(
        self, found: Iterable[tuple[str, Postings]], rarity: float | None = None
    ) -> Matches:
        """BM25 of postings in several fields, taken as those of one term.

        What matches as written matches on every level, and counts like a word that does.
        """
        total = np.zeros(self._snapshot.size, dtype=np.float32)
        for field, postings in found:
            parameters = self._ranking.of_field(field)
            total[postings.articles] += parameters.weight * normalized(
                postings.frequencies,
                self._snapshot.lengths[field][postings.articles],
                self._snapshot.average_lengths[field],
                parameters,
            )
        if rarity is None:
            rarity = idf(self._snapshot.size, int(np.count_nonzero(total)))
        every_level = sum(self._ranking.levels.values())
        scores = every_level * rarity * saturate(total, self._ranking.k1)
        return Matches(_exactly(total > 0), scores.astype(np.float32))

    def _values(self, facet: str, text: str) -> list[str]:
        """The values of a facet that a query's text means: an agency by any of its names."""
        column = self._snapshot.facets[facet]
        meant = FACET_BY_NAME[facet].canonical(text)
        found = [meant] if meant != text else [text, *column.spelled(text)]
        return [value for value in found if value != NO_VALUE]


def _exactly(mask: Mask) -> Closest:
    return np.where(mask, np.int8(Match.EXACT), np.int8(Match.NONE))


def _least(closest: list[Closest]) -> Closest:
    return reduce(np.minimum, closest)


def _sum(found: list[Matches]) -> Floats:
    return reduce(np.add, (part.scores for part in found))


def _all_of(mask: Mask, others: list[Matches]) -> Mask:
    return reduce(np.logical_and, (part.mask for part in others), mask)
