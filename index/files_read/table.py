"""What was read of many files, as arrays.

Of a million articles there are no objects here; a file is made an object when it is asked for.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from index.arrays import Array, packed, unpacked
from index.article_versions import SIZE
from index.files_read.columns import (
    bytes_of,
    ends_of,
    joined,
    row_of,
    rows_of,
    string_of,
    strings_of,
)
from index.files_read.record import ArticleRead, FileRead, Stamp, State


class FilesTable:
    """What was read of some files; never changed."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        """
        Args:
            arrays: that :meth:`of` made, or were kept.
        """
        self._arrays = arrays

    @classmethod
    def of(cls, files: Sequence[FileRead]) -> "FilesTable":
        """Return what is kept of some files, each once."""
        held = [article for file in files for article in file.articles]
        paths = [os.fsencode(file.path) for file in files]
        ids = [article.id.encode("utf-8", "surrogatepass") for article in held]
        names = b"".join(name for article in held for name in article.names)
        return cls(
            {
                "paths.text": bytes_of(b"".join(paths)),
                "paths.ends": ends_of(map(len, paths)),
                "stamps": np.array([file.stamp for file in files], dtype=np.int64).reshape(-1),
                "flags": np.array(
                    [file.is_settled + 2 * file.is_sound for file in files], dtype=np.uint8
                ),
                "digests": bytes_of(b"".join(file.digest.ljust(SIZE, b"\0") for file in files)),
                "readings": bytes_of(b"".join(file.reading for file in files)),
                "articles": ends_of(len(file.articles) for file in files),
                "ids.text": bytes_of(b"".join(ids)),
                "ids.ends": ends_of(map(len, ids)),
                "names": bytes_of(names),
                "versions": bytes_of(b"".join(article.version for article in held)),
                "states": np.array([article.state for article in held], dtype=np.uint8),
            }
        )

    def with_articles(
        self,
        counts: Array,
        *,
        ids: bytes,
        lengths: Array,
        names: bytes,
        versions: bytes,
        states: bytes,
    ) -> "FilesTable":
        """Return the same files with other articles.

        Args:
            counts: how many each file has.
            ids: of all, one behind the other in UTF-8, and
            lengths: how long each of them is.
            names: two digests of each,
            versions: a digest of each, and
            states: a byte of each.
        """
        articles = {
            "articles": ends_of(counts.tolist()),
            "ids.text": bytes_of(ids),
            "ids.ends": ends_of(lengths.tolist()),
            "names": bytes_of(names),
            "versions": bytes_of(versions),
            "states": bytes_of(states),
        }
        return FilesTable({**self._arrays, **articles})

    @classmethod
    def from_bytes(cls, content: bytes) -> "FilesTable":
        """Return what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is none of that.
        """
        return cls.of_arrays(unpacked(content))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "FilesTable":
        """Return what :attr:`arrays` were given, others left aside.

        Raises:
            ValueError: one is missing.
        """
        try:
            return cls({name: arrays[name] for name in EMPTY.arrays})
        except KeyError as error:
            raise ValueError(f"there is no {error}") from error

    def to_bytes(self) -> bytes:
        """Return all of it as the content of a file of arrays."""
        return packed(self._arrays)

    @property
    def arrays(self) -> Mapping[str, Array]:
        """Return the arrays to be kept, by names."""
        return self._arrays

    @property
    def nbytes(self) -> int:
        """Return how much room they take, in bytes."""
        return sum(array.nbytes for array in self._arrays.values())

    def __len__(self) -> int:
        return len(self._arrays["flags"])

    def __iter__(self) -> Iterator[FileRead]:
        return map(self._file, range(len(self)))

    def file(self, path: str) -> FileRead | None:
        """Return what was read of a file."""
        number = self._numbers.get(path)
        return None if number is None else self._file(number)

    def glance(self, path: str) -> FileRead | None:
        """Return the same without its articles: much faster where it holds many."""
        number = self._numbers.get(path)
        return None if number is None else self._without_articles(number)

    def under(self, folder: str) -> list[str]:
        """Return the paths of files that lie in a folder, or have its path."""
        within = folder.rstrip(os.sep) + os.sep
        return [path for path in self._numbers if path == folder or path.startswith(within)]

    def versions_of(self, names: Collection[bytes]) -> dict[bytes, set[bytes]]:
        """Return which versions of articles the archive has.

        Args:
            names: digests of ids.

        Returns:
            The versions, by those of the names that files hold which the archive has.
        """
        found: dict[bytes, set[bytes]] = {}
        states, versions = self._arrays["states"], self._arrays["versions"]
        for number in self._named(names):
            name = self._name(number, 0)
            if states[number] in (State.HELD, State.LEFT) and name in names:
                version = versions[number * SIZE : (number + 1) * SIZE].tobytes()
                found.setdefault(name, set()).add(version)
        return found

    def without(self, names: Collection[bytes]) -> "FilesTable":
        """Return the same when the archive has no articles of some names any more.

        Args:
            names: digests.
        """
        states = self._arrays["states"].copy()
        for number in self._named(names):
            if self._name(number, 0) in names or self._name(number, 1) in names:
                states[number] = _TAKEN_OUT[states[number]]
        return FilesTable({**self._arrays, "states": states})

    def renewed(self, files: Sequence[FileRead], gone: Iterable[str] = ()) -> "FilesTable":
        """Return the same with some files as they were read now, and without others.

        Args:
            files: in place of those of the same paths.
            gone: paths.
        """
        others = {*gone, *(file.path for file in files)}
        chosen = np.ones(len(self), dtype=bool)
        chosen[[self._numbers[path] for path in others if path in self._numbers]] = False
        counts = np.diff(self._arrays["articles"], prepend=0)
        articles = np.repeat(chosen, counts)
        new = FilesTable.of(files)._arrays
        kept = {
            **strings_of(self._arrays, "paths", chosen),
            **strings_of(self._arrays, "ids", articles),
            "articles": counts[chosen].cumsum(),
            "stamps": rows_of(self._arrays["stamps"], chosen),
            "flags": self._arrays["flags"][chosen],
            "digests": rows_of(self._arrays["digests"], chosen),
            "readings": rows_of(self._arrays["readings"], chosen),
            "names": rows_of(self._arrays["names"], articles),
            "versions": rows_of(self._arrays["versions"], articles),
            "states": self._arrays["states"][articles],
        }
        return FilesTable({name: joined(name, kept[name], new[name]) for name in new})

    @cached_property
    def _numbers(self) -> dict[str, int]:
        text, start = self._arrays["paths.text"].tobytes(), 0
        found = {}
        for number, end in enumerate(self._arrays["paths.ends"].tolist()):
            found[os.fsdecode(text[start:end])] = number
            start = end
        return found

    def _file(self, number: int) -> FileRead:
        articles = map(self._article, self._span("articles", number))
        return replace(self._without_articles(number), articles=tuple(articles))

    def _without_articles(self, number: int) -> FileRead:
        arrays = self._arrays
        flags = int(arrays["flags"][number])
        digest = row_of(arrays["digests"], number)
        return FileRead(
            path=os.fsdecode(string_of(arrays, "paths", number)),
            stamp=Stamp(*arrays["stamps"][4 * number : 4 * number + 4].tolist()),
            is_settled=bool(flags & 1),
            digest=digest if any(digest) else b"",
            reading=row_of(arrays["readings"], number),
            is_sound=bool(flags & 2),
        )

    def _article(self, number: int) -> ArticleRead:
        return ArticleRead(
            string_of(self._arrays, "ids", number).decode("utf-8", "surrogatepass"),
            (self._name(number, 0), self._name(number, 1)),
            row_of(self._arrays["versions"], number),
            State(int(self._arrays["states"][number])),
        )

    def _span(self, name: str, number: int) -> range:
        ends = self._arrays[name]
        return range(int(ends[number - 1]) if number else 0, int(ends[number]))

    def _name(self, number: int, which: int) -> bytes:
        return row_of(self._arrays["names"], 2 * number + which)

    def _named(self, names: Collection[bytes]) -> list[int]:
        """The numbers of articles that may have one of some names: those with its first bytes."""
        if not names:
            return []
        wanted = np.frombuffer(b"".join(name[:8] for name in names), dtype="<u8")
        held = np.ascontiguousarray(self._arrays["names"]).view("<u8")[::2]
        found: list[int] = np.flatnonzero(np.isin(held, wanted).reshape(-1, 2).any(axis=1)).tolist()
        return found


_TAKEN_OUT = (State.TAKEN, State.REPEATED, State.TAKEN, State.GONE, State.GONE)


EMPTY = FilesTable.of(())
