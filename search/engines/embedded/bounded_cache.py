"""A cache bounded by the memory of what it keeps: the least recently used goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What knows how many bytes it takes."""

    @property
    def nbytes(self) -> int:
        """Memory that it takes, in bytes."""
        ...


_Value = TypeVar("_Value", bound=Sized)


class BoundedCache(Generic[_Value]):
    """Keeps values up to a number of bytes; safe to share between threads."""

    def __init__(self, memory: int) -> None:
        """
        Args:
            memory: how many bytes the kept values may take together.
        """
        self._memory = memory
        self._kept: OrderedDict[Hashable, _Value] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> _Value | None:
        """The value kept under a key, if it still is."""
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def keep(self, key: Hashable, value: _Value) -> None:
        """Keep a value, in the place of those not asked for the longest time."""
        with self._lock:
            if key in self._kept or value.nbytes > self._memory:
                return
            self._kept[key] = value
            self._bytes += value.nbytes
            while self._bytes > self._memory:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.nbytes

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def nbytes(self) -> int:
        """Memory that the kept values take."""
        return self._bytes
