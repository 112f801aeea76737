"""The body of an answer: so much of it, for so long, unpacked within the same limit."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.feeds.troubles import FetchTrouble

_PIECE = 64 << 10
_PACKED_PIECE = 4 << 10
#: Nobody packs a feed in so many parts.
_MOST_PARTS = 1_000
#: Either header, of gzip or zlib.
_PACKED_BITS = 47
_GZIP = b"\x1f\x8b"
_AS_IT_IS = ("", "identity")
_PACKED = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Body:
    """What came as the body of an answer.

    Attributes:
        raw: unpacked.
        is_whole: whether all of it came.
    """

    raw: bytes
    is_whole: bool = True


def read_body(
    pieces: Iterator[bytes], encoding: str, most: int, *, beginning: bool = False
) -> Body:
    """Return the body of an answer, unpacked.

    Args:
        pieces: as they come from the network; ends, or raises ``EOFError`` where it is cut off.
        encoding: the header ``Content-Encoding``.
        most: bytes that may be taken, packed or unpacked.
        beginning: whether the beginning of a longer one is enough.

    Raises:
        FetchTrouble: it is longer, or packed in a way that is not known or damaged.
    """
    packing = encoding.strip().lower()
    if packing not in (*_AS_IT_IS, *_PACKED):
        raise FetchTrouble("damaged", "the answer is packed in a way that was not asked for")
    is_whole = True
    raw = bytearray()
    try:
        for piece in pieces:
            raw += piece
            if len(raw) > most:
                if not beginning or packing in _PACKED:
                    raise _too_large(most)
                return Body(bytes(raw[:most]), is_whole=False)
    except EOFError:
        is_whole = False
    if packing in _PACKED or raw.startswith(_GZIP):
        unpacked, is_ended = _unpacked(bytes(raw), most)
        return Body(unpacked, is_whole and is_ended)
    return Body(bytes(raw), is_whole)


def _unpacked(raw: bytes, most: int) -> tuple[bytes, bool]:
    """Return what is packed, and whether its end was there."""
    if not raw:
        return b"", True
    # Some servers say "deflate" of what has no header at all.
    bits = _PACKED_BITS if raw.startswith(_GZIP) or raw[0] & 0x0F == 8 else -zlib.MAX_WBITS
    found, at = bytearray(), 0
    for _ in range(_MOST_PARTS):
        unpacking = zlib.decompressobj(bits)
        while at < len(raw) and not unpacking.eof:
            try:
                # By a little at a time: what stands behind the end is handed back each time.
                piece = raw[at : at + _PACKED_PIECE]
                found += unpacking.decompress(piece, most + 1 - len(found))
            except zlib.error as error:
                if found:
                    return bytes(found), False
                raise FetchTrouble("damaged", "the answer cannot be unpacked") from error
            if len(found) > most:
                raise _too_large(most)
            at += len(piece) - len(unpacking.unused_data)
        if not unpacking.eof:
            return bytes(found), False
        # Several may stand one behind the other; what else stands there is no part of it.
        if not raw.startswith(_GZIP, at):
            return bytes(found), True
    raise FetchTrouble("damaged", f"the answer is packed in more than {_MOST_PARTS:,} parts")


def pieces_of(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield what a function reads until it gives nothing."""
    while piece := read(_PIECE):
        yield piece


def _too_large(most: int) -> FetchTrouble:
    return FetchTrouble("too_large", f"the answer is longer than {most:,} bytes")
