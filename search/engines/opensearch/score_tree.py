"""What adds to a score, as a tree: written as a query of OpenSearch, and taken apart again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from index.analysis import Level
from search.engines.opensearch.filters import Filter

#: What adds to a score; see :class:`search.results.ScorePart`.
Kind = Literal["word", "near", "related", "feedback", "associated"]

_LEAVES = frozenset({"term", "terms", "prefix", "match_phrase", "span_term"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that adds to a score.

    Attributes:
        query: in OpenSearch's language, its weight as the boost of all of it.
        weight: of it.
        what: the word as typed; two for neighbours.
        level: on which it matches.
        field: where; :data:`search.ranking.scored_fields.LEAD` for the beginning of the body.
        terms: that are looked for, each of which will do.
        beside: those that must stand near them; for neighbours alone.
        kind: as in :class:`search.results.ScorePart`.
    """

    query: dict[str, Any]
    weight: float
    what: str
    level: Level
    field: str
    terms: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    kind: Kind = "word"


@dataclass(frozen=True, slots=True)
class Sum:
    """What several things add up to, in the articles that a filter lets through.

    Attributes:
        parts: the things.
        within: the filter; ``None`` for all articles.
    """

    parts: tuple["Score", ...]
    within: Filter | None = None


@dataclass(frozen=True, slots=True)
class Best:
    """The best of several things, each with its weight."""

    parts: tuple[tuple[float, "Score"], ...]


Score = Clause | Sum | Best


def query_of(
    score: Score, name: Callable[[Clause | Sum], str] | None = None
) -> dict[str, Any] | None:
    """Return a score as a query of OpenSearch; ``None`` where nothing adds to it.

    Args:
        score: of a syntax tree.
        name: gives whatever may match or not a name, to ask for its own score by.
    """
    match score:
        case Clause():
            named = {"_name": name(score)} if name else {}
            return {"bool": {"should": [score.query], "boost": score.weight, **named}}
        case Sum(parts, within):
            found = [query for part in parts if (query := query_of(part, name))]
            if not found:
                return None
            if within is None:
                return {"bool": {"should": found}}
            named = {"_name": name(score)} if name else {}
            return {"bool": {"should": found, "filter": [within], **named}}
        case Best(parts):
            weighted = [
                {"bool": {"should": [query], "boost": weight}}
                for weight, part in parts
                if (query := query_of(part, name))
            ]
            return {"dis_max": {"queries": weighted}} if weighted else None


def clauses(query: Any) -> int:
    """Return how many clauses a query has, as OpenSearch counts them."""
    if isinstance(query, list):
        return sum(map(clauses, query))
    if not isinstance(query, dict):
        return 0
    return sum(1 if name in _LEAVES else clauses(part) for name, part in query.items())


def parts_of_score(
    score: Score, value_of: Callable[[Clause | Sum], float]
) -> list[tuple[Clause, float]]:
    """Return what adds to the score of an article, with how much.

    Args:
        score: of a syntax tree.
        value_of: what an article got for each thing that :func:`query_of` gave a name.
    """
    match score:
        case Clause():
            value = value_of(score)
            return [(score, value)] if value else []
        case Sum(parts, within):
            if within is not None and not value_of(score):
                return []
            return [found for part in parts for found in parts_of_score(part, value_of)]
        case Best(parts):
            alternatives = [
                [(clause, weight * value) for clause, value in parts_of_score(part, value_of)]
                for weight, part in parts
            ]
            return max(alternatives, key=_total, default=[])


def _total(found: Iterable[tuple[Clause, float]]) -> float:
    return sum(value for _, value in found)
