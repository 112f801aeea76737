"""Why an article has its score: what each word adds, on each level and in each field."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from search.engines.embedded.evaluator import Evaluator
from search.engines.embedded.scorers import Scorer, TermScore
from search.language.syntax import (
    All,
    Any,
    Expanded,
    Expression,
    Node,
    Phrase,
    Prefix,
    Word,
    parts_of,
    written,
)
from search.plan import Plan
from search.ranking.matching import spelling_weight
from search.results import ScorePart


def parts(
    plan: Plan, number: int, coverage: float, scorer: Scorer, evaluator: Evaluator
) -> tuple[ScorePart, ...]:
    """Return what adds to the score of one article.

    Args:
        plan: of the query.
        number: of the article.
        coverage: the factor for what the article lacks.
        scorer: scores the words.
        evaluator: of the same snapshot.
    """
    explained = _Explained(scorer, evaluator, number)
    found = [
        *(part for node in (*parts_of(plan.node), *plan.relaxed) for part in explained.node(node)),
        *explained.terms(scorer.neighbours(plan.node)),
        *(
            replace(part, kind=kind)
            for word, weight, kind in plan.feedback.words
            for part in explained.terms(scorer.word(word), weight)
        ),
    ]
    return tuple(replace(part, score=round(part.score * coverage, 4)) for part in found)


class _Explained:
    """The parts of the score of one article, node by node."""

    def __init__(self, scorer: Scorer, evaluator: Evaluator, number: int) -> None:
        self._scorer = scorer
        self._evaluator = evaluator
        self._number = number

    def node(self, node: Node, weight: float = 1.0) -> Iterator[ScorePart]:
        """Yield what a part of the query adds, times a weight."""
        self._scorer.deadline.check()
        match node:
            case Word():
                yield from self.terms(self._scorer.word(node), weight)
            case Expanded():
                yield from self._best_of(node, weight)
            case All(nodes) | Any(nodes):
                if isinstance(node, Any) or self._evaluator.evaluate(node).mask[self._number]:
                    for one in nodes:
                        yield from self.node(one, weight)
            case Phrase() | Prefix():
                score = self._score(node)
                if score:
                    what = " ".join(node.exact) if isinstance(node, Phrase) else f"{node.exact}*"
                    yield ScorePart(what, "exact", node.field or "", 1.0, _weighted(score, weight))
            case Expression():
                score = _weighted(self._score(node), weight)
                if score:
                    yield ScorePart(written(node), "light", node.field or "", 1.0, score, "related")

    def terms(self, scores: Iterable[TermScore], weight: float = 1.0) -> Iterator[ScorePart]:
        """Yield those of some term scores that the article has."""
        for term in scores:
            at = int(np.searchsorted(term.articles, self._number))
            if at < len(term.articles) and term.articles[at] == self._number:
                frequency, score = float(term.frequencies[at]), float(term.scores[at])
                yield ScorePart(
                    term.what, term.level, term.field, round(frequency, 4),
                    _weighted(score, weight), term.kind,
                )  # fmt: skip

    def _best_of(self, node: Expanded, weight: float) -> Iterator[ScorePart]:
        ranking = self._scorer.ranking
        best, of_best, score = node.typed, 1.0, self._score(node.typed)
        for _, other in node.others:
            of_other = spelling_weight(ranking, node.typed, other)
            if of_other * self._score(other) > score:
                best, of_best, score = other, of_other, of_other * self._score(other)
        for one in node.related:
            of_one = ranking.of_related(one.share)
            if of_one * self._score(one.node) > score:
                best, of_best, score = one.node, of_one, of_one * self._score(one.node)
        yield from self.node(best, weight * of_best)

    def _score(self, node: Node) -> float:
        return float(self._evaluator.evaluate(node).scores[self._number])


def _weighted(score: float, weight: float) -> float:
    # In the precision of the scores that the list is ordered by.
    return float(np.float32(score) * np.float32(weight))
