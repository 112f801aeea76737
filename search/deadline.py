"""When an answer must be there: a moment of a clock, handed on to all that works for the answer."""

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from index.errors import TimeExceeded

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment that work must not go on behind.

    Whatever works asks :meth:`check` between steps, each of which is short. There is no other way
    to stop a thread, and no timer that must be taken back.

    Attributes:
        moment: in seconds of the clock; without one there is no end.
        clock: gives seconds that never run back, from any beginning.
    """

    moment: float = math.inf
    clock: Callable[[], float] = time.monotonic

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float] = time.monotonic) -> "Deadline":
        """Return the moment so many seconds from now."""
        return cls(clock() + seconds, clock)

    def left(self) -> float:
        """Return how many seconds are left; none or less behind the moment."""
        return self.moment - self.clock()

    def check(self) -> None:
        """Go on where there is time.

        Raises:
            TimeExceeded: there is none.
        """
        if self.clock() >= self.moment:
            raise exceeded()

    def each(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Yield things one by one, as long as there is time.

        Raises:
            TimeExceeded: there is none before one of them.
        """
        for item in items:
            self.check()
            yield item


def exceeded() -> TimeExceeded:
    """Return the error for what was not done in time."""
    return TimeExceeded("the answer took longer than one may; ask for less, or ask again")


#: For what may take as long as it takes.
UNLIMITED = Deadline()
