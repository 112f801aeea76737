"""The embedded engine: our evaluator over Whoosh's index files."""

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.errors import IndexDamaged
from index.facts import agencies
from index.manifest import Manifest
from index.stores.whoosh_store import WhooshStore
from search import notes
from search.engines.whoosh_evaluator import Evaluator, Matches
from search.engines.whoosh_snapshot import Snapshot
from search.facets import Mask
from search.highlight import Highlighter
from search.parse import Parsed, parse
from search.query import Query, Sort
from search.ranking import Ranking
from search.results import FacetValue, Hit, Results
from search.syntax import Node, relaxed, scored

_NO_SECTION, _NO_AGENCY, _NO_DATE = "بلا قسم", "بلا وكالة", "بلا تاريخ"


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

    def search(self, query: Query) -> Results:
        """One page of results, with facets over all pages."""
        started = time.perf_counter()
        snapshot = self._snapshot()
        node, matches, parsed = self._match(snapshot, query.text)
        filters = _filters(snapshot, query)
        mask = matches.mask & filters["range"]
        shown = mask & filters["section"] & filters["agency"] & filters["date"]
        sort = _possible(query.sort, node)
        ordered = _order(snapshot, np.flatnonzero(shown), matches, sort)
        first = (query.page - 1) * query.size
        highlighter = Highlighter.of(node)
        hits = tuple(
            _hit(snapshot.article(number), float(matches.scores[number]), highlighter)
            for number in ordered[first : first + query.size].tolist()
        )
        results = Results(
            query=replace(query, sort=sort),
            total=len(ordered),
            hits=hits,
            facets=_facets(snapshot, query, mask, filters),
            notes=parsed.notes,
        )
        return replace(results, took_ms=(time.perf_counter() - started) * 1000)

    def rank(self, text: str, depth: int) -> Sequence[Article]:
        """The first ``depth`` articles for a query's text, in the search box's own order."""
        snapshot = self._snapshot()
        node, matches, _ = self._match(snapshot, text)
        sort = _possible("relevance", node)
        ordered = _order(snapshot, np.flatnonzero(matches.mask), matches, sort)
        return [snapshot.article(number) for number in ordered[:depth].tolist()]

    def article(self, article_id: str) -> Article | None:
        """The article of this id or url."""
        snapshot = self._snapshot()
        number = snapshot.number(article_id)
        return None if number is None else snapshot.article(number)

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            self._open = None

    def _match(self, snapshot: Snapshot, text: str) -> tuple[Node, Matches, Parsed]:
        """Evaluate a query's text; where no article has all its words, some are enough."""
        parsed = parse(text)
        node = parsed.node
        evaluator = Evaluator(snapshot, self._ranking, node)
        matches = evaluator.evaluate(node)
        told = parsed.notes
        if not matches.mask.any() and (easier := relaxed(node)) is not None:
            some = evaluator.evaluate(easier)
            if some.mask.any():
                node, matches, told = easier, some, (*told, notes.RELAXED)
        told = (*told, *dict.fromkeys(evaluator.notes))
        return node, matches, Parsed(node, told)

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


def _possible(sort: Sort, node: Node) -> Sort:
    """The order asked for; without words there is no relevance to order by."""
    return sort if scored(node) or sort != "relevance" else "newest"


def _filters(snapshot: Snapshot, query: Query) -> dict[str, Mask]:
    everything = np.ones(snapshot.size, dtype=bool)
    first, last = query.first_day, query.last_day
    return {
        "section": snapshot.facets["section"].having(query.sections)
        if query.sections
        else everything,
        "agency": snapshot.facets["agency"].having(query.agencies)
        if query.agencies
        else everything,
        "date": snapshot.dates.having(query.dates) if query.dates else everything,
        "range": snapshot.dates.between(
            np.datetime64(first) if first else None, np.datetime64(last) if last else None
        )
        if first or last
        else everything,
    }


def _facets(
    snapshot: Snapshot, query: Query, mask: Mask, filters: dict[str, Mask]
) -> dict[str, tuple[FacetValue, ...]]:
    """Counts of every facet, each with the other facets' selections applied but not its own."""
    section, agency, date = filters["section"], filters["agency"], filters["date"]
    return {
        "section": snapshot.facets["section"].count(
            mask & agency & date, query.sections, str, _NO_SECTION
        ),
        "agency": snapshot.facets["agency"].count(
            mask & section & date, query.agencies, agencies.label, _NO_AGENCY
        ),
        "date": snapshot.dates.count(mask & section & agency, query.dates, _NO_DATE),
    }


def _order(
    snapshot: Snapshot, numbers: NDArray[np.intp], matches: Matches, sort: Sort
) -> NDArray[np.intp]:
    """Article numbers in order of display; what has no date comes last in order of date."""
    seconds = snapshot.dates.seconds[numbers]
    newest_first = -seconds
    if sort == "relevance":
        order = np.lexsort((numbers, newest_first, -matches.scores[numbers]))
    elif sort == "newest":
        order = np.lexsort((numbers, newest_first))
    else:
        order = np.lexsort((numbers, seconds, ~snapshot.dates.known[numbers]))
    return numbers[order]


def _hit(article: Article, score: float, highlighter: Highlighter) -> Hit:
    return Hit(
        article=article,
        score=round(score, 4),
        title=highlighter.title(article.title),
        snippet=highlighter.snippet(article),
    )
