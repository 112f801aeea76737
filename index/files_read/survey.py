"""What is there now: the files on disk behind paths, each with a digest of what is read of it."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from index import sources
from index.article_versions import SIZE
from index.files_read.kept import NOTHING_READ, FilesRead
from index.files_read.readers import readers_fingerprint
from index.files_read.record import Stamp
from index.limits import DEFAULTS, SourceLimits
from index.sources.files.opening import open_file
from index.sources.reading import InputFile

Pairs = tuple[tuple[str, str], ...]
#: No file system counts moments in larger steps, in nanoseconds.
_STEP = 3_000_000_000
_CHUNK = 1 << 20
_INODE = (1 << 63) - 1
#: What the title of such a page means is told by others beside it.
_PAGES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Told:
    """What a person told of the sources.

    Attributes:
        format: of all files, and
        mapping: fields by the names that they have for them.
        limits: of what a source may cost.
    """

    format: str | None = None
    mapping: Pairs = ()
    limits: SourceLimits = DEFAULTS


@dataclass(frozen=True, slots=True)
class FileThere:
    """A file on disk as it is now.

    Attributes:
        path: absolute, as the system has it.
        name: the same for people.
        stamp: what the file system says of it.
        is_settled: see :class:`index.files_read.record.FileRead`.
        digest: of its bytes; empty where it cannot be read.
        told: digest of the readers, and of what they are told of it.
        reading: digest of that, and of the pages that help to read it.
    """

    path: str
    name: str
    stamp: Stamp
    is_settled: bool
    digest: bytes
    told: bytes = b""
    reading: bytes = b""


def survey(
    paths: Iterable[Path],
    told: Told,
    kept: FilesRead = NOTHING_READ,
    *,
    trusting: bool = True,
    at_rest: Mapping[str, Stamp] | None = None,
) -> list[FileThere]:
    """Return the files on disk behind paths as they are now, each once, in the order of reading.

    The bytes of a file are read where the file system does not show that they are those that were
    read before.

    Args:
        paths: files, folders and archives.
        told: of them.
        kept: what was read before.
        trusting: whether the file system is asked at all.
        at_rest: the files that nobody is writing, as they were then; others, and these where they
            are other now, are given as they were read before, or not at all. By default all are.

    Raises:
        SourceError: a path does not exist or may not be read, or a ``fihris.toml`` is wrong.
    """
    files = {file.on_disk: file for file in sources.on_disk(paths, told.mapping, told.limits)}
    found = {
        path: _there(path, file, kept, trusting=trusting)
        for path, file in files.items()
        if at_rest is None or at_rest.get(path) == stamp_of(path)
    }
    neighbours = _Neighbours(found)
    listed = (
        _with_reading(found[path], file, told, neighbours)
        if path in found
        else _as_before(file, kept)
        for path, file in files.items()
    )
    return [there for there in listed if there is not None]


def _as_before(file: InputFile, kept: FilesRead) -> FileThere | None:
    before = kept.glance(file.on_disk)
    if before is None:
        return None
    known = (before.stamp, before.is_settled, before.digest)
    return FileThere(file.on_disk, file.name, *known, reading=before.reading)


def still(there: Iterable[FileThere]) -> list[FileThere]:
    """Return files that were read since, without the digest of those that changed meanwhile."""
    return list(map(_still, there))


def _still(file: FileThere) -> FileThere:
    if file.is_settled and stamp_of(file.path) == file.stamp:
        return file
    now = _looked_at(file)
    # Who wrote meanwhile may have brought back what was there.
    is_same = (now.digest, now.stamp) == (file.digest, file.stamp)
    return now if is_same else replace(now, digest=b"")


def _there(path: str, file: InputFile, kept: FilesRead, *, trusting: bool) -> FileThere:
    stamp = stamp_of(path)
    before = kept.glance(path) if trusting else None
    if before and before.is_settled and before.digest and before.stamp == stamp:
        return FileThere(path, file.name, stamp, True, before.digest)
    return _looked_at(FileThere(path, file.name, stamp, False, b""))


def _looked_at(file: FileThere) -> FileThere:
    """Return a file with a digest of its bytes."""
    stamp = stamp_of(file.path)
    is_settled = time.time_ns() - max(stamp.modified, stamp.changed) > _STEP
    return replace(file, stamp=stamp, is_settled=is_settled, digest=_digest(file.path))


def stamp_of(path: str) -> Stamp:
    """Return what the file system says of a file; of one that is not there nothing."""
    try:
        found = Path(path).stat()
    except OSError:
        return Stamp()
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODE)


def _digest(path: str) -> bytes:
    whole = blake2b(digest_size=SIZE)
    try:
        with open_file(Path(path)) as stream:
            while chunk := stream.read(_CHUNK):
                whole.update(chunk)
    except OSError:
        return b""
    return whole.digest()


def _with_reading(
    there: FileThere, file: InputFile, told: Told, neighbours: "_Neighbours"
) -> FileThere:
    words = (told.format, file.format, file.mapping, file.constants, file.limits)
    first = blake2b(readers_fingerprint() + repr(words).encode(), digest_size=SIZE).digest()
    reading = blake2b(first + neighbours.of(file), digest_size=SIZE).digest()
    return replace(there, told=first, reading=reading)


class _Neighbours:
    """Digests of the pages that help to read others, one for all files of a folder."""

    def __init__(self, found: Mapping[str, FileThere]) -> None:
        self._found = found
        self._known: dict[object, bytes] = {}

    def of(self, file: InputFile) -> bytes:
        """Return it for a file; empty where none helps."""
        if file.beside is None or not file.name.lower().endswith(_PAGES):
            return b""
        if file.beside not in self._known:
            paths = (str(page.on_disk or page.name) for page in file.beside())
            self._known[file.beside] = b"".join(map(self._digest, paths))
        return self._known[file.beside]

    def _digest(self, path: str) -> bytes:
        found = self._found.get(path)
        return found.digest if found else _digest(path)
