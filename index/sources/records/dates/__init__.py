"""Publication dates as files write them: :func:`published` reads one, :class:`FileDates` a column.

No clock is read. Of ``index`` it imports the calendars and expressions of ``index.facts.dates`` and
``index.sources.reading``.
"""

from index.sources.records.dates.file_dates import FileDates, published
from index.sources.records.dates.moments import Moment, Unreadable, read_moment

__all__ = ["FileDates", "Moment", "Unreadable", "published", "read_moment"]
