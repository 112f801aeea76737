"""What an address tells: who asks, and for which article."""

from urllib.parse import quote

from flask import request
from werkzeug.routing import BaseConverter


class ArticleIdConverter(BaseConverter):
    """Any text as the rest of a path, so that urls can be ids.

    Slashes are encoded too: browsers would tidy away the ``..`` of ``a/../b``.
    """

    # (?s:…) because ids may hold line breaks; slashes in front or twice are part of the id.
    regex = "(?s:.+)"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """The id, percent-encoded."""
        return quote(value, safe="")


def is_for_programs() -> bool:
    """Whether the request is one of the API: it is answered in JSON, errors too."""
    return request.path.startswith("/api/") or request.path == "/healthz"
