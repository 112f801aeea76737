"""Pages for readers and JSON for programs, over any engine; imports ``search`` and ``index``.

Its rooms import downwards: ``pages``, ``operation``, ``exports``, ``api``, then ``http`` and
``charts``, then ``i18n``, then ``url``.
"""

import time
from collections.abc import Callable, Collection, Sequence

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from index.feeds.followed import FollowedFeed
from search.searcher import Searcher
from web.api import docs, routes
from web.exports import (
    atom,
    citations,
    csv_export,
    search_description,
    sitemap,
    slots,
    structured_data,
)
from web.http import (
    arriving,
    caching,
    clients,
    converters,
    engine,
    entries,
    errors,
    feeds,
    fonts,
    headers,
    health,
    hosts,
    limiting,
    request_watching,
    templating,
)
from web.http.limits import OF_ANSWERS, AnswerLimits
from web.i18n import language, preferences
from web.operation import logs, metrics
from web.pages import routes as pages

#: What answers over HTTP, for those who know no Flask.
Application = Flask

_BLUEPRINTS = (
    routes.blueprint,
    docs.blueprint,
    citations.blueprint,
    search_description.blueprint,
    sitemap.blueprint,
    structured_data.blueprint,
    preferences.blueprint,
    atom.blueprint,
    fonts.blueprint,
    pages.blueprint,
    csv_export.blueprint,
)


class _Json(DefaultJSONProvider):
    ensure_ascii = False
    sort_keys = False


def create_app(
    open_engine: Callable[[], Searcher],
    *,
    archive_name: str = "فهرس",
    public_address: str = "",
    cache_seconds: int = 0,
    cors_origins: tuple[str, ...] = (),
    known_hosts: Collection[str] = ("localhost",),
    limits: AnswerLimits = OF_ANSWERS,
    clock: Callable[[], float] = time.monotonic,
    show_metrics: metrics.Shown = "local",
    log_requests: bool = False,
    followed: Callable[[], Sequence[FollowedFeed]] = tuple,
) -> Flask:
    """Return the web application of one archive.

    Args:
        open_engine: gives the engine to use, asked anew for every request. Where it raises
            ``IndexMissing``, ``IndexDamaged`` or ``AnalyzerMismatch``, the reader gets a 503
            that says what to do.
        archive_name: what the pages call the archive.
        public_address: where readers reach it, for feeds and the sitemap; empty: nobody has said.
        cache_seconds: how long others may keep an answer before they ask again.
        cors_origins: the sites whose scripts may read the API; ``*`` for all.
        known_hosts: host and port of the addresses that the server listens on, in small letters.
            Where no public address is set, an answer names the host that it was asked under if it
            is one of these, and none otherwise.
        limits: of what answers may cost.
        clock: that their time is counted by, in seconds.
        show_metrics: to whom the figures of the server are shown.
        log_requests: whether a line is logged for each request.
        followed: gives the feeds that the archive follows, asked anew for every request that
            shows them.
    """
    app = Flask(__name__)
    # Flask would answer an id such as https://paper.example/1 with a redirect to https:/paper…
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = converters.ArticleIdConverter
    app.json = _Json(app)
    app.config["PUBLIC_ADDRESS"] = public_address
    request_watching.register(app)
    hosts.register(app, known_hosts)
    engine.connect(app, open_engine, limits.seconds, clock)
    feeds.connect(app, followed)
    arriving.register(app)
    health.register(app)
    templating.register(app, archive_name)
    entries.register(app)
    errors.register(app)
    limiting.register(app, limits.rate)
    caching.register(app, cache_seconds=cache_seconds, cors_origins=cors_origins)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    headers.register(app, for_others=bool(cors_origins))
    inside = clients.believing(language.LanguageInAddress(app.wsgi_app), limits.proxies)
    watched = request_watching.Watching(inside, _told_of_ends(app, show_metrics, log_requests))
    slots.register(app, limits, watched)
    app.wsgi_app = watched  # type: ignore[method-assign]
    return app


def _told_of_ends(
    app: Flask, show_metrics: metrics.Shown, log_requests: bool
) -> list[Callable[[request_watching.Watched], None]]:
    """Return who is told of every request when its answer has ended."""
    told: list[Callable[[request_watching.Watched], None]] = []
    if show_metrics != "off":
        counted = metrics.Metrics(app)
        metrics.register(app, show_metrics, counted)
        told.append(counted.count)
    if log_requests:
        told.append(logs.access)
    return told
