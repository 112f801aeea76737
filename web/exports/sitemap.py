"""How crawlers find the articles: the sitemap and ``robots.txt``.

Source: the sitemaps protocol 0.9; RFC 9309 (robots.txt).
"""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, request, url_for

from web.exports import xml
from web.exports.addresses import article_page
from web.http.engine import engine
from web.http.public_url import absolute
from web.i18n.language import API_ROOT

blueprint = Blueprint("sitemap", __name__)

#: Addresses in one file of the sitemap. The protocol allows 50,000 in at most 50 MB, each shorter
#: than 2,048 letters: so many always fit, however long Arabic addresses become when encoded.
SITEMAP_SIZE = 20_000
LONGEST_ADDRESS = 2047

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = "application/xml"

#: What crawlers leave alone: results, which are endless, and the same articles in other formats.
_NOT_CRAWLED = ("/*?", API_ROOT, "/citations/", "/feed.atom", "/results.csv", "/suggestions.json")


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """Answer with the list of the files of the sitemap."""
    document = xml.root("sitemapindex", _NAMESPACE)
    for number in range(1, _files(len(engine().article_ids())) + 1):
        entry = xml.add(document, "sitemap")
        xml.add(entry, "loc", absolute(url_for("sitemap.part", number=number)))
    return xml.response(document, _XML)


@blueprint.get("/sitemaps/<int:number>.xml")
def part(number: int) -> Response:
    """Answer with the addresses of some of the articles; files count from 1."""
    ids = engine().article_ids()
    if not 1 <= number <= _files(len(ids)):
        abort(404)
    first = (number - 1) * SITEMAP_SIZE
    return xml.response(sitemap_of(ids[first : first + SITEMAP_SIZE]), _XML)


def sitemap_of(article_ids: Iterable[str]) -> xml.Element:
    """Return a file of the sitemap; addresses that are longer than allowed are left out."""
    document = xml.root("urlset", _NAMESPACE)
    for article_id in article_ids:
        address = article_page(article_id)
        if len(address) <= LONGEST_ADDRESS:
            xml.add(xml.add(document, "url"), "loc", address)
    return document


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Answer with what crawlers may read: every article and the pages that are one of a kind."""
    root = request.script_root
    lines = [
        "User-agent: *",
        f"Allow: {root}/static/",
        *(f"Disallow: {root}{path}" for path in _NOT_CRAWLED),
        "",
        f"Sitemap: {absolute(url_for('sitemap.index'))}",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _files(addresses: int) -> int:
    return -(-addresses // SITEMAP_SIZE)
