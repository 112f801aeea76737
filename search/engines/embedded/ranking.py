"""A plan ranked over one snapshot: for every article its score and how closely it matches."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search.conditions import Condition
from search.engines.embedded.evaluator import Closest, Evaluator, least
from search.engines.embedded.masks import Masks
from search.engines.embedded.scorers import Scorer
from search.language.syntax import parts_of
from search.plan import Closeness, Plan
from search.ranking.bm25 import Floats
from search.results import Match

_MATCHES = {int(match): match for match in Match}


@dataclass(frozen=True, slots=True)
class PlanScores:
    """What a plan makes of every article of a snapshot.

    Attributes:
        closest: how closely it matches the query, in its least close part.
        scores: 0 where its words are not enough for it to be listed.
        coverage: the factor for what it lacks, in the scores already.
    """

    closest: Closest
    scores: Floats
    coverage: Floats


def score_articles(plan: Plan, scorer: Scorer, evaluator: Evaluator, masks: Masks) -> PlanScores:
    """Score every article of a snapshot by a plan."""
    parts = [evaluator.evaluate(part) for part in parts_of(plan.node)]
    relaxed = [evaluator.evaluate(word) for word in plan.relaxed]
    whole = reduce(np.add, (part.scores for part in parts + relaxed)) + _proximity(plan, scorer)
    coverage = _coverage(plan.shares, scorer.ranking.coverage, masks, len(whole))
    scores = np.where(masks.of(plan.matched), whole * coverage, 0).astype(np.float32)
    closest = least([part.closest for part in parts])
    if plan.agency:
        credit = np.where(masks.of(plan.credited), Match.SPELLING, Match.NONE)
        closest = np.maximum(closest, credit).astype(np.int8)
    return PlanScores(closest, scores, coverage)


def closeness_of(plan: Plan, evaluator: Evaluator, masks: Masks) -> Callable[[int], Closeness]:
    """Return what tells of an article how closely it matches a plan's query, part by part."""
    parts = [evaluator.evaluate(part).closest for part in plan.scored_parts()]
    strict = [evaluator.evaluate(part).mask for part in plan.strict_parts()]
    credited = masks.of(plan.credited) if plan.agency else None

    def closeness(number: int) -> Closeness:
        return Closeness(
            parts=tuple(_MATCHES[part.item(number)] for part in parts),
            credited=credited is not None and credited.item(number),
            strict=all(part.item(number) for part in strict),
        )

    return closeness


def count_matches(plan: Plan, scores: PlanScores, found: NDArray[np.intp]) -> dict[Match, int]:
    """Return how many of the articles found match how closely, the closest first."""
    if not plan.scored_parts():
        return {}
    counts = np.bincount(scores.closest[found], minlength=len(Match))
    return {match: int(counts[match]) for match in reversed(Match) if counts[match]}


def _proximity(plan: Plan, scorer: Scorer) -> Floats:
    total = np.zeros(scorer.snapshot.size, dtype=np.float32)
    for term in scorer.neighbours(plan.node):
        total[term.articles] += term.scores
    return total


def _coverage(
    shares: tuple[tuple[Condition, float], ...], weight: float, masks: Masks, size: int
) -> Floats:
    """By what the score of each article is multiplied for the words that it lacks."""
    if not shares:
        return np.ones(size, dtype=np.float32)
    factor: Floats = (1 - weight + weight * masks.covered(shares)).astype(np.float32)
    return factor
