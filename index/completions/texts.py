"""Folded texts that are found by the beginning of any of their words.

They are kept as one text; the places where a word begins are kept in the order of what stands there
(a suffix array: U. Manber and G. Myers, "Suffix arrays: a new method for on-line string searches",
1993), so that those that begin as somebody typed are neighbours.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.completions.strings import END, starts_of

_SPACE = b" "

#: Bytes of a text by which its places are ordered; what is typed is compared no further.
_COMPARED = 96


@dataclass(frozen=True)
class Texts:
    """Folded texts, found by the beginning of any of their words.

    Attributes:
        text: all of them, each with an end sign behind it, in UTF-8.
        words: the places in it where a word begins, ordered by what stands there.
    """

    text: bytes | memoryview
    words: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Sequence[str]) -> "Texts":
        """Build the index of some texts.

        Args:
            keys: folded words with a space between them; a text's number is its place here.
        """
        text = b"".join(key.encode() + END for key in keys)
        signs = np.frombuffer(text, dtype=np.uint8)
        begins = np.flatnonzero((signs == END[0]) | (signs == _SPACE[0])) + 1
        places = [0, *begins[:-1].tolist()] if keys else []
        places.sort(key=lambda place: text[place : place + _COMPARED])
        return cls(text, np.array(places, dtype=np.int32))

    def __len__(self) -> int:
        return len(self._starts)

    @cached_property
    def _starts(self) -> NDArray[np.int32]:
        return starts_of(self.text)[:-1]

    def starting_with(
        self, typed: str, *, whole: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Find the texts that hold words as they were typed, side by side.

        Args:
            typed: folded words with a space between them.
            whole: whether the last of them is complete; else it may be the beginning of a word.

        Returns:
            The numbers of the texts, once for every such place; and of each place whether the text
            begins there.
        """
        key = typed.encode()
        if whole and len(key) < _COMPARED:
            first, last = key + END, key + _SPACE
        else:
            first = last = key[:_COMPARED]
        low = bisect_left(self.words, first, key=self._reader(len(first)))
        high = bisect_right(self.words, last, low, key=self._reader(len(last)))
        places = self.words[low:high]
        numbers = np.searchsorted(self._starts, places, side="right") - 1
        return numbers, self._starts[numbers] == places

    def equal(self, key: str) -> NDArray[np.int64]:
        """Find the texts that are just these words.

        Args:
            key: folded words with a space between them.

        Returns:
            The numbers of the texts.
        """
        wanted = key.encode() + END
        cut = wanted[:_COMPARED]
        low = bisect_left(self.words, cut, key=self._reader(len(cut)))
        high = bisect_right(self.words, cut, low, key=self._reader(len(cut)))
        numbers = np.searchsorted(self._starts, self.words[low:high], side="right") - 1
        return numbers[[self._is(number, wanted) for number in numbers.tolist()]]

    def containing(self, letters: str) -> NDArray[np.int64]:
        """Find the texts that have some letters in them.

        Args:
            letters: folded, with a space between words.

        Returns:
            The numbers of the texts, once for every place.
        """
        pattern = re.compile(re.escape(letters.encode()))
        places = [found.start() for found in pattern.finditer(self.text)]
        return np.searchsorted(self._starts, places, side="right") - 1

    def _is(self, number: int, wanted: bytes) -> bool:
        start = int(self._starts[number])
        return bytes(self.text[start : start + len(wanted)]) == wanted

    def _reader(self, length: int) -> Callable[[int], bytes]:
        """Return what reads so many bytes at a place of the text."""
        return lambda place: bytes(self.text[place : place + length])
