"""Which letters the words of a lexicon have: it tells most words that are far from one another.

A slip of the pen changes a word's letters by two at most: one goes, another comes. So two words
whose letters differ by more than twice as many are more slips apart, whatever their order. The
letters of a word are two sets of bits, of those that it has and of those that it has twice, and
sets are compared for thousands of words at once. Several letters may share a bit; then a word too
many is let through, never one too few.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BITS = 63


@dataclass(frozen=True)
class LetterSets:
    """The letters of some words of a lexicon, in order of the words' lengths.

    Attributes:
        numbers: of the words in the lexicon.
        lengths: in letters.
        once: the letters that each word has, as bits, and
        twice: those that it has twice or more.
    """

    numbers: NDArray[np.int32]
    lengths: NDArray[np.int32]
    once: NDArray[np.uint64]
    twice: NDArray[np.uint64]

    @classmethod
    def of(cls, lines: str, chosen: NDArray[np.bool_]) -> "LetterSets":
        """Read the letters of words.

        Args:
            lines: all words of a lexicon, each with a line end behind it.
            chosen: of each whether it is among these.
        """
        codes = np.frombuffer(lines.encode("utf-32-le"), dtype=np.uint32)
        ends = np.flatnonzero(codes == ord("\n"))
        starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
        numbers = np.flatnonzero(chosen)
        numbers = numbers[np.argsort((ends - starts)[numbers], kind="stable")]
        starts, lengths = starts[numbers], (ends - starts)[numbers]
        once = np.zeros(len(numbers), dtype=np.uint64)
        twice = np.zeros(len(numbers), dtype=np.uint64)
        for place in range(int(lengths.max(initial=0))):
            longer = slice(int(np.searchsorted(lengths, place, side="right")), None)
            bit = np.uint64(1) << (codes[starts[longer] + place] & _BITS).astype(np.uint64)
            twice[longer] |= once[longer] & bit
            once[longer] |= bit
        return cls(numbers.astype(np.int32), lengths.astype(np.int32), once, twice)

    def near(self, word: str, slips: int) -> NDArray[np.int32]:
        """Return the numbers of the words that may be so few slips away, and of some others.

        Args:
            word: of letters that are folded like those of the lexicon.
            slips: how many at most.
        """
        once = twice = 0
        for letter in word:
            bit = 1 << (ord(letter) & _BITS)
            twice |= once & bit
            once |= bit
        bounds = [len(word) - slips, len(word) + slips + 1]
        within = slice(*np.searchsorted(self.lengths, bounds).tolist())
        apart = np.bitwise_count(self.once[within] ^ np.uint64(once))
        apart += np.bitwise_count(self.twice[within] ^ np.uint64(twice))
        found: NDArray[np.int32] = self.numbers[within][apart <= 2 * slips]
        return found
