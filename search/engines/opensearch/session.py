"""One look at an index in a cluster; see :class:`search.engines.protocol.Session`."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from index.analysis import Analyzer
from index.article import Article
from index.associations import Associations
from index.completions import Completions
from index.facets import NO_VALUE
from index.manifest import Manifest
from search import notes
from search.completion.facet_values import COMPLETED, FacetValueNames
from search.completion.name_variants import with_variants
from search.completion.phrases import Typed
from search.conditions import Condition
from search.deadline import UNLIMITED, Deadline
from search.engines.opensearch.collector import RankedList
from search.engines.opensearch.date_counts import count_over_time
from search.engines.opensearch.execution import execute
from search.engines.opensearch.explanation import explain
from search.engines.opensearch.facet_values import every_value
from search.engines.opensearch.filters import EVERYTHING, all_of, filter_of, has_terms, none_of
from search.engines.opensearch.hits import closeness_names, read_hits
from search.engines.opensearch.ids import Ids
from search.engines.opensearch.more_like_this import more_like
from search.engines.opensearch.ranked_query import RankedQuery
from search.engines.opensearch.requests import Requests, article_of, value_of
from search.engines.opensearch.scoring import Scoring
from search.engines.opensearch.snapshot import Snapshot
from search.engines.opensearch.titles import titles
from search.engines.protocol import Execution, Reasons, Sized
from search.facets.timeline import Axis, Total
from search.language.syntax import Node
from search.markers import AnalyzedMarker
from search.plan import Plan
from search.query import Query
from search.ranking.bm25 import Ranking
from search.ranking.feedback import terms_of
from search.ranking.significant_terms import WeightedTerms
from search.results import Note, Suggestion, Unit

_Sized = TypeVar("_Sized", bound=Sized)

#: Copies without a date stand before those with one.
_OLDEST_FIRST = [{"published": {"order": "asc", "missing": "_first"}}, "number"]


class OpenSearchSession:
    """Answers from one published index; :class:`search.engines.protocol.Session` says what.

    What is counted once is not counted again.
    """

    def __init__(
        self, snapshot: Snapshot, ranking: Ranking, *, whole: bool, deadline: Deadline = UNLIMITED
    ) -> None:
        """
        Args:
            snapshot: the index.
            ranking: the parameters that articles are ranked by.
            whole: whether an answer that lacks a part of the index is an error.
            deadline: when all that is asked must be answered.
        """
        self._snapshot = snapshot
        self._ranking = ranking
        self._requests = Requests(snapshot, whole=whole, deadline=deadline)
        self._ranked: RankedQuery | None = None
        self._titles: dict[tuple[Typed, int], list[Suggestion]] = {}

    @property
    def deadline(self) -> Deadline:
        return self._requests.deadline

    @property
    def manifest(self) -> Manifest:
        return self._snapshot.manifest

    @property
    def analyzer(self) -> Analyzer:
        return self._snapshot.analyzer

    @property
    def completions(self) -> Completions:
        return self._snapshot.completions

    @property
    def associations(self) -> Associations:
        return self._snapshot.associations

    @property
    def names(self) -> FacetValueNames:
        """The names of the facets' values; read at the first use."""
        return self._requests.kept("names of facets", self._read_names)

    def notes(self) -> tuple[Note, ...]:
        """Return whether some answer lacked a part of the index."""
        return (notes.PARTIAL,) if self._requests.partial else ()

    def counts(self, conditions: Sequence[Condition], *, ranked: Node | None = None) -> list[int]:
        """Return how many articles each condition holds of, asked for in one batch."""
        needed = self._scoring().needed(ranked) if ranked else ()
        filters = [filter_of(condition) for condition in conditions]
        return self._requests.counts([*filters, *needed])[: len(filters)]

    def texts(self, conditions: Sequence[Condition]) -> list[int]:
        """Return how many different texts the articles of each condition have."""
        return self._requests.texts([filter_of(condition) for condition in conditions])

    def known(self, condition: Condition) -> int | None:
        """Return a count that was asked for before; else ``None``."""
        return self._requests.known(filter_of(condition))

    def remembered(self, key: Hashable, make: Callable[[], _Sized]) -> _Sized:
        """Make what is asked for: nothing is kept of an index that changes in place."""
        return make()

    def takes(self, plan: Plan) -> bool:
        """Return whether the plan has no more clauses than a server takes."""
        return not self._ranked_query(plan).is_too_long(closeness_names(plan))

    def execute(self, plan: Plan) -> Execution:
        return execute(self._requests, self._ranked_query(plan))

    def values(self, plan: Plan, facets: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        return every_value(self._requests, filter_of(plan.in_range), plan.query, facets)

    def over_time(
        self,
        condition: Condition,
        groups: Sequence[Condition],
        unit: Unit | None,
        *,
        every: bool = False,
    ) -> tuple[Axis | None, Total, list[Total]]:
        return count_over_time(self._requests, condition, groups, unit, every=every)

    def scan(self, plan: Plan, reading: Deadline) -> Iterator[Article]:
        """Read every article of a plan in its order, each copy for itself."""
        ranks = RankedList.of(self._requests, self._ranked_query(plan), collapse=False)
        return map(article_of, self._requests.each(ranks.articles(), reading))

    def best(self, plan: Plan, most: int) -> Sequence[Article]:
        """Return the first articles of a plan."""
        ranks = RankedList.of(self._requests, self._ranked_query(plan), collapse=plan.collapses)
        return [hit.article for hit in read_hits(ranks, ranks.first(most))]

    def terms_of_best(self, plan: Plan, most: int) -> Sequence[Counter[str]]:
        """Return the terms of the first articles of a plan, by analysis of their texts."""
        return [terms_of(article, self.analyzer) for article in self.best(plan, most)]

    def article(self, article_id: str) -> Article | None:
        hit = self._requests.identified(article_id)
        return None if hit is None else article_of(hit)

    def ids(self) -> Sequence[str]:
        """Return the ids of all articles, by their UTF-8 bytes, read as they are taken."""
        return Ids(self._requests, self._snapshot.kept.setdefault("ids", {}))

    def copies(self, article_id: str, most: int) -> Sequence[Article]:
        hit = self._requests.identified(article_id)
        if hit is None or not value_of(hit, "copied"):
            return []
        representative = has_terms("number", [value_of(hit, "lead")])
        itself = has_terms("number", [value_of(hit, "number")])
        group = has_terms("lead", [value_of(hit, "lead")])
        found = self._requests.found
        first = found(all_of([representative, none_of([itself])]), 1)
        rest = found(all_of([group, none_of([representative, itself])]), most, sort=_OLDEST_FIRST)
        return [article_of(one) for one in (*first, *rest)][:most]

    def similar(
        self, article: Article, terms: Sequence[WeightedTerms], most: int
    ) -> Sequence[Article]:
        hit = self._requests.identified(article.id)
        if hit is None:
            return []
        return [
            article_of(one) for one in more_like(self._requests, self._ranking, hit, terms, most)
        ]

    def titles(self, typed: Typed, most: int) -> Sequence[Suggestion]:
        """Return the titles that go on as was typed, the newest first."""
        if (typed, most) not in self._titles:
            self._titles[typed, most] = titles(self._requests, typed, most)
        return self._titles[typed, most]

    def marker(self, node: Node) -> AnalyzedMarker:
        """Return what cuts texts into words and says which of them a query matched."""
        return AnalyzedMarker.of(node, self.analyzer)

    def explain(self, plan: Plan, article_id: str) -> Reasons | None:
        hit = self._requests.identified(article_id)
        if hit is None:
            return None
        return explain(self._requests, self._ranked_query(plan), self._ranking, hit)

    def _read_names(self) -> FacetValueNames:
        counts = every_value(self._requests, EVERYTHING, Query(), COMPLETED)
        for values in counts.values():
            del values[NO_VALUE]
        return with_variants(FacetValueNames.of(counts), self.manifest.names)

    def _scoring(self) -> Scoring:
        return Scoring(
            self._ranking,
            self._snapshot.size,
            self._requests.count,
            self._snapshot.completions.lexicon,
            (self._ranking.k1 + 1) / self._snapshot.saturated,
        )

    def _ranked_query(self, plan: Plan) -> RankedQuery:
        """Return the plan as a query, which is kept for what is asked of it next."""
        if self._ranked is None or self._ranked.plan is not plan:
            self._ranked = RankedQuery.of(plan, self._scoring())
        return self._ranked
