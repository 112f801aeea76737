"""The embedded engine: our evaluator over Whoosh's index files."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.analysis import Analyzer
from index.article import Article
from index.errors import IndexDamaged
from index.facets import FACET_BY_NAME
from index.manifest import Manifest
from index.stores.embedded.store import WhooshStore
from search.completion import partial_word
from search.engines.embedded import more_like_this, suggestions
from search.engines.embedded.collapse import folded
from search.engines.embedded.columns import Filtered
from search.engines.embedded.found import Found, find, hit, with_copies
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.vocabulary import WhooshVocabulary
from search.facets.pages import facet_page
from search.facets.timeline import comparison, known_unit, timeline
from search.highlighter import Highlighter
from search.language.syntax import words_of
from search.query import Query, unknown_facet
from search.ranking.bm25 import Ranking
from search.results import (
    Comparison,
    Explanation,
    FacetPage,
    MarkedArticle,
    Match,
    Note,
    Results,
    Suggestion,
)
from search.words.spell_checker import correction


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
        found = find(snapshot, self._ranking, query)
        filtered = Filtered.of(snapshot, query, found.answer.mask)
        shown = filtered.shown
        fold = query.copies == "folded"
        listing = found.listing(shown, fold=fold)
        first = listing.begin(query)
        highlighter = Highlighter.of(found.node, snapshot.analyzer)
        numbers = listing.hits[first : first + query.size].tolist()
        hits = tuple(hit(snapshot, number, found, highlighter) for number in numbers)
        if fold:
            hits = tuple(
                with_copies(snapshot, one, number, shown)
                for one, number in zip(hits, numbers, strict=True)
            )
        results = Results(
            query=replace(query, sort=found.sort),
            total=len(listing.ordered),
            listed=len(listing.hits),
            hits=hits,
            facets=filtered.facets(),
            notes=_notes(found, filtered),
            matches=found.matches(shown),
            respelled=found.respelled(),
            next=listing.next(first + query.size - 1),
            timeline=timeline(snapshot.dates, shown),
            correction=correction(found.read.text, WhooshVocabulary(snapshot)),
            readings=found.read.readings,
        )
        return replace(results, took_ms=(time.perf_counter() - started) * 1000)

    def facet(
        self, query: Query, name: str, *, containing: str = "", first: int = 0, count: int = 50
    ) -> FacetPage:
        """The values of one facet for a query, the most frequent first."""
        if name not in FACET_BY_NAME:
            raise unknown_facet("name", name)
        snapshot = self._snapshot()
        found = find(snapshot, self._ranking, query)
        filtered = Filtered.of(snapshot, query, found.answer.mask)
        page = facet_page(
            name,
            filtered.counted(name),
            query,
            containing=containing,
            first=first,
            count=count,
        )
        return replace(page, notes=_notes(found, filtered))

    def facets(self, query: Query, count: int) -> tuple[FacetPage, ...]:
        """The most frequent values of every facet for a query."""
        snapshot = self._snapshot()
        found = find(snapshot, self._ranking, query)
        filtered = Filtered.of(snapshot, query, found.answer.mask)
        notes = _notes(found, filtered)
        pages = (
            facet_page(name, filtered.counted(name), query, count=count) for name in FACET_BY_NAME
        )
        return tuple(replace(page, notes=notes) for page in pages)

    def compare(self, query: Query, by: str, count: int = 6, unit: str | None = None) -> Comparison:
        """Articles over time, in all and for the most frequent values of a facet."""
        snapshot = self._snapshot()
        if by not in snapshot.facets:
            raise unknown_facet("by", by)
        filtered = Filtered.of(snapshot, query, find(snapshot, self._ranking, query).answer.mask)
        column, excluded = snapshot.facets[by], query.excluded_in(by)
        mask = filtered.all_but(by)
        if excluded:
            mask = mask & ~column.having(excluded)
        values = column.most_frequent(mask, count, query.chosen_in(by))
        return comparison(snapshot.dates, column, mask, values, known_unit(unit))

    def suggest(self, text: str, count: int = 8) -> tuple[Suggestion, ...]:
        """What a reader may mean who has typed so far, the likeliest first."""
        return suggestions.suggest(self._snapshot(), text, count)

    def knows(self, text: str) -> bool:
        """Whether the archive has the last word of what is being typed as it stands."""
        return partial_word.knows(text, WhooshVocabulary(self._snapshot()))

    def scan(self, query: Query) -> Iterator[Article]:
        """Every article of a query in its order, each copy for itself, read one by one."""
        snapshot = self._snapshot()
        found = find(snapshot, self._ranking, query)
        shown = Filtered.of(snapshot, query, found.answer.mask).shown
        ordered = found.listing(shown, fold=False).ordered
        return (snapshot.article(number) for number in ordered.tolist())

    def article_ids(self) -> Sequence[str]:
        """The ids of all articles, in an order that does not change with the index."""
        return self._snapshot().ids()

    def marked(self, query: Query, article_id: str) -> MarkedArticle | None:
        """An article with the words of a query marked; ``None`` where there is none."""
        snapshot = self._snapshot()
        number = snapshot.number(article_id)
        if number is None:
            return None
        article = snapshot.article(number)
        highlighter = Highlighter.of(find(snapshot, self._ranking, query).node, snapshot.analyzer)
        return highlighter.article(article)

    def explain(self, query: Query, article_id: str) -> Explanation | None:
        """Why an article stands where it stands for a query; ``None`` where there is none."""
        snapshot = self._snapshot()
        number = snapshot.number(article_id)
        if number is None:
            return None
        found = find(snapshot, self._ranking, query)
        factor = float(found.answer.factor[number])
        listed = bool(found.answer.mask[number])
        return Explanation(
            article=snapshot.article(number),
            score=round(float(found.answer.scores[number]), 4),
            match=Match(int(found.answer.closest[number])),
            parts=found.parts(number) if listed else (),
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
        found = find(snapshot, self._ranking, Query(text))
        hits = found.listing(found.answer.mask, fold=fold).hits
        return [snapshot.article(number) for number in hits[:depth].tolist()]

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
        near = more_like_this.near(snapshot, self._ranking, number)
        shown = folded(near, snapshot.leads, by_lead=True)[:count]
        return [snapshot.article(other) for other in shown.tolist()]

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            self._open = None

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


def _notes(found: Found, filtered: Filtered) -> tuple[Note, ...]:
    return (*found.notes, *filtered.notes())
