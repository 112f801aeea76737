"""What each process of a server is ready to answer from, so that all move on in one moment.

A reader whose requests come to one process and then to another is never led back to what was
before.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".ready"

#: No process waits longer for the others, in seconds: one of them may hang.
PATIENCE = 3.0


class Readiness:
    """The processes of a server, each with the publication that it is ready for.

    A process is known once it has told its first one.
    """

    def __init__(
        self,
        folder: Path,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            folder: that the processes share; each has a small file there.
            patience: how long a process waits for the others, in seconds.
            clock: that this is counted by.
        """
        self._folder = folder
        self._patience = patience
        self._clock = clock
        self._told: tuple[int, str] | None = None
        self._since: float | None = None

    def agree(self, publication: str) -> bool:
        """Tell that this process is ready for a publication.

        Args:
            publication: its name.

        Returns:
            Whether to answer from it now: where all are ready for it, or have been waited for. What
            the disk does not tell is not waited for.
        """
        try:
            self._tell(publication)
            if self._all_are_ready(publication):
                self._since = None
                return True
        except OSError:
            return True
        now = self._clock()
        self._since = now if self._since is None else self._since
        return now - self._since >= self._patience

    def forget(self, pid: int) -> None:
        """Wait no more for a process that has ended."""
        with suppress(OSError):
            self._file(pid).unlink(missing_ok=True)

    def _tell(self, publication: str) -> None:
        told = os.getpid(), publication
        if told == self._told:
            return
        file = self._file(told[0])
        beside = file.with_suffix(".new")
        beside.write_text(publication, encoding="utf-8")
        beside.replace(file)
        self._told = told

    def _all_are_ready(self, publication: str) -> bool:
        return all(_said(file) in ("", publication) for file in self._folder.glob(f"*{_SUFFIX}"))

    def _file(self, pid: int) -> Path:
        return self._folder / f"{pid}{_SUFFIX}"


def _said(file: Path) -> str:
    """What a process is ready for; nothing where it has just ended."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
