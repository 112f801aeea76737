"""WARC files, record by record."""

import gzip

URL = "https://paper.example/news/7"


def record(
    payload: bytes, *, type: str = "response", url: str = URL, header: str = "", of: str = ""
) -> bytes:
    """Return a record; ``header`` holds further lines, each with its end."""
    kind = of or "application/http; msgtype=response"
    lines = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2022-10-05T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"Content-Type: {kind}\r\n{header}Content-Length: {len(payload)}\r\n\r\n"
    )
    return lines.encode() + payload + b"\r\n\r\n"


def answer(
    body: bytes, *, type: str = "text/html; charset=utf-8", header: str = "", status: str = "200 OK"
) -> bytes:
    """Return the answer of a server."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{header}\r\n".encode() + body


def packed(*records: bytes) -> bytes:
    """Return records, each packed by itself."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
