"""The syntax tree of a query as OpenSearch scores.

The ranking is that of :mod:`search.ranking.bm25`, in BM25.

OpenSearch scores one term in one field as the ranking does: the ``b`` of every field stands in the
mapping, weights are boosts. Where it cannot do the same the nearest is taken: of several terms
that count as one (the lemmas of a word, the heads of its families) the best one counts; a phrase
or a pair of neighbours counts each field for itself, with the frequency that Lucene finds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from index.analysis import LEVELS, Level
from index.completions import Lexicon
from index.stores.opensearch.mapping import LEAD_FIELD, level_field
from search.engines.opensearch.filters import Filter, has_terms, in_a_row, mask, phrase
from search.engines.opensearch.score_tree import (
    Best,
    Clause,
    Kind,
    Score,
    Sum,
    clauses,
    query_of,
)
from search.language.syntax import (
    All,
    Expanded,
    Expression,
    Node,
    Phrase,
    Prefix,
    Word,
    adjacent_words,
    expressions,
    phrases,
    written,
)
from search.language.syntax import Any as AnyOf
from search.ranking.bm25 import PROXIMITY_LEVEL, Ranking, idf
from search.ranking.feedback import NO_FEEDBACK, Feedback
from search.ranking.matching import spelling_weight
from search.ranking.scored_fields import LEAD, fields_of, fields_of_neighbours

#: How many articles a filter lets through.
Count = Callable[[Filter], int]

#: So many of the words that a prefix stands for are scored by how often they stand.
_WORDS_OF_A_PREFIX = 50

#: A server takes 1024 clauses in one query; so many are left to a score, beside those that say
#: which articles are listed.
_MOST_CLAUSES = 700

#: What is looked at alone where a query is too long for more.
_TELLING_FIELDS = ("title", "body")
_TELLING_LEVELS = ("exact", "light")


@dataclass(frozen=True, slots=True)
class Scoring:
    """Makes scores of syntax trees for one index.

    Attributes:
        ranking: its parameters.
        size: how many articles the index has.
        count: how many of them a filter lets through.
        lexicon: its words, but for the rarest.
        unsaturated: the server's saturated frequencies times this are those of the ranking.
        narrow: look at headline and text alone, on the two closest levels.
    """

    ranking: Ranking
    size: int
    count: Count
    lexicon: Lexicon
    unsaturated: float
    narrow: bool = False

    def query(self, parts: Sequence[Node], query: Node, feedback: Feedback = NO_FEEDBACK) -> Score:
        """Return what a query adds to scores, with no more clauses than a server takes.

        Args:
            parts: of the query, and what else is looked for.
            query: itself; its neighbours count where there is room for them.
            feedback: words that are added to it.
        """
        more = (
            replace(clause, weight=weight * clause.weight, kind=kind)
            for word, weight, kind in feedback.words
            for clause in self._word(word)
        )
        words = Sum((*map(self.of, parts), *more))
        whole = Sum((*words.parts, *self.neighbours(query)))
        if clauses(query_of(whole)) <= _MOST_CLAUSES:
            return whole
        if clauses(query_of(words)) <= _MOST_CLAUSES or self.narrow:
            return words
        return replace(self, narrow=True).query(parts, query, feedback)

    def of(self, node: Node) -> Score:
        """Return what a node adds to scores."""
        match node:
            case Word():
                return Sum(tuple(self._word(node)))
            case Expanded(typed, others, related):
                worth = [
                    (spelling_weight(self.ranking, typed, other), self.of(other))
                    for _, other in others
                ]
                worth += [
                    (self.ranking.of_related(one.share), self._expression(one.node))
                    for one in related
                ]
                return Best(((1.0, self.of(typed)), *worth))
            case Expression():
                return self._expression(node)
            case Phrase():
                return self._phrase(node)
            case Prefix():
                return self._prefix(node)
            case All(parts):
                return Sum(tuple(map(self.of, parts)), mask(node))
            case AnyOf(parts):
                return Sum(tuple(map(self.of, parts)))
            case _:
                return Sum(())

    def neighbours(self, query: Node) -> Iterator[Clause]:
        """Yield what words add that follow each other in the query and stand near in the text."""
        for pair in self._pairs(query):
            near = self.count(pair.filter)
            terms = (*pair.left, *pair.right)
            rarities = [lucene_idf(self.count, pair.field, term) for term in terms]
            if near:
                weight = self.ranking.proximity * idf(self.size, near) / max(sum(rarities), 1e-9)
                weight *= self.unsaturated
                yield Clause(
                    pair.filter,
                    weight,
                    pair.what,
                    PROXIMITY_LEVEL,
                    pair.field,
                    pair.left,
                    pair.right,
                    "near",
                )

    def needed(self, query: Node) -> Iterator[Filter]:
        """Yield the filters whose counts a score of the query rests on."""
        for pair in self._pairs(query):
            yield pair.filter
            yield from counted_for_idf(pair.field, (*pair.left, *pair.right))
        for node in phrases(query):
            for field in fields_of(node.field):
                yield phrase(field, node.exact)
                yield _exists(field, "exact")
                for term in node.exact:
                    yield has_terms(level_field(field, "exact"), [term])
        for row in expressions(query):
            yield mask(row)
            for field in fields_of_neighbours(row.field):
                for level, terms in row.terms:
                    yield _exists(field, level)
                    for term in terms:
                        yield has_terms(level_field(field, level), [term])

    def _word(self, word: Word) -> Iterator[Clause]:
        for level in word.levels:
            terms = word.terms.at(level)
            for field in self._fields(word, level) if terms else ():
                weight = self.ranking.of_field(field).weight * self.ranking.levels[level]
                yield self._bm25(word.text, level, field, level_field(field, level), terms, weight)
                if field == "body" and level == PROXIMITY_LEVEL and self.ranking.lead:
                    yield self._bm25(word.text, level, LEAD, LEAD_FIELD, terms, self.ranking.lead)

    def _fields(self, word: Word, level: Level) -> Sequence[str]:
        if not self.narrow or word.field or len(word.levels) < len(LEVELS):
            return fields_of(word.field)
        return _TELLING_FIELDS if level in _TELLING_LEVELS else ()

    def _bm25(
        self, what: str, level: Level, field: str, name: str, terms: tuple[str, ...], weight: float
    ) -> Clause:
        found: list[dict[str, Any]] = [{"term": {name: {"value": term}}} for term in terms]
        query = found[0] if len(found) == 1 else {"dis_max": {"queries": found}}
        return Clause(query, weight * self.unsaturated, what, level, field, terms)

    def _phrase(self, node: Phrase) -> Score:
        """Return the score of a phrase: of its best field, as rare as its words are in any."""
        rarities = {
            field: (self._rarity(field, node.exact), self._rarity(field, node.exact, among=field))
            for field in fields_of(node.field)
            if self.count(phrase(field, node.exact))
        }
        most = max((rarity for rarity, _ in rarities.values()), default=0.0)
        return self._best_field(
            rarities,
            node.field,
            " ".join(node.exact),
            lambda field: phrase(field, node.exact),
            # Lucene adds up the rarities of the words as they are in the field itself.
            lambda field: most / max(rarities[field][1], 1e-9),
        )

    def _expression(self, node: Expression) -> Score:
        """Return the score of words in any form: of their best field, as rare as all are."""
        rarity = idf(self.size, self.count(mask(node)))

        def weight(field: str) -> float:
            # Lucene adds up the rarities of the words as they are in the field.
            rarities = [
                max(
                    idf(max(among, one), one)
                    for term in terms
                    for among, one in [self._counted(field, level, term)]
                )
                for level, terms in node.terms
            ]
            return rarity / max(sum(rarities), 1e-9)

        return self._best_field(
            fields_of_neighbours(node.field),
            node.field,
            written(node),
            lambda field: _scored_row(field, node),
            weight,
            level="light",
            kind="related",
        )

    def _counted(self, field: str, level: Level, term: str) -> tuple[int, int]:
        """Return how many articles have a field, and how many of them a term there."""
        among = self.count(_exists(field, level))
        return among, self.count(has_terms(level_field(field, level), [term]))

    def _rarity(self, field: str, exact: Sequence[str], *, among: str | None = None) -> float:
        """Add up how rare words are in a field, in the archive or among what has a field."""
        counts = [self.count(has_terms(level_field(field, "exact"), [term])) for term in exact]
        size = self.count(_exists(among, "exact")) if among else self.size
        return sum(idf(max(size, count), count) for count in counts)

    def _prefix(self, node: Prefix) -> Score:
        """Return the score of a prefix: frequent words are one term, the rest counts half."""
        rarity = idf(self.size, self.count(mask(node)))
        words = self._beginning(node.exact)
        rarities = [idf(self.size, count) for _, count in words]

        fields = fields_of(node.field)

        def frequent(field: str) -> dict[str, Any]:
            return _span(level_field(field, "exact"), [word for word, _ in words])

        def any_(field: str) -> dict[str, Any]:
            query = {"prefix": {level_field(field, "exact"): {"value": node.exact}}}
            return {"constant_score": {"filter": query, "boost": rarity / (2 * self.unsaturated)}}

        what = f"{node.exact}*"
        found = [self._best_field(fields, node.field, what, any_, lambda field: 1.0)]
        if words:
            # Lucene adds up the rarities of all words that it takes for one.
            share = rarity / max(sum(rarities), 1e-9)
            found.append(self._best_field(fields, node.field, what, frequent, lambda field: share))
        return Best(tuple((1.0, score) for score in found))

    def _beginning(self, prefix: str) -> list[tuple[str, int]]:
        """Return the most frequent words that begin so, each with how many articles have it."""
        at = self.lexicon.beginning(prefix)
        counts = self.lexicon.counts[at.start : at.stop]
        order = np.argsort(-counts, kind="stable")[:_WORDS_OF_A_PREFIX].tolist()
        return [(self.lexicon.words[at.start + number], int(counts[number])) for number in order]

    def _best_field(
        self,
        fields: Iterable[str],
        scope: str | None,
        what: str,
        query: Callable[[str], dict[str, Any]],
        weight: Callable[[str], float],
        level: Level = "exact",
        kind: Kind = "word",
    ) -> Score:
        """Return what counts on every level at once, in the field where it counts most."""
        every_level = sum(self.ranking.levels.values()) * self.unsaturated
        return Best(
            tuple(
                (
                    self.ranking.of_field(field).weight,
                    Clause(
                        query(field),
                        every_level * weight(field),
                        what,
                        level,
                        scope or "",
                        kind=kind,
                    ),
                )
                for field in fields
            )
        )

    def _pairs(self, query: Node) -> Iterator["_Pair"]:
        for left, right in adjacent_words(query, PROXIMITY_LEVEL) if self.ranking.proximity else ():
            for field in fields_of_neighbours(left.field):
                yield _Pair(
                    f"{left.text} {right.text}",
                    field,
                    left.terms.at(PROXIMITY_LEVEL),
                    right.terms.at(PROXIMITY_LEVEL),
                    self.ranking.window,
                )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two words beside each other in the query, looked for near each other in a field."""

    what: str
    field: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    window: int

    @property
    def filter(self) -> Filter:
        """The articles that have them near each other, in either order."""
        name = level_field(self.field, PROXIMITY_LEVEL)
        clauses = [_span(name, terms) for terms in (self.left, self.right)]
        # Lucene counts the words between, the window counts steps.
        return {"span_near": {"clauses": clauses, "slop": self.window - 1, "in_order": False}}


def _span(field: str, terms: Sequence[str]) -> dict[str, Any]:
    found = [{"span_term": {field: term}} for term in terms]
    return found[0] if len(found) == 1 else {"span_or": {"clauses": found}}


def _scored_row(field: str, node: Expression) -> dict[str, Any]:
    if len(node.words) > 1:
        return in_a_row(field, node)
    ((level, terms),) = node.terms
    found = [{"term": {level_field(field, level): {"value": term}}} for term in terms]
    return found[0] if len(found) == 1 else {"dis_max": {"queries": found}}


def lucene_idf(count: Count, field: str, term: str) -> float:
    """Return the rarity that Lucene gives a term, among the articles that have the field.

    Args:
        count: how many articles a filter lets through.
        field: where, on the level :data:`PROXIMITY_LEVEL`.
        term: of it.
    """
    among, containing = map(count, counted_for_idf(field, [term]))
    return idf(max(among, containing), containing)


def counted_for_idf(field: str, terms: Iterable[str]) -> Iterator[Filter]:
    """Yield the filters whose counts :func:`lucene_idf` asks for, that of the field first."""
    yield _exists(field)
    for term in terms:
        yield has_terms(level_field(field, PROXIMITY_LEVEL), [term])


def _exists(field: str, level: Level = PROXIMITY_LEVEL) -> Filter:
    return {"exists": {"field": level_field(field, level)}}
