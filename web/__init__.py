"""Pages for readers and JSON for programs, over any engine; imports ``search`` and ``index``.

Its rooms import downwards: ``pages``, ``exports``, ``api``, then ``http`` and ``charts``, then
``i18n``, then ``url``.
"""

from collections.abc import Callable

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider

from search.searcher import Searcher
from web.api import docs, routes
from web.exports import (
    atom,
    citations,
    csv_export,
    search_description,
    sitemap,
    structured_data,
)
from web.http import caching, converters, engine, errors, fonts, templating
from web.i18n import language, preferences
from web.pages import routes as pages

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # What somebody searched for is nobody else's business.
    "Referrer-Policy": "same-origin",
}

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
) -> Flask:
    """Return the web application of one archive.

    Args:
        open_engine: gives the engine to use, asked anew for every request. Where it raises
            ``IndexMissing``, ``IndexDamaged`` or ``AnalyzerMismatch``, the reader gets a 503
            that says what to do.
        archive_name: what the pages call the archive.
        public_address: where readers reach it, for feeds and the sitemap; empty: as each asks.
        cache_seconds: how long others may keep an answer before they ask again.
        cors_origins: the sites whose scripts may read the API; ``*`` for all.
    """
    app = Flask(__name__)
    # Flask would answer an id such as https://paper.example/1 with a redirect to https:/paper…
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = converters.ArticleIdConverter
    app.json = _Json(app)
    app.config["PUBLIC_ADDRESS"] = public_address
    engine.connect(app, open_engine)
    templating.register(app, archive_name)
    errors.register(app)
    caching.register(app, cache_seconds=cache_seconds, cors_origins=cors_origins)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.after_request(_with_headers)
    app.wsgi_app = language.LanguageInAddress(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
