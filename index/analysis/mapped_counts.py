"""Words and their numbers out of a file that is mapped into memory and not read.

The file is text: lines of a word, a tab and a number. A second file, its *places*, says where the
line of a word begins. It is a hash table of 32-bit numbers: the size of the text, the number of
buckets, for every bucket where its lines are listed (and where the last list ends), and the lists,
which hold the position in the text of each line. The bucket of a word is the CRC-32 of its bytes
with the tab, by the number of buckets.

Several processes that map the same files hold them in memory once, and opening them takes no time
however many words there are.
"""

import mmap
from collections.abc import Iterator, Mapping
from pathlib import Path
from zlib import crc32

import numpy as np

_HEAD = 2
_TAB, _END = b"\t", b"\n"


class MappedCounts(Mapping[str, int]):
    """The numbers of words, by word."""

    def __init__(self, lines: mmap.mmap, places: memoryview) -> None:
        self._lines = lines
        self._buckets = places[1]
        self._first = places[_HEAD : _HEAD + self._buckets + 1]
        self._places = places[_HEAD + self._buckets + 1 :]

    @classmethod
    def open(cls, lines: Path, places: Path) -> "MappedCounts | None":
        """Map both files; None where the places are not those of the lines, or no file.

        Raises:
            OSError: the file of the lines is missing.
        """
        size = lines.stat().st_size
        if not size or not places.is_file():
            return None
        # As bytes first: the numbers of a file that was cut short cannot be read as such.
        mapped = memoryview(_mapped(places) if places.stat().st_size else b"")
        if len(mapped) % 4 or len(mapped) < _HEAD * 4:
            return None
        numbers = mapped.cast("I")
        if numbers[0] != size or not 0 < numbers[1] < len(numbers) - _HEAD:
            return None
        return cls(_mapped(lines), numbers)

    def get(self, word: str, default: int | None = None) -> int | None:  # type: ignore[override]
        """Return the number of a word, or the default where it has none."""
        key = word.encode("utf-8", "surrogatepass") + _TAB
        bucket = crc32(key) % self._buckets
        lines = self._lines
        for at in range(self._first[bucket], self._first[bucket + 1]):
            start = self._places[at]
            end = start + len(key)
            if lines[start:end] == key:
                return int(lines[end : lines.find(_END, end)])
        return default

    def __getitem__(self, word: str) -> int:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        for start in sorted(self._places):
            yield self._lines[start : self._lines.find(_TAB, start)].decode("utf-8")

    def __len__(self) -> int:
        return len(self._places)


def write_places(lines: bytes, path: Path) -> None:
    """Write the places of a text, of lines that each end and each have a tab."""
    keys = [line.partition(_TAB)[0] + _TAB for line in lines.split(_END)[:-1]]
    buckets = len(keys) + 1
    bucket_of = np.array([crc32(key) % buckets for key in keys], dtype=np.uint32)
    ends = np.flatnonzero(np.frombuffer(lines, dtype=np.uint8) == _END[0])
    starts = np.concatenate(([0], ends + 1))[:-1]
    order = np.argsort(bucket_of, kind="stable")
    first = np.searchsorted(bucket_of[order], np.arange(buckets + 1))
    head = np.array([len(lines), buckets])
    path.write_bytes(np.concatenate((head, first, starts[order])).astype(np.uint32).tobytes())


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
