"""The address and the name that the archive goes by outside."""

from typing import cast
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.urls import iri_to_uri

from web.i18n.language import without_language


class AddressUnknown(HTTPException):
    """What is asked for cannot be written without the public address, which nobody has set."""

    code = 404
    reason = "address_unknown"


def public_root() -> str:
    """Return where readers reach the archive, without a slash at the end: as set, or as they asked.

    It is empty where nothing is set and the request names no host that is known; see
    :mod:`web.http.hosts`.
    """
    return str(current_app.config["PUBLIC_ADDRESS"] or _host_asked()).rstrip("/")


def needed_root() -> str:
    """Return the same for a format that has no addresses without a host.

    Raises:
        AddressUnknown: nothing is known.
    """
    root = public_root()
    if not root:
        raise AddressUnknown
    return root


def _host_asked() -> str:
    # As the request has it: Werkzeug's own would fail for ``xn--a``.
    asked = request.environ.get("HTTP_HOST", "")
    return f"{request.scheme}://{asked}" if asked in current_app.config["HOSTS"] else ""


def is_whole(address: str) -> bool:
    """Tell whether an address has a host, so that it can be followed from anywhere."""
    return not address.startswith("/")


def absolute(path: str) -> str:
    """Return the whole address of a path that ``url_for`` gave; the path where no host is known."""
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
