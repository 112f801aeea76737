"""How crawlers find the articles: the sitemap and ``robots.txt``.

Source: the sitemaps protocol 0.9; RFC 9309 (robots.txt).
"""

from collections.abc import Callable, Iterable, Iterator

from flask import Blueprint, Response, abort, request, url_for
from markupsafe import escape

from web.exports import slots
from web.exports.addresses import article_pages
from web.http.engine import engine
from web.http.public_url import absolute, needed_root, public_root
from web.i18n.language import API_ROOT

blueprint = Blueprint("sitemap", __name__)

#: Addresses in one file of the sitemap. The protocol allows 50,000 in at most 50 MB, each shorter
#: than 2,048 letters: so many always fit, however long Arabic addresses become when encoded.
SITEMAP_SIZE = 20_000
LONGEST_ADDRESS = 2047

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Entries after which pages are given way to: about a millisecond.
_STEP = 500

#: What crawlers leave alone: results, which are endless, and the same articles in other formats.
_NOT_CRAWLED = ("/*?", API_ROOT, "/citations/", "/feed.atom", "/results.csv", "/suggestions.json")


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """Answer with the list of the files of the sitemap.

    Raises:
        AddressUnknown: nobody knows under which host the articles are.
    """
    needed_root()
    numbers = range(1, _files(len(engine().article_ids())) + 1)
    parts = (absolute(url_for("sitemap.part", number=number)) for number in numbers)
    return _response(
        "sitemapindex", (f"<sitemap><loc>{escape(one)}</loc></sitemap>" for one in parts)
    )


@blueprint.get("/sitemaps/<int:number>.xml")
def part(number: int) -> Response:
    """Answer with the addresses of some of the articles; files count from 1.

    Raises:
        AddressUnknown: nobody knows under which host they are.
    """
    needed_root()
    ids = engine().article_ids()
    if not 1 <= number <= _files(len(ids)):
        abort(404)
    first = (number - 1) * SITEMAP_SIZE
    return _response("urlset", entries(ids[first : first + SITEMAP_SIZE], slots.pace().step))


def entries(article_ids: Iterable[str], step: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Yield the entries of a file of the sitemap; addresses longer than allowed are left out.

    They are written as text: twenty thousand elements of a tree take a second and a half, and
    other requests wait meanwhile.

    Args:
        article_ids: of the articles.
        step: called every few entries; it may take its time, and break the file off.
    """
    address_of = article_pages()
    for count, article_id in enumerate(article_ids, 1):
        address = address_of(article_id)
        if len(address) <= LONGEST_ADDRESS:
            yield f"<url><loc>{escape(address)}</loc></url>"
        if count % _STEP == 0:
            step()


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Answer with what crawlers may read: every article and the pages that are one of a kind."""
    root = request.script_root
    lines = [
        "User-agent: *",
        f"Allow: {root}/static/",
        *(f"Disallow: {root}{path}" for path in _NOT_CRAWLED),
    ]
    if public_root():
        lines += ["", f"Sitemap: {absolute(url_for('sitemap.index'))}"]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _response(root: str, written: Iterable[str]) -> Response:
    document = f'{_HEAD}<{root} xmlns="{_NAMESPACE}">{"".join(written)}</{root}>'
    return Response(document, content_type=_XML)


def _files(addresses: int) -> int:
    return -(-addresses // SITEMAP_SIZE)
