"""Figures of a server for Prometheus, over all of its processes.

Each process counts in files of its own, which all of them read when they are asked. The library
decides that when it is loaded, by a variable of the environment; so it is loaded here when the
first application is made, behind :func:`shared`.

Source: the text format of Prometheus and OpenMetrics.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from flask import Blueprint, Flask, Response, abort, current_app, request

from index.manifest import Manifest
from search.engines.protocol import EngineFigures
from web.exports import slots
from web.http.clients import asks_directly
from web.http.engine import engine
from web.http.request_watching import Watched

#: Who is shown the figures: whoever asks from this machine, everybody, or nobody.
Shown = Literal["local", "on", "off"]

blueprint = Blueprint("metrics", __name__)

_KEY = "fihris.metrics"
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_BORDERS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# Statuses that say that a request was refused and not that it was wrong.
_REFUSED = (429, 503)
# What a process tells of itself is looked up so often at most, in seconds.
_LOOK = 5.0
_NO_ANSWER = "none"


class Metrics:
    """Counts the requests of one application."""

    def __init__(
        self,
        app: Flask,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """
        Args:
            app: whose requests.
            clock: gives seconds.
            now: gives seconds since 1970.
        """
        import prometheus_client as library

        self._app = app
        self._clock = clock
        self._now = now
        self._started = clock()
        self._looked = float("-inf")
        self._registry = own = library.CollectorRegistry()
        self._requests = library.Counter(
            "fihris_requests", "Requests answered.", ("kind", "status"), registry=own
        )
        self._seconds = library.Histogram(
            "fihris_request_seconds",
            "Time from the request to the end of its answer.",
            ("kind",),
            buckets=_BORDERS,
            registry=own,
        )
        self._refused = library.Counter(
            "fihris_refused", "Requests refused or given up, by why.", ("reason",), registry=own
        )
        self._broken = library.Counter(
            "fihris_broken_off", "Answers that were not sent whole.", ("kind",), registry=own
        )
        self._gauges = _Gauges(library, own)
        self._known: dict[tuple[str, int], tuple[Any, Any]] = {}

    def count(self, seen: Watched) -> None:
        """Count a request whose answer has ended."""
        kind = seen.endpoint or _NO_ANSWER
        found = self._known.get((kind, seen.status))
        if found is None:
            status = f"{seen.status // 100}xx" if seen.status else _NO_ANSWER
            found = (self._requests.labels(kind, status), self._seconds.labels(kind))
            self._known[kind, seen.status] = found
        requests, seconds = found
        requests.inc()
        seconds.observe(seen.seconds)
        if seen.status in _REFUSED:
            self._refused.labels(seen.code or _NO_ANSWER).inc()
        if not seen.whole:
            self._broken.labels(kind).inc()
        if seen.endpoint in slots.ENDPOINTS or self._clock() - self._looked >= _LOOK:
            self.look()

    def look(self) -> None:
        """Set what this process tells of itself: its memory, exports and caches."""
        self._looked = self._clock()
        with self._app.app_context():
            try:
                figures = engine().figures()
            except Exception:
                figures = EngineFigures()
        self._gauges.set(figures, slots.running(self._app), _resident_bytes())

    def text(self) -> tuple[bytes, str]:
        """Return the figures of all processes, and the type of that text."""
        import prometheus_client as library
        from prometheus_client.multiprocess import MultiProcessCollector

        self.look()
        registry, others = library.CollectorRegistry(), []
        if os.environ.get(_FOLDER):
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            others.append(self._registry)
        registry.register(_Archive(self._now, self._clock() - self._started))
        found = b"".join(map(library.generate_latest, (*others, registry)))
        return found, library.CONTENT_TYPE_LATEST


class _Gauges:
    """What each process tells of itself; added up over those that live."""

    def __init__(self, library: Any, registry: Any) -> None:
        def gauge(name: str, about: str, mode: str = "livesum") -> Any:
            return library.Gauge(name, about, registry=registry, multiprocess_mode=mode)

        self._exports = gauge("fihris_exports_running", "Exports that are being given out.")
        self._memory = gauge("fihris_memory_bytes", "Memory of each process.", "liveall")
        self._kept = gauge("fihris_cache_entries", "Things kept of what queries found.")
        self._bytes = gauge("fihris_cache_bytes", "Memory that they take.")
        self._hits = gauge("fihris_cache_hits", "How often one was found again.")
        self._misses = gauge("fihris_cache_misses", "How often none was.")

    def set(self, figures: EngineFigures, exports: int, memory: int) -> None:
        self._exports.set(exports)
        self._memory.set(memory)
        self._kept.set(figures.kept)
        self._bytes.set(figures.kept_bytes)
        self._hits.set(figures.hits)
        self._misses.set(figures.misses)


class _Archive:
    """What the archive is, for the library to collect; the same in every process."""

    def __init__(self, now: Callable[[], float], uptime: float) -> None:
        self._now = now
        self._uptime = uptime

    def collect(self) -> Iterable[Any]:
        """Yield the figures; those of the index only where there is a usable one."""
        from prometheus_client.core import GaugeMetricFamily

        def gauge(name: str, about: str, value: float) -> Any:
            return GaugeMetricFamily(name, about, value=value)

        yield gauge("fihris_uptime_seconds", "Time since the server began.", self._uptime)
        found = _archive()
        yield gauge("fihris_archive_usable", "1 where an archive can be opened.", bool(found))
        if found is None:
            return
        manifest, figures = found
        age = self._now() - datetime.fromisoformat(manifest.changed or manifest.built).timestamp()
        yield gauge("fihris_archive_articles", "Articles of the archive.", manifest.articles)
        yield gauge("fihris_archive_age_seconds", "Time since it was published or changed.", age)
        if figures.index_bytes is not None:
            about = "Bytes of the published index on disk."
            yield gauge("fihris_archive_bytes", about, figures.index_bytes)
        yield from _publication(manifest, figures)


def _publication(manifest: Manifest, figures: EngineFigures) -> Iterator[Any]:
    """Yield what is told of a publication by the process that answers from it."""
    from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

    about = "The publication that answers, by its mark."
    yield InfoMetricFamily("fihris_publication", about, {"mark": manifest.mark})
    told = (
        ("fihris_archive_segments", "Segments that the index lies in.", figures.segments),
        ("fihris_archive_removed", "Articles in them that nobody finds.", figures.removed),
        ("fihris_publication_open_seconds", "Since it answers.", figures.seconds_open),
    )
    for name, about, value in told:
        if value is not None:
            yield GaugeMetricFamily(name, about, value=value)
    about = "1 where what was published last cannot be read, and what was before answers."
    yield GaugeMetricFamily("fihris_publication_unread", about, engine().unread() is not None)


def register(app: Flask, shown: Shown, metrics: Metrics) -> None:
    """Show the figures of ``app`` at ``/metrics``.

    Args:
        app: whose figures.
        shown: to whom.
        metrics: that count them.
    """
    app.extensions[_KEY] = (shown, metrics)
    app.register_blueprint(blueprint)


@blueprint.get("/metrics")
def figures() -> Response:
    """Answer with all figures; to whom they are not shown there is nothing here."""
    shown, metrics = current_app.extensions[_KEY]
    if shown != "on" and not asks_directly(request.environ):
        abort(404)
    text, kind = metrics.text()
    return Response(text, content_type=kind)


@contextmanager
def shared(environment: MutableMapping[str, str] = os.environ) -> Iterator[Path]:
    """Let several processes count together inside, in a folder that is removed at the end.

    To be entered before the first application is made, by the process that leads the others.
    """
    # There are locks of folders where processes can be forked off, and there alone.
    from web.operation.shared_folder import shared_folder

    leader, before = os.getpid(), environment.get(_FOLDER)
    with shared_folder() as folder:
        environment[_FOLDER] = str(folder)
        try:
            yield folder
        finally:
            if os.getpid() == leader:
                environment.pop(_FOLDER)
                environment.update({_FOLDER: before} if before else {})


def forget(pid: int, environment: Mapping[str, str] = os.environ) -> None:
    """Take what a process told of itself out of the figures; what it counted stays in them.

    Args:
        pid: of a process that has ended.
        environment: names the folder of :func:`shared`.
    """
    folder = environment.get(_FOLDER)
    if folder and Path(folder).is_dir():
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]


def _archive() -> tuple[Manifest, EngineFigures] | None:
    try:
        archive = engine()
        return archive.manifest, archive.figures()
    except Exception:
        # Health says why; figures are given all the same.
        return None


def _resident_bytes() -> int:
    """Return the memory of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
