"""The files of a published index: listed with size and checksum, compared, written durably."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged
from index.manifest import FILE_NAME as MANIFEST

#: Names the folder of the live index.
CURRENT = "current"
#: Lists the files of an index with their sizes and checksums.
CHECKSUMS = "checksums.json"


def seal(folder: Path) -> None:
    """List the files of a finished index with their sizes and checksums, and put all on disk."""
    listed = {
        path.name: {"bytes": path.stat().st_size, "sha256": _checksum(path)}
        for path in sorted(folder.iterdir())
    }
    write_durably(folder / CHECKSUMS, json.dumps(listed, indent=2) + "\n")
    for path in folder.iterdir():
        _sync(path)


def check_sizes(folder: Path) -> None:
    """Make sure that every file of a published index is there in its full length.

    Raises:
        IndexDamaged: names the file that is not.
    """
    for name, published in _published(folder).items():
        try:
            size = (folder / name).stat().st_size
        except OSError as error:
            raise damaged(folder / name, error.strerror or str(error)) from error
        if size != published["bytes"]:
            raise damaged(folder / name, f"is {size} bytes long, not {published['bytes']}")


def check_contents(folder: Path) -> None:
    """Make sure that every file of a published index is as it was when it was published.

    Raises:
        IndexDamaged: names the file that is not.
    """
    check_sizes(folder)
    for name, published in _published(folder).items():
        if _checksum(folder / name) != published["sha256"]:
            raise damaged(folder / name, "its content has changed since it was published")


def damaged(path: Path, what: str) -> IndexDamaged:
    """Return the error to raise for a file that is not as it was published.

    Args:
        path: the file, or the folder of the index.
        what: what is the matter with it.
    """
    return IndexDamaged(f"{path}: {what}; build the index anew with: manage.py reindex PATH")


def _published(folder: Path) -> dict[str, Any]:
    try:
        files: dict[str, Any] = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
        listed = {name for name, row in files.items() if {"bytes", "sha256"} <= row.keys()}
    except (OSError, ValueError, AttributeError) as error:
        raise damaged(folder / CHECKSUMS, str(error)) from error
    present = {path.name for path in folder.iterdir()} - {CHECKSUMS}
    if MANIFEST not in listed or listed != files.keys() or not present <= listed:
        raise damaged(folder / CHECKSUMS, "does not list the files of this index")
    return files


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_durably(path: Path, text: str) -> None:
    """Replace a file in one step, on disk before the call returns."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    _sync(beside)
    beside.replace(path)
    if os.name == "posix":
        _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
