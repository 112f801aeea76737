"""The segments of a publication read as one archive, and one archive as segments.

Of ``index`` it imports analysis, arrays, packed strings, fields, articles and errors; of the store
the publication, the segment with its levels and facets, and the files.
"""

from collections.abc import Sequence

from index.stores.embedded.segments.opening import OpenSegment, open_segments
from index.stores.embedded.segments.protocol import LevelView, SegmentView
from index.stores.embedded.segments.segments import Segments

__all__ = ["LevelView", "OpenSegment", "SegmentView", "Segments", "open_segments", "view_of"]


def view_of(opened: Sequence[OpenSegment]) -> SegmentView:
    """Return open segments as one archive: a whole one alone is read as it lies.

    Args:
        opened: in their order, one at least.
    """
    if len(opened) == 1 and not len(opened[0].removed):
        return opened[0].segment
    return Segments(opened)
