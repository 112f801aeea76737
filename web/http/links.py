"""The addresses of our pages, for which Flask has to be asked."""

from functools import lru_cache
from urllib.parse import quote

from flask import request, url_for

from search.query import Query
from web.i18n.language import LANGUAGES, Language, language
from web.url.address import SearchAddress, address
from web.url.parameters import OF_PAGES, SEARCH_NAMES

# An id that is written as it is; see web.http.converters.
_ANY = "0"


def search_address(query: Query) -> SearchAddress:
    """Return the address of the page that answers a query."""
    return SearchAddress.of(query, path("pages.search"))


def path(endpoint: str) -> str:
    """Return the path of a page that has no variable part, in the language of the request.

    Args:
        endpoint: the name of the page.
    """
    return _path_under(request.script_root, endpoint)


def page_url(endpoint: str, search: SearchAddress, article_id: str | None = None) -> str:
    """Return the address of a page that takes a search, such as that of a hit.

    Args:
        endpoint: the name of the page.
        search: the search that it is to remember; of a long one a page about an article
            remembers the words at most.
        article_id: of the article that the page is about, if it is about one.
    """
    if article_id is None:
        return path(endpoint) + search.question
    before = path_before_id(request.script_root, endpoint)
    return before + quote(article_id, safe="") + search.remembered


# Flask takes as long for one address as for a row of a table, and a page has fifty. The root is a
# key because it is all of a request that they depend on.
@lru_cache(maxsize=256)
def _path_under(root: str, endpoint: str) -> str:
    return url_for(endpoint)


@lru_cache(maxsize=256)
def path_before_id(root: str, endpoint: str) -> str:
    """Return what stands before the id in the paths of an endpoint that takes one.

    Args:
        root: of the paths, as the request has it.
        endpoint: the name of the page.
    """
    return url_for(endpoint, article_id=_ANY).removesuffix(_ANY)


def facet_url(name: str, search: SearchAddress, containing: str = "", first: int = 0) -> str:
    """Return the address of all values of a facet, or of those that contain some letters.

    Args:
        name: of the facet.
        search: that the values are counted for.
        containing: the letters.
        first: how many values to pass over.
    """
    more = [("containing", containing), ("first", str(first) if first > 0 else "")]
    kept = [pair for pair in more if pair[1]]
    return search.at(_path_of_facet(request.script_root, name), kept).at_page(1)


@lru_cache(maxsize=256)
def _path_of_facet(root: str, name: str) -> str:
    return url_for("pages.facet", name=name)


def here() -> str:
    """Return the address being shown, to come back to."""
    return address(_path_shown(), _asked())


def address_in(other: Language) -> str:
    """Return the address of the page being shown, in another language."""
    root = request.script_root.removesuffix(f"/{language()}")
    prefix = "" if other == LANGUAGES[0] else f"/{other}"
    return address(root + prefix + _path_shown().removeprefix(request.script_root), _asked())


def _path_shown() -> str:
    endpoint, inside = request.endpoint or "pages.search", request.view_args
    return url_for(endpoint, **inside) if inside else path(endpoint)


def _asked() -> list[tuple[str, str]]:
    """What the address asks for, without what it picked up elsewhere on the web."""
    known = SEARCH_NAMES | OF_PAGES
    return [pair for pair in request.args.items(multi=True) if pair[0] in known]
