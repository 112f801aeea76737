"""Pages for readers."""

import re

from flask import Blueprint, render_template, request

from index.errors import QueryInvalid
from search.query import MAX_PAGE, Query
from search.results import Results
from web import labels, params
from web.api import COPIES, RELATED
from web.archive import engine
from web.errors import ArticleNotFound

blueprint = Blueprint("pages", __name__)

_BLANK_LINES = re.compile(r"\n\s*\n")
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@blueprint.get("/")
def search() -> str:
    """The first page, or the results where anything was asked for.

    Shared links get parameters from all over the web, so names that are not ours are passed over.
    """
    given = request.args.items(multi=True)
    query = params.read(pair for pair in given if pair[0] in params.KNOWN)
    results = engine().search(query)
    if not params.pairs(query):
        return render_template("home.html", query=query, results=results)
    return render_template(
        "results.html",
        query=query,
        results=results,
        chips=labels.chips(query),
        last_page=_last_page(results),
        page_numbers=page_numbers(query.page, _last_page(results)),
    )


@blueprint.get("/articles/<article_id:article_id>")
def article(article_id: str) -> str:
    """One whole article."""
    found = engine().article(article_id)
    if found is None:
        raise ArticleNotFound
    return render_template(
        "article.html",
        article=found,
        copies=engine().copies(found.id, COPIES),
        related=engine().related(found.id, RELATED),
        paragraphs=[part for part in _BLANK_LINES.split(found.body) if part.strip()],
        original=found.url if _WEB_ADDRESS.match(found.url) else "",
        query=_search_before(),
    )


def page_numbers(page: int, last: int) -> list[int | None]:
    """The pages to offer: the ends and those around ``page``; ``None`` where some are left out."""
    near = {1, last, *range(page - 2, page + 3)}
    offered = sorted(number for number in near if 1 <= number <= last)
    found: list[int | None] = []
    for number in offered:
        previous = found[-1] if found else None
        if previous is not None and number - previous > 1:
            found.append(None)
        found.append(number)
    return found


def _last_page(results: Results) -> int:
    pages = -(-results.listed // results.query.size)
    return min(max(pages, 1), MAX_PAGE)


def _search_before() -> Query:
    """The search that led to an article.

    Shared links get parameters from all over the web; none of them is a reason to refuse a page
    that needs none.
    """
    try:
        return params.read(request.args.items(multi=True))
    except QueryInvalid:
        return params.read(())
