"""Whether this process can answer: asked by those who would otherwise send readers elsewhere."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from index.errors import AnalyzerMismatch, FihrisError, IndexDamaged, IndexMissing
from index.manifest import Manifest
from search.probing import probe
from web.http.engine import engine
from web.http.errors import SearchFails
from web.http.messages import index_code

_KEY = "fihris.health"

#: What was found of an index holds for so many seconds: however often it is asked, it costs
#: little.
HOLDS = 1.0


@dataclass(frozen=True, slots=True)
class _Found:
    """What a look found: what built the archive, or what is the matter with it."""

    until: float
    manifest: Manifest | None
    error: Exception | None

    def is_of_before(self) -> bool:
        """Tell whether another index has been published since."""
        return self.manifest is not None and self.manifest != engine().manifest


class Health:
    """Finds out whether a process can search, and remembers it for a moment."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Args:
            clock: gives seconds.
        """
        self._clock = clock
        self._turn = 0
        self._found: _Found | None = None
        self._warm: Manifest | None = None
        self._lock = threading.Lock()

    def alive(self) -> Manifest:
        """Search the archive; return what built it.

        Raises:
            FihrisError: there is no usable index, or a cluster does not answer.
            SearchFails: a search ends in an error that nobody foresaw.
        """
        known = self._found
        if known is None or known.until <= self._clock() or known.is_of_before():
            known = self._renewed(known)
        if known.manifest is None:
            raise known.error or SearchFails
        return known.manifest

    def ready(self) -> Manifest:
        """Look at the archive without searching it, but the first time that it is published.

        Raises:
            FihrisError, SearchFails: as :meth:`alive`.
        """
        archive = engine()
        archive.must_be_whole()
        manifest = archive.manifest
        manifest.must_match("the index")
        if manifest != self._warm:
            self._warm = _probed(0)
        return manifest

    def unread(self) -> str:
        """Return the code of what keeps it from what was published last; empty for nothing."""
        error = engine().unread()
        if error is None:
            return ""
        if isinstance(error, IndexMissing | IndexDamaged | AnalyzerMismatch):
            return index_code(error)
        return SearchFails.reason

    def _renewed(self, known: _Found | None) -> _Found:
        # Whoever asks while somebody looks is told what was found before.
        if not self._lock.acquire(blocking=known is None):
            assert known is not None
            return known
        try:
            manifest, error = None, None
            try:
                manifest = _probed(self._turn)
            except (FihrisError, SearchFails) as one:
                error = one
            self._turn += 1
            self._found = _Found(self._clock() + HOLDS, manifest, error)
            return self._found
        finally:
            self._lock.release()


def register(app: Flask, clock: Callable[[], float] = time.monotonic) -> None:
    """Let ``app`` tell whether it can answer.

    Args:
        app: with its engine connected.
        clock: gives seconds.
    """
    app.extensions[_KEY] = Health(clock)


def health() -> Health:
    """Return the health of the current application."""
    return cast("Health", current_app.extensions[_KEY])


def _probed(turn: int) -> Manifest:
    try:
        return probe(engine(), turn)
    except FihrisError:
        raise
    except Exception as error:
        current_app.logger.exception("a search of the archive fails")
        raise SearchFails from error
