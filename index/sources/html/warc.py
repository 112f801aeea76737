"""``warc``: pages that a crawler kept, in WARC files by themselves or packed as WACZ."""

import gzip
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO, cast

from index.article import Article
from index.limits import too_long
from index.sources.html.metadata import host_of
from index.sources.html.page_reading import Page
from index.sources.html.reader import read_page, title_in
from index.sources.html.site_names import shared_endings
from index.sources.html.warc_records import Captured, Damaged, Left, TooLong, records
from index.sources.reading import InputFile, Problem, Recognition

_ARCS = b"filedesc://"
#: How far into a file the titles of pages are compared, and how many pages are told of singly.
_LOOKED_AT = 400
_TITLES_A_HOST = 12
_TOLD_SINGLY = 20
_DAMAGED_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, KeyError)


@dataclass(slots=True)
class _Count:
    """What one file held."""

    pages: int = 0
    articles: int = 0
    left: Counter[str] = field(default_factory=Counter)
    no_article: Counter[str] = field(default_factory=Counter)


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of all pages that were fetched whole, in the order of the file.

    Args:
        file: WARC, packed record by record or not, or WACZ.

    Raises:
        OSError: the file cannot be opened or read.
    """
    with file.open() as stream:
        head = stream.read(512)
    if head.startswith(b"PK\x03\x04"):
        yield from _read_packed(file)
    elif _ARCS in head[:16] or _ARCS in _beginning(head)[:16]:
        message = "this is an ARC file; make a WARC of it: warcio recompress OLD.arc.gz NEW.warc.gz"
        yield Problem("unknown_format", file.name, message)
    else:
        yield from _read_records(file)


def _beginning(head: bytes) -> bytes:
    try:
        return gzip.GzipFile(fileobj=cast(BinaryIO, _Bytes(head))).read(64)
    except (OSError, EOFError):
        return b""


class _Bytes:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def read(self, size: int = -1) -> bytes:
        size = len(self._raw) if size < 0 else size
        found, self._raw = self._raw[:size], self._raw[size:]
        return found


def _read_packed(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            inside = [
                one
                for one in archive.infolist()
                if one.filename.lower().endswith((".warc", ".warc.gz"))
            ]
            if not inside:
                message = "no WARC in the archive; a WACZ has them in its folder archive/"
                yield Problem("no_text", file.name, message)
            for member in inside:
                name = "".join(one if one.isprintable() else "\ufffd" for one in member.filename)
                opened = partial(_opened, archive, member)
                inner = replace(
                    file,
                    name=f"{file.name}/{name}",
                    size=member.file_size,
                    open=opened,
                    beside=None,
                )
                yield from _read_records(inner)
    except _DAMAGED_ZIP as error:
        yield Problem("unreadable", file.name, f"not a sound WACZ: {error}")


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    try:
        return cast(BinaryIO, archive.open(member))
    except _DAMAGED_ZIP as error:
        raise OSError(f"the archive member cannot be unpacked: {error}") from error


def _read_records(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    shared = _shared(file)
    count = _Count()
    with closing(records(file.open, file.limits.record_bytes)) as found:
        for record in found:
            if isinstance(record, Left):
                count.left[record.what] += 1
            elif isinstance(record, Damaged) and record.ends and record.number == 0:
                message = f"no WARC record can be read: {record.why}; take the file anew"
                yield Problem("broken", file.name, message)
                return
            elif isinstance(record, TooLong):
                message = too_long(f"the page {record.url[:200]}", file.limits)
                yield Problem("too_large", file.name, message, record=record.number)
            elif isinstance(record, Damaged):
                yield _damage(file, record)
            else:
                yield from _read_captured(file, record, shared, count)
    yield from _summary(file, count)


def _read_captured(
    file: InputFile, record: Captured, shared: dict[str, frozenset[str]], count: _Count
) -> Iterator[Article | Problem | Recognition]:
    count.pages += 1
    page = Page(
        record.raw,
        file,
        url=record.url,
        captured=record.at,
        charset=record.charset,
        shared=shared.get(host_of(record.url), frozenset()),
        record=record.number,
    )
    for found in read_page(page):
        if isinstance(found, Article):
            count.articles += 1
        elif isinstance(found, Recognition) and count.articles > _TOLD_SINGLY:
            continue
        elif isinstance(found, Problem) and found.reason == "no_text":
            # A crawl has more lists than articles; each by itself would bury the rest.
            what = found.message.removeprefix("no article in the page: ")
            count.no_article[what.partition(",")[0]] += 1
            continue
        yield found
    if record.cut:
        message = f"the page {record.url} is not whole ({record.cut}); what is there is read"
        yield Problem("broken", file.name, message, record=record.number)


def _damage(file: InputFile, found: Damaged) -> Problem:
    behind = "the rest of the file is left out" if found.ends else "reading goes on behind it"
    message = (
        f"damaged behind record {found.number}, from byte {found.at} on: {found.why}; {behind}"
    )
    return Problem("broken", file.name, message, record=found.number + 1)


def _summary(file: InputFile, count: _Count) -> Iterator[Problem | Recognition]:
    left = ", ".join(f"{number:,} {what}" for what, number in count.left.most_common())
    told = f"{count.articles:,} articles in {count.pages:,} pages"
    yield Recognition(file.name, told + (f"; left out: {left}" if left else ""))
    if count.no_article:
        total = sum(count.no_article.values())
        kinds = ", ".join(f"{number:,} {what}" for what, number in count.no_article.most_common(8))
        message = f"{total:,} of {count.pages:,} pages are no articles: {kinds}"
        yield Problem("no_text", file.name, message)
    elif not count.articles:
        message = "no page of a news site in the file" + (f": {left}" if left else "")
        yield Problem("no_text", file.name, message)


def _shared(file: InputFile) -> dict[str, frozenset[str]]:
    """Return for each host what the titles of its first pages share at their ends."""
    titles: dict[str, list[str]] = {}
    with closing(records(file.open, file.limits.record_bytes)) as found:
        for number, record in enumerate(found):
            if number >= _LOOKED_AT:
                break
            if isinstance(record, Captured):
                known = titles.setdefault(host_of(record.url), [])
                if len(known) < _TITLES_A_HOST:
                    known.append(title_in(record.raw, record.charset))
    return {host: shared_endings([one for one in all_of if one]) for host, all_of in titles.items()}
