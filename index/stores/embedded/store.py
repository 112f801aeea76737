"""Indexes on disk, built beside the live one and published by renaming one small file.

A folder holds complete indexes, each in a folder of its own, and ``current``, which names the
live one. A reader that finds ``current`` finds a complete index: the file is replaced in one
step, and only after everything that it names is on disk and counted. The index before the live
one stays until the next one is published, for readers that have it open and for a rollback.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.article import Article
from index.errors import IndexMissing, naming
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import LAYOUT, Manifest
from index.stores.embedded.build import EmbeddedBuild
from index.stores.embedded.files import (
    CHECKSUMS,
    CURRENT,
    Published,
    check_contents,
    damaged,
    sync,
)
from index.stores.embedded.pointer import (
    Named,
    is_name,
    make_folder,
    new_name,
    point_to,
    read_pointer,
)
from index.stores.embedded.segment import open_segment
from index.stores.embedded.writing_lock import written_by_one


class EmbeddedStore:
    """A folder of published indexes; see :class:`index.stores.protocol.Store`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / CURRENT
        self._seen: tuple[int, int] | None = None
        self._live = folder

    @contextmanager
    def build(self) -> Iterator[EmbeddedBuild]:
        """Start a new index beside the live one; one process at a time.

        Raises:
            IndexLocked: another process is writing here.
        """
        with self._locked():
            self._remove_others(left=True)
            build = EmbeddedBuild(self.folder / new_name(), self.make_live)
            try:
                yield build
            finally:
                if not build.may_be_live or not self._is_live(build.folder):
                    build.discard()
            if build.may_be_live:
                self._remove_others()

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """Make a folder for an index beside the live one; it is removed if it is not made live.

        Raises:
            IndexLocked: another process is writing here.
        """
        with self._locked():
            self._remove_others(left=True)
            folder = self.folder / new_name()
            folder.mkdir()
            try:
                yield folder
            finally:
                if not self._is_live(folder):
                    shutil.rmtree(folder, ignore_errors=True)
            self._remove_others()

    def make_live(self, folder: Path) -> None:
        """Make a complete index in a folder beside the live one the live one, in one step.

        Raises:
            PublishedUnsure: it is, but the disk did not confirm it.
        """
        point_to(self.folder, folder.name)

    def _is_live(self, folder: Path) -> bool:
        """Whether an index is live; also where nobody can tell, since it must not be removed."""
        try:
            return read_pointer(self.folder).live == folder.name
        except OSError:
            return True

    def rollback(self) -> Manifest:
        """Make the index before the live one live again; a second rollback takes that back.

        Returns:
            What built the index that is live now.

        Raises:
            IndexMissing: there is none before.
            IndexDamaged: it is not as it was published; the live one stays.
            AnalyzerMismatch: it is of another version of this software.
            IndexLocked: another process is writing here.
        """
        with self._locked():
            before = self._before()
            if before is None:
                raise IndexMissing(
                    f"{self.folder}: no index is kept here beside the live one; restore a backup, "
                    "or build one with: manage.py reindex PATH"
                )
            manifest = Manifest.read(before)
            manifest.must_match(str(before))
            check_contents(before)
            self.make_live(before)
        return manifest

    def _before(self) -> Path | None:
        """The folder of the index that was live before; none that never was."""
        named = read_pointer(self.folder)
        if named.is_told:
            folder = self.folder / (named.before or "")
            return folder if named.before and _is_complete(folder) else None
        # What was published by an earlier version, or lost the file that names it.
        found = [one for one in self._builds() if one.name != named.live and _is_complete(one)]
        return found[-1] if found else None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with naming(self.folder):
            make_folder(self.folder)
            with written_by_one(self.folder):
                yield

    def _builds(self) -> list[Path]:
        """The folders of builds, those of earlier names first; none that is a link."""
        return sorted(
            path
            for path in self.folder.iterdir()
            if is_name(path.name) and path.is_dir() and not path.is_symlink()
        )

    def live_folder(self) -> Path:
        """Return the folder of the live index; cheap enough to be asked at every search.

        Raises:
            IndexMissing: nothing has been published yet.
        """
        try:
            # The file is replaced as a whole, never written to.
            status = self._current.stat()
            seen = (status.st_ino, status.st_mtime_ns)
        except OSError:
            seen = None
        if seen is None or seen != self._seen:
            self._live, self._seen = self._read_live_folder(), seen
        return self._live

    def _read_live_folder(self) -> Path:
        name = read_pointer(self.folder).live
        if name is None:
            raise IndexMissing(
                f"{self.folder}: no index has been published here; make one with: "
                "manage.py reindex PATH"
            )
        return self.folder / name

    def manifest(self) -> Manifest:
        """Return what built the live index."""
        folder = self.live_folder()
        manifest = Manifest.read(folder)
        if manifest.layout == LAYOUT:
            Published(folder).compare(MANIFEST)
        return manifest

    def articles(self) -> Iterator[Article]:
        """Yield every article of the live index with its facts, in the order of adding.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: a record cannot be read.
        """
        segment = open_segment(self.live_folder())
        yield from map(segment.article, range(segment.size))

    def check(self) -> None:
        """Read every file of the live index and compare it with what was published."""
        folder = self.live_folder()
        check_contents(folder)
        articles, held = self.manifest().articles, open_segment(folder).size
        if held != articles:
            raise damaged(folder, f"holds {held} articles, not the {articles} published")

    def _remove_others(self, *, left: bool = False) -> None:
        """Remove all but the live index and the one before it: what was replaced or broke off.

        Only folders with the name of a build: an address may be mistyped, and name any folder.
        Where nothing says which index is live, none that is whole is removed. What cannot be
        removed now goes with the next index.

        Args:
            left: whether another process left them, and what is live.
        """
        with suppress(OSError):
            self._remove_all_but(read_pointer(self.folder), left=left)

    def _remove_all_but(self, named: Named, *, left: bool) -> None:
        is_known = named.live is not None and _is_complete(self.folder / named.live)
        others = [
            path
            for path in self._builds()
            if path.name not in named[:2] and (is_known or not _is_complete(path))
        ]
        if others and left and os.name == "posix":
            # Whoever published the live one may have been ended before it was on disk.
            sync(self.folder)
        for path in others:
            shutil.rmtree(path, ignore_errors=True)


def _is_complete(folder: Path) -> bool:
    return (folder / CHECKSUMS).is_file()
