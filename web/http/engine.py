"""The engine of a request, and whether all of the archive answered it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from flask import Flask, current_app, g

from index.article import Article
from index.errors import EngineError
from search import notes
from search.query import Query
from search.results import FacetPage, Note, Results
from search.searcher import Searcher

_KEY = "fihris.open_engine"


def connect(app: Flask, open_engine: Callable[[], Searcher]) -> None:
    """Let the views of ``app`` use the engine that ``open_engine`` gives.

    Args:
        app: whose views ask for it.
        open_engine: called anew for every use.
    """
    app.extensions[_KEY] = open_engine


def engine() -> Searcher:
    """Return the engine of the current application.

    Raises:
        IndexMissing, IndexDamaged, AnalyzerMismatch: where there is no usable index.
        EngineError: where a cluster does not do what is asked of it.
    """
    opened = cast("Callable[[], Searcher]", current_app.extensions[_KEY])()
    return cast("Searcher", _Watched(opened))


def partial() -> bool:
    """Tell whether something that was found for this request lacks a part of the archive."""
    return bool(g.get("partial"))


def as_far_as_it_answers(find: Callable[[], Sequence[Article]]) -> Sequence[Article]:
    """Return articles that a page shows beside its subject; none where a cluster fails.

    The page then says that something is missing.

    Args:
        find: asks the engine for them.
    """
    try:
        return find()
    except EngineError as error:
        current_app.logger.error("%s", error)
        g.partial = True
        return ()


class _Watched:
    """An engine whose partial answers are remembered with the request that they are for."""

    def __init__(self, opened: Searcher) -> None:
        self._opened = opened

    def __getattr__(self, name: str) -> Any:
        return getattr(self._opened, name)

    def search(self, query: Query) -> Results:
        results = self._opened.search(query)
        _remember_partial(results.notes)
        return results

    def facet(self, query: Query, name: str, **options: Any) -> FacetPage:
        page = self._opened.facet(query, name, **options)
        _remember_partial(page.notes)
        return page

    def facets(self, query: Query, count: int) -> tuple[FacetPage, ...]:
        pages = self._opened.facets(query, count)
        _remember_partial(note for page in pages for note in page.notes)
        return pages


def _remember_partial(found: Iterable[Note]) -> None:
    if notes.PARTIAL in found:
        g.partial = True
