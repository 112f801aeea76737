"""What the templates may call."""

from urllib.parse import urlencode

from flask import Flask, url_for

from index.facts import agencies
from search.query import Query
from web import labels, params
from web.markup import marked


def register(app: Flask, archive_name: str) -> None:
    """Give the templates of ``app`` their filters and functions."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        agency=agencies.label,
        day=labels.day,
        marked=marked,
        moment=labels.moment,
        number=labels.plain_number,
    )
    app.jinja_env.globals.update(
        archive_name=archive_name,
        article_url=article_url,
        labels=labels,
        params=params,
        search_url=search_url,
    )


def address(path: str, pairs: list[tuple[str, str]]) -> str:
    """A path with a query string."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def search_url(query: Query) -> str:
    """The address of the page that answers a query."""
    return address(url_for("pages.search"), params.pairs(query))


def article_url(article_id: str, query: Query) -> str:
    """The address of an article's page, which remembers the search that led there."""
    return address(url_for("pages.article", article_id=article_id), params.pairs(query))
