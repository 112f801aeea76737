"""A publication in one file, and back: a tar archive of its files and those of its segments.

What is put in was compared with what was published while it was read, and what comes out is
compared before it is published; so a backup is an archive that answers, or an error.
"""

import tarfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from index.errors import IndexDamaged
from index.manifest import Manifest
from index.stores.embedded.backup_file import FOLDER, BackupFile, open_tar, segment_member
from index.stores.embedded.checking import segments_of
from index.stores.embedded.files import (
    CHECKSUMS,
    Published,
    damaged,
    names_of,
    seal,
    sync,
    sync_all,
)
from index.stores.embedded.names import COLUMNS, SEGMENTS
from index.stores.embedded.pointer import new_name
from index.stores.embedded.publication import write_names
from index.stores.embedded.store import EmbeddedStore


def back_up(store: EmbeddedStore, file: Path) -> Manifest:
    """Write the live archive into a file, in the place of what is there.

    Others may search the archive and publish meanwhile: the file holds what was live when it began.

    Args:
        store: of the archive.
        file: where to.

    Returns:
        What built the archive.

    Raises:
        IndexMissing: nothing has been published yet.
        IndexDamaged: the archive is not as it was published; nothing is written then.
        AnalyzerMismatch: it is of another layout.
        OSError: the file cannot be written.
    """
    with ExitStack() as opened:
        folder, files = _open_all(store, opened)
        manifest = Manifest.read(folder)
        beside = file.with_name(file.name + ".new")
        try:
            with tarfile.open(beside, "w", format=tarfile.PAX_FORMAT) as archive:
                for name, stream in files.items():
                    info = archive.gettarinfo(arcname=f"{FOLDER}/{name}", fileobj=stream)
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
    """Make sure that all files in a backup are as they were when they were published.

    Raises:
        SourceError: it is no backup.
        IndexDamaged: it has changed since it was written.
    """
    with open_tar(file) as archive:
        backup = BackupFile(archive, file)
        for name in backup.listed:
            backup.copy(name)


def restore(
    store: EmbeddedStore, file: Path, agreed: Callable[[Manifest], None] | None = None
) -> Manifest:
    """Publish the archive of a backup in the place of the live one, which stays for a rollback.

    Its segments get new names: what lies under the old ones may be what is to be replaced.

    Args:
        store: of the archive.
        file: that :func:`back_up` wrote.
        agreed: asked of what built the index before it is published; raises what is to stop that.

    Returns:
        What built the archive.

    Raises:
        SourceError: the file is no backup.
        IndexDamaged: it has changed since it was written; the live archive stays as it was.
        AnalyzerMismatch: it is of another version of this software.
        IndexLocked: another process is writing there.
    """
    with open_tar(file) as archive, store.beside() as folder:
        backup = BackupFile(archive, file)
        named = {name: new_name() for name in backup.segments}
        for name, now in named.items():
            _restore_segment(backup, name, store.folders.segment(now))
        for name in backup.listed:
            if "/" not in name:
                _restore_file(backup, name, folder / name)
        (folder / SEGMENTS).unlink()
        write_names(folder, list(named.values()))
        manifest = Manifest.read(folder)
        manifest.must_match(f"{file}")
        if agreed:
            agreed(manifest)
        seal(folder)
        store.make_live(folder)
    return manifest


def _restore_segment(backup: BackupFile, name: str, folder: Path) -> None:
    folder.mkdir()
    within = segment_member(name)
    for member in backup.listed:
        if member.startswith(within):
            _restore_file(backup, member, folder / member.removeprefix(within))
    (folder / CHECKSUMS).write_bytes(backup.content(within + CHECKSUMS))
    Published(folder, COLUMNS)  # all that is listed is there
    sync_all(folder)


def _restore_file(backup: BackupFile, name: str, path: Path) -> None:
    with path.open("xb") as target:
        backup.copy(name, target)


def _open_all(store: EmbeddedStore, opened: ExitStack) -> tuple[Path, dict[str, IO[bytes]]]:
    """Open every file of the live archive; once open they stay, whatever is published."""
    while True:
        folder = store.live_folder()
        try:
            store.manifest().must_match(str(folder))
            paths = {name: folder / name for name in (CHECKSUMS, *names_of(folder))}
            for segment in segments_of(folder):
                names = (CHECKSUMS, *names_of(segment, COLUMNS))
                within = segment_member(segment.name)
                paths |= {f"{within}{name}": segment / name for name in names}
            return folder, {
                name: opened.enter_context(path.open("rb")) for name, path in paths.items()
            }
        except (OSError, IndexDamaged):
            if store.live_folder() == folder:
                raise
