"""A published index in one file, and back: a tar archive of its files, with their checksums.

What is put in was compared with what was published while it was read, and what comes out is
compared before it is published; so a backup is an archive that answers, or an error.
"""

import hashlib
import json
import tarfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from index.errors import AnalyzerMismatch, IndexDamaged, SourceError
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import LAYOUT, Manifest
from index.stores.embedded.files import (
    CHECKSUMS,
    check_sizes,
    damaged,
    names_of,
    sync,
    sync_all,
)
from index.stores.embedded.store import EmbeddedStore

#: The folder in the tar archive.
_FOLDER = "fihris-index"
#: The longest manifest and list of files.
_LARGEST = 256 << 20
_STEP = 1 << 20


def back_up(store: EmbeddedStore, file: Path) -> Manifest:
    """Write the live index into a file, in the place of what is there.

    Others may search the archive and publish meanwhile: the file holds what was live when it began.

    Args:
        store: of the archive.
        file: that is written.

    Returns:
        What built the index.

    Raises:
        IndexMissing: nothing has been published yet.
        IndexDamaged: the index is not as it was published; nothing is written then.
        OSError: the file cannot be written.
    """
    with ExitStack() as opened:
        folder, files = _open_all(store, opened)
        manifest = Manifest.read(folder)
        beside = file.with_name(file.name + ".new")
        try:
            with tarfile.open(beside, "w", format=tarfile.PAX_FORMAT) as archive:
                for name, stream in files.items():
                    info = archive.gettarinfo(arcname=f"{_FOLDER}/{name}", fileobj=stream)
                    info.uid = info.gid = 0
                    info.uname = info.gname = ""
                    archive.addfile(info, stream)
            try:
                must_be_whole(beside)
            except IndexDamaged as error:
                raise damaged(
                    folder, "is not as it was published; nothing was backed up"
                ) from error
            sync(beside)
            beside.replace(file)
            sync(file.absolute().parent)
        finally:
            beside.unlink(missing_ok=True)
    return manifest


def must_be_whole(file: Path) -> None:
    """Make sure that all files in a backup are as they were when it was published.

    Raises:
        SourceError: it is no backup.
        IndexDamaged: it has changed since it was written.
    """
    with _opened(file) as archive:
        members = _members(archive, file)
        listed = _listed(archive, members, file)
        for name, row in listed.items():
            _copy(archive, members[name], row, file, None)


def restore(
    store: EmbeddedStore, file: Path, agreed: Callable[[Manifest], None] | None = None
) -> Manifest:
    """Publish the index of a backup in the place of the live one, which stays for a rollback.

    Args:
        store: of the archive.
        file: that :func:`back_up` wrote.
        agreed: asked of what built the index before it is published; raises what is to stop that.

    Returns:
        What built the index.

    Raises:
        SourceError: the file is no backup.
        IndexDamaged: it has changed since it was written; the live index stays as it was.
        AnalyzerMismatch: it is of another version of this software.
        IndexLocked: another process is writing there.
    """
    with _opened(file) as archive, store.beside() as folder:
        members = _members(archive, file)
        listed = _listed(archive, members, file)
        for name, row in listed.items():
            with (folder / name).open("xb") as target:
                _copy(archive, members[name], row, file, target)
        (folder / CHECKSUMS).write_bytes(_content(archive, members[CHECKSUMS]))
        check_sizes(folder)
        manifest = Manifest.read(folder)
        manifest.must_match(f"{file}")
        if agreed:
            agreed(manifest)
        sync_all(folder)
        store.make_live(folder)
    return manifest


def _open_all(store: EmbeddedStore, opened: ExitStack) -> tuple[Path, dict[str, IO[bytes]]]:
    """Open every file of the live index; once open they stay, whatever is published."""
    while True:
        folder = store.live_folder()
        try:
            paths = [folder / name for name in (CHECKSUMS, *names_of(folder))]
            return folder, {path.name: opened.enter_context(path.open("rb")) for path in paths}
        except (OSError, IndexDamaged):
            if store.live_folder() == folder:
                raise


def _opened(file: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(file, "r:")
    except (tarfile.TarError, EOFError) as error:
        raise SourceError(f"{file}: no backup of manage.py backup ({error})") from error


def _members(archive: tarfile.TarFile, file: Path) -> dict[str, tarfile.TarInfo]:
    """The members by name: plain files in one folder, and no others."""
    found: dict[str, tarfile.TarInfo] = {}
    try:
        for member in archive:
            folder, _, name = member.name.partition("/")
            plain = member.type in (tarfile.REGTYPE, tarfile.AREGTYPE)
            if folder != _FOLDER or not name or "/" in name or name in found or not plain:
                raise SourceError(f"{file}: {member.name!r} is no part of a backup")
            found[name] = member
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise SourceError(f"{file}: cannot be read as a backup ({error})") from error
    return found


def _listed(
    archive: tarfile.TarFile, members: Mapping[str, tarfile.TarInfo], file: Path
) -> dict[str, Any]:
    """The files that a backup lists.

    Raises:
        SourceError: it holds others, or no list.
        AnalyzerMismatch: it is of another layout.
    """
    if not {CHECKSUMS, MANIFEST} <= members.keys():
        raise SourceError(f"{file}: no backup of manage.py backup: it lists no files")
    try:
        layout = _json(archive, members[MANIFEST]).get("layout")
        listed: dict[str, Any] = _json(archive, members[CHECKSUMS])
    except (ValueError, AttributeError, RecursionError, OSError, tarfile.TarError) as error:
        raise _changed(file, f"{MANIFEST} or {CHECKSUMS}") from error
    if layout != LAYOUT:
        raise AnalyzerMismatch(
            f"{file}: a backup of layout {layout}, but this is {LAYOUT}; restore it by the version "
            "of Fihris that wrote it, or build the index anew with: manage.py reindex PATH"
        )
    if members.keys() - {CHECKSUMS} != listed.keys():
        raise _changed(file, "what it lists")
    return listed


def _json(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    return json.loads(_content(archive, member))


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    if member.size > _LARGEST:
        raise ValueError(f"{member.size} bytes long")
    stream = archive.extractfile(member)
    return stream.read() if stream else b""


def _copy(
    archive: tarfile.TarFile,
    member: tarfile.TarInfo,
    row: Mapping[str, Any],
    file: Path,
    target: IO[bytes] | None,
) -> None:
    """Read a member, compare it with what is listed, and write it if there is a target."""
    checksum, left = hashlib.sha256(), member.size
    stream = archive.extractfile(member)
    try:
        if stream is None or left != row["bytes"]:
            raise _changed(file, member.name)
        while left and (step := stream.read(min(left, _STEP))):
            checksum.update(step)
            left -= len(step)
            if target:
                target.write(step)
        if left or checksum.hexdigest() != row["sha256"]:
            raise _changed(file, member.name)
    except (tarfile.TarError, KeyError, TypeError, EOFError) as error:
        raise _changed(file, member.name) from error


def _changed(file: Path, what: str) -> IndexDamaged:
    return IndexDamaged(
        f"{file}: {what} has changed since the backup was written; nothing was published; take "
        "another backup"
    )
