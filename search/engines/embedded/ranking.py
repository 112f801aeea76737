"""A plan ranked over one snapshot: for every article its score and how closely it matches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.conditions import Condition
from search.engines.embedded.evaluator import Evaluator
from search.engines.embedded.found import Closest, every_part
from search.engines.embedded.masks import Masks
from search.engines.embedded.scorers import Scorer
from search.language.syntax import parts_of, related_words
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
    """Score every article of a snapshot by a plan.

    Raises:
        TimeExceeded: not all is done until the scorer's deadline.
    """
    parts = every_part(map(evaluator.evaluate, parts_of(plan.node)))
    closest, whole = parts.closest, parts.scores
    for word in plan.relaxed:
        whole += evaluator.evaluate(word).scores
    whole += _proximity(plan, scorer)
    if plan.feedback.words:
        added = evaluator.feedback(plan.feedback)
        whole[added.articles] += added.scores
    coverage = _coverage(plan.shares, scorer.ranking.coverage, masks, len(whole))
    scores = np.where(masks.of(plan.matched), whole * coverage, 0).astype(np.float32)
    if plan.agency:
        credit = np.where(masks.of(plan.credited), Match.SPELLING, Match.NONE)
        closest = np.maximum(closest, credit).astype(np.int8)
    return PlanScores(closest, scores, coverage)


def closeness_of(
    numbers: Sequence[int], plan: Plan, evaluator: Evaluator, masks: Masks
) -> list[Closeness]:
    """Return how closely some articles match a plan's query, part by part."""
    chosen = np.array(numbers, dtype=np.intp)
    # Of each part no more is held than what it says of these articles.
    parts = [evaluator.evaluate(part).closest[chosen].tolist() for part in plan.scored_parts()]
    strict = np.ones(len(chosen), dtype=bool)
    for part in plan.strict_parts():
        strict &= evaluator.evaluate(part).mask[chosen]
    credited = masks.of(plan.credited)[chosen] if plan.agency else np.zeros_like(strict)
    related = _related(chosen, plan, parts, evaluator)
    return [
        Closeness(
            tuple(_MATCHES[part[at]] for part in parts),
            credited.item(at),
            strict.item(at),
            tuple(related[at]),
        )
        for at in range(len(chosen))
    ]


def _related(
    chosen: NDArray[np.intp], plan: Plan, parts: Sequence[Sequence[int]], evaluator: Evaluator
) -> list[dict[str, None]]:
    """Of each article the first related word that it has in the place of each part of a query."""
    found: list[dict[str, None]] = [{} for _ in chosen]
    for part, closest in zip(plan.scored_parts(), parts, strict=True):
        wanting = {at for at, match in enumerate(closest) if match == Match.RELATED}
        for one in related_words(part) if wanting else ():
            held = evaluator.evaluate(one.node).mask[chosen]
            for at in [at for at in wanting if held[at]]:
                found[at][one.text] = None
                wanting.discard(at)
    return found


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
