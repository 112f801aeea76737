"""How browsers and crawlers find the way: search description, completions, sitemap, robots.

Source: OpenSearch 1.1 draft 6 with its suggestions extension; the sitemaps protocol 0.9; RFC 9309
(robots.txt).
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, json, request, url_for
from lxml import etree  # type: ignore[import-untyped]

from index.article import Article
from index.errors import QueryInvalid
from search.query import MAX_TEXT
from web.api.suggestions import COMPLETIONS, suggestions_json
from web.exports.atom import ATOM
from web.exports.structured_data import json_text, meta, news_article
from web.http.engine import engine
from web.http.public_url import absolute, archive_name
from web.i18n.labels import labels
from web.url.reading import read_search

blueprint = Blueprint("discovery", __name__)

Json = dict[str, Any]

SUGGESTIONS = "application/x-suggestions+json"

#: Addresses in one file of the sitemap. The protocol allows 50,000 in at most 50 MB, each shorter
#: than 2,048 letters: so many always fit, however long Arabic addresses become when encoded.
SITEMAP_SIZE = 20_000
LONGEST_ADDRESS = 2047

_SEARCH_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

# The lengths that OpenSearch allows.
_SHORT_NAME, _LONG_NAME = 16, 48

#: What crawlers leave alone: results, which are endless, and the same articles in other formats.
_NOT_CRAWLED = ("/*?", "/api/", "/citations/", "/feed.atom", "/results.csv", "/suggestions.json")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """What a browser reads that adds the archive to its search engines."""
    name = archive_name()
    root = etree.Element(f"{{{_SEARCH_NAMESPACE}}}OpenSearchDescription",
                         nsmap={None: _SEARCH_NAMESPACE})  # fmt: skip
    texts = {
        "ShortName": name[:_SHORT_NAME].strip(),
        "LongName": name[:_LONG_NAME].strip(),
        "Description": labels.gettext("Search the archive of Arabic news {archive}").format(
            archive=name
        ),
        "Language": "ar",
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    for tag, text in texts.items():
        _add(root, tag, text)
    icon = absolute(url_for("static", filename="favicon.svg"))
    _add(root, "Image", icon, type="image/svg+xml", width="16", height="16")
    words = "?q={searchTerms}"
    _address(root, "text/html", url_for("pages.search") + words + "&page={startPage?}")
    _address(root, SUGGESTIONS, url_for("discovery.completions") + words, rel="suggestions")
    _address(root, ATOM, url_for("feeds.atom") + words)
    own = url_for("discovery.opensearch")
    _address(root, "application/opensearchdescription+xml", own, rel="self")
    return _xml(root, "application/opensearchdescription+xml")


@blueprint.get("/suggestions.json")
def completions() -> Response:
    """Completions of ``q`` as browsers read them: text, completions, descriptions, addresses."""
    given = request.args.getlist("q")
    if len(given) > 1:
        raise QueryInvalid("q", "repeated_parameter", "q is given more than once")
    typed = "".join(given)[:MAX_TEXT]
    offered = engine().suggest(typed, COMPLETIONS) if typed.strip() else ()
    found = suggestions_json(offered, read_search(()))
    answer = [
        typed,
        [suggestion["text"] for suggestion in found],
        [_description(suggestion) for suggestion in found],
        [absolute(suggestion["address"]) for suggestion in found],
    ]
    return Response(json.dumps(answer), content_type=f"{SUGGESTIONS}; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap_index() -> Response:
    """The list of the files of the sitemap."""
    root = etree.Element(f"{{{_SITEMAP_NAMESPACE}}}sitemapindex", nsmap={None: _SITEMAP_NAMESPACE})
    for number in range(1, _files(len(engine().article_ids())) + 1):
        entry = _add(root, "sitemap")
        _add(entry, "loc", absolute(url_for("discovery.sitemap", number=number)))
    return _xml(root, "application/xml")


@blueprint.get("/sitemaps/<int:number>.xml")
def sitemap(number: int) -> Response:
    """The addresses of some of the articles."""
    ids = engine().article_ids()
    if not 1 <= number <= _files(len(ids)):
        abort(404)
    first = (number - 1) * SITEMAP_SIZE
    return _xml(sitemap_of(ids[first : first + SITEMAP_SIZE]), "application/xml")


def sitemap_of(article_ids: Iterable[str]) -> etree._Element:
    """A file of the sitemap; addresses that are longer than allowed are left out."""
    root = etree.Element(f"{{{_SITEMAP_NAMESPACE}}}urlset", nsmap={None: _SITEMAP_NAMESPACE})
    for article_id in article_ids:
        address = absolute(url_for("pages.article", article_id=article_id))
        if len(address) <= LONGEST_ADDRESS:
            _add(_add(root, "url"), "loc", address)
    return root


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers may read: every article and the pages that are one of a kind."""
    root = request.script_root
    lines = [
        "User-agent: *",
        f"Allow: {root}/static/",
        *(f"Disallow: {root}{path}" for path in _NOT_CRAWLED),
        "",
        f"Sitemap: {absolute(url_for('discovery.sitemap_index'))}",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.app_template_global("metadata")
def metadata(article: Article) -> list[tuple[str, str]]:
    """Names and contents of the ``<meta>`` elements of an article's page."""
    return meta(article, _page_of(article), archive_name())


@blueprint.app_template_global("json_ld")
def json_ld(article: Article) -> str:
    """The article as schema.org describes one, for a ``<script>`` element."""
    return json_text(news_article(article, _page_of(article)))


def _files(addresses: int) -> int:
    return -(-addresses // SITEMAP_SIZE)


def _page_of(article: Article) -> str:
    return absolute(url_for("pages.article", article_id=article.id))


def _description(suggestion: Json) -> str:
    """What it is, and how many articles have it, where that is known."""
    return " · ".join(part for part in (suggestion["label"], suggestion["count"]) if part)


def _address(parent: etree._Element, kind: str, template: str, rel: str = "results") -> None:
    _add(parent, "Url", type=kind, rel=rel, template=absolute(template))


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = text or None
    return element


def _xml(root: etree._Element, kind: str) -> Response:
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(written, content_type=f"{kind}; charset=utf-8")
