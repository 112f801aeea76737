"""Work for other processes; a module of its own, since each of them has to load it."""

import os
import signal
import sys
import time
from pathlib import Path

from filelock import FileLock

from index.errors import SourceError
from index.workers import Workers

# A lock is held until its process ends, however that comes about.
_held: list[FileLock] = []


def squared(number: int) -> int:
    """A result that tells of its work."""
    return number * number


def process(_: object) -> int:
    """The number of the process that does the work."""
    return os.getpid()


def after_the_next(work: tuple[Path, int]) -> int:
    """Give a number back; of an even one not before the next one is there."""
    folder, number = work
    (folder / str(number)).touch()
    while number % 2 == 0 and not (folder / str(number + 1)).exists():
        time.sleep(0.01)
    return number


def fail_at_three(number: int) -> int:
    """Work that one piece breaks."""
    if number == 3:
        raise SourceError("the third is broken")
    return number


def die_at_three(number: int) -> int:
    """Work that ends its process without a word, as the system does for want of memory."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def interrupt(number: int) -> int:
    """Ctrl+C, as it comes to every process of a terminal."""
    os.kill(os.getpid(), signal.SIGINT)
    return number


def hold(work: tuple[Path, bool]) -> Path:
    """Take a lock as long as the process lives; it may wait for ever with it."""
    path, forever = work
    lock = FileLock(path)
    lock.acquire()
    _held.append(lock)
    held_by(path).touch()
    while forever:
        time.sleep(1)
    return path


def held_by(path: Path) -> Path:
    """The file that is there once a lock is held."""
    return path.with_suffix(".held")


def hold_until_killed(folder: Path) -> None:
    """Hand out work that holds locks, say so, and never end."""
    works = [(folder / "done", False), (folder / "under way", True)]
    with Workers(2) as workers:
        for _ in workers.map(hold, works):
            while not held_by(folder / "under way").exists():
                time.sleep(0.01)
            print("held", flush=True)


if __name__ == "__main__":
    hold_until_killed(Path(sys.argv[1]))
