"""What is read of files while an archive is built of them, for its record."""

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np

from index.article_versions import SIZE
from index.files_read.kept import FilesRead
from index.files_read.record import ArticleRead, FileRead, State
from index.files_read.survey import FileThere, still
from index.files_read.table import FilesTable
from index.preparation import PreparedArticle
from index.sources.reading import Problem, Reason

#: Where one of these is met in a file, it may be half a file: what it held before is not given up.
UNSOUND: frozenset[Reason] = frozenset({"unreadable", "unknown_format", "broken", "too_large"})


class Gathered:
    """Gathers what was read of each file: of a million articles bytes, not objects."""

    def __init__(self, there: Iterable[FileThere]) -> None:
        """
        Args:
            there: the files that are read.
        """
        self._there = {file.path: file for file in there}
        self._numbers = {path: number for number, path in enumerate(self._there)}
        self._unsound: set[str] = set()
        self._files = array("q")
        self._ids, self._lengths = bytearray(), array("q")
        self._names, self._versions, self._states = bytearray(), bytearray(), bytearray()

    def article(self, article: PreparedArticle, *, is_repeated: bool) -> None:
        """Take note of an article of a file.

        Args:
            article: as it was made ready.
            is_repeated: whether another one of its name was read before.
        """
        file = self._there.get(article.on_disk)
        # A file that is named twice has nothing new the second time.
        if file is None or (self._files and self._numbers[file.path] < self._files[-1]):
            return
        id_bytes = article.id.encode("utf-8", "surrogatepass")
        self._files.append(self._numbers[file.path])
        self._ids += id_bytes
        self._lengths.append(len(id_bytes))
        self._names += article.names
        self._versions += version_by(file.told, article.version)
        self._states.append(State.REPEATED if is_repeated else State.HELD)

    def problem(self, problem: Problem) -> None:
        """Take note of a problem of a file."""
        name = problem.file if problem.reason in UNSOUND else ""
        while name and name not in self._unsound:
            self._unsound.add(name)
            name = name.rpartition("/")[0]

    def files(self) -> FilesRead:
        """Return what was read, once all is; what changed meanwhile will be read again."""
        files = [
            file_read(file, (), is_sound=file.name not in self._unsound)
            for file in still(self._there.values())
        ]
        found = np.frombuffer(self._files, dtype=np.int64)
        table = FilesTable.of(files).with_articles(
            np.bincount(found, minlength=len(files)),
            ids=bytes(self._ids),
            lengths=np.frombuffer(self._lengths, dtype=np.int64),
            names=bytes(self._names),
            versions=bytes(self._versions),
            states=bytes(self._states),
        )
        return FilesRead(table)


def file_read(
    there: FileThere, articles: Sequence[ArticleRead], *, is_sound: bool = True
) -> FileRead:
    """Return the record of a file.

    Args:
        there: the file.
        articles: that were read of it.
        is_sound: whether it could be read to its end.
    """
    return FileRead(
        path=there.path,
        stamp=there.stamp,
        is_settled=there.is_settled,
        digest=there.digest,
        reading=there.reading,
        is_sound=is_sound,
        articles=tuple(articles),
    )


def version_by(told: bytes, version: bytes) -> bytes:
    """Return the version of an article by what its reader was told.

    What is told may change its facts, though it says the same.

    Args:
        told: digest of that.
        version: digest of the article.
    """
    return blake2b(told + version, digest_size=SIZE).digest()
