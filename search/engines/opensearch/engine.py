"""The engine for archives that outgrow one machine: OpenSearch, over terms of our own analysis."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.analysis import Analyzer
from index.article import Article
from index.facets import FACET_BY_NAME
from index.manifest import Manifest
from index.stores.address import Address
from index.stores.cluster import DEFAULTS, ClusterOptions
from index.stores.opensearch.store import OpenSearchStore
from search.completion import partial_word
from search.engines.opensearch import comparison, facet_pages, more_like_this, suggestions
from search.engines.opensearch.collector import Listing
from search.engines.opensearch.explanation import explain
from search.engines.opensearch.facet_counts import Counting
from search.engines.opensearch.facet_counts import notes as notes_of_values
from search.engines.opensearch.filters import (
    Filter,
    all_of,
    days_of,
    facet_filters,
    has_terms,
    none_of,
)
from search.engines.opensearch.found import Found, find
from search.engines.opensearch.hits import as_hits
from search.engines.opensearch.ids import Ids
from search.engines.opensearch.session import Inquiry, Snapshot, article_of, value_of
from search.engines.opensearch.vocabulary import OpenSearchVocabulary
from search.highlighter import Highlighter
from search.language.syntax import scored
from search.query import Query, unknown_facet
from search.ranking.bm25 import Ranking
from search.results import (
    Comparison,
    Explanation,
    FacetPage,
    MarkedArticle,
    Match,
    Results,
    Suggestion,
)
from search.words.spell_checker import correction

#: Copies without a date stand before those with one.
_OLDEST_FIRST = [{"published": {"order": "asc", "missing": "_first"}}, "number"]


class OpenSearchEngine:
    """Answers queries from the live index of an archive in a cluster.

    Which index is live is asked at every use, so a new one is moved on to at once.
    """

    def __init__(
        self,
        address: Address,
        options: ClusterOptions = DEFAULTS,
        ranking: Ranking | None = None,
    ) -> None:
        self._store = OpenSearchStore(address, options)
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
        inquiry = self._inquiry()
        vocabulary = OpenSearchVocabulary(inquiry)
        found = self._find(inquiry, query, vocabulary)
        listing = _listing(inquiry, found, query)
        counting = Counting.of(inquiry, found.listed, query, _closeness(found))
        page = listing.page(query, counting.aggregations())
        counted = counting.read(page.counted)
        suggested = vocabulary.answer(lambda words: correction(found.read.text, words))
        results = Results(
            query=replace(query, sort=found.sort),
            total=page.total,
            listed=counted.listed if listing.fold else page.total,
            hits=as_hits(listing, page.places, _highlighter(found, inquiry)),
            facets=counted.facets,
            notes=(*found.notes, *notes_of_values(inquiry, query)),
            matches=_matches(counted.extra, page.total),
            respelled=found.respelled,
            next=page.next,
            timeline=counted.timeline,
            correction=suggested,
            readings=found.read.readings,
        )
        return replace(
            results,
            notes=(*results.notes, *inquiry.notes()),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def facet(
        self, query: Query, name: str, *, containing: str = "", first: int = 0, count: int = 50
    ) -> FacetPage:
        """The values of one facet for a query, the most frequent first."""
        inquiry = self._inquiry()
        found = self._find(inquiry, query)
        if name not in FACET_BY_NAME:
            raise unknown_facet("name", name)
        page = facet_pages.facet(
            inquiry, found.listed, query, name, containing=containing, first=first, count=count
        )
        return _told(inquiry, query, found, page)

    def facets(self, query: Query, count: int) -> tuple[FacetPage, ...]:
        """The most frequent values of every facet for a query."""
        inquiry = self._inquiry()
        found = self._find(inquiry, query)
        pages = facet_pages.facets(inquiry, found.listed, query, count)
        return tuple(_told(inquiry, query, found, page) for page in pages)

    def compare(self, query: Query, by: str, count: int = 6, unit: str | None = None) -> Comparison:
        """Articles over time, in all and for the most frequent values of a facet."""
        inquiry = self._inquiry(whole=True)
        found = self._find(inquiry, query)
        return comparison.compare(inquiry, found.listed, query, by, count, unit)

    def suggest(self, text: str, count: int = 8) -> tuple[Suggestion, ...]:
        """What a reader may mean who has typed so far, the likeliest first."""
        return suggestions.suggest(self._inquiry(whole=True), text, count)

    def knows(self, text: str) -> bool:
        """Whether the archive has the last word of what is being typed as it stands."""
        vocabulary = OpenSearchVocabulary(self._inquiry())
        return vocabulary.answer(lambda words: partial_word.knows(text, words))

    def scan(self, query: Query) -> Iterator[Article]:
        """Every article of a query in its order, each copy for itself, read one by one."""
        inquiry = self._inquiry(whole=True)
        listing = _listing(inquiry, self._find(inquiry, query), replace(query, copies="together"))
        return map(article_of, inquiry.each(listing.articles()))

    def article_ids(self) -> Sequence[str]:
        """The ids of all articles, in an order that does not change with the index."""
        inquiry = self._inquiry(whole=True)
        return Ids(inquiry, inquiry.snapshot.kept.setdefault("ids", {}))

    def marked(self, query: Query, article_id: str) -> MarkedArticle | None:
        """An article with the words of a query marked; ``None`` where there is none."""
        inquiry = self._inquiry()
        hit = inquiry.identified(article_id)
        if hit is None:
            return None
        found = self._find(inquiry, query)
        return _highlighter(found, inquiry).article(article_of(hit))

    def explain(self, query: Query, article_id: str) -> Explanation | None:
        """Why an article stands where it stands for a query; ``None`` where there is none."""
        inquiry = self._inquiry(whole=True)
        hit = inquiry.identified(article_id)
        if hit is None:
            return None
        found = self._find(inquiry, query)
        return explain(inquiry, self._ranking, found, value_of(hit, "number"), article_of(hit))

    def rank(self, text: str, depth: int, *, fold: bool = False) -> Sequence[Article]:
        """The first ``depth`` articles for a query's text, in the search box's own order."""
        inquiry = self._inquiry(whole=True)
        query = Query(text, copies="folded" if fold else "together")
        found = self._find(inquiry, query)
        listing = _listing(inquiry, found, query)
        places = listing.first(depth)
        return [hit.article for hit in as_hits(listing, places, _highlighter(found, inquiry))]

    def article(self, article_id: str) -> Article | None:
        """The article of this id or url."""
        hit = self._inquiry().identified(article_id)
        return None if hit is None else article_of(hit)

    def copies(self, article_id: str, count: int) -> Sequence[Article]:
        """The other copies of an article's text, its lead first, then by date; so many at most."""
        inquiry = self._inquiry(whole=True)
        hit = inquiry.identified(article_id)
        if hit is None or not value_of(hit, "copied"):
            return []
        lead = has_terms("number", [value_of(hit, "lead")])
        itself = has_terms("number", [value_of(hit, "number")])
        group = has_terms("lead", [value_of(hit, "lead")])
        first = inquiry.found(all_of([lead, none_of([itself])]), 1)
        rest = inquiry.found(all_of([group, none_of([lead, itself])]), count, sort=_OLDEST_FIRST)
        return [article_of(found) for found in (*first, *rest)][:count]

    def related(self, article_id: str, count: int) -> Sequence[Article]:
        """Articles on what an article is about, the nearest first; no copies of it or of each."""
        inquiry = self._inquiry(whole=True)
        hit = inquiry.identified(article_id)
        if hit is None:
            return []
        near = more_like_this.near(inquiry, self._ranking, hit, count)
        return [article_of(found) for found in near]

    def close(self) -> None:
        """Release the connections."""
        self._store.client.close()

    def _inquiry(self, *, whole: bool = False) -> Inquiry:
        return Inquiry(self._snapshot(), whole=whole)

    def _find(
        self, inquiry: Inquiry, query: Query, vocabulary: OpenSearchVocabulary | None = None
    ) -> Found:
        return find(inquiry, self._ranking, query, vocabulary or OpenSearchVocabulary(inquiry))

    def _snapshot(self) -> Snapshot:
        """The live index; opened anew when another has been published since."""
        live = self._store.live()
        with self._lock:
            if self._open is None or self._open.stamp != live.stamp:
                self._open = Snapshot.open(self._store, live)
            return self._open


def _told(inquiry: Inquiry, query: Query, found: Found, page: FacetPage) -> FacetPage:
    """A page of values with how the query was read."""
    told = (*found.notes, *notes_of_values(inquiry, query), *inquiry.notes())
    return replace(page, notes=told)


def _listing(inquiry: Inquiry, found: Found, query: Query) -> Listing:
    return Listing(
        inquiry,
        found,
        within=days_of(query),
        shown=all_of(facet_filters(query).values()),
        fold=query.copies == "folded",
    )


def _highlighter(found: Found, inquiry: Inquiry) -> Highlighter:
    return Highlighter.of(found.node, inquiry.snapshot.analyzer)


def _closeness(found: Found) -> dict[str, Filter]:
    """Filters for how closely articles match the query, by the names of the matches."""
    if not scored(found.node):
        return {}
    return {match.name: found.at_least(match) for match in Match if match != Match.NONE}


def _matches(counts: Mapping[str, int], total: int) -> dict[Match, int]:
    """How many articles match how closely, from how many match at least so."""
    if not counts:
        return {}
    matches: dict[Match, int] = {}
    closer = 0
    for match in reversed(Match):
        at_least = counts[match.name] if match != Match.NONE else total
        if at_least > closer:
            matches[match] = at_least - closer
        closer = at_least
    return matches
