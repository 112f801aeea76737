"""Which neighbouring segments are to become one.

Segments are of a level by their size, each level a given number of times as large as the one below
it. Where that many segments of a level stand side by side, with smaller ones among them perhaps,
they are merged; so an article is written anew once a level, and a publication names few segments
(Lucene's ``LogMergePolicy``). The order of articles must stay, so only neighbours are merged.
"""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

#: Of the articles of a segment so many may be removed before it is written anew: one in so many.
_ONE_IN = 3
#: Smaller segments are of one level, whatever their size.
_FLOOR = 100
#: Segments whose sizes differ less are of one level: part of the step to the next one.
_SPAN = 0.75


class Held(NamedTuple):
    """How large a segment is.

    Attributes:
        articles: that it holds, and
        removed: how many of them are removed.
    """

    articles: int
    removed: int = 0

    @property
    def staying(self) -> int:
        """How many articles of it the archive has."""
        return self.articles - self.removed


def to_merge(segments: Sequence[Held], most: int) -> range | None:
    """Return which segments are to become one; ``None`` where all is well.

    Args:
        segments: of an archive, in their order.
        most: how many segments of about one size may stand; 2 at least.
    """
    levels = [log(max(one.staying, _FLOOR)) / log(most) for one in segments]
    start = 0
    while start < len(levels):
        least = max(levels[start:]) - _SPAN
        # All that stands before the last segment of the level, smaller ones too.
        end = max(at for at in range(start, len(levels)) if levels[at] >= least) + 1
        if end - start >= most:
            return range(start, start + most)
        start = end
    for at, one in enumerate(segments):
        if one.removed * _ONE_IN > one.articles:
            return range(at, at + 1)
    return None
