"""What was read of a file: its state then, and which articles it held in which version."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


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
