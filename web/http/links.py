"""The addresses of our pages, for which Flask has to be asked."""

from typing import Any

from flask import request, url_for

from search.query import Query
from web.i18n.language import LANGUAGES, Language, language
from web.url.address import SearchAddress, address
from web.url.parameters import OF_PAGES, SEARCH_NAMES


def search_address(query: Query) -> SearchAddress:
    """Return the address of the page that answers a query."""
    return SearchAddress.of(query, url_for("pages.search"))


def page_url(endpoint: str, search: SearchAddress, **where: Any) -> str:
    """Return the address of a page that takes a search, such as that of a hit.

    Args:
        endpoint: the name of the page.
        search: the search that it is to remember.
        where: the variable parts of its path.
    """
    return url_for(endpoint, **where) + search.question


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
    return search.at(url_for("pages.facet", name=name), kept).at_page(1)


def here() -> str:
    """Return the address being shown, to come back to."""
    return address(_path(), _asked())


def address_in(other: Language) -> str:
    """Return the address of the page being shown, in another language."""
    root = request.script_root.removesuffix(f"/{language()}")
    prefix = "" if other == LANGUAGES[0] else f"/{other}"
    return address(root + prefix + _path().removeprefix(request.script_root), _asked())


def _path() -> str:
    return url_for(request.endpoint or "pages.search", **(request.view_args or {}))


def _asked() -> list[tuple[str, str]]:
    """What the address asks for, without what it picked up elsewhere on the web."""
    known = SEARCH_NAMES | OF_PAGES
    return [pair for pair in request.args.items(multi=True) if pair[0] in known]
