"""One process at a time follows feeds for an archive."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import FollowedElsewhere


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder of feeds for this process; the lock goes with the process, however it ends.

    Raises:
        FollowedElsewhere: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise FollowedElsewhere(
            f"{folder}: another process follows feeds for this archive; end it first"
        ) from error
    try:
        yield
    finally:
        lock.release()
