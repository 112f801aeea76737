"""Which publication of a store is live, and which was before: asked at every search."""

from pathlib import Path

from index.errors import IndexMissing
from index.stores.embedded.files import CURRENT
from index.stores.embedded.folders import Folders, is_complete
from index.stores.embedded.pointer import read_pointer


class LivePublication:
    """The publication of a store that is live."""

    def __init__(self, folders: Folders) -> None:
        """
        Args:
            folders: of the store.
        """
        self._folders = folders
        self._current = folders.store / CURRENT
        #: What the file that names it was when it was read, and its folder.
        self._known: tuple[tuple[int, int] | None, Path] = None, folders.store

    def folder(self) -> Path:
        """Return its folder; the file that names it is read only where it is another one.

        Raises:
            IndexMissing: nothing has been published yet.
        """
        try:
            # The file is replaced as a whole, never written to.
            status = self._current.stat()
            seen = (status.st_ino, status.st_mtime_ns)
        except OSError:
            seen = None
        known, folder = self._known
        if seen is None or seen != known:
            folder = self._read()
            # In one step: several threads may ask.
            self._known = seen, folder
        return folder

    def is_in(self, folder: Path) -> bool:
        """Tell whether it lies in a folder; also where nobody can tell: it must not be removed."""
        try:
            return read_pointer(self._folders.store).live == folder.name
        except OSError:
            return True

    def before(self) -> Path | None:
        """Return the folder of the one that was live before; none that never was."""
        named = read_pointer(self._folders.store)
        if named.is_told:
            folder = self._folders.publication(named.before or "")
            return folder if named.before and is_complete(folder) else None
        # What lost the file that names it.
        every = self._folders.publications()
        found = [one for one in every if one.name != named.live and is_complete(one)]
        return found[-1] if found else None

    def _read(self) -> Path:
        name = read_pointer(self._folders.store).live
        if name is None:
            raise IndexMissing(
                f"{self._folders.store}: no index has been published here; make one with: "
                "manage.py reindex PATH"
            )
        return self._folders.live(name)
