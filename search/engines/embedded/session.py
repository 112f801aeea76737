"""One look at a published index; see :class:`search.engines.protocol.Session`."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from index.analysis import Analyzer
from index.article import Article
from index.associations import Associations
from index.completions import Completions
from index.facets import FACET_BY_NAME
from index.manifest import Manifest
from search import cursor
from search.completion.facet_values import FacetValueNames
from search.completion.phrases import Typed
from search.conditions import Condition, all_of, filtered, filtered_by_others
from search.deadline import Deadline
from search.engines.embedded import explanation
from search.engines.embedded.collector import RankedList
from search.engines.embedded.columns import Mask, PeriodCounts, Selection, ValueCounts
from search.engines.embedded.evaluator import Evaluator
from search.engines.embedded.marker import StoredMarker
from search.engines.embedded.masks import Masks, column_of
from search.engines.embedded.more_like_this import more_like
from search.engines.embedded.ranking import PlanScores, closeness_of, count_matches, score_articles
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.titles import titles
from search.engines.protocol import Execution, RankedArticle, Reasons, Sized
from search.facets.timeline import Axis, Total
from search.language.syntax import Node
from search.plan import Plan
from search.ranking.significant_terms import WeightedTerms
from search.results import Note, Suggestion, Unit

_Sized = TypeVar("_Sized", bound=Sized)


class EmbeddedSession:
    """Answers from one snapshot; what one query evaluates is kept for what follows of it.

    Every step over all articles asks first whether there is time for it.
    """

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._snapshot = scorer.snapshot

    @property
    def deadline(self) -> Deadline:
        """When all that is asked of it must be answered."""
        return self._scorer.deadline

    @property
    def manifest(self) -> Manifest:
        """What built the index."""
        return self._snapshot.manifest

    @property
    def analyzer(self) -> Analyzer:
        """What the words of queries and of this index are analyzed by."""
        return self._snapshot.analyzer

    @property
    def completions(self) -> Completions:
        """Words and phrases of the archive."""
        return self._snapshot.completions

    @property
    def associations(self) -> Associations:
        """The words that the archive relates."""
        return self._snapshot.associations

    @property
    def names(self) -> FacetValueNames:
        """The names of the facets' values."""
        return self._snapshot.names

    def notes(self) -> tuple[Note, ...]:
        """Return what the reader is to be told of prefixes that stand for too many words."""
        return tuple(dict.fromkeys(self._evaluator.notes))

    def counts(self, conditions: Sequence[Condition], *, ranked: Node | None = None) -> list[int]:
        """Return how many articles each condition holds of."""
        return list(map(self._masks.count, conditions))

    def texts(self, conditions: Sequence[Condition]) -> list[int]:
        """Return how many different texts the articles of each condition have."""
        return list(map(self._masks.texts, conditions))

    def known(self, condition: Condition) -> int | None:
        """Return how many articles a condition holds of; nothing here costs a journey."""
        return self._masks.count(condition)

    def remembered(self, key: Hashable, make: Callable[[], _Sized]) -> _Sized:
        """Return what is kept of this index under a key; where nothing is, make it."""
        return self._scorer.findings.cached(key, make)

    def takes(self, plan: Plan) -> bool:
        """Return that a plan of any size can be executed."""
        return True

    def execute(self, plan: Plan) -> Execution:
        """Rank, filter and count the articles of a plan, and read one page of them."""
        query = plan.query
        scores = self._scores(plan)
        found = self._found(plan)
        ranked = RankedList(self._snapshot, scores.scores, query.sort, found, plan.collapses)
        first = ranked.begin(cursor.resumed(query), query.page, query.size)
        hits = ranked.hits(first, query.size).tolist()
        self.deadline.check()
        axis = self._snapshot.dates.axis(found, every=query.names_both_ends)
        return Execution(
            total=len(found.numbers),
            listed=ranked.listed,
            hits=self._hits(plan, hits, scores, found.mask),
            after=ranked.after(first + query.size - 1),
            matches=count_matches(plan, scores, found.numbers),
            facets={
                name: self._facet_counts(plan, name)
                for name in self.deadline.each(
                    FACET_BY_NAME if query.counted is None else query.counted
                )
            },
            axis=axis,
            over_time=self._snapshot.dates.over_time(axis, found),
        )

    def values(self, plan: Plan, facets: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return every value of some facets with its count, those of every depth."""
        return {name: self._facet_counts(plan, name).all() for name in self.deadline.each(facets)}

    def over_time(
        self,
        condition: Condition,
        groups: Sequence[Condition],
        unit: Unit | None,
        *,
        every: bool = False,
    ) -> tuple[Axis | None, Total, list[Total]]:
        """Count articles over time, all that a condition holds of and some groups of them."""
        dates = self._snapshot.dates
        found = self._masks.selection(condition)
        axis = dates.axis(found, unit, every=every)

        def total(articles: Selection) -> Total:
            return Total(len(articles.numbers), dates.over_time(axis, articles))

        within = (self._masks.within(condition, one) for one in self.deadline.each(groups))
        return axis, total(found), list(map(total, within))

    def scan(self, plan: Plan, reading: Deadline) -> Iterator[Article]:
        """Read every article of a plan in its order, each copy for itself."""
        ordered = self._ranked_list(plan, self._scores(plan)).ordered.tolist()
        self.deadline.check()
        return map(self._snapshot.article, reading.each(ordered))

    def best(self, plan: Plan, most: int) -> Sequence[Article]:
        """Return the first articles of a plan."""
        hits = self._ranked_list(plan, self._scores(plan)).hits(0, most)
        return self._read(hits.tolist())

    def terms_of_best(self, plan: Plan, most: int) -> Sequence[Counter[str]]:
        """Return the terms of the first articles of a plan, as they are kept of their words."""
        hits = self._ranked_list(plan, self._scores(plan)).hits(0, most)
        return [self._snapshot.likeliest_terms(number) for number in hits.tolist()]

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, else the first with this address."""
        self.deadline.check()
        number = self._snapshot.number(article_id)
        return None if number is None else self._snapshot.article(number)

    def ids(self) -> Sequence[str]:
        """Return the ids of all articles, by their UTF-8 bytes."""
        self.deadline.check()
        return self._snapshot.ids()

    def copies(self, article_id: str, most: int) -> Sequence[Article]:
        """Return the other copies of an article's text, its representative first, then by date."""
        snapshot = self._snapshot
        number = snapshot.number(article_id)
        if number is None:
            return []
        others = [other for other in snapshot.copies(number).tolist() if other != number]
        first = int(snapshot.representatives[number])
        others.sort(key=lambda other: (other != first, snapshot.dates.seconds[other], other))
        return self._read(others[:most])

    def similar(
        self, article: Article, terms: Sequence[WeightedTerms], most: int
    ) -> Sequence[Article]:
        """Return the articles that score best for weighted terms; no copies of this or of each."""
        number = self._snapshot.number(article.id)
        if number is None:
            return []
        found = more_like(number, terms, self._scorer)
        return self._read(found[:most].tolist())

    def titles(self, typed: Typed, most: int) -> Sequence[Suggestion]:
        """Return the titles that go on as was typed, the newest first."""
        return titles(self._snapshot, typed, most, self.deadline)

    def marker(self, node: Node) -> StoredMarker:
        """Return what looks up which words of articles a query matched."""
        return StoredMarker.of(node, self._snapshot, self.deadline)

    def explain(self, plan: Plan, article_id: str) -> Reasons | None:
        """Take the score of one article apart; ``None`` where there is no such article."""
        number = self._snapshot.number(article_id)
        if number is None:
            return None
        scores = self._scores(plan)
        coverage = float(scores.coverage[number])
        ranked = bool(self._masks.of(plan.matched)[number])
        return Reasons(
            article=self._snapshot.article(number),
            closeness=closeness_of([number], plan, self._evaluator, self._masks)[0],
            ranked=ranked,
            # Added words score what is not listed, too.
            score=float(scores.scores[number]) if ranked else 0.0,
            coverage=coverage,
            parts=explanation.parts(plan, number, coverage, self._scorer, self._evaluator),
        )

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self._scorer)

    @cached_property
    def _masks(self) -> Masks:
        return Masks(self._snapshot, self._evaluator, self.deadline)

    def _scores(self, plan: Plan) -> PlanScores:
        return score_articles(plan, self._scorer, self._evaluator, self._masks)

    def _found(self, plan: Plan) -> Selection:
        return self._masks.selection(all_of([plan.in_range, filtered(plan.query)]))

    def _ranked_list(self, plan: Plan, scores: PlanScores) -> RankedList:
        return RankedList(
            self._snapshot, scores.scores, plan.query.sort, self._found(plan), plan.collapses
        )

    def _read(self, numbers: Sequence[int]) -> list[Article]:
        return list(map(self._snapshot.article, self.deadline.each(numbers)))

    def _facet_counts(self, plan: Plan, name: str) -> ValueCounts | PeriodCounts:
        open_ = self._masks.selection(all_of([plan.in_range, filtered_by_others(plan.query, name)]))
        return column_of(self._snapshot, name).counts(open_, plan.query.excluded_in(name))

    def _hits(
        self, plan: Plan, numbers: Sequence[int], scores: PlanScores, mask: Mask
    ) -> tuple[RankedArticle, ...]:
        closeness = closeness_of(numbers, plan, self._evaluator, self._masks)
        found = []
        for number, match in self.deadline.each(zip(numbers, closeness, strict=True)):
            copies, papers = self._copies_within(number, mask) if plan.collapses else (0, ())
            found.append(
                RankedArticle(
                    article=self._snapshot.article(number),
                    score=scores.scores.item(number),
                    closeness=match,
                    copies=copies,
                    copied_by=papers,
                )
            )
        return tuple(found)

    def _copies_within(self, number: int, mask: Mask) -> tuple[int, tuple[str, ...]]:
        """How many other copies of an article's text a result holds, and of which papers."""
        copies = self._snapshot.copies(number).tolist()
        if len(copies) < 2:
            return 0, ()
        others = [other for other in copies if other != number and mask[other]]
        papers = {paper for other in others for paper in self._snapshot.facets["source"].of(other)}
        return len(others), tuple(sorted(papers))
