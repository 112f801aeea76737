"""The web room: pages for readers and JSON for programs, over any engine."""

from collections.abc import Callable

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider

from search.engines.engine import Engine
from web import api, archive, errors, pages, routing, templating

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # What somebody searched for is nobody else's business.
    "Referrer-Policy": "same-origin",
}


class _Json(DefaultJSONProvider):
    ensure_ascii = False
    sort_keys = False


def create_app(open_engine: Callable[[], Engine], *, archive_name: str = "فهرس") -> Flask:
    """The web application of one archive.

    Args:
        open_engine: gives the engine to use, asked anew for every request. Where it raises
            ``IndexMissing``, ``IndexDamaged`` or ``AnalyzerMismatch``, the reader gets a 503
            that says what to do.
        archive_name: what the pages call the archive.
    """
    app = Flask(__name__)
    # Flask would answer an id such as https://paper.example/1 with a redirect to https:/paper…
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = routing.ArticleIdConverter
    app.json = _Json(app)
    archive.connect(app, open_engine)
    templating.register(app, archive_name)
    errors.register(app)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(pages.blueprint)
    app.after_request(_with_headers)
    return app


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response
