"""How many requests each client has left: one table for all processes of a server.

The libraries that count requests keep a count for each client in the memory of a process, or in a
server of its own. This table is memory that processes which are forked off share: a client has one
allowance whichever of them answers, and a million clients take no more memory than one.

Source: the generic cell rate algorithm, ITU-T I.371, annex A: of every client only the time is kept
at which its allowance will be whole again.
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from mmap import mmap

#: An allowance is of so many seconds: all of it may be used at once.
WINDOW = 60.0

# Places of the table, 16 bytes each, and how many of them a client may stand in.
_PLACES = 1 << 16
_WAYS = 8


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may still ask.

    Attributes:
        granted: whether it may ask this.
        left: how many requests it may make at once after this one.
        wait: seconds until it may ask again; 0 where something is left.
        whole: seconds until the whole allowance is there again.
    """

    granted: bool
    left: int
    wait: int
    whole: int


class Allowances:
    """The allowances of all clients; made before processes are forked off, they share it.

    A new client takes the place of the one among eight whose allowance is whole soonest. Two
    processes that write at the same moment may lose a request of the count.
    """

    def __init__(
        self, rate: int, *, clock: Callable[[], float] = time.monotonic, places: int = _PLACES
    ) -> None:
        """
        Args:
            rate: requests that a client may make in a :data:`WINDOW`, at least 1.
            clock: gives seconds, the same in all processes.
            places: clients that are remembered, a multiple of 8.
        """
        self.rate = rate
        self._clock = clock
        self._groups = places // _WAYS
        self._shared = memoryview(mmap(-1, 16 * places))
        self._names = self._shared[: 8 * places].cast("Q")
        self._times = self._shared[8 * places :].cast("d")
        # Nobody else can tell which clients share places.
        self._secret = os.urandom(16)
        self._lock = threading.Lock()

    def ask(self, client: str) -> Allowance:
        """Take one request of a client off its allowance, where there is one left.

        Args:
            client: any text that names it.
        """
        step = WINDOW / self.rate
        now = self._clock()
        name = self._name(client)
        with self._lock:
            place = self._place(name)
            known = self._times[place] if self._names[place] == name else 0.0
            debt = max(known - now, 0.0) + step
            granted = debt <= WINDOW + step * 1e-6
            if granted:
                self._names[place] = name
                self._times[place] = now + debt
            else:
                debt -= step
        return Allowance(
            granted,
            left=max(0, int((WINDOW - debt) / step + 1e-6)),
            wait=0 if granted else max(1, ceil(debt + step - WINDOW)),
            whole=ceil(debt),
        )

    def _name(self, client: str) -> int:
        text = client.encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(text, digest_size=8, key=self._secret).digest()
        # 0 is a place that nobody has.
        return int.from_bytes(digest, "big") | 1

    def _place(self, name: int) -> int:
        first = (name >> 1) % self._groups * _WAYS
        places = range(first, first + _WAYS)
        for place in places:
            if self._names[place] == name:
                return place
        return min(places, key=self._times.__getitem__)
