"""Some other pages of the site that a file is from: what their titles share is the site's name."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index.sources.files.archives import InZip, OnDisk, Opener, some_zip_members
from index.sources.files.names import shown, shown_path
from index.sources.reading import InputFile

#: So many pages are enough, and so many entries are looked at to find them.
FEW = 6
_LOOKED_AT = 2000
_PAGES = (".html", ".htm", ".xhtml")
_PAGES_IN_ZIP = tuple(suffix.encode() for suffix in _PAGES)


@dataclass(frozen=True, slots=True)
class BesideFile:
    """Lists some pages of one site: files that were named together, or of a folder.

    Attributes:
        paths: that were named together.
        folder: that the file is in, and
        highest: the folder above it that is not left.
    """

    paths: tuple[Path, ...] = ()
    folder: Path | None = None
    highest: Path | None = None

    def __call__(self) -> Sequence[InputFile]:
        """Return the pages."""
        paths = list(self.paths)
        folder = self.folder
        while folder is not None and len(paths) < FEW:
            paths = _pages_in(folder)
            folder = folder.parent if folder != self.highest else None
        return [InputFile(shown_path(path), 0, OnDisk(path), on_disk=str(path)) for path in paths]


@dataclass(frozen=True, slots=True)
class BesideMember:
    """Lists some pages of a zip archive.

    Attributes:
        archive: that they are in.
    """

    archive: Opener

    def __call__(self) -> Sequence[InputFile]:
        """Return the pages."""
        found = some_zip_members(self.archive, _LOOKED_AT)
        pages = islice((one for one in found if one.name.lower().endswith(_PAGES_IN_ZIP)), FEW)
        return [InputFile(shown(one.name), 0, InZip(self.archive, one)) for one in pages]


def _pages_in(folder: Path) -> list[Path]:
    """Return a few pages in a folder or, where it is one of many, the folders in it."""
    found: list[Path] = []
    seen = 0
    for here, folders, names in os.walk(folder):
        folders.sort()
        pages = [name for name in sorted(names) if name.lower().endswith(_PAGES)]
        paths = (Path(here, name) for name in pages if not name.startswith("."))
        # Where a link leads is another folder's concern.
        found += islice((path for path in paths if not path.is_symlink()), FEW - len(found))
        seen += len(names) + len(folders)
        if len(found) >= FEW or seen > _LOOKED_AT:
            break
    return found
