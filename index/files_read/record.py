"""What was read of files: their state then, and which articles they held in which version.

Of a million articles there are no objects here but arrays; a file is made an object when it is
asked for.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from index.arrays import Array, packed, unpacked
from index.article_versions import SIZE


class State(IntEnum):
    """What became of an article that a file holds, or held."""

    #: The archive has this version of it, from this file.
    HELD = 0
    #: Another file that was read with it, or the same one, has an article of its name before it.
    REPEATED = 1
    #: The archive had it; it was deleted since, or another came in its place.
    TAKEN = 2
    #: The archive has it, but its file does not any more.
    LEFT = 3
    #: Neither has it any more.
    GONE = 4


class Stamp(NamedTuple):
    """What the file system says of a file.

    Attributes:
        size: in bytes.
        modified: when its content was, in nanoseconds since 1970; people may set it.
        changed: when anything of it was, likewise; nobody may set it.
        inode: its number.
    """

    size: int = 0
    modified: int = 0
    changed: int = 0
    inode: int = 0


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """An article as a file holds it.

    Attributes:
        id: in the archive.
        names: digests of its names (:func:`index.article_versions.name_digests`).
        version: digest of all that it says (:func:`index.article_versions.version_of`).
        state: what became of it.
    """

    id: str
    names: tuple[bytes, bytes]
    version: bytes
    state: State = State.HELD

    @property
    def is_in_file(self) -> bool:
        """Tell whether the file holds it still."""
        return self.state < State.LEFT

    @property
    def is_in_archive(self) -> bool:
        """Tell whether the archive has it from this file."""
        return self.state in (State.HELD, State.LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file on disk as it was read; an archive of files is one file.

    Attributes:
        path: absolute, as the system has it.
        stamp: what the file system said of it.
        is_settled: whether a change after that would have changed the stamp, however fast it came.
        digest: of its bytes; empty where it could not be read, or changed while it was.
        reading: digest of what else decides what is read of it: the readers, and what they were
            told.
        is_sound: whether it could be read to its end.
        articles: that it holds, in order; behind them those that it held once and the archive has.
    """

    path: str
    stamp: Stamp
    is_settled: bool
    digest: bytes
    reading: bytes
    is_sound: bool = True
    articles: tuple[ArticleRead, ...] = ()


class FilesRead:
    """What was read of all files of an archive; never changed."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        """
        Args:
            arrays: that :meth:`of` made, or were kept.
        """
        self._arrays = arrays

    @classmethod
    def of(cls, files: Sequence[FileRead]) -> "FilesRead":
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
    ) -> "FilesRead":
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
        return FilesRead({**self._arrays, **articles})

    @classmethod
    def from_bytes(cls, content: bytes) -> "FilesRead":
        """Return what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is none of that.
        """
        found = cls(unpacked(content))
        try:
            for name in NOTHING_READ.names:
                found._arrays[name]
        except KeyError as error:
            raise ValueError(f"there is no {error}") from error
        return found

    def to_bytes(self) -> bytes:
        """Return all of it as the content of a file of arrays."""
        return packed(self._arrays)

    @property
    def names(self) -> Iterable[str]:
        """Return the names of the arrays."""
        return list(self._arrays)

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

    def without(self, names: Collection[bytes]) -> "FilesRead":
        """Return the same when the archive has no articles of some names any more.

        Args:
            names: digests.
        """
        states = self._arrays["states"].copy()
        for number in self._named(names):
            if self._name(number, 0) in names or self._name(number, 1) in names:
                states[number] = _TAKEN_OUT[states[number]]
        return FilesRead({**self._arrays, "states": states})

    def renewed(self, files: Sequence[FileRead], gone: Iterable[str] = ()) -> "FilesRead":
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
        new = FilesRead.of(files)._arrays
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
        return FilesRead({name: _joined(name, kept[name], new[name]) for name in new})

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


#: Of an archive that was built of no files, or before files were recorded.
NOTHING_READ = FilesRead.of(())
