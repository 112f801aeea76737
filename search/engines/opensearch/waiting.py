"""How long an answer of a cluster is waited for: as the settings say, and not behind a deadline."""

from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import EngineTimedOut
from search.deadline import Deadline, exceeded


@contextmanager
def waiting(deadline: Deadline, seconds: float) -> Iterator[float]:
    """Yield for how many seconds to wait for what is asked inside.

    Args:
        deadline: of all that is asked for one answer.
        seconds: for which this one would be waited for without it.

    Raises:
        TimeExceeded: there is no time left, or the cluster did not answer in what was left.
        EngineTimedOut: it did not answer in the seconds, though more time was left.
    """
    left = deadline.left()
    if left <= 0:
        raise exceeded()
    try:
        yield min(seconds, left)
    except EngineTimedOut as error:
        if left < seconds:
            raise exceeded() from error
        raise
