"""Work shared among processes, its results in the order of the work.

A result never depends on how many processes there are; a single piece of work is done in this one.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain, islice
from types import TracebackType
from typing import TypeVar

from index import start_methods
from index.errors import WorkerLost
from index.reading_apart import end_with_parent

_Work = TypeVar("_Work")
_Result = TypeVar("_Result")

# So many pieces of work a process are handed out before the first result is asked for.
_AHEAD = 2

# Garbage is looked for rarely: this work makes millions of objects that are none.
_OBJECTS_BEFORE_COLLECTION = 200_000


def default_count() -> int:
    """Return how many processes make use of this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Processes that work side by side; a context manager.

    They are started when there is work for more than one of them. Whatever ends the block ends
    them too.
    """

    def __init__(self, count: int | None = None) -> None:
        """
        Args:
            count: how many processes; with 1 all is done in this one. By default those that make
                use of this machine.
        """
        self.count = default_count() if count is None else count
        self._pool: ProcessPoolExecutor | None = None
        self._starting = threading.Lock()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._pool is None:
            return
        if error is not None:
            self._kill(self._pool)
        self._pool.shutdown(cancel_futures=True)

    def map(
        self, function: Callable[[_Work], _Result], works: Iterable[_Work]
    ) -> Iterator[_Result]:
        """Yield what a function makes of each piece of work, in their order.

        Args:
            function: at the top level of a module; what it takes and gives must be picklable.
            works: taken one by one, a few ahead of the results.

        Raises:
            WorkerLost: a process ended before its work was done.
        """
        waiting = iter(works)
        first = deque(islice(waiting, 2))
        alone = self.count == 1 or len(first) < 2
        waiting = chain(_handed_out(first), waiting)
        if alone:
            yield from map(function, waiting)
            return
        pool = self._started()
        under_way: deque[Future[_Result]] = deque()
        try:
            for work in waiting:
                under_way.append(pool.submit(function, work))
                if len(under_way) > self.count * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost(
                "a process that reads and analyzes ended before its work was done, for want of "
                "memory perhaps; nothing was published; run the command again, with --workers 1 "
                "where it happens again"
            ) from error

    def begin(self) -> None:
        """Start the processes while this one has no other thread and can fork them off.

        Later it would take a server of forks, which loads all anew, and leaves a folder where it is
        killed.
        """
        if self.count > 1 and self._pool is None and threading.active_count() == 1:
            # Where one is lost already, whoever gives them work is told.
            with suppress(BrokenProcessPool):
                self._started().submit(os.getpid).result()

    def _started(self) -> ProcessPoolExecutor:
        with self._starting:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.count, start_methods.context(), _begin)
            return self._pool

    @staticmethod
    def _kill(pool: ProcessPoolExecutor) -> None:
        for process in list((pool._processes or {}).values()):
            process.kill()


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for garbage rarely inside."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _handed_out(works: deque[_Work]) -> Iterator[_Work]:
    """Yield pieces of work without keeping them."""
    while works:
        yield works.popleft()


def _begin() -> None:
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
    gc.freeze()
    # Ctrl+C reaches every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
