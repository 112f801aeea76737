"""The file of a list of feeds, which is read again when it has changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.feeds.feed import Feed
from index.feeds.feed_list import read_feed_list

#: A file that has not changed for so many seconds is whole.
SETTLED = 2.0


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list that was read.

    Attributes:
        feeds: in their order, each once.
        remarks: what is to be told of it, one line each.
    """

    feeds: Sequence[Feed]
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ListRefused:
    """Tells that a list that has changed cannot be taken; the one before goes on to hold.

    Attributes:
        why: in a line, with the file and the line in it.
    """

    why: str


class WatchedList:
    """The file of a list."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        """
        Args:
            path: of the file.
            now: gives the seconds since 1970.
        """
        self._path, self._now = path, now
        self._read = self._seen = _state_of(path)
        self._since = 0.0

    def read(self) -> ListRead:
        """Read it as it is.

        Raises:
            SourceError: it cannot be read, or is no list of feeds.
        """
        self._read = self._seen = _state_of(self._path)
        return ListRead(*read_feed_list(self._path))

    @property
    def is_changing(self) -> bool:
        """Tell whether it has changed and is not read again yet."""
        return self._seen != self._read

    def look(self) -> ListRead | ListRefused | None:
        """Read it again where it has changed; ``None`` where it has not, or not for long enough."""
        found = _state_of(self._path)
        if found != self._seen:
            # Whoever writes it may be about to write more.
            self._seen, self._since = found, self._now()
            return None
        if not self.is_changing or 0 <= self._now() - self._since < SETTLED:
            return None
        try:
            return self.read()
        except SourceError as error:
            return ListRefused(str(error))


def _state_of(path: Path) -> tuple[int, ...]:
    """Return what is another one after each change of a file; nothing where there is none."""
    try:
        told = path.stat()
    except OSError:
        return ()
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns
