"""Many strings in a few arrays: found by their text, counted by their order, none an object.

Strings stand in the order of their UTF-8 bytes, one behind the other. A string is found by a hash
table with linear probing (Knuth, The Art of Computer Programming, volume 3, section 6.4), those
with a common beginning by bisection.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array

_EMPTY = 0xFFFFFFFF
# Slots for a string; with fewer, probing takes longer.
_SLOTS = 2


@dataclass(frozen=True)
class PackedStrings(Sequence[str]):
    """Strings in ascending order of their UTF-8 bytes, each once.

    Attributes:
        text: their bytes, one behind the other.
        ends: where each ends in ``text``.
        slots: the hash table: numbers of strings, or that nothing is there.
    """

    text: NDArray[np.uint8]
    ends: Array
    slots: NDArray[np.uint32]

    @classmethod
    def of(cls, strings: Sequence[bytes]) -> "PackedStrings":
        """Pack strings, in ascending order and each once, in UTF-8."""
        lengths = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
        text = np.frombuffer(b"".join(strings), dtype=np.uint8)
        width = np.uint32 if len(text) < 2**32 else np.uint64
        return cls(text, np.cumsum(lengths).astype(width), _hashed(strings))

    @classmethod
    def mapped(cls, arrays: Mapping[str, Array], name: str) -> "PackedStrings":
        """Return what :meth:`arrays` gave under a name."""
        return cls(arrays[f"{name}.text"], arrays[f"{name}.ends"], arrays[f"{name}.slots"])

    def arrays(self, name: str) -> dict[str, Array]:
        """Return the arrays to be kept, under a name."""
        return {
            f"{name}.text": self.text,
            f"{name}.ends": self.ends,
            f"{name}.slots": self.slots,
        }

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        if isinstance(number, slice):
            return [self.bytes_of(at).decode() for at in range(*number.indices(len(self)))]
        return self.bytes_of(range(len(self))[number]).decode()

    def __iter__(self) -> Iterator[str]:
        start = 0
        text = self._text
        for end in self.ends.tolist():
            yield str(text[start:end], "utf-8")
            start = end

    def bytes_of(self, number: int) -> bytes:
        """Return the UTF-8 bytes of a string."""
        start = self._ends[number - 1] if number else 0
        return bytes(self._text[start : self._ends[number]])

    def find(self, string: str) -> int | None:
        """Return the number of a string; ``None`` where it is not there."""
        try:
            return self.find_bytes(string.encode())
        except UnicodeEncodeError:  # half a surrogate pair, which no text holds
            return None

    def find_bytes(self, wanted: bytes) -> int | None:
        """Return the number of a string by its UTF-8 bytes; ``None`` where it is not there."""
        slots = self._slots
        if not slots:
            return None
        mask = len(slots) - 1
        at = crc32(wanted) & mask
        while (number := slots[at]) != _EMPTY:
            if self.bytes_of(number) == wanted:
                return int(number)
            at = (at + 1) & mask
        return None

    def beginning(self, prefix: str) -> range:
        """Return the numbers of the strings that begin with a prefix."""
        try:
            wanted = prefix.encode()
        except UnicodeEncodeError:  # half a surrogate pair, which no text holds
            return range(0)
        first = self._bisect(wanted, 0)
        return range(first, self._bisect(wanted + b"\xff", first))

    def first_from(self, wanted: bytes) -> int:
        """Return the number of the first string that is not below some bytes."""
        return self._bisect(wanted, 0)

    def _bisect(self, wanted: bytes, low: int) -> int:
        high = len(self)
        while low < high:
            middle = (low + high) // 2
            if self.bytes_of(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    # Single numbers are read much faster from these than from arrays.

    @cached_property
    def _text(self) -> memoryview:
        return self.text.data

    @cached_property
    def _ends(self) -> memoryview:
        return self.ends.data

    @cached_property
    def _slots(self) -> memoryview:
        return self.slots.data


def _hashed(strings: Sequence[bytes]) -> NDArray[np.uint32]:
    size = 1 << max(0, len(strings) * _SLOTS - 1).bit_length() if strings else 0
    slots = [_EMPTY] * size
    for number, string in enumerate(strings):
        at = crc32(string) & (size - 1)
        while slots[at] != _EMPTY:
            at = (at + 1) & (size - 1)
        slots[at] = number
    return np.array(slots, dtype=np.uint32)
