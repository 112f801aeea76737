"""When to look at folders: when they tell that something happened in them, or after a while."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

#: What only reads a folder, such as a look at it.
_READING = ("opened", "closed_no_write")
_ENDED_IN = 5.0
#: How often is looked whether the folders are still the same, in seconds.
_STEP = 2.0


class Notices:
    """Waits until it is time to look at folders; whoever ends it may be a signal."""

    def __init__(self, folders: Iterable[Path], *, is_polling: bool = False) -> None:
        """
        Args:
            folders: that are watched, with all folders in them.
            is_polling: whether they are not asked to tell.
        """
        self._folders = list(folders)
        self._is_polling = is_polling
        self._happened = Event()
        self._observer: object | None = None
        self._asked: list[tuple[str, int, int]] = []

    def begin(self) -> str:
        """Ask the folders that are there to tell; those that came back too.

        Returns:
            Why they do not, in a line; empty where they do, or are not to.
        """
        there = self._there()
        if self._is_polling or there == self._asked:
            return ""
        self.end()
        observer = Observer()
        try:
            for path, _, _ in there:
                observer.schedule(_Handler(self._happened), path, recursive=True)
            observer.start()
        except OSError as error:
            self._is_polling = True
            return f"the folders do not tell of themselves, and are looked at instead: {error}"
        self._observer, self._asked = observer, there
        return ""

    @property
    def are_coming(self) -> bool:
        """Return whether the folders tell of themselves."""
        return self._observer is not None

    def wait(self, seconds: float) -> None:
        """Wait until something happened, or so many seconds are over.

        A folder that is mounted elsewhere, or is another one now, does not tell that.
        """
        left = max(0.0, seconds)
        while left > 0 and not self._happened.wait(min(left, _STEP)):
            left -= _STEP
            if self._observer is not None and self._there() != self._asked:
                break
        self._happened.clear()

    def wake(self) -> None:
        """End the waiting."""
        self._happened.set()

    def end(self) -> None:
        """Ask no folder any more."""
        observer, self._observer, self._asked = self._observer, None, []
        if observer is not None:
            with suppress(RuntimeError, OSError):
                observer.stop()  # type: ignore[attr-defined]
                observer.join(_ENDED_IN)  # type: ignore[attr-defined]

    def _there(self) -> list[tuple[str, int, int]]:
        return [one for folder in self._folders if (one := _identity(folder))]


class _Handler(FileSystemEventHandler):
    def __init__(self, happened: Event) -> None:
        self._happened = happened

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of what happened."""
        if event.event_type not in _READING:
            self._happened.set()


def _identity(folder: Path) -> tuple[str, int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return str(folder), found.st_dev, found.st_ino
