"""The embedded engine: our evaluator over Whoosh's index files."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analyzer
from index.article import Article
from index.errors import IndexDamaged
from index.manifest import Manifest
from index.stores.whoosh_store import WhooshStore
from search import notes
from search.copies import folded
from search.engines import whoosh_related
from search.engines.whoosh_contributions import Contribution
from search.engines.whoosh_credited import Credited
from search.engines.whoosh_evaluator import Answer, Evaluator
from search.engines.whoosh_snapshot import Snapshot
from search.facets import DateColumn, FacetColumn, Mask
from search.highlight import Highlighter
from search.parse import parse
from search.query import CHOSEN, Query, Sort
from search.ranking import Ranking
from search.results import Explanation, FacetValue, Hit, Match, Note, Part, Results
from search.syntax import Node, scored, words_of


class WhooshEngine:
    """Answers queries from the live index of a folder, and moves on when another is published.

    Opening is put off to the first use: what is wrong with the index is told then, each time.
    """

    def __init__(self, folder: Path, ranking: Ranking | None = None) -> None:
        self._store = WhooshStore(folder)
        self._ranking = ranking or Ranking()
        self._open: Snapshot | None = None
        self._lock = threading.Lock()

    @property
    def manifest(self) -> Manifest:
        """What built the live index."""
        return self._snapshot().manifest

    @property
    def analyzer(self) -> Analyzer:
        """What the words of queries and of this index are analyzed by."""
        return self._snapshot().analyzer

    def search(self, query: Query) -> Results:
        """One page of results, with facets over all pages."""
        started = time.perf_counter()
        snapshot = self._snapshot()
        found = self._find(snapshot, query)
        filters = _filters(snapshot, query)
        mask = found.answer.mask & _range(snapshot, query)
        shown = _all_but(None, mask, filters)
        ordered = _order(snapshot, np.flatnonzero(shown), found.answer, found.sort)
        listed = ordered
        if query.copies == "folded":
            listed = folded(ordered, snapshot.leads, by_lead=found.sort == "relevance")
        first = (query.page - 1) * query.size
        highlighter = Highlighter.of(found.node, snapshot.analyzer)
        numbers = listed[first : first + query.size].tolist()
        hits = tuple(_hit(snapshot, number, found, highlighter) for number in numbers)
        if query.copies == "folded":
            hits = tuple(
                _with_copies(snapshot, hit, number, shown)
                for hit, number in zip(hits, numbers, strict=True)
            )
        results = Results(
            query=replace(query, sort=found.sort),
            total=len(ordered),
            listed=len(listed),
            hits=hits,
            facets=_facets(snapshot, query, mask, filters),
            notes=found.notes,
            matches=_matches(found.answer.closest[shown]) if scored(found.node) else {},
            respelled=found.respelled(),
        )
        return replace(results, took_ms=(time.perf_counter() - started) * 1000)

    def explain(self, query: Query, article_id: str) -> Explanation | None:
        """Why an article stands where it stands for a query; ``None`` where there is none."""
        snapshot = self._snapshot()
        number = snapshot.number(article_id)
        if number is None:
            return None
        found = self._find(snapshot, query)
        factor = float(found.answer.factor[number])
        listed = bool(found.answer.mask[number])
        return Explanation(
            article=snapshot.article(number),
            score=round(float(found.answer.scores[number]), 4),
            match=Match(int(found.answer.closest[number])),
            parts=_parts(found, number, factor) if listed else (),
            coverage=round(factor, 4),
            missing=found.missing(number),
            terms={
                word.text: {level: word.terms.at(level) for level in word.levels}
                for word in words_of(found.node)
            },
            respelled=found.respelled(),
        )

    def rank(self, text: str, depth: int, *, fold: bool = False) -> Sequence[Article]:
        """The first ``depth`` articles for a query's text, in the search box's own order."""
        snapshot = self._snapshot()
        found = self._find(snapshot, Query(text))
        ordered = _order(snapshot, np.flatnonzero(found.answer.mask), found.answer, found.sort)
        if fold:
            ordered = folded(ordered, snapshot.leads, by_lead=True)
        return [snapshot.article(number) for number in ordered[:depth].tolist()]

    def article(self, article_id: str) -> Article | None:
        """The article of this id or url."""
        snapshot = self._snapshot()
        number = snapshot.number(article_id)
        return None if number is None else snapshot.article(number)

    def copies(self, article_id: str, count: int) -> Sequence[Article]:
        """The other copies of an article's text, its lead first, then by date; so many at most."""
        snapshot = self._snapshot()
        number = snapshot.number(article_id)
        if number is None:
            return []
        others = [other for other in snapshot.copies(number).tolist() if other != number]
        lead = int(snapshot.leads[number])
        others.sort(key=lambda other: (other != lead, snapshot.dates.seconds[other], other))
        return [snapshot.article(other) for other in others[:count]]

    def related(self, article_id: str, count: int) -> Sequence[Article]:
        """Articles on what an article is about, the nearest first; no copies of it or of each."""
        snapshot = self._snapshot()
        number = snapshot.number(article_id)
        if number is None:
            return []
        near = whoosh_related.near(snapshot, self._ranking, number)
        shown = folded(near, snapshot.leads, by_lead=True)[:count]
        return [snapshot.article(other) for other in shown.tolist()]

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            self._open = None

    def _find(self, snapshot: Snapshot, query: Query) -> "_Found":
        """Evaluate a query's text; by date, only what has all its words is worth a list."""
        found = self._found(snapshot, query, ranges=True)
        if found.ranges and not found.answer.mask.any():
            as_words = self._found(snapshot, query, ranges=False)
            if as_words.answer.mask.any():
                return replace(as_words, notes=(notes.NOTHING_IN_PERIOD, *as_words.notes))
        return found

    def _found(self, snapshot: Snapshot, query: Query, *, ranges: bool) -> "_Found":
        respell = query.spellings == "all"
        parsed = parse(query.text, snapshot.analyzer, respell=respell, ranges=ranges)
        sort = _possible(query.sort, parsed.node)
        evaluator = Evaluator(snapshot, self._ranking, parsed.node)
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
        return _Found(parsed.node, evaluator, answer, sort, told, credited, parsed.ranges)

    def _snapshot(self) -> Snapshot:
        """The live index; opened anew when another has been published since."""
        with self._lock:
            folder = self._store.live_folder()
            while self._open is None or self._open.folder != folder:
                try:
                    self._open = Snapshot.open(folder)
                except IndexDamaged:
                    # Two builds may have been published meanwhile, and the folder be gone.
                    before, folder = folder, self._store.live_folder()
                    if folder == before:
                        raise
            return self._open


@dataclass(frozen=True, slots=True)
class _Found:
    """A query, understood and evaluated."""

    node: Node
    evaluator: Evaluator
    answer: Answer
    sort: Sort
    notes: tuple[Note, ...]
    credited: Credited
    ranges: bool

    def missing(self, number: int) -> tuple[str, ...]:
        """The words of the query that an article lacks; it may credit the agency they name."""
        return () if self.credited.mask[number] else self.evaluator.missing(number)

    def respelled(self) -> tuple[str, ...]:
        """What else was searched for than what was typed, and found."""
        return tuple(dict.fromkeys((*self.evaluator.respelled(), *self.credited.told)))


def _possible(sort: Sort, node: Node) -> Sort:
    """The order asked for; without words there is no relevance to order by."""
    return sort if scored(node) or sort != "relevance" else "newest"


def _range(snapshot: Snapshot, query: Query) -> Mask:
    first, last = query.first_day, query.last_day
    if not first and not last:
        return np.ones(snapshot.size, dtype=bool)
    return snapshot.dates.between(
        np.datetime64(first) if first else None, np.datetime64(last) if last else None
    )


def _columns(snapshot: Snapshot) -> dict[str, FacetColumn | DateColumn]:
    return {**snapshot.facets, "date": snapshot.dates}


def _filters(snapshot: Snapshot, query: Query) -> dict[str, Mask]:
    """The articles that the choices in each facet let through, where there are any."""
    columns = _columns(snapshot)
    return {
        facet: columns[facet].having(query.chosen(facet)) for facet in CHOSEN if query.chosen(facet)
    }


def _all_but(facet: str | None, mask: Mask, filters: dict[str, Mask]) -> Mask:
    """A result narrowed by the choices in all facets but one."""
    others = (chosen for name, chosen in filters.items() if name != facet)
    return reduce(np.logical_and, others, mask)


def _facets(
    snapshot: Snapshot, query: Query, mask: Mask, filters: dict[str, Mask]
) -> dict[str, tuple[FacetValue, ...]]:
    """Counts of every facet, each with the other facets' choices applied but not its own."""
    found: dict[str, tuple[FacetValue, ...]] = {}
    columns = _columns(snapshot)
    for facet in CHOSEN:
        narrowed, chosen = _all_but(facet, mask, filters), query.chosen(facet)
        found[facet] = columns[facet].count(narrowed, chosen)
    return found


def _order(
    snapshot: Snapshot, numbers: NDArray[np.intp], answer: Answer, sort: Sort
) -> NDArray[np.intp]:
    """Article numbers in order of display; what has no date comes last in order of date."""
    seconds = snapshot.dates.seconds[numbers]
    newest_first = -seconds
    if sort == "relevance":
        order = np.lexsort((numbers, newest_first, -answer.scores[numbers]))
    elif sort == "newest":
        order = np.lexsort((numbers, newest_first))
    else:
        order = np.lexsort((numbers, seconds, ~snapshot.dates.known[numbers]))
    return numbers[order]


def _matches(closest: NDArray[np.int8]) -> dict[Match, int]:
    """How many articles match how closely, the closest first."""
    counts = np.bincount(closest, minlength=len(Match))
    return {match: int(counts[match]) for match in reversed(Match) if counts[match]}


def _hit(snapshot: Snapshot, number: int, found: _Found, highlighter: Highlighter) -> Hit:
    article = snapshot.article(number)
    return Hit(
        article=article,
        score=round(float(found.answer.scores[number]), 4),
        title=highlighter.title(article.title),
        snippet=highlighter.snippet(article),
        match=Match(int(found.answer.closest[number])),
        missing=found.missing(number),
    )


def _with_copies(snapshot: Snapshot, hit: Hit, number: int, shown: Mask) -> Hit:
    """A hit with how many copies it stands for, and of which papers."""
    others = [n for n in snapshot.copies(number).tolist() if n != number and shown[n]]
    papers = (paper for other in others for paper in snapshot.facets["source"].of(other))
    return replace(hit, copies=len(others), copied_by=tuple(sorted(set(papers))))


def _parts(found: _Found, number: int, factor: float) -> tuple[Part, ...]:
    parts = tuple(_part(piece, factor) for piece in found.evaluator.explain(number))
    return (*parts, *found.credited.parts(number))


def _part(piece: Contribution, factor: float) -> Part:
    return Part(
        what=piece.what,
        level=piece.level,
        field=piece.field,
        frequency=round(float(piece.frequencies[0]), 4),
        score=round(float(piece.scores[0]) * factor, 4),
        kind=piece.kind,
    )
