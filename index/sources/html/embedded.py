"""What belongs to a saved page and is no text: pictures within it, and the parts beside it."""

import re
from collections.abc import Iterable, Iterator

_MARK = b";base64,"
_LETTERS = re.compile(rb"[A-Za-z0-9+/=%]*")
_TYPE = re.compile(rb"content-type:\s*(?P<family>[\w-]+)/", re.I)
_OF_TEXT = (b"text", b"multipart")


def without_pictures(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a page without what stands in its ``data:`` addresses.

    Args:
        pieces: of the page, cut anywhere.
    """
    kept, inside = b"", False
    for piece in pieces:
        text, at = kept + piece, 0
        kept = b""
        while at < len(text):
            if inside:
                letters = _LETTERS.match(text, at)
                at = letters.end() if letters else at
                inside = at == len(text)
                continue
            found = text.find(_MARK, at)
            if found < 0:
                whole = max(at, len(text) - len(_MARK) + 1)
                yield text[at:whole]
                kept = text[whole:]
                break
            yield text[at : found + len(_MARK)]
            at, inside = found + len(_MARK), True
    yield kept


def without_attachments(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a MIME message without the bodies of parts that are no text.

    Args:
        pieces: of the message, cut anywhere.
    """
    in_head, is_text = True, True
    for line in _lines(pieces):
        if line.startswith(b"--"):
            in_head, is_text = True, True
        elif in_head and not line.strip():
            in_head = False
        elif in_head and (told := _TYPE.match(line)):
            is_text = told["family"].lower() in _OF_TEXT
        if in_head or is_text or not line.strip():
            yield line


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines with their ends; a long one without an end comes in parts."""
    kept = b""
    for piece in pieces:
        *whole, kept = (kept + piece).split(b"\n")
        yield from (line + b"\n" for line in whole)
        if len(kept) >= len(piece):
            yield kept
            kept = b""
    yield kept
