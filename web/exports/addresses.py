"""Addresses that exports name, and those of feeds and tables."""

from collections.abc import Callable
from urllib.parse import quote

from flask import request, url_for

from search.query import Query
from web.http.links import path_before_id
from web.http.public_url import absolute
from web.url.address import address, pairs

# Which part of the results a page shows is nothing to a feed or a table.
_OF_PAGES = ("page", "size", "after")
_OWN_ORDER = (("sort", "newest"), ("sort", "added"))


def article_page(article_id: str) -> str:
    """Return the whole address of an article's page, in the language of the request."""
    return absolute(url_for("pages.article", article_id=article_id))


def article_pages() -> Callable[[str], str]:
    """Return what gives the whole addresses of many articles' pages, by their ids."""
    before = absolute(path_before_id(request.script_root, "pages.article"))
    return lambda article_id: before + quote(article_id, safe="")


def whole_result(query: Query) -> list[tuple[str, str]]:
    """Return the parameters that ask for a result, but not for a part of it."""
    return [pair for pair in pairs(query) if pair[0] not in _OF_PAGES]


def feed_url(query: Query) -> str:
    """Return the address of a query's feed, in its own order unless another one was chosen.

    That is the order of arrival: whoever follows what is newest wants all that is new.
    """
    kept = [pair for pair in whole_result(query) if pair not in _OWN_ORDER]
    return address(url_for("feeds.atom"), kept)


def csv_url(query: Query) -> str:
    """Return the address of a query's table."""
    return address(url_for("tables.results"), whole_result(query))
