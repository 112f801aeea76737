"""What a query finds in an index: its text read and evaluated, and its hits."""

from dataclasses import dataclass, replace

import numpy as np

from search import notes
from search.engines.embedded.collector import Listing
from search.engines.embedded.credited import Credited
from search.engines.embedded.evaluator import Answer, Evaluator
from search.engines.embedded.scorers import Contribution
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.vocabulary import WhooshVocabulary
from search.facets.tree import Mask
from search.highlighter import Highlighter
from search.language.parser import parse
from search.language.syntax import Node, scored
from search.query import Query, Sort
from search.ranking.bm25 import Ranking
from search.results import Hit, Match, Note, Part
from search.words.interpretation import Interpretation, read_otherwise


@dataclass(frozen=True, slots=True)
class Found:
    """A query, understood and evaluated."""

    snapshot: Snapshot
    read: Interpretation
    node: Node
    evaluator: Evaluator
    answer: Answer
    sort: Sort
    notes: tuple[Note, ...]
    credited: Credited
    ranges: bool

    def listing(self, shown: Mask, *, fold: bool) -> Listing:
        """The articles that are shown, as a list in the order of the query."""
        numbers = np.flatnonzero(shown)
        return Listing.of(self.snapshot, self.answer.scores, self.sort, numbers, fold=fold)

    def matches(self, shown: Mask) -> dict[Match, int]:
        """How many of the articles shown match how closely, the closest first."""
        if not scored(self.node):
            return {}
        counts = np.bincount(self.answer.closest[shown], minlength=len(Match))
        return {match: int(counts[match]) for match in reversed(Match) if counts[match]}

    def parts(self, number: int) -> tuple[Part, ...]:
        """What adds to the score of an article."""
        factor = float(self.answer.factor[number])
        parts = tuple(_part(piece, factor) for piece in self.evaluator.explain(number))
        return (*parts, *self.credited.parts(number))

    def missing(self, number: int) -> tuple[str, ...]:
        """The words of the query that an article lacks; it may credit the agency they name."""
        return () if self.credited.mask[number] else self.evaluator.missing(number)

    def respelled(self) -> tuple[str, ...]:
        """What else was searched for than what was typed, and found."""
        return tuple(dict.fromkeys((*self.evaluator.respelled(), *self.credited.told)))


def find(snapshot: Snapshot, ranking: Ranking, query: Query) -> Found:
    """Evaluate a query's text; by date, only what has all its words is worth a list."""
    read = Interpretation(query.text)
    if query.spellings == "all":
        read = read_otherwise(query.text, WhooshVocabulary(snapshot))
    found = _found(snapshot, ranking, query, read, ranges=True)
    if found.ranges and not found.answer.mask.any():
        as_words = _found(snapshot, ranking, query, read, ranges=False)
        if as_words.answer.mask.any():
            return replace(as_words, notes=(notes.NOTHING_IN_PERIOD, *as_words.notes))
    return found


def _found(
    snapshot: Snapshot, ranking: Ranking, query: Query, read: Interpretation, *, ranges: bool
) -> Found:
    respell = query.spellings == "all"
    parsed = parse(
        read.text, snapshot.analyzer, expand=respell, date_ranges=ranges, variants=read.variants
    )
    sort = _possible(query.sort, parsed.node)
    evaluator = Evaluator(snapshot, ranking, parsed.node)
    complete_only = query.words == "all" or sort != "relevance"
    answer = evaluator.answer(complete_only=complete_only)
    if sort != "relevance" and query.words == "most" and not answer.mask.any():
        answer = evaluator.answer()
    credited = Credited.of(snapshot, parsed.agency)
    answer = credited.joined(answer)
    told = parsed.notes
    if scored(parsed.node) and answer.mask.any():
        complete = answer.mask & (answer.closest > Match.STEM)
        if not complete.any():
            told = (*told, notes.RELAXED)
    told = (*told, *dict.fromkeys(evaluator.notes))
    return Found(
        snapshot, read, parsed.node, evaluator, answer, sort, told, credited, parsed.has_date_range
    )


def _possible(sort: Sort, node: Node) -> Sort:
    """The order asked for; without words there is no relevance to order by."""
    return sort if scored(node) or sort != "relevance" else "newest"


def hit(snapshot: Snapshot, number: int, found: Found, highlighter: Highlighter) -> Hit:
    """An article as a hit of a page."""
    article = snapshot.article(number)
    return Hit(
        article=article,
        score=round(float(found.answer.scores[number]), 4),
        title=highlighter.title(article.title),
        snippet=highlighter.snippet(article),
        match=Match(int(found.answer.closest[number])),
        missing=found.missing(number),
    )


def with_copies(snapshot: Snapshot, hit: Hit, number: int, shown: Mask) -> Hit:
    """A hit with how many copies it stands for, and of which papers."""
    others = [n for n in snapshot.copies(number).tolist() if n != number and shown[n]]
    papers = (paper for other in others for paper in snapshot.facets["source"].of(other))
    return replace(hit, copies=len(others), copied_by=tuple(sorted(set(papers))))


def _part(piece: Contribution, factor: float) -> Part:
    return Part(
        what=piece.what,
        level=piece.level,
        field=piece.field,
        frequency=round(float(piece.frequencies[0]), 4),
        score=round(float(piece.scores[0]) * factor, 4),
        kind=piece.kind,
    )
