"""How parts of an address are read."""

from urllib.parse import quote

from werkzeug.routing import BaseConverter


class ArticleIdConverter(BaseConverter):
    """Any text as the rest of a path, so that urls can be ids.

    Slashes are encoded too: browsers would tidy away the ``..`` of ``a/../b``.
    """

    # (?s:…) because ids may hold line breaks; slashes in front or twice are part of the id.
    regex = "(?s:.+)"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """Return the id, percent-encoded."""
        return quote(value, safe="")
