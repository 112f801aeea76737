"""Connections in equal parts among the processes that answer.

All of them wait for the same sockets, and the system wakes them all. Who wakes first would take
what has come, and with it all that a client asks on a connection that it keeps: so one process may
answer a crowd by itself while the others do nothing. Here each tells the others how many it holds,
and one that holds more than another leaves what has come to it for a moment.
"""

import mmap

#: How long connections are left to a process that holds fewer, in seconds: it may hang.
LEFT_FOR = 0.02

# What stands in the place of no process, and of one that does not answer yet.
_NONE, _BEGINNING = -2, -1


class Counts:
    """The connections of several processes, in memory that they share.

    It is made by the process that forks off the others.

    Args:
        processes: how many answer at the same time at most.
    """

    def __init__(self, processes: int) -> None:
        self._counts = memoryview(mmap.mmap(-1, processes * 8)).cast("q")
        for place in range(processes):
            self._counts[place] = _NONE

    def take(self) -> "Place":
        """Return the place of a process that is about to be forked off."""
        free = (place for place, count in enumerate(self._counts) if count == _NONE)
        # Where the end of one was never told, two share a place: counts are less right then.
        return Place(self._counts, next(free, 0))


class Place:
    """The balance as one process sees it.

    Args:
        counts: connections of each process; below zero where none answers.
        place: of this process in them.
    """

    def __init__(self, counts: memoryview, place: int) -> None:
        self._counts = counts
        self._place = place
        counts[place] = _BEGINNING

    def tell(self, count: int) -> None:
        """Tell the others how many connections this process holds."""
        self._counts[self._place] = count

    def leave(self) -> None:
        """Tell that this process has ended."""
        self._counts[self._place] = _NONE

    def is_due(self, count: int) -> bool:
        """Tell whether no other process holds fewer than so many."""
        return not any(0 <= other < count for other in self._counts)


class Patience:
    """When a process takes what comes to one socket, and when it leaves it to others for a moment.

    Args:
        balance: of the processes, as this one sees it.
    """

    def __init__(self, balance: Place) -> None:
        self._balance = balance
        self._left_at: float | None = None
        self._is_over = False

    def takes(self, count: int, now: float) -> bool:
        """Tell whether to take a connection that has come; otherwise it is left for a moment.

        Args:
            count: connections that this process holds.
            now: seconds of a clock.
        """
        if self._is_over or self._balance.is_due(count):
            self._left_at, self._is_over = None, False
            return True
        self._left_at = now
        return False

    def leaves(self, count: int, now: float) -> bool:
        """Tell whether what comes is to be left to others now; asked before each wait for it.

        Args:
            count: connections that this process holds.
            now: seconds of a clock.
        """
        if self._left_at is None or self._is_over or self._balance.is_due(count):
            # What was left, and has not been there since, somebody took.
            self._left_at, self._is_over = None, False
            return False
        self._is_over = now - self._left_at >= LEFT_FOR
        return not self._is_over

    @property
    def is_leaving(self) -> bool:
        """Whether something has been left to others."""
        return self._left_at is not None
