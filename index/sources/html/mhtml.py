"""``mhtml``: a page that a browser saved with all that belongs to it, as one file."""

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime

from index.article import Article
from index.sources.files.decoding import record
from index.sources.html.embedded import without_attachments
from index.sources.html.metadata import is_web
from index.sources.html.page_reading import Page
from index.sources.html.reader import read_page
from index.sources.reading import InputFile, Problem, Recognition

_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the article of a saved page.

    Args:
        file: a MIME message whose main part is a page.

    Raises:
        OSError: the file cannot be opened or read.
    """
    raw = record(file, without_attachments)
    try:
        message = message_from_bytes(raw.lstrip(), policy=policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
        pages = [part for part in parts if part.get_content_type() in _HTML]
        main = _main(message, pages)
        page = None if main is None else _page(message, main, file)
    except MemoryError:
        raise
    except Exception:  # whatever a parser raises for bytes from anywhere
        yield Problem("broken", file.name, "the message cannot be read; save the page anew")
        return
    if page is None:
        kinds = sorted({part.get_content_type() for part in parts})
        yield Problem("no_text", file.name, f"no page in the file, only {', '.join(kinds)[:120]}")
        return
    rest = len(parts) - 1
    if rest:
        message_text = f"the page {page.url} of {len(parts):,} parts; left aside: {rest:,} others"
        yield Recognition(file.name, message_text)
    yield from read_page(page)


def _main(message: Message, pages: list[Message]) -> Message | None:
    """Return the part that ``start`` or the address of the page names, else the first page."""
    start = str(message.get_param("start") or "").strip()
    about = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    for part in pages:
        if start and _header(part, "Content-ID") == start:
            return part
    for part in pages:
        if about and _header(part, "Content-Location") == about:
            return part
    return pages[0] if pages else None


def _page(message: Message, main: Message, file: InputFile) -> Page:
    payload = main.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    named = [_header(message, "Snapshot-Content-Location"), _header(main, "Content-Location"),
             _header(message, "Content-Location")]  # fmt: skip
    return Page(
        raw,
        file,
        url=next((one for one in named if is_web(one)), ""),
        captured=_saved(message),
        charset=main.get_content_charset(),
    )


def _saved(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except (TypeError, ValueError, IndexError):
        return None


def _header(message: Message, name: str) -> str:
    return re.sub(r"\s+", "", str(message.get(name) or "")) if name != "Date" else str(
        message.get(name) or "")  # fmt: skip
