"""The day that «أمس» is counted from."""

from datetime import date
from typing import Literal

from search.engines.protocol import Session
from search.planning import plan
from search.query import Query
from search.ranking.bm25 import Ranking

#: Which day that is: that of the clock, the last of the archive, or always one.
Present = date | Literal["clock", "archive"]


def day_of(present: Present, session: Session, ranking: Ranking) -> date:
    """Return the day that is meant; that of the clock where an archive has none.

    Args:
        present: which day.
        session: of the archive.
        ranking: its parameters.
    """
    if present == "archive":
        newest = Query(sort="newest", size=1, counted=(), copies="together")
        found = session.execute(plan(session, ranking, newest)).hits
        days = [one.article.published for one in found if one.article.published]
        # A moment of a day is that day.
        return date.fromordinal(days[0].toordinal()) if days else date.today()
    return date.today() if present == "clock" else present
