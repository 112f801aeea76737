"""A page as the tests look at it."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient


class Page(HTMLParser):
    """A page taken apart.

    Attributes:
        html: the source.
        tags: every start tag with its attributes.
        links: target and text of every ``<a>``.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[tuple[str, str]] = []
        self._target: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self._target = dict(attrs)["href"]
            self.links.append((self._target or "", ""))

    def handle_data(self, data: str) -> None:
        if self._target is not None:
            target, text = self.links[-1]
            self.links[-1] = (target, " ".join(f"{text} {data}".split()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._target = None

    def target(self, text: str) -> str:
        """Where the link whose text contains ``text`` leads."""
        return next(target for target, label in self.links if text in label)

    def asks(self, text: str) -> list[tuple[str, str]]:
        """The parameters of that link."""
        return parse_qsl(urlsplit(self.target(text)).query)

    def names(self) -> set[str]:
        """The names of all tags."""
        return {tag for tag, _ in self.tags}


def get(
    client: FlaskClient, path: str = "/", status: int = 200, *, language: str = "ar", **query: Any
) -> Page:
    """The page at an address, after looking for what no page may lack or have."""
    response = client.get(path, query_string=query or None)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    page = Page(response.get_data(as_text=True))
    tag, attributes = page.tags[0]
    direction = "rtl" if language == "ar" else "ltr"
    assert (tag, attributes["lang"], attributes["dir"]) == ("html", language, direction)
    assert not page.names() & {"style", "u", "s", "i", "b", "img"}
    # A script is a file of ours, or data that no browser runs.
    for attributes in (found for name, found in page.tags if name == "script"):
        inside = (attributes.get("src") or "").startswith("/static/")
        assert inside or attributes.get("type") == "application/ld+json"
    assert not any(name.startswith("on") or name == "style" for _, a in page.tags for name in a)
    return page
