"""Files of a disk opened so that nothing but a file is ever read, and nothing waits for ever."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
#: A pipe without a writer is opened at once, not when one comes. Files take no notice of it.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading from its start.

    What stands there is asked once it is open: between a look and the opening it may change.

    Raises:
        OSError: it cannot be opened, or is no file; the message tells what it is.
    """
    stream = open(path, "rb", opener=_opened)  # noqa: SIM115 - whoever asked for it closes it
    try:
        if other := kind_of(os.fstat(stream.fileno()).st_mode):
            raise OSError(f"{other}, no file")
        return stream
    except BaseException:
        stream.close()
        raise


def kind_of(mode: int) -> str:
    """Return what stands in the place of a file: ``a named pipe``; empty for files and folders.

    Args:
        mode: as ``stat`` gives it.
    """
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return ""
    return next((name for is_one, name in _KINDS if is_one(mode)), "nothing that can be read")


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)
