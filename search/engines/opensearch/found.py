"""What a query finds in an OpenSearch index: its text read, and which list of articles answers it.

Which articles are listed is found out by counting (:mod:`search.engines.opensearch.choice`),
before anything is listed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from index.facets import FACET_BY_NAME
from index.stores.opensearch.mapping import facet_field
from search import notes
from search.engines.opensearch.choice import Choice, counted_for_choice
from search.engines.opensearch.filters import (
    EVERYTHING,
    NOTHING,
    Filter,
    all_of,
    any_of,
    at_least,
    has_terms,
    mask,
)
from search.engines.opensearch.score_tree import Clause, Score, Sum, clauses, query_of
from search.engines.opensearch.scoring import Scoring
from search.engines.opensearch.session import Inquiry
from search.engines.opensearch.vocabulary import OpenSearchVocabulary
from search.language.parser import parse
from search.language.syntax import (
    Node,
    parts_of,
    respellings,
    scored,
    written,
)
from search.query import Query, Sort
from search.ranking.bm25 import Ranking
from search.results import Match, Note
from search.words.interpretation import Read, read_otherwise

_AGENCY = "agency"

#: A server takes 1024 clauses in one query.
_MOST_CLAUSES = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A query, understood, with the articles that answer it.

    Attributes:
        read: its text, as it was read.
        node: its syntax tree.
        listed: the articles that answer it, filters left aside.
        ranked: of these, those that its words found; the others credit the agency it names.
        score: what adds to the score of an article.
        shares: of the plain words of the query, each with the share of the score that it is.
        sort: the order.
        notes: what the reader is to be told.
        agency: whose name the query is, where some article credits it.
        empty: whether no article answers it.
        ranges: whether its text has words that were read as a time.
    """

    read: Read
    node: Node
    listed: Filter
    ranked: Filter
    score: Score
    shares: tuple[tuple[Filter, float], ...]
    sort: Sort
    notes: tuple[Note, ...]
    respelled: tuple[str, ...]
    agency: str | None
    empty: bool
    ranges: bool

    def query(self, within: Filter) -> dict[str, Any]:
        """The query of OpenSearch: the articles that answer, each with its score.

        Args:
            within: a filter on top.
        """
        listed, scored = all_of([self.listed, within]), self.scored()
        if scored is None:
            return {"constant_score": {"filter": listed, "boost": 0.0}}
        # What only credits the agency stands behind all that has a word.
        if self.agency:
            scored = {"bool": {"must": [scored], "filter": [self.ranked]}}
        return {"bool": {"filter": [listed], "should": [scored]}}

    def scored(self, name: Callable[[Clause | Sum], str] | None = None) -> dict[str, Any] | None:
        """What gives articles their scores, whether they answer or not; ``None`` without words.

        Args:
            name: gives whatever may match or not a name, to ask for its own score by.
        """
        scored = query_of(self.score, name)
        # Of one word, whatever is listed has the whole.
        return self._weighted(scored) if scored and len(self.shares) > 1 else scored

    def _weighted(self, ranked: dict[str, Any]) -> dict[str, Any]:
        """A score times the share of the query that an article has."""
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

    def credited(self) -> Filter:
        """The articles that credit the agency whose name the query is."""
        return has_terms(facet_field(_AGENCY), [self.agency]) if self.agency else NOTHING

    def at_least(self, closeness: Match) -> Filter:
        """The articles that match the query so closely or more closely, in its least close part."""
        close = all_of(at_least(part, closeness) for part in parts_of(self.node))
        return any_of([close, self.credited()]) if closeness <= Match.SPELLING else close

    def wanted(self) -> list[tuple[str, Filter]]:
        """The parts of the query that an article may lack, as they were typed."""
        return [(written(part), mask(part)) for part in parts_of(self.node) if scored(part)]


def find(
    inquiry: Inquiry, ranking: Ranking, query: Query, vocabulary: OpenSearchVocabulary
) -> Found:
    """Understand a query's text; by date, only what has all its words is worth a list."""
    read = Read(query.text)
    if query.spellings == "all":
        read = vocabulary.answer(lambda words: read_otherwise(query.text, words))
    found = _found(inquiry, ranking, query, read, ranges=True)
    if found.ranges and found.empty:
        as_words = _found(inquiry, ranking, query, read, ranges=False)
        if not as_words.empty:
            return replace(as_words, notes=(notes.NOTHING_IN_PERIOD, *as_words.notes))
    return found


def _found(inquiry: Inquiry, ranking: Ranking, query: Query, read: Read, *, ranges: bool) -> Found:
    found = _understood(inquiry, ranking, query, read, ranges=ranges)
    if query.spellings == "all" and clauses(found.query(EVERYTHING)) > _MOST_CLAUSES:
        typed = replace(query, spellings="typed")
        fewer = _understood(inquiry, ranking, typed, read, ranges=ranges)
        return replace(fewer, notes=(*fewer.notes, notes.SPELLINGS_LEFT_OUT))
    return found


def _understood(
    inquiry: Inquiry, ranking: Ranking, query: Query, read: Read, *, ranges: bool
) -> Found:
    respell = query.spellings == "all"
    analyzer = inquiry.snapshot.analyzer
    parsed = parse(read.text, analyzer, respell=respell, ranges=ranges, also=read.also)
    node, told = parsed.node, parsed.notes
    has_words = scored(node)
    sort: Sort = query.sort if has_words or query.sort != "relevance" else "newest"
    scoring = Scoring(
        ranking,
        inquiry.size,
        inquiry.count,
        inquiry.snapshot.completions.lexicon,
        (ranking.k1 + 1) / inquiry.snapshot.saturated,
    )
    others = respellings(node)
    agency = has_terms(facet_field(_AGENCY), [parsed.agency]) if parsed.agency else NOTHING
    asked = [*map(mask, others.values()), agency, *scoring.needed(node), *counted_for_choice(node)]
    inquiry.counts(asked)
    complete_only = query.words == "all" or sort != "relevance"
    choice = Choice(inquiry, ranking, node)
    answer = choice.answer(complete_only=complete_only)
    if sort != "relevance" and query.words == "most" and not answer.any:
        answer = choice.answer()
    credits = inquiry.count(agency) > 0
    if has_words and answer.any and not answer.complete and not credits:
        told = (*told, notes.RELAXED)
    respelled = [text for text, node in others.items() if inquiry.count(mask(node))]
    if credits and parsed.agency:
        respelled.append(FACET_BY_NAME[_AGENCY].label(parsed.agency))
    return Found(
        read=read,
        node=node,
        listed=any_of([answer.listed, agency]) if credits else answer.listed,
        ranked=answer.listed,
        score=scoring.query([*parts_of(node), *answer.spare], node),
        shares=answer.shares,
        sort=sort,
        notes=told,
        respelled=tuple(dict.fromkeys(respelled)),
        agency=parsed.agency if credits else None,
        empty=not answer.any and not credits,
        ranges=parsed.ranges,
    )
