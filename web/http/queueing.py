"""Requests that wait for a thread: clients take turns, however many each has sent."""

from collections import deque
from typing import Any


class FairQueue:
    """A queue as :class:`collections.deque` is one, in which every client has its turn.

    Who has one request waiting is served after one of each other client, as in round-robin fair
    queueing (J. Nagle, *On Packet Switches with Infinite Storage*, RFC 970, 1985). Behind a proxy
    all are one client, and the first come is the first served. Not safe among threads: the
    dispatcher has a lock.
    """

    def __init__(self) -> None:
        self._of: dict[str, deque[Any]] = {}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def waiting(self, client: str) -> int:
        """Return how many requests of a client wait."""
        return len(self._of.get(client, ()))

    def append(self, connection: Any) -> None:
        """Put a connection with a request behind those of the same client."""
        self._of.setdefault(connection.client, deque()).append(connection)
        self._length += 1

    def popleft(self) -> Any:
        """Return the next connection, and put its client behind the others.

        Raises:
            IndexError: none waits.
        """
        if not self._of:
            raise IndexError("nothing waits")
        client = next(iter(self._of))
        waiting = self._of.pop(client)
        self._length -= 1
        first = waiting.popleft()
        if waiting:
            self._of[client] = waiting
        return first
