"""The articles of a query as an Atom feed.

Source: RFC 4287 (Atom), RFC 5005, section 3 (feeds in pages), RFC 3339 (instants), RFC 9562 (UUIDs
made of names).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid5

from flask import Blueprint, Response, request, url_for

from index.article import Article
from index.errors import EngineUnreachable
from search.query import Query
from web.exports import metadata, xml
from web.exports.addresses import article_page, feed_url, whole_result
from web.http.caching import unchanged
from web.http.engine import engine, partial, today
from web.http.links import search_address
from web.http.public_url import absolute, archive_name, is_whole
from web.i18n.brevity import OF_PAGES, brief
from web.i18n.labels import labels
from web.i18n.script import is_latin
from web.url.address import address
from web.url.reading import of_search, read_search

blueprint = Blueprint("feeds", __name__)
blueprint.add_app_template_global(feed_url)

#: So many articles are in a page of a feed.
ENTRIES = 100

#: The type of a feed in HTTP and in links.
ATOM = "application/atom+xml"

#: What stands in ``updated``, which every entry must have, where no day at all is known. It never
#: changes and sorts last.
UNKNOWN = "1970-01-01T00:00:00Z"

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: The names of articles are told apart from names of other things by it.
_ARTICLES = UUID("6a0a3c9e-3b0e-5d0f-9b63-6f2b8f6f9d11")


@blueprint.get("/feed.atom", endpoint="atom")
def feed() -> Response:
    """Answer with the first articles of a query, unless an order is asked for as they arrived.

    A reader looks at the beginning for what he does not know. What was published long ago and
    comes in late stands there in the order of arrival alone.

    What comes after them is linked as the next page, by a cursor: articles that come in while a
    reader goes through the pages shift nothing.

    Raises:
        EngineUnreachable: a part of the archive does not answer.
    """
    given = of_search(request.args.items(multi=True))
    query = _first(
        read_search(given, today), ordered=any(n == "sort" and v.strip() for n, v in given)
    )
    results = engine().search(query)
    if partial():
        # A reader's program would take what is missing for gone.
        raise EngineUnreachable("part of the archive does not answer")
    heading = Heading(
        title=_title(query),
        language=labels.language,
        archive=archive_name(),
        address=absolute(_own_url(query)),
        page=absolute(str(search_address(_as_page(query)))),
        own=absolute(_page_url(query, query.after)),
        following=absolute(_page_url(query, results.next)) if results.next else "",
    )
    written = atom(heading, [brief(hit.article, OF_PAGES) for hit in results.hits], article_page)
    return unchanged(written) or Response(written, content_type=f"{ATOM}; charset=utf-8")


def _as_page(query: Query) -> Query:
    return replace(query, size=Query().size, counted=None, after="")


def _page_url(query: Query, after: str) -> str:
    """Return the address of the page of the feed that begins after a place; empty for the first."""
    first = _own_url(query)
    return f"{first}{'&' if '?' in first else '?'}{urlencode({'after': after})}" if after else first


def _own_url(query: Query) -> str:
    """Return the address of the feed that is being given, which names its order."""
    if query.sort in ("oldest", "added"):
        return feed_url(query)
    kept = [pair for pair in whole_result(query) if pair[0] != "sort"]
    return address(url_for("feeds.atom"), [*kept, ("sort", query.sort)])


@dataclass(frozen=True, slots=True)
class Heading:
    """What a feed says of itself.

    Attributes:
        title: what it holds.
        language: of the title.
        archive: the name of the archive.
        address: of the feed, which is its id as well; without a host where none is known, as the
            format allows it for all addresses but ids.
        page: address of the page with the same results.
        own: address of this page of the feed, where that is another.
        following: address of the page of the feed after this one; empty where there is none.
    """

    title: str
    language: str
    archive: str
    address: str
    page: str
    own: str = ""
    following: str = ""


def atom(heading: Heading, articles: Sequence[Article], address_of: Callable[[str], str]) -> bytes:
    """Return an Atom feed in UTF-8; the same articles give the same bytes.

    Args:
        heading: of the feed.
        articles: in their order.
        address_of: gives the address of an article's page by the article's id.
    """
    feed = xml.root("feed", _NAMESPACE)
    feed.set(_LANGUAGE, "ar")
    xml.add(feed, "id", feed_id(heading.address))
    title = xml.add(feed, "title", metadata.one_line(heading.title))
    title.set(_LANGUAGE, heading.language)
    xml.add(feed, "updated", _updated(articles))
    xml.add(xml.add(feed, "author"), "name", metadata.one_line(heading.archive) or "Fihris")
    xml.add(feed, "link", rel="self", type=ATOM, href=heading.own or heading.address)
    if heading.own not in ("", heading.address):
        xml.add(feed, "link", rel="first", type=ATOM, href=heading.address)
    if heading.following:
        xml.add(feed, "link", rel="next", type=ATOM, href=heading.following)
    xml.add(feed, "link", rel="alternate", type="text/html", href=heading.page)
    xml.add(feed, "generator", "Fihris")
    for article in articles:
        _add_entry(feed, article, address_of(article.id))
    return xml.written(feed, indented=True)


def entry_id(article: Article) -> str:
    """Return a URN for an article, the same in every feed and at every address of the archive.

    It is made of the original's address, or of the id and the paper, since a bare number may be an
    id in another archive as well.
    """
    name = article.url or f"{article.source}\x1f{article.id}"
    return uuid5(_ARTICLES, name.encode("utf-8", "surrogatepass").decode("latin-1")).urn


def feed_id(address: str) -> str:
    """Return the id of the feed at an address: the address, or a URN made of one without a host."""
    return address if is_whole(address) else uuid5(_ARTICLES, address).urn


def instant(published: date) -> str:
    """Return a day or a moment as RFC 3339 writes it.

    A day begins at midnight. Archives keep the clock of the paper's place; where its offset is not
    known, the clock is given as UTC.
    """
    return _moment(published).isoformat(timespec="seconds").replace("+00:00", "Z")


def _moment(day: date) -> datetime:
    if not isinstance(day, datetime):
        day = datetime.combine(day, time())
    offset = day.utcoffset()
    return day.replace(tzinfo=UTC) if offset is None or offset % timedelta(minutes=1) else day


def _add_entry(feed: xml.Element, article: Article, address: str) -> None:
    entry = xml.add(feed, "entry")
    if is_latin(article):
        # Readers show what is in Arabic from right to left.
        entry.set(_LANGUAGE, "")
    xml.add(entry, "id", entry_id(article))
    xml.add(entry, "title", metadata.headline(article))
    xml.add(entry, "updated", _updated([article]))
    if article.published:
        xml.add(entry, "published", instant(article.published))
    if author := metadata.one_line(article.byline) or metadata.paper(article):
        xml.add(xml.add(entry, "author"), "name", author)
    xml.add(entry, "link", rel="alternate", type="text/html", href=address)
    if original := metadata.original(article):
        xml.add(entry, "link", rel="via", href=original)
    if section := metadata.one_line(article.section):
        xml.add(
            entry, "category", term=metadata.one_line(article.section_id) or section, label=section
        )
    # Required where there is no content; an article without deck and body has an empty one.
    xml.add(entry, "summary", metadata.summary(article))


def _updated(articles: Sequence[Article]) -> str:
    """The last day on which one of some articles was published or fetched, as far as is known."""
    told = (day for article in articles for day in (article.published, article.captured))
    days = [day for day in told if day]
    return instant(max(days, key=_moment)) if days else UNKNOWN


def _first(query: Query, *, ordered: bool) -> Query:
    return replace(
        query,
        sort=query.sort if ordered else "added",
        page=1,
        size=ENTRIES,
        counted=(),
    )


def _title(query: Query) -> str:
    """Return the archive's name and what was asked for, as the pages say it."""
    asked = [labels.gettext("“{words}”").format(words=query.text)] if query.text else []
    asked += [f"{chip.kind}: {chip.label}" for chip in labels.chips(query)]
    nothing = labels.gettext("All articles")
    return f"{archive_name()}: {labels.joined(asked or [nothing])}"
