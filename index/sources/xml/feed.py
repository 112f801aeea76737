"""``feed``: RSS 2.0, RSS 1.0 (RDF) and Atom, saved to a file."""

import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.sax import SAXParseException

import feedparser

from index.article import Article, identity
from index.sources.files.decoding import content, mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem
from index.sources.records import dates
from index.sources.records.markup import plain_text
from index.sources.records.prose import deck_apart, paragraphs

Entry = Mapping[str, Any]


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Yield the entries of a feed, in its order.

    The description is the deck where the feed carries the full content too, else the body.

    Args:
        file: in whatever encoding it declares.

    Raises:
        OSError: the file cannot be opened or read.
    """
    raw = content(file)
    try:
        # A stream of bytes, because feedparser takes a string for an address or a path.
        feed = feedparser.parse(io.BytesIO(raw))
        entries = [_article(file, feed, entry, n) for n, entry in enumerate(feed.entries, 1)]
    except Exception as error:  # whatever a parser raises for bytes from anywhere
        message = f"the feed cannot be parsed: {type(error).__name__}"
        yield Problem("broken", file.name, message)
        return
    if not entries and (feed.bozo or not feed.get("version")):
        message = f"not a feed: {feed.get('bozo_exception', 'no RSS or Atom in it')}"
        yield Problem("broken", file.name, " ".join(message.split()))
    for found in entries:
        yield from found
    wrong = feed.get("bozo_exception")
    if entries and isinstance(wrong, SAXParseException):
        message = "the feed is not well-formed here; entries after this may be missing"
        yield Problem("broken", file.name, message, line=_line(wrong, raw))


def _line(error: SAXParseException, raw: bytes) -> int | None:
    # Where the file has no XML declaration, feedparser puts one on a line of its own before it.
    declared = b"<?xml" in raw[:64].replace(b"\0", b"")
    return (error.getLineNumber() or 1) - (not declared) or None


def _article(file: InputFile, feed: Any, entry: Entry, number: int) -> list[Article | Problem]:
    title = " ".join(_plain(entry.get("title_detail")).split())
    summary = _plain(entry.get("summary_detail"))
    content = "\n\n".join(filter(None, map(_plain, entry.get("content", ()))))
    body = content or summary
    if not title and not body:
        message = "the entry has neither a title nor a text"
        return [Problem("no_text", file.name, message, record=number)]
    link, guid = mend_line(entry.get("link", "")), mend_line(entry.get("id", ""))
    url = "" if link == guid and "://" not in guid else link  # a guid passes as a link there
    deck = deck_apart(summary, body)
    published, problems = _published(file, entry, number)
    article = Article(
        id=identity(id=url or guid, text=(title, deck, body)),
        url=url,
        title=title,
        deck=deck,
        body=body,
        byline=_byline(entry),
        section=mend_name(next((tag.get("term") or "" for tag in entry.get("tags", ())), "")),
        source=mend_name(_plain(feed.feed.get("title_detail"))),
        published=published,
    )
    return [article, *problems]


def _byline(entry: Entry) -> str:
    authors = entry.get("authors", ())
    names = [author.get("name") or author.get("email") or "" for author in authors]
    return mend("، ".join(filter(None, names)) or entry.get("author") or "")


def _published(file: InputFile, entry: Entry, number: int) -> tuple[date | None, list[Problem]]:
    # "updated" second: asking for it where only "published" stands makes feedparser warn.
    name = "published" if "published" in entry else "updated"
    text = entry.get(name) if name in entry else ""
    understood = entry.get(f"{name}_parsed") if text else None

    def parse(text: str) -> date:
        for read_date in (dates.iso, parsedate_to_datetime):
            try:
                return read_date(text)
            except (ValueError, TypeError, IndexError):  # what odd dates do to parsedate
                continue
        if understood is None:
            raise ValueError(text)
        return datetime.fromtimestamp(timegm(understood), UTC)  # feedparser makes it UTC

    return dates.published(text or "", file, parse=parse, record=number)


def _plain(detail: Mapping[str, str] | None) -> str:
    """Return the text of an element as feedparser gives it, HTML or not, in paragraphs."""
    value = mend((detail or {}).get("value") or "")
    if detail is None or "html" not in (detail.get("type") or ""):
        return paragraphs(value)
    return plain_text(value)
