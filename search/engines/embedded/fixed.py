"""An archive as it was at one moment: a page asks many things, and all answers must agree."""

from typing import Protocol

from search.deadline import UNLIMITED, Deadline
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.protocol import EngineFigures


class Moving(Protocol):
    """An archive that moves on from one publication to the next."""

    def current(self, known: Scorer | None = None, /) -> Scorer:
        """Return what answers now; what is known already as long as it can be read."""
        ...

    def must_be_whole(self) -> None:
        """See :meth:`search.engines.protocol.Engine.must_be_whole`."""
        ...

    def figures(self, known: Scorer | None = None, /) -> EngineFigures:
        """Return the figures of what is known, else of what answers."""
        ...

    def unread(self) -> Exception | None:
        """See :meth:`search.engines.protocol.Engine.unread`."""
        ...


class FixedEngine:
    """Opens sessions on one publication; see :meth:`search.engines.protocol.Engine.fixed`."""

    def __init__(self, engine: Moving, known: Scorer | None = None) -> None:
        """
        Args:
            engine: of the archive.
            known: what answers; by default what does when it is first asked.
        """
        self._engine = engine
        self._known = known

    def open(self, *, whole: bool = False, deadline: Deadline = UNLIMITED) -> EmbeddedSession:
        """Look at the publication; where its files were written to, at the live one."""
        deadline.check()
        self._known = known = self._engine.current(self._known)
        return EmbeddedSession(known.within(deadline))

    def fixed(self) -> "FixedEngine":
        """Return itself."""
        return self

    def must_be_whole(self) -> None:
        """Compare the length of every file with what was published."""
        self._engine.must_be_whole()

    def figures(self) -> EngineFigures:
        """Return what the publication takes, and what is kept of answers."""
        return self._engine.figures(self._known)

    def unread(self) -> Exception | None:
        """Return why what is live is not what answers."""
        return self._engine.unread()

    def move_on(self, make_ready: object, agree: object = None, /) -> None:
        """Stay where it is."""

    def close(self) -> None:
        """Let go of the publication."""
        self._known = None
