"""The texts of articles that stand side by side in a segment, as they lie there."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.arrays import Array
from index.fields import TEXT_FIELDS
from index.numbering import NumberedTexts
from index.stores.embedded.names import ARTICLES, PLACES, WORDS
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments import OpenSegment

#: So many articles are taken at once, at most.
_AT_ONCE = 5_000
_FIELDS = len(TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Articles side by side.

    Attributes:
        records: of all of them, one behind the other, and
        sizes: how many bytes each has.
        texts: their texts; the words have the numbers of their segment, and no spellings.
    """

    records: Array
    sizes: Array
    texts: NumberedTexts


def stretches(one: OpenSegment) -> Iterator[Stretch]:
    """Yield the articles of a segment that stay, in their order."""
    for articles in staying(one):
        yield _stretch(one.segment, articles)


def staying(one: OpenSegment) -> Iterator[range]:
    """Yield the numbers of the articles of a segment that stay: those side by side together."""
    first = 0
    for gone in (*one.removed.tolist(), one.segment.size):
        for begin in range(first, gone, _AT_ONCE):
            yield range(begin, min(gone, begin + _AT_ONCE))
        first = gone + 1


def words_of(segment: Segment, articles: range) -> Array:
    """Return the words of all texts of articles that stand side by side."""
    ends = segment.arrays(WORDS)["ends"]
    first, behind = _borders(ends, range(articles.start * _FIELDS, articles.stop * _FIELDS))
    return segment.arrays(WORDS).in_parts("words").between(first, behind)


def _stretch(segment: Segment, articles: range) -> Stretch:
    record_ends = segment.arrays(ARTICLES)["ends"]
    first, behind = _borders(record_ends, articles)
    texts = range(articles.start * _FIELDS, articles.stop * _FIELDS)
    text_ends = segment.arrays(WORDS)["ends"]
    word, last = _borders(text_ends, texts)
    held = segment.arrays(PLACES)
    long = held["long"]
    among = slice(*np.searchsorted(long, [2 * word, 2 * last]).tolist())
    return Stretch(
        segment.arrays(ARTICLES).in_parts("records").between(first, behind),
        _lengths(record_ends, articles),
        NumberedTexts(
            spellings=(),
            spelled=(),
            normal=(),
            words=words_of(segment, articles),
            lengths=_lengths(text_ends, texts).astype(np.uint32),
            places=held.in_parts("places").between(2 * word, 2 * last),
            long=long[among].astype(np.int64) - 2 * word,
            long_values=held["long_values"][among],
        ),
    )


def _borders(ends: Array, chosen: range) -> tuple[int, int]:
    return int(ends[chosen.start - 1]) if chosen.start else 0, int(ends[chosen.stop - 1])


def _lengths(ends: Array, chosen: range) -> Array:
    found: Array = np.diff(ends[max(0, chosen.start - 1) : chosen.stop].astype(np.int64))
    return found if chosen.start else np.diff(ends[: chosen.stop].astype(np.int64), prepend=0)
