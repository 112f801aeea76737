"""The members of zip and tar archives, read in place, archives within archives too."""

import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, cast

from index.sources.files.compression import TOO_MUCH, most_unpacked, unpacked
from index.sources.files.decoding import MAX_BYTES, up_to
from index.sources.files.opening import open_file
from index.sources.files.zip_members import ZipMember, count_of, members

DAMAGED = (
    *(EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError),
)
_CHUNK = 1024 * 1024
#: A member up to this size is held in memory; a larger one is unpacked anew.
_HELD = 64 << 20


class Opener(Protocol):
    """Opens something for reading from its start; hashable, and can be sent to a process."""

    def __hash__(self) -> int:
        """Equal for what opens the same."""

    def __call__(self) -> BinaryIO:
        """Return the bytes, unpacked where they are compressed; raises ``OSError``."""

    @property
    def stamp(self) -> int:
        """What changes with the file on disk."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file on disk.

    Attributes:
        path: where it is.
        as_is: it is not unpacked, though it is compressed.
    """

    path: Path
    as_is: bool = False

    def __call__(self) -> BinaryIO:
        """Open the file."""
        stream = open_file(self.path)
        return stream if self.as_is else unpacked(stream)

    @property
    def stamp(self) -> int:
        """When it was changed."""
        return self.path.stat().st_mtime_ns


@dataclass(frozen=True, slots=True)
class InZip:
    """A member of a zip archive.

    Attributes:
        archive: that it is in.
        member: as its list has it.
        as_is: it is not unpacked further, though it is compressed.
    """

    archive: Opener
    member: ZipMember
    as_is: bool = False

    def __call__(self) -> BinaryIO:
        """Open the member."""
        try:
            raw = _sound(self.archive, self.stamp, self.member)
            stream: BinaryIO = (
                self.member.open(_zip_stream(self.archive)) if raw is None else io.BytesIO(raw)
            )
            return stream if self.as_is else unpacked(stream)
        except DAMAGED as error:
            raise OSError(f"the archive member cannot be unpacked: {error}") from error

    @property
    def stamp(self) -> int:
        """When the archive was changed."""
        return self.archive.stamp


@dataclass(frozen=True, slots=True)
class InTar:
    """A member of a tar archive.

    Attributes:
        archive: that it is in.
        offset: where its bytes begin there, unpacked.
        size: how many they are.
    """

    archive: Opener
    offset: int
    size: int

    def __call__(self) -> BinaryIO:
        """Open the member."""
        try:
            if self.size <= _HELD:
                raw = _held(self.archive, self.archive.stamp, self.offset, self.size)
                return unpacked(io.BytesIO(raw))
            stream = self.archive()
            try:
                _skip(stream, self.offset)
                return unpacked(io.BufferedReader(_Section(stream, self.size)))
            except BaseException:
                stream.close()
                raise
        except DAMAGED as error:
            raise OSError(f"the archive member cannot be unpacked: {error}") from error

    @property
    def stamp(self) -> int:
        """When the archive was changed."""
        return self.archive.stamp


def zip_members(archive: Opener) -> Iterator[ZipMember]:
    """Yield the members of a zip archive, folders too, in its order.

    Raises:
        OSError, zipfile.BadZipFile: it is damaged or cut off.
    """
    with _zip_stream(archive) as stream:
        yield from members(stream)


def some_zip_members(archive: Opener, most: int) -> Iterator[ZipMember]:
    """Yield so many members of a zip archive at most, from all over its list.

    Raises:
        OSError, zipfile.BadZipFile: it is damaged or cut off.
    """
    with _zip_stream(archive) as stream:
        yield from members(stream, max(1, -(-count_of(stream) // most)))


def _zip_stream(archive: Opener) -> BinaryIO:
    """Return an archive of which any part can be read."""
    if isinstance(archive, OnDisk):
        stream = archive()
        if stream.seekable():
            return stream
        stream.close()
    return io.BytesIO(_whole(archive, archive.stamp))


# An archive in a packed file is unpacked for each of its members else.
@lru_cache(maxsize=2)
def _whole(archive: Opener, stamp: int) -> bytes:
    with archive() as stream:
        raw = up_to(stream, MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise OSError(f"an archive in a packed file, longer than {MAX_BYTES >> 20} MB; unpack it")
    return raw


# The checksum stands at the end: what is damaged would be parsed for articles before that is
# known. A reader opens a file several times, so the last one is remembered.
@lru_cache(maxsize=1)
def _sound(archive: Opener, stamp: int, member: ZipMember) -> bytes | None:
    """Unpack a member, raising where it is damaged; return what is in it, if that is not long."""
    if member.size > most_unpacked(member.packed):
        raise OSError(TOO_MUCH)
    with member.open(_zip_stream(archive)) as stream:
        if member.size <= _HELD:
            return stream.read()
        while stream.read(_CHUNK):
            pass
    return None


class TarMember(NamedTuple):
    """A member of a tar archive that is no folder.

    Attributes:
        name: as it stands there.
        opener: opens it.
        wrong: why it is not read; empty where it is.
        is_link: whether it is only another name of something.
    """

    name: str
    opener: InTar
    wrong: str
    is_link: bool


def tar_members(archive: Opener) -> Iterator[TarMember]:
    """Yield what is in a tar archive but folders, in its order.

    Raises:
        OSError, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError: it is damaged or cut off.
    """
    with archive() as raw:
        yield from _listed(archive, _Counted(raw))


def _listed(archive: Opener, stream: "_Counted") -> Iterator[TarMember]:
    with tarfile.open(fileobj=cast(Any, stream), mode="r|") as listed:
        for member in listed:
            listed.members = []  # type: ignore[attr-defined]  # else a million are kept
            if not member.isdir():
                opener = InTar(archive, member.offset_data, member.size)
                is_link = member.issym() or member.islnk()
                yield TarMember(member.name, opener, _why_not(member), is_link)
        if stream.count < listed.offset + tarfile.BLOCKSIZE:
            raise tarfile.ReadError("cut off: it has no end")


def _why_not(member: tarfile.TarInfo) -> str:
    if member.issparse():
        return "a sparse file; unpack the archive"
    return "" if member.isfile() else "a device or a pipe, no file"


class _Counted:
    """A stream that tells how much was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        piece = self._stream.read(size)
        self.count += len(piece)
        return piece


@dataclass(slots=True)
class _Place:
    """A packed stream, and how far it is read."""

    key: tuple[Opener, int, int]
    stream: BinaryIO
    at: int


_place: list[_Place] = []


@lru_cache(maxsize=1)
def _held(archive: Opener, stamp: int, offset: int, size: int) -> bytes:
    """Return a part of an archive; going on from the last part where that lies before it."""
    key = (archive, stamp, os.getpid())
    if not (_place and _place[0].key == key and _place[0].at <= offset):
        _leave()
        _place.append(_Place(key, archive(), 0))
    place = _place[0]
    try:
        _skip(place.stream, offset - place.at)
        raw = place.stream.read(size)
    except BaseException:
        _leave()
        raise
    place.at = offset + len(raw)
    if len(raw) < size:
        raise OSError("the archive is cut off here")
    return raw


def _leave() -> None:
    for place in _place:
        place.stream.close()
    _place.clear()


def _skip(stream: BinaryIO, size: int) -> None:
    if stream.seekable():
        stream.seek(size, io.SEEK_CUR)
        return
    while size and (piece := stream.read(min(size, _CHUNK))):
        size -= len(piece)


class _Section(io.RawIOBase):
    """The next bytes of a stream."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._left = stream, size
        self._read = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._read

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._stream.read(min(len(view), self._left))
        view[: len(piece)] = piece
        self._left -= len(piece)
        self._read += len(piece)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
