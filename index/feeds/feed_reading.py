"""From the bytes of a feed to articles, by the readers of sources."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from hashlib import blake2b
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from index.addresses import address_key
from index.article import Article
from index.feeds.feed import Feed
from index.feeds.shown_addresses import shown_address
from index.feeds.troubles import FetchTrouble
from index.ingestion import Found, printable, read_file
from index.limits import SourceLimits
from index.sources import InputFile, Problem, detect

_FORMATS = frozenset({"feed", "jsonfeed"})
_PAGES = frozenset({"html", "hocr"})
_HEAD = 64 << 10
_BLANKS = b" \t\r\n\xef\xbb\xbf"
_LINK = re.compile(rb"(?i)<link\b[^>]{1,2000}>")
_OF_FEED = re.compile(rb"(?i)\btype\s*=\s*[\"']?application/(?:rss|atom)\+xml")
_HREF = re.compile(rb"(?i)\bhref\s*=\s*[\"']?([^\"'\s>]+)")
#: Further ahead is no day of publication: the clocks of places differ by so much.
_AHEAD = timedelta(days=1)
#: Two articles without a day do not have so many letters in common.
_DISTINCT = 200
#: An id of such a form belongs to one article in the whole world.
_WORLDWIDE = ("tag:", "urn:", "sha256-")


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed held.

    Attributes:
        articles: without their facts, in the order of the feed, no two with one id.
        problems: met in it, as remarks for people.
        title: what the feed calls its paper.
    """

    articles: tuple[Article, ...]
    problems: tuple[str, ...]
    title: str


def read_feed(
    raw: bytes, address: str, feed: Feed, scope: str, now: float, limits: SourceLimits
) -> FeedRead:
    """Return the articles of a feed.

    Args:
        raw: what its server sent.
        address: from which it came, which its links may be relative to.
        feed: as the list has it; its names are taken where the feed gives none.
        scope: parts ids that other feeds may use too.
        now: when it came, in seconds since 1970.
        limits: of what a source may cost.

    Raises:
        FetchTrouble: this is no feed, or nothing of it can be read.
    """
    told = (("source", feed.paper), ("section", feed.section))
    file = InputFile(
        name="feed.json" if raw.lstrip(_BLANKS).startswith(b"{") else "feed.xml",
        size=len(raw),
        open=partial(BytesIO, raw),
        constants=tuple(pair for pair in told if pair[1]),
        limits=limits,
    )
    format = _format(file, raw, address)
    found, problems = list[Article](), list[Problem]()
    for one in read_file(file, format, facts=False):
        if isinstance(one, Found):
            found.append(one.article)
        elif isinstance(one, Problem):
            problems.append(one)
    broken = [one for one in problems if one.reason in ("broken", "unreadable")]
    if broken and not found:
        raise FetchTrouble("damaged", f"the feed cannot be read: {broken[0].message}")
    moment = datetime.fromtimestamp(int(now), UTC)
    articles = [_as_followed(one, address, scope, moment) for one in found]
    counts = Counter(problem.reason for problem in problems)
    late = sum(one.published is not None for one in found)
    late -= sum(one.published is not None for one in articles)
    remarks = [f"{count} {reason}" for reason, count in counts.items() if reason != "no_text"]
    remarks += [f"{late} dated in the future, whose day is unknown"] if late else []
    sources = Counter(one.source for one in found if one.source)
    title = max(sources, key=sources.__getitem__, default="")
    return FeedRead(tuple(_each_once(articles)), tuple(remarks), title)


def digest_of(article: Article) -> str:
    """Return what is the same for an article as long as its feed says the same of it."""
    told = (
        *(article.title, article.deck, article.body, article.caption, article.credit),
        *(article.byline, article.section, article.source, str(article.published), article.kind),
    )
    text = "\x1f".join(told).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=12).hexdigest()


def is_distinct(article: Article) -> bool:
    """Tell whether no other article says the same word for word: it has a day, or enough words."""
    return article.published is not None or len(article.body) >= _DISTINCT


def _format(file: InputFile, raw: bytes, address: str) -> str:
    try:
        format = detect(file, raw[:_HEAD])
    except ValueError:
        format = None
    if format in _FORMATS:
        return str(format)
    if not raw.strip():
        raise FetchTrouble("no_feed", "the answer is empty")
    if format not in _PAGES:
        raise FetchTrouble("no_feed", "the server sends something else, and no feed")
    named = _named_in(raw, address)
    hint = f"; the page names this one: {shown_address(named)}" if named else ""
    raise FetchTrouble("no_feed", f"the server sends a web page, and no feed{hint}")


def _named_in(page: bytes, address: str) -> str:
    """Return the address of the feed that a web page names; empty where it names none."""
    for link in _LINK.findall(page[:_HEAD]):
        href = _HREF.search(link) if _OF_FEED.search(link) else None
        if href:
            return _joined(address, unescape(href[1].decode("utf-8", "replace")).strip())
    return ""


def _each_once(articles: list[Article]) -> Iterator[Article]:
    seen: set[str] = set()
    for article in articles:
        names = {address_key(article.id), address_key(article.url or article.id)}
        if not names & seen:
            yield article
        seen |= names


def _as_followed(article: Article, address: str, scope: str, moment: datetime) -> Article:
    article = printable(article)
    url, id_ = _joined(address, article.url), article.id
    if id_ == article.url:
        id_ = url
    elif not id_.startswith(_WORLDWIDE) and "://" not in id_:
        id_ = f"{id_}@{scope}"
    published = article.published
    if published is not None and _is_ahead(published, moment):
        published = None
    captured = article.captured or moment
    return replace(article, id=id_, url=url, published=published, captured=captured)


def _joined(address: str, url: str) -> str:
    try:
        return url if not url or urlsplit(url).scheme else urljoin(address, url)
    except ValueError:
        return url


def _is_ahead(published: date, moment: datetime) -> bool:
    if not isinstance(published, datetime):
        return published > (moment + _AHEAD).date()
    if published.utcoffset() is None:
        published = published.replace(tzinfo=UTC)
    try:
        return published > moment + _AHEAD
    except OverflowError:
        return True
