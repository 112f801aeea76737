"""A plan as a query of OpenSearch: the articles that answer, each with its score."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from search.conditions import Condition, Matching, all_of, any_of
from search.engines.opensearch.filters import EVERYTHING, Filter, filter_of
from search.engines.opensearch.filters import all_of as all_filters
from search.engines.opensearch.score_tree import Clause, Score, Sum, clauses, query_of
from search.engines.opensearch.scoring import Scoring
from search.language.syntax import parts_of
from search.plan import Plan
from search.results import Match

#: A server takes 1024 clauses in one query.
MOST_CLAUSES = 1000


@dataclass(frozen=True)
class RankedQuery:
    """A plan with what adds to the scores of its articles.

    Attributes:
        plan: of a query.
        score: what adds to the score of an article.
        shares: of the plain words, each with the share of the score that it is.
    """

    plan: Plan
    score: Score
    shares: tuple[tuple[Filter, float], ...]

    @classmethod
    def of(cls, plan: Plan, scoring: Scoring) -> "RankedQuery":
        """Return a plan as a query, its words scored."""
        weight = scoring.ranking.coverage
        return cls(
            plan=plan,
            score=scoring.query([*parts_of(plan.node), *plan.relaxed], plan.node, plan.feedback),
            shares=tuple((filter_of(part), weight * share) for part, share in plan.shares),
        )

    @cached_property
    def listed(self) -> Filter:
        """Lets through the articles that answer."""
        return filter_of(self.plan.listed)

    @cached_property
    def matched(self) -> Filter:
        """Lets through those of them that the words of the query found."""
        return filter_of(self.plan.matched)

    def query(self, within: Filter) -> dict[str, Any]:
        """Return the query for the articles that answer, each with its score.

        Args:
            within: a filter on top.
        """
        listed, scored = all_filters([self.listed, within]), self.scored()
        if scored is None:
            return {"constant_score": {"filter": listed, "boost": 0.0}}
        # What only credits the agency stands behind all that has a word.
        if self.plan.agency:
            scored = {"bool": {"must": [scored], "filter": [self.matched]}}
        return {"bool": {"filter": [listed], "should": [scored]}}

    def scored(self, name: Callable[[Clause | Sum], str] | None = None) -> dict[str, Any] | None:
        """Return what scores articles, whether they answer or not; ``None`` without words.

        Args:
            name: gives whatever may match or not a name, to ask for its own score by.
        """
        scored = query_of(self.score, name)
        # Of one word, whatever is listed has the whole.
        return self._weighted(scored) if scored and len(self.shares) > 1 else scored

    def at_least(self, closeness: Match) -> Filter:
        """Return the filter for what matches the query so closely, in its least close part."""
        close: list[Condition] = [
            all_of(Matching(part, closeness) for part in parts_of(self.plan.node))
        ]
        credited = [self.plan.credited] if closeness <= Match.SPELLING else []
        return filter_of(any_of([*close, *credited]))

    def is_too_long(self, names: Sequence[Filter] = ()) -> bool:
        """Return whether it has more clauses than a server takes.

        Args:
            names: filters that stand beside it, which are counted for themselves.
        """
        return max(clauses(self.query(EVERYTHING)), clauses(list(names))) > MOST_CLAUSES

    def _weighted(self, ranked: dict[str, Any]) -> dict[str, Any]:
        """Return a query whose score is multiplied by the share that an article has of the plan."""
        fixed = 1 - sum(share for _, share in self.shares)
        return {
            "function_score": {
                "query": ranked,
                "functions": [
                    {"filter": EVERYTHING, "weight": fixed},
                    *({"filter": one, "weight": share} for one, share in self.shares),
                ],
                "score_mode": "sum",
                "boost_mode": "multiply",
            }
        }
