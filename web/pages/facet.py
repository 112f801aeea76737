"""All values of one facet, to choose several of."""

from flask import abort, render_template, request

from index.facets import FACET_BY_NAME
from search.query import MAX_PAGE
from web.http.engine import engine, today
from web.http.links import search_address
from web.url.reading import read_page_search, whole_number

#: Values on one page.
VALUES = 60


def facet(name: str) -> str:
    """Answer ``/facets/…``: all values of one facet for a search, or those that contain letters."""
    if name not in FACET_BY_NAME:
        abort(404)
    query = read_page_search(request.args.items(multi=True), today)
    containing = request.args.get("containing", "").strip()
    first = whole_number(request.args.get("first", "")) or 0
    begin = first if 0 <= first <= MAX_PAGE else 0
    page = engine().facet(query, name, containing=containing, first=begin, count=VALUES)
    return render_template(
        "facet.html",
        name=name,
        query=query,
        search=search_address(query),
        page=page,
        containing=containing,
        first=begin,
        size=VALUES,
    )
