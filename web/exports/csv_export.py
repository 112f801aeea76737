"""The articles of a query as a table of comma-separated values.

Source: RFC 4180 (the format), RFC 6266 and 8187 (names of downloads). What spreadsheets make of
its cells is in :mod:`web.exports.spreadsheets`.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import StringIO
from itertools import chain, islice
from urllib.parse import quote

from flask import Blueprint, Response, request

from index.article import Article
from index.errors import TimeExceeded
from index.facets import FACETS, Facet
from web.exports import metadata, slots
from web.exports.addresses import csv_url
from web.exports.spreadsheets import guarded
from web.http.engine import engine, today
from web.url.reading import of_search, read_search

blueprint = Blueprint("tables", __name__)
blueprint.add_app_template_global(csv_url)

#: Excel takes a file for UTF-8 only where it begins with this.
BYTE_ORDER_MARK = "\ufeff"

#: Between the parts of a value that has several.
SEPARATOR = "; "

#: The first cell of the last row where the server failed, or the time was up, before the end.
INCOMPLETE = "#INCOMPLETE"


def _labels(facet: Facet, article: Article) -> str:
    """The values that an article has in a facet, as readers see them."""
    return SEPARATOR.join(map(facet.label, facet.values(article)))


#: Name of a column → what an article has for it. Programs go by these names: they stay, and new
#: columns are added at the end.
COLUMNS: dict[str, Callable[[Article], str]] = {
    "id": lambda article: article.id,
    "url": lambda article: article.url,
    "title": lambda article: article.title,
    "deck": lambda article: article.deck,
    "section": lambda article: article.section,
    "section_id": lambda article: article.section_id,
    "agencies": lambda article: SEPARATOR.join(article.agencies),
    "photo_agencies": lambda article: SEPARATOR.join(article.photo_agencies),
    "text_agencies": lambda article: SEPARATOR.join(article.text_agencies),
    "dateline": lambda article: SEPARATOR.join(article.datelines),
    "places": lambda article: SEPARATOR.join(article.places),
    "source": lambda article: article.source,
    "paper": metadata.paper,
    "byline": lambda article: article.byline,
    "published": lambda article: metadata.moment_of(article.published) if article.published else "",
    "published_evidence": lambda article: article.published_evidence,
    "kind": lambda article: article.kind,
    "caption": lambda article: article.caption,
    "credit": lambda article: article.credit,
    "issue": lambda article: article.issue,
    "page": lambda article: article.page,
    "captured": lambda article: metadata.moment_of(article.captured) if article.captured else "",
    **{facet.name: partial(_labels, facet) for facet in FACETS if facet.exported},
}

_LONGEST_NAME = 60
_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
_AT_A_TIME = 100
# Rows after which pages are given way to: about a millisecond.
_STEP = 20


@blueprint.get("/results.csv")
def results() -> Response:
    """Answer with all articles of a query, whatever page of them was asked for."""
    query = read_search(of_search(request.args.items(multi=True)), today)
    articles = engine().scan(replace(query, page=1, after=""))
    # Read before the answer begins: where nothing can be read, there is a page that says why.
    first = list(islice(articles, 1))
    lines = table(chain(first, articles), slots.pace().step)
    response = Response(lines, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = attachment(file_name(query.text, "csv"))
    return response


def table(articles: Iterable[Article], step: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Yield the lines of the table, its head first, a hundred at a time.

    Args:
        articles: in the order of the rows.
        step: called every few rows; it may take its time, and break the table off.

    Raises:
        Exception: whatever reading an article raised, or the step. Before that, a last line says
            that the table is not complete; the server then breaks the transfer off instead of
            ending it, so that programs see it as well.
    """
    waiting = [BYTE_ORDER_MARK + _line(COLUMNS)]
    count = 0
    try:
        for count, article in enumerate(articles, 1):
            waiting.append(_line(guarded(value(article)) for value in COLUMNS.values()))
            if count % _STEP == 0:
                step()
            if count % _AT_A_TIME == 0:
                yield "".join(waiting)
                waiting.clear()
    except Exception as error:
        why = "the time was up" if isinstance(error, TimeExceeded) else "the server failed"
        message = f"{why} after {count} articles; this table is not complete"
        yield "".join([*waiting, _line([INCOMPLETE, message])])
        raise
    yield "".join(waiting)


def file_name(text: str, extension: str) -> str:
    """Return a name for a download out of the words of a query: letters, digits and hyphens.

    It is none of the names that are devices on Windows, whatever their ending.
    """
    letters = (sign for sign in text if not unicodedata.category(sign).startswith("M"))
    words = re.sub(r"[\W_]+", "-", "".join(letters)).strip("-")[:_LONGEST_NAME].strip("-")
    if _DEVICE.fullmatch(words):
        words = f"fihris-{words}"
    return f"{words or 'fihris'}.{extension}"


def attachment(name: str) -> str:
    """Return the header ``Content-Disposition``: the name, and one in ASCII for old programs."""
    plain = name if name.isascii() else f"fihris.{name.rpartition('.')[2]}"
    encoded = quote(name, safe="")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


def _line(values: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()
