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
from index.manifest import Manifest
from index.stores.embedded.build import EmbeddedBuild
from index.stores.embedded.files import CURRENT, check_contents, damaged
from index.stores.embedded.segment import open_segment

_LOCK = "lock"
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
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / _LOCK)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise IndexLocked(
                f"{self.folder}: another reindex is running here; wait until it has ended"
            ) from None
        try:
            self._remove_all_but(self._current_name())
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"
            build = EmbeddedBuild(self.folder, self.folder / name)
            try:
                yield build
            finally:
                if not build.published:
                    build.discard()
        finally:
            lock.release()

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
        return Manifest.read(self.live_folder())

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
            name = self._current.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return name or None

    def _remove_all_but(self, name: str | None) -> None:
        """Remove what earlier builds left: replaced indexes, and parts of broken-off builds.

        Only folders with the name of a build: an address may be mistyped, and name any folder.
        """
        for path in self.folder.iterdir():
            if path.name != name and _BUILD_NAME.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)
