"""A temporary folder of the processes of a server, gone with the last of them.

A server that is killed without a word leaves its folder; the next one removes it. Whether anybody
still has a folder is told by a lock on it, which the system gives back when its owners end.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "fihris-figures-"


@contextmanager
def shared_folder() -> Iterator[Path]:
    """Make a folder for this process and those that it forks off; it removes it at the end."""
    leader = os.getpid()
    _remove_left()
    folder, lock = _made()
    try:
        yield folder
    finally:
        # Processes that were forked off leave by this door too.
        if os.getpid() == leader:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _made() -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = _locked(folder)
        if lock is not None:
            return folder, lock
        # Another server took it for one that was left, or this disk knows no locks.
        if folder.is_dir():
            return folder, os.open(folder, os.O_RDONLY)


def _remove_left() -> None:
    """Remove the folders of servers that are not there any more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = _locked(folder)
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _locked(folder: Path) -> int | None:
    """Lock a folder; ``None`` where somebody has it, it is gone, or there are no locks."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if folder.is_dir():
                return descriptor
        except OSError:
            pass
        os.close(descriptor)
    return None
