"""The records of a WARC file, one by one, past whatever is damaged in between."""

import re
import zlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

_CHUNK = 1 << 20
#: So often reading is taken up again behind a damaged record, before the rest is given up.
_MOST_FAULTS = 1000
_STARTS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"WA": b"WARC/1."}
_HTML = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_TYPES = {
    int(WarcRecordType.warcinfo): "notes of the crawler",
    int(WarcRecordType.request): "requests",
    int(WarcRecordType.metadata): "notes of the crawler",
    int(WarcRecordType.revisit): "revisits without a page",
    int(WarcRecordType.conversion): "texts that were converted",
    int(WarcRecordType.continuation): "continuations",
    int(WarcRecordType.unknown): "records of an unknown type",
}
_MARKED = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Captured:
    """A page of a WARC file.

    Attributes:
        number: of the record, from 1.
        url: that was fetched, and
        at: when.
        raw: the page, unpacked.
        charset: that the server declared.
        cut: why it is not whole; empty where it is.
    """

    number: int
    url: str
    at: date
    raw: bytes
    charset: str | None
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A record that holds no page; what it is, in words that can be counted."""

    what: str


@dataclass(frozen=True, slots=True)
class TooLong:
    """A page that is longer than a record may be: the number of its record, and its address."""

    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A place where a file cannot be read: behind which record, at which byte, and why."""

    number: int
    at: int
    why: str
    ends: bool = False


def records(
    open_file: Callable[[], BinaryIO], most: int
) -> Generator[Captured | Left | Damaged | TooLong, None, None]:
    """Yield every record of a file in its order; a damaged one costs no other.

    Args:
        open_file: opens the file at its start.
        most: bytes of a page, unpacked; longer ones are passed over.

    Raises:
        OSError: the file cannot be opened.
    """
    number, base, faults = 0, 0, 0
    told = -1  # the record behind which a damage was told
    with open_file() as stream:
        head = stream.read(12)
    mark = _STARTS.get(head[:2], b"WARC/1.")
    # A lenient reader passes over what is damaged and says nothing; only files whose line ends
    # an editor has changed need it.
    lenient = b"\n" in head and b"\r" not in head
    while True:
        last = base
        with open_file() as stream:
            stream.seek(base)
            try:
                for record in ArchiveIterator(stream, parse_http=False, quirks_mode=lenient):
                    number += 1
                    last = record.stream_pos
                    yield _read(record, number, lenient, most)
                return
            except BaseException as error:
                # What panics in Rust is no Exception.
                if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                    raise
                why = " ".join(str(error).split())[:120] or "it cannot be read"
        following = _next(open_file, max(last, base) + 1, mark)
        faults += 1
        given_up = following is None or faults > _MOST_FAULTS
        if told != number or given_up:
            yield Damaged(number, last, why, ends=given_up)
        told = number
        if following is None or given_up:
            return
        base = following


def _next(open_file: Callable[[], BinaryIO], start: int, mark: bytes) -> int | None:
    """Return where the next record may begin."""
    with open_file() as stream:
        stream.seek(start)
        at, kept = start, b""
        while chunk := stream.read(_CHUNK):
            text = kept + chunk
            found = text.find(mark)
            if found >= 0:
                return at - len(kept) + found
            kept = text[-len(mark) :]
            at += len(chunk)
    return None


def _read(record: WarcRecord, number: int, lenient: bool, most: int) -> Captured | Left | TooLong:
    kind = int(record.record_type)
    if kind not in (int(WarcRecordType.response), int(WarcRecordType.resource)):
        return Left(_TYPES.get(kind, "records of an unknown type"))
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    if not re.match(r"https?://", url, re.I):
        return Left("records that are not of the web")
    if record.is_http:
        try:
            record.parse_http(quirks_mode=lenient)
        except OSError:
            return Left("answers without a sound header")
    headers = record.http_headers if record.is_http else None
    status = 200 if headers is None else headers.status_code or 0
    if status != 200:
        return Left("redirects" if 300 <= status < 400 else "answers that are errors")
    declared = (headers.get("Content-Type") if headers is not None else None) or ""
    declared = declared or (record.headers.get("Content-Type") or "" if headers is None else "")
    kind_of_page = declared.split(";")[0].strip().lower()
    kind_of_page = (
        kind_of_page or (record.headers.get("WARC-Identified-Payload-Type") or "").lower()
    )
    if kind_of_page and kind_of_page not in _HTML:
        return Left(_named(kind_of_page, url))
    if record.content_length > most:
        return TooLong(number, url)
    page = _captured(record, number, url, declared, most)
    if isinstance(page, Captured) and not kind_of_page and not _MARKED.match(page.raw[:4096]):
        return Left("other files")
    return page


def _captured(
    record: WarcRecord, number: int, url: str, declared: str, most: int
) -> Captured | TooLong:
    left, headers = record.content_length, record.http_headers if record.is_http else None
    raw = record.reader.read()
    cut = record.headers.get("WARC-Truncated") or ("the file is cut off" if len(raw) < left else "")
    if headers is not None:
        transfer, packing = headers.get("Transfer-Encoding"), headers.get("Content-Encoding")
        raw = _unpacked(raw, transfer, packing, most + 1)
    if len(raw) > most:
        return TooLong(number, url)
    charset = re.search(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", declared, re.I)
    return Captured(number, url, record.record_date, raw, charset and charset[1], cut)


def _named(kind: str, url: str) -> str:
    if url.lower().split("?")[0].endswith("/robots.txt"):
        return "robots.txt"
    if kind in _FEEDS:
        return "feeds"
    family = kind.split("/")[0]
    names = {"image": "images", "video": "films and sounds", "audio": "films and sounds"}
    return names.get(
        family, "PDF files" if kind == "application/pdf" else "scripts, styles and data"
    )


def _unpacked(raw: bytes, transfer: str | None, packing: str | None, most: int) -> bytes:
    """Return a page as the server meant it. Crawlers keep headers of what they unpacked already."""
    if "chunked" in (transfer or "").lower() and re.match(
        rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n", raw
    ):
        raw = _tried(lambda: ChunkedReader(BytesIO(raw)).read(most), raw)
    for name in reversed([one.strip() for one in (packing or "").lower().split(",")]):
        packed = raw
        if packed.startswith(b"\x1f\x8b"):
            raw = _inflated(packed, zlib.MAX_WBITS | 16, most)
        elif name == "deflate":
            raw = (
                _inflated(packed, zlib.MAX_WBITS, most)
                or _inflated(packed, -zlib.MAX_WBITS, most)
                or packed
            )
        elif name == "br":
            raw = _tried(lambda packed=packed: BrotliReader(BytesIO(packed)).read(most), packed)  # type: ignore[misc]
        elif name == "zstd" and packed.startswith(b"\x28\xb5\x2f\xfd"):
            raw = _tried(lambda packed=packed: ZstdReader(BytesIO(packed)).read(most), packed)  # type: ignore[misc]
    return raw


def _tried(unpack: Callable[[], bytes], packed: bytes) -> bytes:
    try:
        return unpack() or packed
    except (OSError, ValueError):
        return packed


def _inflated(packed: bytes, bits: int, most: int) -> bytes:
    """Return what can be unpacked, up to where it is cut off."""
    try:
        return zlib.decompressobj(bits).decompress(packed, most)
    except zlib.error:
        return b""
