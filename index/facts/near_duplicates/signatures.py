"""What two texts share: runs of words as numbers, and the sample of them that finds like texts.

A text is the set of its shingles, the runs of so many words that stand in it; how alike two texts
are is the share of shingles that both have (A. Broder, "On the resemblance and containment of
documents", 1997). All hashes are fixed, so every run, machine and version gives the same numbers.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

#: The code of a word in 32 bits; the lowest tells whether it is a number.
Codes = NDArray[np.uint32]
Shingles = NDArray[np.uint64]

#: Words in a sampled shingle. Titles and set phrases of fewer words stand in thousands of articles.
SHINGLE_WORDS = 8
#: One shingle in so many is sampled, but never fewer than these of a text that has them.
SHINGLES_A_SAMPLE = 8
LEAST_SAMPLES = 4

#: Dateline, agency or reporter in front of the text: «الرياض – واس:».
_DATELINE = re.compile(r"[^\n.،؛؟!]{0,70}[:–—-](?!\d)")
_DATELINE_WORDS = 8
#: A first line of so many words that ends no sentence is a dateline with its date or a second
#: headline, and the last lines of so few words are a signature or the hour of sending.
_FIRST_LINE_WORDS = 14
_LAST_LINE_WORDS = 4
_LAST_LINES = 3
_LETTERS = 12
_BETWEEN_LINES = "\n\n"
_STOPS = (".", "؟", "!", "…", "»", '"')
#: Agency or reporter in brackets behind it.
_SIGNATURE = re.compile(r"[(\[][^\n()\[\]]{0,40}[)\]][\s.]*$")

#: Of the characters that words consist of, digits sort before all others.
_BEHIND_DIGITS = bytes([ord("9") + 1])
_ALL_BUT_LOWEST = np.uint32(0xFFFFFFFE)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_STIR = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(33)
_SAMPLE_BELOW = np.uint64(2**64 // SHINGLES_A_SAMPLE)


def codes(words: Sequence[str]) -> Codes:
    """Return the codes of folded words."""
    if not words:
        return np.zeros(0, dtype=np.uint32)
    # One encoding for all, since that of each by itself takes longer than the sums.
    return codes_of_bytes("\n".join(words).encode("utf-8", "surrogatepass").split(b"\n"))


def codes_of_bytes(words: Sequence[bytes]) -> Codes:
    """Return the codes of folded words in UTF-8."""
    sums = np.fromiter(map(crc32, words), dtype=np.uint32, count=len(words))
    numbers = [word < _BEHIND_DIGITS for word in words]
    return sums & _ALL_BUT_LOWEST | np.array(numbers, dtype=np.uint32)


def core(body: str, starts: Sequence[int]) -> slice:
    """Tell which words of a text are left without what papers put before and behind it.

    Args:
        body: the text as printed, paragraphs separated by blank lines.
        starts: where each of its words begins, in letters.
    """
    start = _words_before(body, starts)
    end = len(starts)
    line_end = len(body)
    for line in body.rsplit(_BETWEEN_LINES, _LAST_LINES)[:0:-1]:
        line_start = line_end - len(line)
        is_short = len(line) < _LAST_LINE_WORDS * _LETTERS
        count = _up_to(line_end, starts) - _up_to(line_start, starts) if is_short else end
        if count > _LAST_LINE_WORDS:
            break
        end -= count
        line_end = line_start - len(_BETWEEN_LINES)
    if end == len(starts) and (signature := _SIGNATURE.search(body, max(0, len(body) - 60))):
        end -= len(starts) - _up_to(signature.start(), starts)
    return slice(start, max(start, end))


def _words_before(body: str, starts: Sequence[int]) -> int:
    """Return how many words of dateline, agency or second headline stand before a text."""
    line, _, rest = body.partition(_BETWEEN_LINES)
    if rest and len(line) < _FIRST_LINE_WORDS * _LETTERS and not line.endswith(_STOPS):
        count = _up_to(len(line), starts)
        if count <= _FIRST_LINE_WORDS:
            return count
    opening = _DATELINE.match(body)
    count = _up_to(opening.end(), starts) if opening else 0
    return count if count <= _DATELINE_WORDS else 0


def _up_to(offset: int, starts: Sequence[int]) -> int:
    """Return how many words of a text begin before an offset that lies between two of them."""
    return bisect_left(starts, offset)


def shingles(text: Codes, size: int) -> Shingles:
    """Return the shingles of a text in order; none where it has fewer words than one shingle."""
    count = len(text) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = text.astype(np.uint64)
    mixed = wide[:count].copy()
    for offset in range(1, size):
        mixed *= _FACTOR
        mixed += wide[offset : offset + count]
    return _stirred(mixed)


def sample(text: Codes) -> Codes:
    """Return the sampled shingles of a text, each once, in 32 bits.

    Which shingle is sampled depends on itself alone, so what two texts share is sampled in both,
    however long the texts are: that finds a shortened copy where MinHash signatures of one length
    rarely meet.
    """
    mixed = shingles(text, SHINGLE_WORDS)
    sampled = np.unique(mixed[mixed < _SAMPLE_BELOW])
    if len(sampled) < LEAST_SAMPLES:
        sampled = np.unique(mixed)[:LEAST_SAMPLES]
    # The highest bits are alike in all that are sampled, so the lowest are kept.
    return sampled.astype(np.uint32)


def _stirred(mixed: Shingles) -> Shingles:
    mixed ^= mixed >> _HALF
    mixed *= _STIR
    mixed ^= mixed >> _HALF
    return mixed
