"""Corpus frequencies: which words an archive writes, and in how many articles.

The light level decides by them whether a word begins with a clitic; they are its *evidence*, and
their file in an index is called so.

Counted while the archive is read, frozen in its index, and read back with it, so that a query is
analyzed by the very decisions that made the index.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from index.analysis.families import normal
from index.analysis.folding import spelling
from index.analysis.mapped_counts import MappedCounts, write_places

#: Name of the file in an index.
FILE_NAME = "evidence.tsv"
#: Name of the file that says where in it each word stands (:mod:`index.analysis.mapped_counts`).
PLACES_NAME = "evidence.places"

# In an archive of this many articles, a word of one article alone is as likely a slip of the pen.
_LARGE_ARCHIVE = 20_000


@dataclass(frozen=True)
class Evidence:
    """The corpus frequencies of an archive.

    Attributes:
        counts: its words in normal spelling, each with the number of articles that it stands in.
    """

    counts: Mapping[str, int]

    @classmethod
    def of_counts(cls, counts: Mapping[str, int], articles: int) -> "Evidence":
        """Return the evidence of an archive, without the rare words of a large one.

        Args:
            counts: its words in normal spelling, each with the number of articles it stands in.
            articles: how many it has.
        """
        least = least_articles(articles)
        kept = {word: count for word, count in counts.items() if word and count >= least}
        return cls(MappingProxyType(kept))

    def count(self, word: str) -> int:
        """Return in how many articles a word stands."""
        return self.counts.get(word, 0)

    @cached_property
    def digest(self) -> str:
        """A hash of the words and their numbers."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def to_bytes(self) -> bytes:
        """Return the evidence as the file has it."""
        return self._lines().encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Evidence":
        """Read what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is not of this form; the message names the line.
        """
        counts: dict[str, int] = {}
        for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
            word, _, count = line.partition("\t")
            if not count.isdecimal():
                raise ValueError(f"line {number} is no word with its number of articles")
            counts[word] = int(count)
        return cls(MappingProxyType(counts))

    def write(self, folder: Path) -> None:
        """Put the evidence into the folder of an index."""
        content = self.to_bytes()
        (folder / FILE_NAME).write_bytes(content)
        write_places(content, folder / PLACES_NAME)

    @classmethod
    def read(cls, folder: Path) -> "Evidence":
        """Open what :meth:`write` wrote: mapped into memory, or read where the places are missing.

        Raises:
            OSError: the file is missing.
            ValueError: it is not of this form.
        """
        mapped = MappedCounts.open(folder / FILE_NAME, folder / PLACES_NAME)
        return (
            cls(mapped) if mapped is not None else cls.from_bytes((folder / FILE_NAME).read_bytes())
        )

    def _lines(self) -> str:
        return "".join(f"{word}\t{count}\n" for word, count in sorted(self.counts.items()))


#: Where there is no archive: the word table alone decides.
NO_EVIDENCE = Evidence(MappingProxyType({}))


def least_articles(articles: int) -> int:
    """Return in how many articles a word must stand to count, in an archive of so many articles."""
    return 2 if articles >= _LARGE_ARCHIVE else 1


@lru_cache(maxsize=500_000)
def normal_spelling(word: str) -> str:
    """Return the normal spelling of a word as it stands in a text."""
    return normal(spelling(word))
