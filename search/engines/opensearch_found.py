"""What a query finds in an OpenSearch index: its text read, and which list of articles answers it.

The rules are those of :mod:`.whoosh_evaluator`: articles that have all words of the query; where
these are few, ranked together with those that lack some; where there are none, whatever has any.
Which rule holds is found out by counting, before anything is listed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.fields import FACET_BY_NAME
from index.stores.opensearch_mapping import facet_field
from search import notes
from search.engines.opensearch_filters import (
    EVERYTHING,
    NOTHING,
    Filter,
    all_of,
    any_of,
    at_least,
    has_terms,
    mask,
)
from search.engines.opensearch_inquiry import Inquiry
from search.engines.opensearch_scores import Clause, Score, Scoring, Sum, query_of
from search.engines.opensearch_vocabulary import OpenSearchVocabulary
from search.parse import parse
from search.query import Query, Sort
from search.ranking import Ranking, idf, required_coverage
from search.readings import Read, read_otherwise
from search.results import Match, Note
from search.syntax import (
    Node,
    Phrase,
    Word,
    loosened,
    optional,
    parts_of,
    respellings,
    scored,
    shortened,
    size_of,
    written,
)

_AGENCY = "agency"

#: So many words of a query are looked for; a server takes no more clauses.
MOST_WORDS = 32

#: Shares of a query are compared with so much to spare: they are sums of rounded numbers.
_ROUNDING = 1e-6


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
        return self._weighted(scored) if scored and self.shares else scored

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
    respell = query.spellings == "all"
    analyzer = inquiry.snapshot.analyzer
    parsed = parse(read.text, analyzer, respell=respell, ranges=ranges, also=read.also)
    node, told = parsed.node, parsed.notes
    if size_of(node) > MOST_WORDS:
        node, told = shortened(node, MOST_WORDS), (*told, notes.too_many_words(MOST_WORDS))
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
    pairs = scoring.needed(node) if sort == "relevance" else ()
    inquiry.counts([*map(mask, others.values()), agency, *pairs, *_needed(node)])
    complete_only = query.words == "all" or sort != "relevance"
    listing = _Listing(inquiry, ranking, node)
    answer = listing.answer(complete_only=complete_only)
    if sort != "relevance" and query.words == "most" and not answer.any:
        answer = listing.answer()
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


def _needed(node: Node) -> list[Filter]:
    parts = parts_of(node)
    plain = [mask(part) for part in parts if optional(part)]
    return [all_of(map(mask, parts)), *(plain if len(plain) > 1 else ())]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Which articles answer.

    Attributes:
        listed: they.
        any: whether there are any, and
        complete: whether some of them have all that is asked for.
        shares: of the plain words, each with the share of the score that it is.
        spare: words of quotes that are looked for one by one.
    """

    listed: Filter
    any: bool
    complete: bool
    shares: tuple[tuple[Filter, float], ...] = ()
    spare: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class _Listing:
    """Chooses the articles that answer a query, by counting."""

    inquiry: Inquiry
    ranking: Ranking
    node: Node

    def answer(self, *, complete_only: bool = False) -> _Answer:
        """The articles that answer.

        Args:
            complete_only: leave out what lacks a word, however few are left.
        """
        parts = parts_of(self.node)
        complete = all_of(map(mask, parts))
        number = self.inquiry.count(complete)
        spare = loosened(parts) if not complete_only and not number else ()
        plain = [mask(word) for word in spare]
        plain += [mask(part) for part in parts if _optional(part, spare)]
        marked = [mask(part) for part in parts if not _optional(part, spare)]
        shares = self._shares(plain)
        if complete_only or len(plain) < 2 or number >= self.ranking.enough:
            listed, any_ = complete, number > 0
        else:
            listed, any_ = self._most(shares, marked, certain=number > 0)
        if not any_ and not complete_only:
            listed = self._last_resort(parts)
            any_, shares = self.inquiry.count(listed) > 0, []
        weighted = tuple((one, self.ranking.coverage * share) for one, share in shares)
        return _Answer(listed, any_, number > 0, weighted, spare)

    def _shares(self, plain: Sequence[Filter]) -> list[tuple[Filter, float]]:
        """What share of the query each of its plain words is, by their rarity."""
        if len(plain) < 2:
            return []
        rarity = [idf(self.inquiry.size, count) for count in self.inquiry.counts(plain)]
        whole = max(sum(rarity), 1e-9)
        return [(one, weight / whole) for one, weight in zip(plain, rarity, strict=True)]

    def _most(
        self, shares: Sequence[tuple[Filter, float]], marked: Sequence[Filter], *, certain: bool
    ) -> tuple[Filter, bool]:
        """The articles with enough of the plain words, and where there are none, with any."""
        required = required_coverage(len(shares))
        most = all_of([*marked, _covering(shares, required - _ROUNDING)])
        if certain or self.inquiry.count(most):
            return most, True
        some = all_of([*marked, any_of(one for one, share in shares if share > 0)])
        return some, self.inquiry.count(some) > 0

    def _last_resort(self, parts: Sequence[Node]) -> Filter:
        """Where nothing has what the query marks either: any of its words, or their stems."""
        strict = [mask(part) for part in parts if not scored(part)]
        wished = [at_least(part, Match.STEM) for part in parts if scored(part)]
        return all_of([*strict, any_of(wished)])


def _optional(node: Node, spare: Sequence[Word]) -> bool:
    """Whether an article that lacks this part may be listed."""
    return optional(node) or (isinstance(node, Phrase) and bool(spare))


def _covering(shares: Sequence[tuple[Filter, float]], required: float) -> Filter:
    """The articles whose words make up such a share of the query.

    OpenSearch has no filter by weighted sums, so it is a score with a least value.
    """
    weighted = [{"constant_score": {"filter": one, "boost": share}} for one, share in shares]
    return {
        "function_score": {
            "query": {"bool": {"should": weighted, "minimum_should_match": 1}},
            "min_score": required,
        }
    }
