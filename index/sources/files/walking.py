"""A folder gone through by name, each real file of it once, whatever links lead to it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.limits import Links
from index.sources.files.names import is_hidden, shown_path
from index.sources.files.opening import kind_of


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a folder.

    Attributes:
        path: where it is; the path leads through the links that were followed.
        wrong: why nothing can be read of it; empty for a file.
        left_out: what is not read on purpose, told once for the whole folder; likewise.
    """

    path: Path
    wrong: str = ""
    left_out: str = ""


def walk(folder: Path, links: Links) -> Iterator[Place]:
    """Yield the files in a folder and in the folders in it, by name; hidden ones are passed over.

    What is no file (a pipe, a socket, a device) and what cannot be read has a place, too, that
    tells so. A link to a file or folder that is met by its own name anyway is passed over. So every
    real file comes once, and no circle of links is gone through twice. Two names of one file on
    the disk (hard links) are two files.

    Args:
        folder: that was named; it may be a link itself.
        links: which symbolic links in it are followed.
    """
    yield from _Walk(folder, links).places()


@dataclass
class _Walk:
    """Goes through one folder.

    Attributes:
        root: the folder.
        links: that are followed.
        real: where the folder really is.
        folders: those that were gone through, by device and inode.
        linked: the real paths of files that were read by a link.
        left: how many links were left out, and
        first: the first of them.
    """

    root: Path
    links: Links
    real: str = ""
    folders: set[tuple[int, int] | str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    left: int = 0
    first: str = ""

    def places(self) -> Iterator[Place]:
        self.real = os.path.realpath(self.root)
        # A list of what is still to be gone through: folders may lie deeper than calls may.
        waiting = [self._entries(self.root)]
        while waiting:
            place = next(waiting[-1], None)
            if place is None:
                waiting.pop()
            elif isinstance(place, Place):
                yield place
            else:
                waiting.append(self._entries(place))
        if self.left:
            yield Place(self.root, left_out=self._told())

    def _entries(self, folder: Path) -> Iterator[Place | Path]:
        """Yield what stands in a folder, by name; for another folder in it, its path."""
        try:
            one = _identity(folder)
            if one in self.folders:
                return
            self.folders.add(one)
            # A million paths would take half a gigabyte.
            names = sorted(entry.name for entry in folder.iterdir())
        except OSError as error:
            yield Place(folder, wrong=error.strerror or str(error))
            return
        for name in names:
            if not is_hidden(name):
                found = self._entry(folder / name)
                if found is not None:
                    yield found

    def _entry(self, path: Path) -> Place | Path | None:
        """Return a folder as its path, anything else as a place; ``None`` to pass over it."""
        try:
            found = path.lstat()
            is_link = stat.S_ISLNK(found.st_mode)
            if is_link:
                if not self._is_followed(path):
                    return None
                found = path.stat()
        except OSError as error:  # a link to nothing is worth a report
            return Place(path, wrong=error.strerror or str(error))
        if stat.S_ISDIR(found.st_mode):
            return path
        if not is_link and self.linked and os.path.realpath(path) in self.linked:
            return None
        other = kind_of(found.st_mode)
        return Place(path, wrong=f"{other}, no file; it is not read") if other else Place(path)

    def _is_followed(self, link: Path) -> bool:
        """Tell whether a link is to be followed; count it where it is left out."""
        target = os.path.realpath(link)
        inside = _within(target, self.real)
        if self.links == "none" or (self.links == "inside" and not inside):
            self.left += 1
            self.first = self.first or f"{shown_path(link)} → {shown_path(Path(target))}"
            return False
        if not Path(target).exists():
            return True  # and told
        if inside and not _has_hidden(target, self.real):
            return False  # it comes by its own name
        if Path(target).is_dir():
            return True  # whether it was gone through is asked where it is opened
        if target in self.linked or self._folder_was_read(target):
            return False
        self.linked.add(target)
        return True

    def _folder_was_read(self, target: str) -> bool:
        folder, name = os.path.split(target)
        if is_hidden(name):
            return False
        try:
            return _identity(Path(folder)) in self.folders
        except OSError:
            return False

    def _told(self) -> str:
        which = "not followed" if self.links == "none" else "not followed, out of the folder"
        return (
            f"symbolic links {which}: {self.left}, first {self.first}; to follow them: "
            "FIHRIS_LINKS=all"
        )


def _identity(folder: Path) -> tuple[int, int] | str:
    found = folder.stat()
    # Some file systems have no inodes.
    return (found.st_dev, found.st_ino) if found.st_ino else os.path.realpath(folder)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _has_hidden(path: str, folder: str) -> bool:
    return any(map(is_hidden, Path(path).relative_to(folder).parts))
