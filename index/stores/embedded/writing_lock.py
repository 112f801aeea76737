"""One process writes into a store at a time; others wait, and are told who it is."""

import json
import os
import shlex
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, SoftFileLock, Timeout

from index.errors import IndexLocked
from index.manifest import now

_NAME = "lock"
#: Says who writes; the file of the lock is emptied by whoever asks for it.
_WRITER = "writer.json"
#: Processes of a writer that was killed end by themselves, and hold its lock until then.
_LEAST_SECONDS = 2.0
_STEP = 0.02
#: Of a command line so many letters are told.
_LONGEST = 300


@contextmanager
def written_by_one(store: Path, patience: float) -> Iterator[None]:
    """Let no other process write into the folder of a store.

    The system gives the lock back when its owner ends, however it ends.

    Args:
        store: the folder.
        patience: seconds to wait for another writer to end.

    Raises:
        IndexLocked: another process is writing there; the message says which and since when.
        OSError: the file of the lock belongs to somebody else.
    """
    lock = FileLock(store / _NAME)
    try:
        with warnings.catch_warnings():
            # Where the file system knows no locks a file stands for one; that is told if need be.
            warnings.simplefilter("ignore")
            lock.acquire(timeout=max(patience, _LEAST_SECONDS), poll_interval=_STEP)
    except Timeout:
        raise IndexLocked(_told(store, lock, patience)) from None
    try:
        _tell(store)
        yield
    finally:
        with suppress(OSError):
            (store / _WRITER).unlink(missing_ok=True)
        lock.release()


def forget_writer(store: Path) -> None:
    """Remove what says who writes, where that one was ended; where somebody writes, do nothing.

    Args:
        store: the folder.
    """
    if not (store / _WRITER).exists():
        return
    with warnings.catch_warnings(), suppress(Timeout, OSError):
        warnings.simplefilter("ignore")
        with FileLock(store / _NAME).acquire(timeout=0):
            (store / _WRITER).unlink(missing_ok=True)


def _tell(store: Path) -> None:
    """Say who writes. Where that cannot be written, it goes unsaid."""
    who = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "command": shlex.join(sys.argv)[:_LONGEST],
        "since": now(),
    }
    with suppress(OSError):
        (store / _WRITER).write_text(json.dumps(who, ensure_ascii=False) + "\n", "utf-8")


def _told(store: Path, lock: object, patience: float) -> str:
    if isinstance(lock, SoftFileLock):
        # This file system knows no locks; a file stands for one, and stays where its owner dies.
        return (
            f"{store}: {_who(store)} is writing here, or was ended on another machine; make "
            f"sure that nobody is, then remove {store / _NAME} and run the command again"
        )
    return (
        f"{store}: {_who(store)} is writing here; waited {patience:g} s; wait until it has ended, "
        "or wait longer: --wait SECONDS"
    )


def _who(store: Path) -> str:
    try:
        who = json.loads((store / _WRITER).read_text("utf-8"))
        return f"process {who['pid']} on {who['host']} ({who['command']}), since {who['since']},"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
