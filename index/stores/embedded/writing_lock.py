"""One process writes into a store at a time."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, SoftFileLock, Timeout

from index.errors import IndexLocked

_NAME = "lock"
#: Processes of a writer that was killed end by themselves, and hold its lock until then.
_SECONDS = 2.0
_STEP = 0.02


@contextmanager
def written_by_one(store: Path, patience: float = _SECONDS) -> Iterator[None]:
    """Let no other process write into the folder of a store.

    The system gives the lock back when its owner ends, however it ends.

    Raises:
        IndexLocked: another process is writing there.
        OSError: the file of the lock belongs to somebody else.
    """
    lock = FileLock(store / _NAME)
    try:
        lock.acquire(timeout=patience, poll_interval=_STEP)
    except Timeout:
        raise IndexLocked(_who(store, lock)) from None
    try:
        yield
    finally:
        lock.release()


def _who(store: Path, lock: object) -> str:
    if isinstance(lock, SoftFileLock):
        # This file system knows no locks; a file stands for one, and stays where its owner dies.
        return (
            f"{store}: another process is writing here, or one of another machine was ended; make "
            f"sure that none is, then remove {store / _NAME} and run the command again"
        )
    return f"{store}: another process is writing here; wait until it has ended"
