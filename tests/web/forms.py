"""The forms of a page, and what a browser sends of them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_SENT_AS_THEY_ARE = ("hidden", "search", "text", "date")


@dataclass
class Form:
    """A form as it stands on a page.

    Attributes:
        action: where it is sent.
        method: ``get`` or ``post``.
        classes: its class.
        fields: the names of all its fields.
        sent: what a browser sends when nothing is changed, empty fields among it.
        offered: what its boxes add when they are ticked.
    """

    action: str
    method: str
    classes: str
    fields: set[str] = field(default_factory=set)
    sent: list[tuple[str, str]] = field(default_factory=list)
    offered: list[tuple[str, str]] = field(default_factory=list)


def forms(html: str) -> list[Form]:
    """The forms of a page, in order."""
    parser = _Parser()
    parser.feed(html)
    return parser.found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(
                given.get("action", ""), given.get("method", "get"), given.get("class", "")
            )
            self.found.append(self._open)
        elif self._open is not None and tag in ("input", "select", "option"):
            self._take(self._open, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _take(self, form: Form, tag: str, given: dict[str, str]) -> None:
        if tag == "select":
            self._select = given["name"]
        elif tag == "option":
            if "selected" in given:
                form.sent.append((self._select, given["value"]))
        elif "name" in given:
            pair = given["name"], given.get("value", "")
            form.fields.add(given["name"])
            if given.get("type") == "checkbox":
                form.offered.append(pair)
            if given.get("type") in _SENT_AS_THEY_ARE or "checked" in given:
                form.sent.append(pair)
