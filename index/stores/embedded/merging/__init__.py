"""Which segments of an archive are merged into one, and how: nothing is analyzed again.

A room of the embedded store. It imports what that imports, and of the store itself the open
archive, the segments, and what writes levels and publications.
"""

from index.stores.embedded.merging.merge import write_merged
from index.stores.embedded.merging.policy import Held, to_merge

__all__ = ["Held", "to_merge", "write_merged"]
