"""Indexes on disk, built beside the live one and published by renaming one small file.

A folder holds complete indexes, each in a folder of its own, and ``current``, which names the
live one. A reader that finds ``current`` finds a complete index: the file is replaced in one
step, and only after everything that it names is on disk and counted. The index before the live
one stays until the next build, for readers that have it open.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from index.article import Article
from index.errors import IndexLocked, IndexMissing
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import LAYOUT, Manifest
from index.stores.embedded.build import EmbeddedBuild
from index.stores.embedded.files import (
    CHECKSUMS,
    CURRENT,
    Published,
    check_contents,
    damaged,
    write_durably,
)
from index.stores.embedded.segment import open_segment

_LOCK = "lock"
_LONGEST_NAME = 100
_BUILD_NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")


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
            self._remove_replaced()
            build = EmbeddedBuild(self.folder, self.folder / _new_name())
            try:
                yield build
            finally:
                if not build.published:
                    build.discard()

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """Make a folder for an index beside the live one; it is removed if it is not made live.

        Raises:
            IndexLocked: another process is writing here.
        """
        with self._locked():
            self._remove_replaced()
            folder = self.folder / _new_name()
            folder.mkdir()
            try:
                yield folder
            finally:
                if self._current_name() != folder.name:
                    shutil.rmtree(folder, ignore_errors=True)

    def make_live(self, folder: Path) -> None:
        """Make a complete index in a folder of :meth:`beside` the live one, in one step."""
        write_durably(self._current, folder.name + "\n")

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
            live = self._current_name()
            folders = [one for one in self._builds() if one.name != live]
            complete = [one for one in folders if (one / CHECKSUMS).is_file()]
            if not complete:
                raise IndexMissing(
                    f"{self.folder}: no index is kept here beside the live one; restore a backup, "
                    "or build one with: manage.py reindex PATH"
                )
            # Only one is kept; parts of a build that broke off list no files.
            (before,) = complete[-1:]
            manifest = Manifest.read(before)
            manifest.must_match(str(before))
            check_contents(before)
            self.make_live(before)
        return manifest

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / _LOCK)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise IndexLocked(
                f"{self.folder}: another process is writing here; wait until it has ended"
            ) from None
        try:
            yield
        finally:
            lock.release()

    def _builds(self) -> list[Path]:
        """The folders of builds, those of earlier names first; none that is a link."""
        return sorted(
            path
            for path in self.folder.iterdir()
            if _BUILD_NAME.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
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
        name = self._current_name()
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

    def _current_name(self) -> str | None:
        try:
            if not self._current.is_file():
                return None
            with self._current.open("rb") as file:
                name = file.read(_LONGEST_NAME).decode().strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return name if _BUILD_NAME.fullmatch(name) else None

    def _remove_replaced(self) -> None:
        """Remove what earlier builds left: replaced indexes, and parts of broken-off builds.

        Only folders with the name of a build: an address may be mistyped, and name any folder.
        Where nothing says which index is live, none that is whole is removed.
        """
        name = self._current_name()
        is_known = name is not None and (self.folder / name / CHECKSUMS).is_file()
        for path in self._builds():
            if path.name != name and (is_known or not (path / CHECKSUMS).is_file()):
                shutil.rmtree(path, ignore_errors=True)


def _new_name() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"
