"""What was found for the parts of queries, kept as long as there is memory for it."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from cachetools import LRUCache

from search.engines.protocol import EngineFigures, Sized

_Sized = TypeVar("_Sized", bound=Sized)


class Findings:
    """Keeps what was used last, up to a number of bytes; safe to share between threads."""

    def __init__(self, size: int) -> None:
        """
        Args:
            size: bytes of all that is kept.
        """
        self._kept: LRUCache[Hashable, Any] = LRUCache(size, getsizeof=lambda one: one.nbytes)
        self._lock = threading.Lock()
        self._hits = self._misses = 0

    def figures(self) -> EngineFigures:
        """Return what is kept, and how often it was found."""
        with self._lock:
            kept = (len(self._kept), int(self._kept.currsize))
            return EngineFigures(None, *kept, hits=self._hits, misses=self._misses)

    @property
    def nbytes(self) -> int:
        """Memory that all that is kept takes, in bytes."""
        return int(self._kept.currsize)

    def last(self, count: int) -> list[Hashable]:
        """Return the keys of what was asked for last, the last one at the end.

        Args:
            count: how many at most.
        """
        with self._lock:
            return list(self._kept)[-count:]

    def cached(self, key: Hashable, make: Callable[[], _Sized]) -> _Sized:
        """Return what is kept under a key; where nothing is, make it and keep it.

        What could not be made, or is larger than all that may be kept, is not kept.
        """
        with self._lock:
            if key in self._kept:
                self._hits += 1
                found: _Sized = self._kept.pop(key)
                # Behind all others, for :meth:`last`.
                self._kept[key] = found
                return found
            self._misses += 1
        made = make()
        with self._lock:
            if made.nbytes <= self._kept.maxsize:
                self._kept[key] = made
        return made
