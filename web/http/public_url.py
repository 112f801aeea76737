"""The address and the name that the archive goes by outside."""

from typing import cast
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.urls import iri_to_uri

from web.i18n.language import without_language


def public_root() -> str:
    """Return where readers reach the archive, without a slash at the end: as set, or as they asked.

    It is empty where nothing is set and the request names no host that can be.
    """
    return str(current_app.config["PUBLIC_ADDRESS"] or host_asked()).rstrip("/")


def host_asked() -> str:
    """Return scheme and host as the request names them; Werkzeug's own would fail for ``xn--a``."""
    return f"{request.scheme}://{request.host}" if request.host else ""


def absolute(path: str) -> str:
    """Return the whole address of a path that ``url_for`` gave."""
    root = public_root()
    # A folder of the public address may stand in the path already.
    folder = urlsplit(root).path
    return root.removesuffix(folder) + path if path.startswith(f"{folder}/") else root + path


def api_root() -> str:
    """Return what stands before the paths of the API, a URI, in every language the same."""
    return iri_to_uri(absolute(without_language(url_for("pages.search"))).rstrip("/"))


def archive_name() -> str:
    """Return what the pages call the archive."""
    return cast("str", current_app.jinja_env.globals["archive_name"])
