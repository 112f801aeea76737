"""The file of a backup: a tar archive of a publication and its segments, and what it may hold."""

import hashlib
import json
import re
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from index.errors import AnalyzerMismatch, IndexDamaged, SourceError
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import LAYOUT
from index.stores.embedded.files import CHECKSUMS
from index.stores.embedded.names import SEGMENTS, SEGMENTS_FOLDER
from index.stores.embedded.pointer import is_name

#: The folder in the tar archive.
FOLDER = "fihris-index"
#: The longest manifest and list of files.
_LARGEST = 256 << 20
_STEP = 1 << 20
_NAME = re.compile(rf"{FOLDER}/((?:{SEGMENTS_FOLDER}/(?P<segment>[^/]+)/)?(?P<file>[^/]+))")


class BackupFile:
    """A backup that is open for reading.

    Files of the publication go by their names, those of a segment by ``segments/NAME/`` and theirs.

    Attributes:
        segments: the names of the segments, in their order.
        listed: what the lists of the backup say of every file that they list.
    """

    def __init__(self, archive: tarfile.TarFile, path: Path) -> None:
        """
        Args:
            archive: the file, open.
            path: of it, for messages.

        Raises:
            SourceError: it is no backup.
            IndexDamaged: it has changed since it was written.
            AnalyzerMismatch: it is of another layout.
        """
        self._archive, self._path = archive, path
        self._members = self._found()
        if not {CHECKSUMS, MANIFEST} <= self._members.keys():
            raise SourceError(f"{path}: no backup of manage.py backup: it lists no files")
        try:
            layout = self._json(MANIFEST).get("layout")
        except _ODD as error:
            raise self._changed(MANIFEST) from error
        if layout != LAYOUT:
            raise AnalyzerMismatch(
                f"{path}: a backup of layout {layout}, but this is {LAYOUT}; restore it by the "
                "version of Fihris that wrote it, or build the index anew with: "
                "manage.py reindex PATH"
            )
        try:
            self.segments = tuple(map(str, self._json(SEGMENTS)["segments"]))
            self.listed = dict(self._lists())
        except _ODD as error:
            raise self._changed(CHECKSUMS) from error
        lists = {CHECKSUMS, *(f"{segment_member(name)}{CHECKSUMS}" for name in self.segments)}
        if self._members.keys() != self.listed.keys() | lists:
            raise self._changed("what it lists")

    def copy(self, name: str, target: IO[bytes] | None = None) -> None:
        """Read a file, compare it with what is listed, and write it if there is a target.

        Raises:
            IndexDamaged: it is not what is listed.
        """
        member, row = self._members[name], self.listed[name]
        checksum, left = hashlib.sha256(), member.size
        try:
            stream = self._archive.extractfile(member)
            if stream is None or left != row["bytes"]:
                raise self._changed(name)
            while left and (step := stream.read(min(left, _STEP))):
                checksum.update(step)
                left -= len(step)
                if target:
                    target.write(step)
            if left or checksum.hexdigest() != row["sha256"]:
                raise self._changed(name)
        except (tarfile.TarError, KeyError, TypeError, EOFError) as error:
            raise self._changed(name) from error

    def content(self, name: str) -> bytes:
        """Return a small file as it is.

        Raises:
            ValueError: it is not small.
        """
        member = self._members[name]
        if member.size > _LARGEST:
            raise ValueError(f"{member.size} bytes long")
        stream = self._archive.extractfile(member)
        return stream.read() if stream else b""

    def _found(self) -> dict[str, tarfile.TarInfo]:
        """The members by name: plain files, and no others."""
        found: dict[str, tarfile.TarInfo] = {}
        try:
            for member in self._archive:
                named = _NAME.fullmatch(member.name)
                plain = member.type in (tarfile.REGTYPE, tarfile.AREGTYPE)
                is_right = named and is_name(named["segment"] or _ANY_NAME)
                if not named or not is_right or named[1] in found or not plain:
                    raise SourceError(f"{self._path}: {member.name!r} is no part of a backup")
                found[named[1]] = member
        except (tarfile.TarError, EOFError, ValueError) as error:
            raise SourceError(f"{self._path}: cannot be read as a backup ({error})") from error
        return found

    def _lists(self) -> Mapping[str, Any]:
        """What the lists of the publication and of its segments say."""
        found: dict[str, Any] = dict(self._json(CHECKSUMS))
        for name in self.segments:
            within = segment_member(name)
            found |= {
                f"{within}{file}": row for file, row in self._json(within + CHECKSUMS).items()
            }
        return found

    def _json(self, name: str) -> Any:
        return json.loads(self.content(name))

    def _changed(self, what: str) -> IndexDamaged:
        return IndexDamaged(
            f"{self._path}: {what} has changed since the backup was written; nothing was "
            "published; take another backup"
        )


_ANY_NAME = "20240101T000000-00000000"
#: What reading a garbled list raises.
_ODD = (
    ValueError,
    AttributeError,
    KeyError,
    TypeError,
    RecursionError,
    OSError,
    tarfile.TarError,
)


def segment_member(name: str) -> str:
    """Return what the names of the files of a segment begin with in a backup."""
    return f"{SEGMENTS_FOLDER}/{name}/"


def open_tar(path: Path) -> tarfile.TarFile:
    """Open the file of a backup.

    Raises:
        SourceError: it is none.
    """
    try:
        return tarfile.open(path, "r:")
    except (tarfile.TarError, EOFError) as error:
        raise SourceError(f"{path}: no backup of manage.py backup ({error})") from error
