"""The folders of a store: its publications, its segments, and what is left of others.

Whatever ends a writer, the next one finds here what was begun and not published, and removes it.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexDamaged
from index.stores.embedded.files import CHECKSUMS, Published, sync
from index.stores.embedded.names import PUBLICATIONS_FOLDER, SEGMENTS_FOLDER
from index.stores.embedded.pointer import is_name, read_pointer
from index.stores.embedded.publication import Publication


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders in the folder of a store.

    Attributes:
        store: its folder.
    """

    store: Path

    def publication(self, name: str) -> Path:
        """Return the folder of a publication."""
        return self.store / PUBLICATIONS_FOLDER / name

    def segment(self, name: str) -> Path:
        """Return the folder of a segment."""
        return self.store / SEGMENTS_FOLDER / name

    def make(self) -> None:
        """Make those that all publications and all segments lie in, for good."""
        both = (self.store / PUBLICATIONS_FOLDER, self.store / SEGMENTS_FOLDER)
        missing = [folder for folder in both if not folder.is_dir()]
        for folder in missing:
            folder.mkdir()
        if missing and os.name == "posix":
            sync(self.store)

    def live(self, name: str) -> Path:
        """Return the folder that a name of the pointer stands for.

        Before layout 10 an index lay beside the pointer; its manifest tells so.
        """
        of_old, folder = self.store / name, self.publication(name)
        return of_old if of_old.is_dir() and not folder.is_dir() else folder

    def publications(self) -> list[Path]:
        """Return the folders of publications, those of earlier names first; none that is a link."""
        return sorted(_named(self.store / PUBLICATIONS_FOLDER))

    def remove_others(self, *, left: bool = False) -> None:
        """Remove all but the live publication, the one before it and their segments.

        Only folders with the name of a build: an address may be mistyped, and name any folder.
        Where nothing says which publication is live, none that is whole is removed, nor a segment.
        What cannot be removed now goes with the next publication.

        Args:
            left: whether another process left them, and what is live.
        """
        with suppress(OSError):
            others = list(self._others())
            if others and left and os.name == "posix":
                # Whoever published the live one may have been ended before it was on disk.
                sync(self.store)
            for path in others:
                shutil.rmtree(path, ignore_errors=True)

    def are_others(self) -> bool:
        """Tell whether there is anything that :meth:`remove_others` would remove."""
        return next(self._others(), None) is not None

    def _others(self) -> Iterator[Path]:
        """Yield the folders that are not needed, publications before their segments."""
        named = read_pointer(self.store)
        is_known = named.live is not None and is_complete(self.publication(named.live))
        kept = []
        for path in self.publications():
            if path.name in named[:2] or (not is_known and is_complete(path)):
                kept.append(path)
            else:
                yield path
        if is_known:
            yield from _named(self.store)
        # Where one of them does not say which segments it needs, none is removed.
        with suppress(IndexDamaged):
            held = {one for folder in kept for one in _segments_of(folder)}
            for path in _named(self.store / SEGMENTS_FOLDER):
                if path not in held:
                    yield path


def is_complete(folder: Path) -> bool:
    """Tell whether a publication or a segment was written to its end."""
    return (folder / CHECKSUMS).is_file()


def _segments_of(publication: Path) -> Iterable[Path]:
    """The segments of a publication.

    Raises:
        IndexDamaged: it does not say.
    """
    if not is_complete(publication):
        return ()
    named = Publication.read(publication, Published(publication))
    return [one.folder for one in named.segments]


def _named(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        for path in folder.iterdir():
            if is_name(path.name) and path.is_dir() and not path.is_symlink():
                yield path
