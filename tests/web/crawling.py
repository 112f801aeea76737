"""Every address that a page leads to, as a browser would ask for it."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from flask.testing import FlaskClient

from tests.web.forms import forms

_ROOT = "http://localhost"
_NAMED = re.compile(r'<(?:link|Url)[^>]*?\b(?:href|template)="([^"]*)"|<loc>([^<]*)</loc>')
_LEADING = ("href", "src", "data-anytime", "data-suggest")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in _LEADING and value]


def addresses(text: str, media_type: str, at: str) -> Iterator[str]:
    """The addresses of this site that an answer leads to, forms sent as they stand.

    Args:
        text: of the answer.
        media_type: of it.
        at: its own address.
    """
    if media_type == "text/html":
        links = _Links()
        links.feed(text)
        named = [link for link in links.found if not link.startswith("#")]
        sent = [form for form in forms(text) if form.method == "get" and form.action]
        named += [f"{form.action}?{urlencode(form.sent)}" for form in sent]
    elif media_type.endswith("xml"):
        named = [first or second for first, second in _NAMED.findall(text)]
        named = [link.replace("&amp;", "&") for link in named if "{" not in link]
    else:
        return
    for link in named:
        whole = urljoin(_ROOT + at, link)
        if whole.startswith(f"{_ROOT}/"):
            yield whole.removeprefix(_ROOT).partition("#")[0]


def crawl(client: FlaskClient, first: Iterable[str], steps: int) -> dict[str, str]:
    """Ask for addresses and for all that their answers lead to; the faults by address.

    Args:
        client: of the application.
        first: the addresses to begin at.
        steps: how far links are followed.
    """
    faults: dict[str, str] = {}
    seen: set[str] = set()
    wanted = list(dict.fromkeys(first))
    for step in range(steps + 1):
        found: list[str] = []
        for address in wanted:
            seen.add(address)
            if any(unquote(part) in (".", "..") for part in urlsplit(address).path.split("/")):
                faults[address] = "a browser walks through folders"
                continue
            with client.get(address) as answer:
                if answer.status_code >= 400:
                    faults[address] = f"{answer.status_code}, after {step} steps"
                if step < steps and answer.mimetype != "text/css":
                    text = answer.get_data(as_text=True)
                    found += addresses(text, answer.mimetype or "", address)
        wanted = [address for address in dict.fromkeys(found) if address not in seen]
    return faults
