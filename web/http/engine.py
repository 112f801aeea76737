"""The one place where a request gets hold of its engine, and learns whether it answers whole."""

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
    """Let the views of ``app`` use the engine that ``open_engine`` gives."""
    app.extensions[_KEY] = open_engine


def engine() -> Searcher:
    """The engine of the current application.

    Raises:
        IndexMissing, IndexDamaged, AnalyzerMismatch: where there is no usable index.
        EngineError: where a cluster does not do what is asked of it.
    """
    opened = cast("Callable[[], Searcher]", current_app.extensions[_KEY])()
    return cast("Searcher", _Watched(opened))


def partial() -> bool:
    """Whether something that was found for this request lacks a part of the archive."""
    return bool(g.get("partial"))


def as_far_as_it_answers(find: Callable[[], Sequence[Article]]) -> Sequence[Article]:
    """Articles beside what a page is about: none, where the cluster does not give all.

    The page then says that something is missing.

    Args:
        find: gives them.
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
        _look_at(results.notes)
        return results

    def facet(self, query: Query, name: str, **options: Any) -> FacetPage:
        page = self._opened.facet(query, name, **options)
        _look_at(page.notes)
        return page

    def facets(self, query: Query, count: int) -> tuple[FacetPage, ...]:
        pages = self._opened.facets(query, count)
        _look_at(note for page in pages for note in page.notes)
        return pages


def _look_at(told: Iterable[Note]) -> None:
    if notes.PARTIAL in told:
        g.partial = True
