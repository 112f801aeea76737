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
                "paths.text": _bytes(b"".join(paths)),
                "paths.ends": _ends(map(len, paths)),
                "stamps": np.array([file.stamp for file in files], dtype=np.int64).reshape(-1),
                "flags": np.array(
                    [file.is_settled + 2 * file.is_sound for file in files], dtype=np.uint8
                ),
                "digests": _bytes(b"".join(file.digest.ljust(SIZE, b"\0") for file in files)),
                "readings": _bytes(b"".join(file.reading for file in files)),
                "articles": _ends(len(file.articles) for file in files),
                "ids.text": _bytes(b"".join(ids)),
                "ids.ends": _ends(map(len, ids)),
                "names": _bytes(names),
                "versions": _bytes(b"".join(article.version for article in held)),
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
            "articles": _ends(counts.tolist()),
            "ids.text": _bytes(ids),
            "ids.ends": _ends(lengths.tolist()),
            "names": _bytes(names),
            "versions": _bytes(versions),
            "states": _bytes(states),
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
            **_ragged(self._arrays, "paths", chosen),
            **_ragged(self._arrays, "ids", articles),
            "articles": counts[chosen].cumsum(),
            "stamps": _rows(self._arrays["stamps"], chosen),
            "flags": self._arrays["flags"][chosen],
            "digests": _rows(self._arrays["digests"], chosen),
            "readings": _rows(self._arrays["readings"], chosen),
            "names": _rows(self._arrays["names"], articles),
            "versions": _rows(self._arrays["versions"], articles),
            "states": self._arrays["states"][articles],
        }
        return FilesTable({name: _joined(name, kept[name], new[name]) for name in new})

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
        digest = _row(arrays["digests"], number)
        return FileRead(
            path=os.fsdecode(_cut(arrays, "paths", number)),
            stamp=Stamp(*arrays["stamps"][4 * number : 4 * number + 4].tolist()),
            is_settled=bool(flags & 1),
            digest=digest if any(digest) else b"",
            reading=_row(arrays["readings"], number),
            is_sound=bool(flags & 2),
        )

    def _article(self, number: int) -> ArticleRead:
        return ArticleRead(
            _cut(self._arrays, "ids", number).decode("utf-8", "surrogatepass"),
            (self._name(number, 0), self._name(number, 1)),
            _row(self._arrays["versions"], number),
            State(int(self._arrays["states"][number])),
        )

    def _span(self, name: str, number: int) -> range:
        ends = self._arrays[name]
        return range(int(ends[number - 1]) if number else 0, int(ends[number]))

    def _name(self, number: int, which: int) -> bytes:
        return _row(self._arrays["names"], 2 * number + which)

    def _named(self, names: Collection[bytes]) -> list[int]:
        """The numbers of articles that may have one of some names: those with its first bytes."""
        if not names:
            return []
        wanted = np.frombuffer(b"".join(name[:8] for name in names), dtype="<u8")
        held = np.ascontiguousarray(self._arrays["names"]).view("<u8")[::2]
        found: list[int] = np.flatnonzero(np.isin(held, wanted).reshape(-1, 2).any(axis=1)).tolist()
        return found


_TAKEN_OUT = (State.TAKEN, State.REPEATED, State.TAKEN, State.GONE, State.GONE)


def _bytes(content: bytes) -> Array:
    return np.frombuffer(content, dtype=np.uint8)


def _ends(lengths: Iterable[int]) -> Array:
    return np.cumsum(np.fromiter(lengths, dtype=np.int64))


def _row(array: Array, number: int) -> bytes:
    return array[number * SIZE : (number + 1) * SIZE].tobytes()


def _rows(array: Array, chosen: Array) -> Array:
    """The rows of those that are chosen; all rows have one length."""
    if not len(chosen):
        return array[:0]
    found: Array = array.reshape(len(chosen), -1)[chosen].reshape(-1)
    return found


def _cut(arrays: Mapping[str, Array], name: str, number: int) -> bytes:
    ends = arrays[f"{name}.ends"]
    start = int(ends[number - 1]) if number else 0
    return arrays[f"{name}.text"][start : int(ends[number])].tobytes()


def _ragged(arrays: Mapping[str, Array], name: str, chosen: Array) -> dict[str, Array]:
    """The strings of those that are chosen."""
    lengths = np.diff(arrays[f"{name}.ends"], prepend=0)
    return {
        f"{name}.text": arrays[f"{name}.text"][np.repeat(chosen, lengths)],
        f"{name}.ends": lengths[chosen].cumsum(),
    }


#: Arrays of places, which go on where those before them end.
_PLACES = ("paths.ends", "ids.ends", "articles")


def _joined(name: str, first: Array, second: Array) -> Array:
    if name in _PLACES and len(first):
        second = second + first[-1]
    return np.concatenate([first, second])


EMPTY = FilesTable.of(())
