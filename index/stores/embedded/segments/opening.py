"""Opens the segments of a publication; of those that are open already it opens none again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.analysis import Level
from index.errors import IndexDamaged
from index.stores.embedded.files import Published
from index.stores.embedded.names import COLUMNS
from index.stores.embedded.publication import NamedSegment
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments.removed_terms import RemovedTerms
from index.stores.embedded.segments.terms import SegmentTerms

#: A segment behind the first whose files are no longer than so many bytes together is read into
#: memory. Nothing that is done to them later is of any effect, so they are not looked at again.
SMALL = 4 << 20


@dataclass(frozen=True)
class OpenSegment:
    """A segment of a publication that is open.

    Attributes:
        segment: itself.
        published: its files.
        in_memory: whether these were read, not mapped.
        removed_terms: the terms of the articles that are removed from it, and these.
    """

    segment: Segment
    published: Published
    in_memory: bool
    removed_terms: RemovedTerms
    _terms: dict[Level, SegmentTerms] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def open(cls, named: NamedSegment, published: Published, *, in_memory: bool) -> "OpenSegment":
        """Open a segment.

        Args:
            named: as the publication names it.
            published: its files.
            in_memory: whether these are read, not mapped.

        Raises:
            IndexDamaged: a file is missing, cut or none of ours.
        """
        segment = Segment.open(named.folder, published, in_memory=in_memory)
        return cls(segment, published, in_memory, RemovedTerms(segment, named.removed))

    @property
    def removed(self) -> NDArray[np.int64]:
        """The numbers of the articles that are removed from it, ascending."""
        return self.removed_terms.removed

    def terms(self, level: Level) -> SegmentTerms:
        """Return its terms on a level."""
        return self._terms.setdefault(level, SegmentTerms(self.segment.levels[level]))

    def without(self, removed: NDArray[np.int64]) -> "OpenSegment":
        """Return the same segment with other articles removed."""
        return replace(self, removed_terms=self.removed_terms.followed_by(removed))

    def is_as_opened(self, *, may_be_gone: bool = False) -> bool:
        """Return whether nothing was written to the files that are read of it.

        Args:
            may_be_gone: whether they may have been removed.

        Raises:
            IndexDamaged: one is gone or of another length.
        """
        return self.in_memory or self.published.is_as_mapped(may_be_gone=may_be_gone)


def open_segments(
    named: Sequence[NamedSegment], before: Sequence[OpenSegment] = ()
) -> tuple[OpenSegment, ...]:
    """Open segments.

    Args:
        named: as a publication names them.
        before: segments that are open; those that are named again are taken over.

    Raises:
        IndexDamaged: one cannot be read.
    """
    open_already = {one.segment.folder: one for one in before if _is_as_opened(one)}
    opened = []
    for place, one in enumerate(named):
        found = open_already.get(one.folder)
        if found is None:
            published = Published(one.folder, COLUMNS)
            in_memory = place > 0 and published.nbytes <= SMALL
            opened.append(OpenSegment.open(one, published, in_memory=in_memory))
        else:
            opened.append(found.without(one.removed))
    return tuple(opened)


def _is_as_opened(one: OpenSegment) -> bool:
    try:
        return one.is_as_opened()
    except IndexDamaged:
        return False
