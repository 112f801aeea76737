"""The files of a published index: listed with size and checksum, compared, written durably."""

import hashlib
import json
import mmap
import os
import threading
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import crc32

import numpy as np

from index.arrays import Compare
from index.disk_errors import unread
from index.errors import IndexDamaged
from index.manifest import FILE_NAME as MANIFEST
from index.stores.embedded.blocks import BLOCK, REMEDY, Blocks

#: Names the folder of the live index.
CURRENT = "current"
#: Lists the files of an index with their sizes and checksums.
CHECKSUMS = "checksums.json"

#: What it says of each: of all, and of every block CRC-32 in eight hex digits.
_LISTED = {"bytes": int, "sha256": str, "blocks": str}
_SUM = np.dtype(">u4")


def seal(folder: Path, known: Mapping[str, Any] = MappingProxyType({})) -> None:
    """List the files of a finished folder with their sizes and checksums, and put all on disk.

    Args:
        folder: of a publication or of a segment.
        known: what the list says of files that are on disk already.
    """
    paths = sorted(folder.iterdir())
    listed = {path.name: known.get(path.name) or _listed(path) for path in paths}
    (folder / CHECKSUMS).write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")
    sync_all(folder, known)


def sync_all(folder: Path, known: Container[str] = ()) -> None:
    """Put the files of a folder on disk, and that they are there.

    Args:
        folder: of a publication or of a segment.
        known: the names of files that are on disk already.
    """
    for path in folder.iterdir():
        if path.name not in known:
            sync(path)
    if os.name == "posix":
        sync(folder)
        sync(folder.parent)


def names_of(folder: Path, expected: str = MANIFEST) -> list[str]:
    """Return the names of the files that a published folder lists.

    Args:
        folder: of a publication or of a segment.
        expected: a file that every such folder lists.

    Raises:
        IndexDamaged: the list cannot be read, or there are others.
    """
    return sorted(_published(folder, expected))


def _check_sizes(folder: Path, listed: Mapping[str, Any]) -> None:
    for name, published in listed.items():
        try:
            size = (folder / name).stat().st_size
        except OSError as error:
            raise damaged(folder / name, error) from error
        if size != published["bytes"]:
            raise damaged(folder / name, f"is {size} bytes long, not {published['bytes']}")


def check_contents(folder: Path, expected: str = MANIFEST) -> None:
    """Make sure that every file of a published folder is as it was when it was published.

    Args:
        folder: of a publication or of a segment.
        expected: a file that every such folder lists.

    Raises:
        IndexDamaged: names the file that is not.
    """
    listed = _published(folder, expected)
    _check_sizes(folder, listed)
    for name, published in listed.items():
        if _listed(folder / name) != published:
            raise damaged(folder / name, "its content has changed since it was published")


def damaged(path: Path, what: str | Exception) -> IndexDamaged:
    """Return the error to raise for a file that is not as it was published.

    Args:
        path: the file, or the folder of the index.
        what: what is the matter with it, or the error that reading it gave.
    """
    if isinstance(what, Exception):
        return IndexDamaged(f"{path}: {unread(what, REMEDY)}")
    return IndexDamaged(f"{path}: {what}; {REMEDY}")


class Published:
    """The files of a published folder as they were listed then.

    Attributes:
        folder: that they lie in.
    """

    def __init__(self, folder: Path, expected: str = MANIFEST) -> None:
        """
        Args:
            folder: of a publication or of a segment.
            expected: a file that every such folder lists.

        Raises:
            IndexDamaged: the list cannot be read, or a file is missing, cut, or none of them.
        """
        self.folder = folder
        self._listed = _published(folder, expected)
        _check_sizes(folder, self._listed)
        self._blocks: dict[str, Blocks] = {}
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        """How long all files are together, in bytes."""
        return sum(row["bytes"] for row in self._listed.values())

    def lists(self, name: str) -> bool:
        """Tell whether a file is one of them."""
        return name in self._listed

    def listed(self, name: str) -> Mapping[str, Any]:
        """Return what the list says of a file."""
        return dict(self._listed[name])

    def compared(self, name: str) -> Callable[[memoryview], Compare]:
        """Return what gives, for the content of a file, a function that compares parts of it."""
        return lambda content: self._of(name, content).compare

    def compare(self, name: str) -> None:
        """Make sure that a whole file is as it was published.

        Raises:
            IndexDamaged: it is not, or is gone.
        """
        if self._listed[name]["bytes"] == 0:
            return
        path = self.folder / name
        try:
            with path.open("rb") as file:
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise damaged(path, error) from error
        self._of(name, memoryview(content)).compare_all()

    def is_as_mapped(self, *, may_be_gone: bool = False) -> bool:
        """Return whether nothing was written to the files since they were mapped.

        Args:
            may_be_gone: whether they may have been removed.

        Raises:
            IndexDamaged: one is gone or of another length.
        """
        blocks = list(self._blocks.values())
        return all(one.is_as_mapped(may_be_gone=may_be_gone) for one in blocks)

    def _of(self, name: str, content: memoryview) -> Blocks:
        with self._lock:
            if name not in self._blocks:
                path = self.folder / name
                self._blocks[name] = Blocks(path, content, _sums(self._listed[name], path))
            return self._blocks[name]


def _sums(listed: Mapping[str, Any], path: Path) -> list[int]:
    """The checksums of the blocks of a file.

    Raises:
        IndexDamaged: there are not as many as it has blocks.
    """
    try:
        sums: list[int] = np.frombuffer(bytes.fromhex(listed["blocks"]), dtype=_SUM).tolist()
    except ValueError as error:
        raise damaged(path.with_name(CHECKSUMS), error) from error
    if len(sums) != -(-listed["bytes"] // BLOCK):
        raise damaged(path.with_name(CHECKSUMS), f"does not list all blocks of {path.name}")
    return sums


def _published(folder: Path, expected: str = MANIFEST) -> dict[str, Any]:
    try:
        files: dict[str, Any] = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
        listed = {
            name
            for name, row in files.items()
            if row.keys() == _LISTED.keys()
            and all(isinstance(row[key], kind) for key, kind in _LISTED.items())
        }
    except (OSError, ValueError, AttributeError) as error:
        raise damaged(folder / CHECKSUMS, error) from error
    present = {path.name for path in folder.iterdir()} - {CHECKSUMS}
    if expected not in listed or listed != files.keys() or not present <= listed:
        raise damaged(folder / CHECKSUMS, "does not list the files of this index")
    return files


def _listed(path: Path) -> dict[str, Any]:
    """What the list says of a file: its length, its checksum, and those of its blocks."""
    whole, sums, size = hashlib.sha256(), [], 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            whole.update(block)
            sums.append(crc32(block))
            size += len(block)
    blocks = np.array(sums, dtype=_SUM).tobytes().hex()
    return {"bytes": size, "sha256": whole.hexdigest(), "blocks": blocks}


def write_durably(path: Path, text: str) -> None:
    """Replace a file in one step, on disk before the call returns."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text(text, encoding="utf-8")
        sync(beside)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        sync(path.parent)


def sync(path: Path) -> None:
    """Put a file, or what a folder holds, on disk."""
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError as error:
        error.filename = str(path)  # the system does not name it
        raise
    finally:
        os.close(descriptor)
