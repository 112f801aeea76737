"""The input files behind the paths a person names: files, folders and zip archives."""

import lzma
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.reading import InputFile

_DOCUMENTATION = frozenset({"readme", "license", "licence"})
_ENCRYPTED = 0x1
_DAMAGED = (
    *(EOFError, NotImplementedError, RuntimeError, ValueError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)
_CHUNK = 1024 * 1024


def find(paths: Iterable[Path]) -> list[InputFile]:
    """Return every input file behind the paths, in their order.

    A folder is walked by name, with the folders in it; a zip archive stands for its members, in
    the order of the archive, which are read in place. Hidden entries, ``__MACOSX`` and
    documentation (``README*``, ``LICENSE*``, ``*.md``) are left out, except where a path names
    one. A damaged archive or an encrypted member is listed as a file that cannot be opened.

    Args:
        paths: files, folders, zip archives.

    Raises:
        SourceError: a path does not exist or may not be read.
    """
    return [file for path in paths for file in _named(path)]


def _named(path: Path) -> Iterator[InputFile]:
    try:
        if path.is_dir():
            next(path.iterdir(), None)
        else:
            path.open("rb").close()
    except OSError as error:
        reason = error.strerror or error
        raise SourceError(f"{path}: cannot be read: {reason}; check the path") from error
    if path.is_dir():
        return _walk(path, frozenset())
    return _file(path)


def _walk(folder: Path, above: frozenset[Path]) -> Iterator[InputFile]:
    here = folder.resolve()
    if here in above:  # a link to a folder that this one lies in
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _closed(_printable(folder), error)
        return
    for entry in entries:
        if _hidden(entry.name):
            continue
        if entry.is_dir():
            yield from _walk(entry, above | {here})
        elif _documentation(entry.name):
            continue
        elif entry.is_file() or entry.is_symlink():  # a link to nothing is worth a report
            yield from _file(entry)


def _hidden(name: str) -> bool:
    return name.startswith((".", "__MACOSX"))


def _documentation(name: str) -> bool:
    stem, _, suffix = name.lower().partition(".")
    return stem in _DOCUMENTATION or suffix == "md"


def _file(path: Path) -> Iterator[InputFile]:
    if path.suffix.lower() == ".zip":
        yield from _members(path)
        return
    try:
        size = path.stat().st_size
    except OSError as error:
        yield _closed(_printable(path), error)
        return
    yield InputFile(_printable(path), size, partial(_open_file, path))


def _members(path: Path) -> Iterator[InputFile]:
    try:
        members = _archive(path, path.stat().st_mtime_ns).infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield _closed(_printable(path), OSError(f"not a sound zip archive: {error}"))
        return
    for member in members:
        parts = PurePosixPath(member.filename).parts
        if member.is_dir() or any(map(_hidden, parts)) or _documentation(parts[-1]):
            continue
        name = f"{_printable(path)}/{_one_line(member.filename)}"
        if member.flag_bits & _ENCRYPTED:
            yield _closed(name, OSError("encrypted; unpack the archive with its password"))
        else:
            yield InputFile(name, member.file_size, partial(_open_member, path, member))


# Opening an archive reads the list of its members, too slow to do anew for each of ten thousand;
# keeping all of them open would run into the limit of open files.
@lru_cache(maxsize=2)
def _archive(path: Path, modified: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _open_member(path: Path, member: zipfile.ZipInfo) -> BinaryIO:
    try:
        archive = _archive(path, path.stat().st_mtime_ns)
        _unpack(archive, member)
        return cast(BinaryIO, archive.open(member))
    except _DAMAGED as error:
        raise OSError(f"the archive member cannot be unpacked: {error}") from error


# Its checksum stands at the end: what is damaged would be parsed for articles before that is
# known. A reader opens a file twice or three times, so the last one is remembered.
@lru_cache(maxsize=1)
def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a member to nowhere, raising where it is damaged."""
    with archive.open(member) as stream:
        while stream.read(_CHUNK):
            pass


def _open_file(path: Path) -> BinaryIO:
    return path.open("rb")


def _closed(name: str, error: OSError) -> InputFile:
    return InputFile(name, 0, partial(_fail, error.strerror or str(error)))


def _fail(why: str) -> BinaryIO:
    raise OSError(why)


def _printable(path: Path) -> str:
    return _one_line(os.fsencode(path).decode("utf-8", "replace"))


def _one_line(name: str) -> str:
    """Return a name as it can be shown: on one line, without control signs."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
