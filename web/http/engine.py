"""The engine of a request, when it must have answered, and whether all of the archive did."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal, TypeVar, cast

from flask import Flask, current_app, g

from index.errors import EngineError, TimeExceeded
from search import notes
from search.deadline import UNLIMITED, Deadline
from search.query import Query
from search.results import FacetPage, Note, Results
from search.searcher import Searcher

Found = TypeVar("Found")

_KEY = "fihris.open_engine"
_OF_REQUEST = "engine"


#: What is missing of an answer: nothing, what a part of the archive has, or what needs more time.
Lacking = Literal["", "part", "time"]


def connect(
    app: Flask,
    open_engine: Callable[[], Searcher],
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Let the views of ``app`` use the engine that ``open_engine`` gives.

    Args:
        app: whose views ask for it.
        open_engine: called anew for every request.
        seconds: that the engine may take in all for one request.
        clock: that they are counted by.
    """
    app.extensions[_KEY] = open_engine

    def begin() -> None:
        g.deadline = Deadline.after(seconds, clock)
        g.pop(_OF_REQUEST, None)

    app.before_request(begin)


def engine() -> Searcher:
    """Return the engine of the current application, with the deadline of the current request.

    All that a request asks of it is answered by one publication.

    Raises:
        IndexMissing, IndexDamaged, AnalyzerMismatch: where there is no usable index.
        EngineError: where a cluster does not do what is asked of it.
    """
    found = g.get(_OF_REQUEST)
    if found is None:
        opened = cast("Callable[[], Searcher]", current_app.extensions[_KEY])()
        found = _Watched(opened.within(g.get("deadline", UNLIMITED)))
        setattr(g, _OF_REQUEST, found)
    return cast("Searcher", found)


def today() -> date:
    """Return the day that «أمس» is counted from in the archive of the current application."""
    return engine().today()


def partial() -> Lacking:
    """Tell what is missing of what was found for this request."""
    return cast("Lacking", g.get("partial", ""))


def as_far_as_it_answers(find: Callable[[], Sequence[Found]]) -> Sequence[Found]:
    """Return articles, or what else a page shows beside its subject.

    There are none where a cluster fails or there is no time left for them.

    The page then says that something is missing.

    Args:
        find: asks the engine for them.
    """
    try:
        return find()
    except EngineError as error:
        current_app.logger.error("%s", error)
        g.partial = "part"
        return ()
    except TimeExceeded:
        g.partial = "time"
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
        g.partial = "part"
