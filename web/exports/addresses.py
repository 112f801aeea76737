"""Addresses that exports name: pages of articles, and the whole of a result."""

from flask import url_for

from search.query import Query
from web.http.public_url import absolute
from web.url import params

# Which part of the results a page shows is nothing to a feed or a table.
_OF_PAGES = ("page", "size", "after")


def article_page(article_id: str) -> str:
    """Return the whole address of an article's page, in the language of the request."""
    return absolute(url_for("pages.article", article_id=article_id))


def whole_result(query: Query) -> list[tuple[str, str]]:
    """Return the parameters that ask for a result, but not for a part of it."""
    return [pair for pair in params.pairs(query) if pair[0] not in _OF_PAGES]
