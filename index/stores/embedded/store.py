"""Archives on disk, published by renaming one small file.

A folder holds publications and the segments that they name, each in a folder of its own, and
``current``, which names the live publication. A reader that finds ``current`` finds a complete
archive: the file is replaced in one step, and only after everything that it leads to is on disk and
counted. The publication before the live one stays, for readers that have it open and for a
rollback.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.article import Article
from index.change_set import ChangeSet
from index.disk_errors import told
from index.drift import Drift
from index.errors import FihrisError, IndexLocked, IndexMissing, naming
from index.files_read.kept import FilesRead
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import LAYOUT, Manifest
from index.stores.embedded.archive import OpenArchive, must_be_of_layout, open_archive
from index.stores.embedded.build import EmbeddedBuild
from index.stores.embedded.changing import Change, Remembered, write_change, write_same
from index.stores.embedded.checking import check_count, check_publication
from index.stores.embedded.files import Published
from index.stores.embedded.files_read import read_files_read, write_files_read
from index.stores.embedded.folders import Folders
from index.stores.embedded.live import LivePublication
from index.stores.embedded.merging import write_merged
from index.stores.embedded.options import DEFAULTS, FolderOptions
from index.stores.embedded.pointer import make_folder, new_name, point_to, read_pointer
from index.stores.embedded.segments import OpenSegment
from index.stores.embedded.upkeep import upkeep_of
from index.stores.embedded.writing_lock import forget_writer, written_by_one
from index.workers import rare_collections


class EmbeddedStore:
    """A folder of publications; see :class:`index.stores.protocol.Store`.

    Attributes:
        folder: of the store, and
        folders: those in it.
    """

    def __init__(self, folder: Path, options: FolderOptions = DEFAULTS) -> None:
        self.folder = folder
        self._options = options
        self.folders = Folders(folder)
        self._live = LivePublication(self.folders)
        #: What whoever changes one archive again and again need not open anew.
        self._open: Sequence[OpenSegment] = ()
        self._remembered = Remembered()

    @contextmanager
    def build(self) -> Iterator[EmbeddedBuild]:
        """Start a new archive beside the live one; one process at a time.

        Raises:
            IndexLocked: another process is writing here.
        """
        with self._writing():
            build = EmbeddedBuild(self.folders, new_name(), self.make_live)
            try:
                yield build
            finally:
                if not build.may_be_live or not self._live.is_in(build.folder):
                    build.discard()
            if build.may_be_live:
                self.folders.remove_others()

    def change(
        self,
        changes: ChangeSet,
        renewed: Callable[[Manifest], Manifest],
        advance: Callable[[int], None],
        workers: int | None = None,
        *,
        record: Callable[[FilesRead], FilesRead] | None = None,
        mark: str | None = None,
    ) -> str:
        """Change the live archive: one small segment more, and the articles that go left out.

        What is published is searched at once; segments are merged afterwards.
        """
        change = Change(changes, renewed, advance, workers, record, mark)
        with self._writing(), rare_collections():
            live = self.opened(self._open)
            with self._beside() as folder:
                if not write_change(live, self.folders, folder, change, self._remembered):
                    return ""
                self.make_live(folder)
            self.folders.remove_others()
            return self._merged(live.segments)

    def files_read(self) -> FilesRead:
        """Return what was read of which file for the live archive."""
        folder = self.live_folder()
        must_be_of_layout(self.manifest(), folder)
        return read_files_read(folder, Published(folder))

    def note(self, files: FilesRead, mark: str) -> None:
        """Publish the live archive once more, with what was read of which file."""
        with self._writing():
            live = self.opened()
            if live.manifest.mark != mark:
                return
            with self._beside() as folder:
                before = read_files_read(live.folder, live.published)
                write_files_read(folder, files, before)
                write_same(folder, live)
                # A rollback brings back what was searched before.
                point_to(self.folder, folder.name, read_pointer(self.folder).before)
            self.folders.remove_others()

    @contextmanager
    def beside(self) -> Iterator[Path]:
        """Make a folder for a publication; it is removed if it is not made the live one.

        Its segments go into folders of :class:`.folders.Folders`.

        Raises:
            IndexLocked: another process is writing here.
        """
        with self._writing():
            with self._beside() as folder:
                yield folder
            self.folders.remove_others()

    def make_live(self, folder: Path) -> None:
        """Make a complete publication the live one, in one step.

        Raises:
            PublishedUnsure: it is, but the disk did not confirm it.
        """
        point_to(self.folder, folder.name)

    def rollback(self) -> Manifest:
        """Make the publication before the live one live again; a second rollback takes that back.

        Returns:
            What built the archive that is live now.

        Raises:
            IndexMissing: there is none before.
            IndexDamaged: it is not as it was published; the live one stays.
            AnalyzerMismatch: it is of another version of this software.
            IndexLocked: another process is writing here.
        """
        with self._locked():
            before = self._live.before()
            if before is None:
                raise IndexMissing(
                    f"{self.folder}: no index is kept here beside the live one; restore a backup, "
                    "or build one with: manage.py reindex PATH"
                )
            manifest = Manifest.read(before)
            manifest.must_match(str(before))
            check_publication(before)
            self.make_live(before)
        return manifest

    def live_folder(self) -> Path:
        """Return the folder of the live publication; cheap enough to be asked at every search.

        Raises:
            IndexMissing: nothing has been published yet.
        """
        return self._live.folder()

    def manifest(self) -> Manifest:
        """Return what built the live archive."""
        folder = self.live_folder()
        manifest = Manifest.read(folder)
        if manifest.layout == LAYOUT:
            Published(folder).compare(MANIFEST)
        return manifest

    def opened(self, before: Sequence[OpenSegment] = ()) -> OpenArchive:
        """Open the live archive.

        Args:
            before: segments that are open; those that it names are taken over.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: it cannot be read.
            AnalyzerMismatch: it is of another version of this software.
        """
        return open_archive(self.live_folder(), before)

    def articles(self) -> Iterator[Article]:
        """Yield every article of the live archive with its facts, in its order.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: a record cannot be read.
            AnalyzerMismatch: the index is of another layout.
        """
        held = self.opened().held
        yield from map(held.article, range(held.size))

    def arrived(self) -> int:
        """Return how many of the last articles came after the last whole reading of the sources."""
        manifest = self.manifest()
        return manifest.articles - manifest.settled

    def check(self) -> None:
        """Read every file of the live archive and compare it with what was published."""
        folder, manifest = self.live_folder(), self.manifest()
        must_be_of_layout(manifest, folder)
        check_publication(folder)
        check_count(folder, manifest.articles)

    def drift(self) -> Drift:
        """Return what building the archive anew would change of its terms."""
        return upkeep_of(self.opened()).drift

    def remove_left(self) -> None:
        """Remove what a writer left that was ended, if there is anything."""
        if self.folders.are_others():
            with suppress(IndexLocked, OSError), self._writing():
                pass
        forget_writer(self.folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Let nobody else write, and begin with what a writer left that was ended."""
        with self._locked():
            self.folders.remove_others(left=True)
            yield

    @contextmanager
    def _beside(self) -> Iterator[Path]:
        self.folders.make()
        folder = self.folders.publication(new_name())
        folder.mkdir()
        try:
            yield folder
        finally:
            if not self._live.is_in(folder):
                shutil.rmtree(folder, ignore_errors=True)
                self.folders.remove_others()

    def _merged(self, before: Sequence[OpenSegment]) -> str:
        """Merge segments where that is due; why it could not be done, for the next change does it.

        The change is published: what goes wrong now is no failure of it.
        """
        self._open = ()
        try:
            self._open = self._merge(before)
        except (OSError, FihrisError) as error:
            why = told(error) if isinstance(error, OSError) else str(error)
            return f"the next change merges segments, now that was not possible: {why}"
        return ""

    def _merge(self, before: Sequence[OpenSegment]) -> Sequence[OpenSegment]:
        """Merge segments while too many of one size stand; return those that stand then."""
        while True:
            live = self.opened(before)
            before = live.segments
            with self._beside() as folder:
                if not write_merged(live, self.folders, folder, self._options.segments):
                    return before
                # A rollback brings back what was searched before the change, not before the merge.
                point_to(self.folder, folder.name, read_pointer(self.folder).before)
            self.folders.remove_others()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with naming(self.folder):
            make_folder(self.folder)
            with written_by_one(self.folder, self._options.lock_seconds):
                yield
