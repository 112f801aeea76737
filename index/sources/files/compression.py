"""Compressed files, read as what they hold: gzip, bzip2 and xz, by their first bytes."""

import bz2
import gzip
import io
import lzma
from typing import Any, BinaryIO, cast

#: The first bytes of each, and what unpacks it.
_KINDS: tuple[tuple[bytes, Any], ...] = (
    *((b"\x1f\x8b\x08", gzip.GzipFile), (b"BZh", bz2.BZ2File)),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
_SUFFIXES = (".gz", ".gzip", ".bz2", ".xz", ".lzma")
#: Text is packed to a tenth, seldom to a hundredth; what unpacks to more is made to do harm.
_MOST_TIMES, _ALWAYS = 400, 64 << 20
TOO_MUCH = (
    f"it unpacks to more than {_MOST_TIMES} times its length, as no text does; unpack it yourself "
    "if you trust it"
)
#: About so many times its length a file has, unpacked.
TIMES = 5


def plain_name(name: str) -> str:
    """Return the name of a file without the suffixes that tell how it is packed."""
    while name.lower().endswith(_SUFFIXES):
        name = name[: name.rindex(".")]
    return name


def most_unpacked(size: int) -> int:
    """Return to how many bytes so many unpack, where they are text."""
    return max(_ALWAYS, _MOST_TIMES * size)


def unpacked(stream: BinaryIO) -> BinaryIO:
    """Return a stream of what a file holds, itself where it is not compressed.

    Args:
        stream: at its beginning; it is buffered, or can be put back there.

    Raises:
        OSError: it cannot be read.
    """
    if isinstance(stream, io.BufferedReader):
        head = stream.peek(6)
    else:
        head = stream.read(6)
        stream.seek(0)
    kind = next((kind for sign, kind in _KINDS if head.startswith(sign)), None)
    if kind is None:
        return stream
    inner = kind(fileobj=stream) if kind is gzip.GzipFile else kind(stream)
    return cast(BinaryIO, io.BufferedReader(_Bounded(inner, stream)))


class _Bounded(io.RawIOBase):
    """What is unpacked, up to a bound that no text reaches."""

    def __init__(
        self, inner: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile, packed: BinaryIO
    ) -> None:
        self._inner, self._packed = inner, packed
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            piece = self._inner.read1(len(view))  # what is left before a cut, too
        except EOFError as error:
            raise OSError(
                "the compressed file is cut off here; what came before is read"
            ) from error
        view[: len(piece)] = piece
        self._read += len(piece)
        if self._read > most_unpacked(self._packed.tell()):
            raise OSError(TOO_MUCH)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._packed.close()
        super().close()
