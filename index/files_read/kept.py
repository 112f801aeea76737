"""What was read of the files of an archive, as it is kept: a table, and what changed in it since.

The table of a million articles is written once; what changes is small, and written with each
publication.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from index.arrays import packed, unpacked
from index.article_versions import SIZE
from index.files_read.record import FileRead
from index.files_read.table import EMPTY, FilesTable

#: What changed since may be so much of the table, and so many bytes in any case.
_PART, _SMALL = 8, 1 << 16


@dataclass(frozen=True, slots=True)
class Since:
    """What changed in a table.

    Attributes:
        files: that are otherwise than there, or new.
        gone: the paths of those that are in it no more.
        went: names of articles that the archive has no more.
    """

    files: FilesTable = EMPTY
    gone: frozenset[str] = frozenset()
    went: frozenset[bytes] = frozenset()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Since":
        """Return what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is none of that.
        """
        arrays = unpacked(content)
        try:
            gone, went = arrays["gone"].tobytes(), arrays["went"].tobytes()
        except KeyError as error:
            raise ValueError(f"there is no {error}") from error
        return cls(
            FilesTable.of_arrays(arrays),
            frozenset(map(os.fsdecode, filter(None, gone.split(b"\0")))),
            frozenset(went[at : at + SIZE] for at in range(0, len(went), SIZE)),
        )

    def to_bytes(self) -> bytes:
        """Return all of it as the content of a file of arrays."""
        gone = b"\0".join(map(os.fsencode, sorted(self.gone)))
        went = b"".join(sorted(self.went))
        told = {"gone": gone, "went": went}
        arrays = {name: np.frombuffer(text, dtype=np.uint8) for name, text in told.items()}
        return packed({**self.files.arrays, **arrays})

    def applied(self, table: FilesTable) -> FilesTable:
        """Return a table with what changed in it."""
        if self == Since():
            return table
        return table.without(self.went).renewed(list(self.files), self.gone)


@dataclass(frozen=True, eq=False)
class FilesRead:
    """What was read of all files of an archive; never changed.

    Attributes:
        table: of them, and
        since: what changed in it.
    """

    table: FilesTable = EMPTY
    since: Since = field(default_factory=Since)

    @classmethod
    def of(cls, files: Sequence[FileRead]) -> "FilesRead":
        """Return what is kept of some files, each once."""
        return cls(FilesTable.of(files))

    @classmethod
    def from_bytes(cls, content: bytes) -> "FilesRead":
        """Return what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is none of that.
        """
        return cls(FilesTable.from_bytes(content))

    def to_bytes(self) -> bytes:
        """Return all of it as one table."""
        return self._now.to_bytes()

    def is_small_after(self, before: "FilesRead") -> bool:
        """Tell whether the table is that of another one, and what changed in it is little."""
        little = max(_SMALL, self.table.nbytes // _PART)
        changed = self.since.files.nbytes + SIZE * len(self.since.went)
        return self.table is before.table and changed < little

    def __len__(self) -> int:
        return len(self._now)

    def __iter__(self) -> Iterator[FileRead]:
        return iter(self._now)

    def file(self, path: str) -> FileRead | None:
        """Return what was read of a file."""
        return self._now.file(path)

    def glance(self, path: str) -> FileRead | None:
        """Return the same without its articles: much faster where it holds many."""
        return self._now.glance(path)

    def under(self, folder: str) -> list[str]:
        """Return the paths of files that lie in a folder, or have its path."""
        return self._now.under(folder)

    def versions_of(self, names: Collection[bytes]) -> dict[bytes, set[bytes]]:
        """Return which versions of articles the archive has; see :class:`.FilesTable`."""
        return self._now.versions_of(names)

    def without(self, names: Collection[bytes]) -> "FilesRead":
        """Return the same when the archive has no articles of some names any more.

        Args:
            names: digests.
        """
        since = self.since
        if not (len(self.table) or len(since.files)):
            return self
        went = since.went.union(names)
        return FilesRead(self.table, Since(since.files.without(names), since.gone, went))

    def renewed(self, files: Sequence[FileRead], gone: Iterable[str] = ()) -> "FilesRead":
        """Return the same with some files as they were read now, and without others.

        Args:
            files: in place of those of the same paths.
            gone: paths.
        """
        since, gone = self.since, set(gone)
        all_gone = (since.gone | gone) - {file.path for file in files}
        renewed = since.files.renewed(files, gone)
        return FilesRead(self.table, Since(renewed, all_gone, since.went))

    @cached_property
    def _now(self) -> FilesTable:
        return self.since.applied(self.table)


#: Of an archive that was built of no files, or before files were recorded.
NOTHING_READ = FilesRead()
