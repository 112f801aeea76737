"""Which files are there, and which of them somebody may still be writing."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from index import sources
from index.files_read.record import Stamp
from index.files_read.survey import stamp_of
from index.limits import SourceLimits
from index.sources.reading import InputFile

#: Names that programs give to what is not whole yet.
_SUFFIXES = (
    *(".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp"),
    *(".!ut", ".aria2", ".opdownload", "~"),
)
_PREFIXES = ("~$", ".~", "#")
_BILLION = 1_000_000_000


def is_temporary(name: str) -> bool:
    """Tell whether a file has the name of one that is not whole yet; it gets another one then."""
    low = name.lower()
    return low.endswith(_SUFFIXES) or low.startswith(_PREFIXES)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at folders found.

    Attributes:
        whole: the files that are at rest, and what the file system says of each.
        writing: the paths of files that somebody may be writing, and
        vanishing: of those that are gone, but may come back at once under their names.
        told: what the folders tell of their files.
        since: from when on there have been any of these.
    """

    whole: Mapping[str, Stamp] = field(default_factory=dict)
    writing: frozenset[str] = frozenset()
    vanishing: frozenset[str] = frozenset()
    told: frozenset[object] = frozenset()
    since: float = 0.0

    @property
    def is_settled(self) -> bool:
        """Tell whether everything is as it is for a while."""
        return not (self.writing or self.vanishing)


class Looker:
    """Looks at folders again and again: a file is whole when it has been the same for a while."""

    def __init__(self, quiet: float, limits: SourceLimits) -> None:
        """
        Args:
            quiet: for how long, in seconds.
            limits: of what a source may cost.
        """
        self._quiet, self._limits = quiet, limits
        self._seen: dict[str, tuple[Stamp, float]] = {}
        self._vanished: dict[str, float] = {}
        self._since: float | None = None

    def look(self, paths: Iterable[Path], now: float) -> Look:
        """Look at folders.

        Args:
            paths: of them; each is there.
            now: seconds since 1970.

        Raises:
            SourceError: one cannot be read, or a ``fihris.toml`` is wrong.
        """
        files = sources.on_disk(paths, (), self._limits)
        found = {file.on_disk for file in files}
        stamps = {path: stamp_of(path) for path in found if not is_temporary(PurePath(path).name)}
        self._vanished = {
            path: since
            for path, since in {**dict.fromkeys(self._seen, now), **self._vanished}.items()
            if path not in stamps and now - since < self._quiet
        }
        seen, self._seen = self._seen, {}
        for path, stamp in stamps.items():
            before, since = seen.get(path, (stamp, now))
            # A clock may be set back.
            self._seen[path] = (stamp, min(since, now) if before == stamp else now)
        writing = frozenset(path for path in stamps if not self._is_quiet(path, now))
        whole = {path: stamp for path, stamp in stamps.items() if path not in writing}
        self._since = (self._since or now) if writing or self._vanished else None
        told = frozenset(_told(file) for file in files if file.told_by)
        return Look(whole, writing, frozenset(self._vanished), told, self._since or now)

    def _is_quiet(self, path: str, now: float) -> bool:
        stamp, since = self._seen[path]
        # The clock of a file server may be another: what was seen counts as well.
        written = max(stamp.modified, stamp.changed) / _BILLION
        return now - since >= self._quiet or now - written >= self._quiet


def _told(file: InputFile) -> object:
    return file.on_disk, file.mapping, file.constants, file.format


def is_there(folder: Path) -> bool:
    """Tell whether a folder is there and can be read; what is not mounted is not."""
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except OSError:
        return False
    return True
