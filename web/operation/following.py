"""A thread in each process that answers: it looks what is published, and moves on to it.

No request waits for that, and a process that nobody asks moves on as well.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.errors import FihrisError
from search.engines.protocol import at_once
from search.searcher import Searcher
from search.warming import warm

_log = logging.getLogger(__name__)

#: How often it is looked what is published, in seconds.
EVERY = 0.2


class Follower:
    """Moves an archive on to what is published, and tells once what keeps it from that."""

    def __init__(self, archive: Searcher, agree: Callable[[str], bool] = at_once) -> None:
        """
        Args:
            archive: that answers in this process.
            agree: with the other processes on the moment; see :class:`.readiness.Readiness`.
        """
        self._archive = archive
        self._agree = agree
        self._told = ""
        self._ended = threading.Event()

    def look(self) -> None:
        """Move on if anything else is published; raise nothing, whatever is wrong with that."""
        try:
            self._archive.move_on(warm, self._agree)
        except Exception as error:
            self._tell(error)
            return
        if self._told and self._archive.unread() is None:
            self._told = ""
            _log.warning("what is published now can be read, and answers")

    def run(self) -> None:
        """Look again and again until told to end."""
        self.look()
        while not self._ended.wait(EVERY):
            self.look()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()

    def _tell(self, error: Exception) -> None:
        what = f"{type(error).__name__}: {error}"
        if what == self._told:
            return
        self._told = what
        known = isinstance(error, FihrisError)
        _log.error(
            "what is published now cannot be read; what was before goes on answering: %s",
            error if known else what,
            exc_info=None if known else error,
        )


@contextmanager
def following(archive: Searcher, agree: Callable[[str], bool] = at_once) -> Iterator[None]:
    """Move an archive on in a thread of this process inside.

    Args:
        archive: that answers in this process.
        agree: see :class:`Follower`.
    """
    follower = Follower(archive, agree)
    thread = threading.Thread(target=follower.run, name="following", daemon=True)
    thread.start()
    try:
        yield
    finally:
        follower.end()
        # It writes nothing, so a process that is to end does not wait for long.
        thread.join(EVERY)
