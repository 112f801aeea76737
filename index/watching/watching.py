"""Watching folders: what is whole in them is taken in, at the start and whenever it changes."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.errors import (
    ArchiveOvertaken,
    EngineError,
    IndexLocked,
    IndexMissing,
    NothingIndexed,
    SourceError,
)
from index.files_read.removals import Gone, guarded
from index.files_read.survey import Told
from index.files_read.taking_in import Scope
from index.indexing import reindex
from index.names.accepted import NO_NAMES, AcceptedNames
from index.progress import Report, Watcher
from index.sources.files.names import shown_path
from index.stores import Store
from index.updates import UpdateReport, update
from index.watching.looking import Look, Looker, is_there

#: Folders that tell of themselves are looked at all the same now and then, in seconds.
_LONGEST = 300.0
#: What is whole waits so many times the quiet seconds for what is being written.
_PATIENCE = 10
#: So long is waited after something that may pass, in seconds.
_PAUSE = 5.0

_PASSING = (ArchiveOvertaken, IndexLocked, EngineError, SourceError)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that keeps a watch from going on, for now.

    Attributes:
        line: what it is.
    """

    line: str


#: What whoever watches is told of, as it happens.
Event = UpdateReport | Report | Trouble


class Waiting(Protocol):
    """What tells when to look."""

    def begin(self) -> str:
        """See :meth:`index.watching.notices.Notices.begin`."""
        ...

    @property
    def are_coming(self) -> bool:
        """See :attr:`index.watching.notices.Notices.are_coming`."""
        ...

    def wait(self, seconds: float) -> None:
        """See :meth:`index.watching.notices.Notices.wait`."""
        ...

    def wake(self) -> None:
        """See :meth:`index.watching.notices.Notices.wake`."""
        ...


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a watch is.

    Attributes:
        quiet: see :class:`index.watching.options.WatchOptions`, and
        seconds: likewise.
    """

    quiet: float = 2.0
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched, and how it is read.

    Attributes:
        store: of the archive that it comes into; it is begun where there is none.
        folders: absolute.
        told: of them.
        is_forced: whether articles go even where many files are gone at once.
        workers: how many processes share the work.
        names: the writings that an archive lists under one entry which is begun.
    """

    store: Store
    folders: tuple[Path, ...]
    told: Told
    is_forced: bool = False
    workers: int | None = None
    names: AcceptedNames = NO_NAMES


class FolderWatch:
    """Watches folders for an archive."""

    def __init__(
        self,
        watched: Watched,
        pace: Pace,
        waiting: Waiting,
        *,
        now: Callable[[], float],
        tell: Callable[[Event], None],
        watcher: Watcher,
    ) -> None:
        """
        Args:
            watched: what is watched.
            pace: how fast.
            waiting: tells when to look.
            now: gives the seconds since 1970.
            tell: told of everything that happens.
            watcher: told of problems.
        """
        self._watched, self._pace, self._waiting = watched, pace, waiting
        self._now, self._tell, self._watcher = now, tell, watcher
        self._looker = Looker(pace.quiet, watched.told.limits)
        self._taken: object = None
        self._missing: set[Path] = set()
        self._said = ""
        self._is_stopped = False

    def stop(self) -> None:
        """End at the next opportunity; a publication that is under way is finished."""
        self._is_stopped = True
        self._waiting.wake()

    def run(self) -> None:
        """Watch until told to stop."""
        while not self._is_stopped:
            seconds = self.step()
            if not self._is_stopped:
                self._waiting.wait(seconds)

    def step(self) -> float:
        """Look once, and take in what is whole.

        Returns:
            After how many seconds to look again, if nothing happens before.
        """
        if why := self._waiting.begin():
            self._tell(Trouble(why))
        folders = self._folders_there()
        try:
            look = self._looker.look(folders, self._now())
            if folders and self._is_due(look):
                self._take_in(folders, look)
                self._taken, self._said = (look.whole, look.told), ""
        except _PASSING as error:
            self._trouble(str(error))
            return _PAUSE
        if not look.is_settled:
            return self._pace.quiet
        return _LONGEST if self._waiting.are_coming else self._pace.seconds

    def _folders_there(self) -> list[Path]:
        """The folders that are there; of the others nothing is taken out, and that is told once."""
        missing = {folder for folder in self._watched.folders if not is_there(folder)}
        for folder in sorted(missing - self._missing):
            name = shown_path(folder)
            line = f"{name}: the folder is not there; its articles stay, and it is waited for"
            self._tell(Trouble(line))
        for folder in sorted(self._missing - missing):
            self._tell(Trouble(f"{shown_path(folder)}: the folder is back"))
        if missing != self._missing:
            self._missing, self._taken = missing, None
        return [folder for folder in self._watched.folders if folder not in missing]

    def _is_due(self, look: Look) -> bool:
        if self._taken == (look.whole, look.told):
            return False
        # Many files that come at once are one publication.
        waited = self._now() - look.since
        return look.is_settled or waited >= self._pace.quiet * _PATIENCE

    def _take_in(self, folders: Sequence[Path], look: Look) -> None:
        watched = self._watched
        try:
            watched.store.manifest()
        except IndexMissing:
            self._begin(folders, look)
            return
        scope = Scope(
            is_removing=True,
            is_restoring=False,
            keeps_order=True,
            at_rest=look.whole,
            gone=_settled(look, guarded(self._trouble, force=watched.is_forced)),
        )
        with suppress(NothingIndexed):
            told = watched.told
            report = update(
                watched.store,
                folders,
                format=told.format,
                mapping=told.mapping,
                limits=told.limits,
                scope=scope,
                watcher=self._watcher,
                workers=watched.workers,
            )
            self._tell(report)

    def _begin(self, folders: Sequence[Path], look: Look) -> None:
        """Begin an archive; files that are being written come with the next look."""
        watched, told = self._watched, self._watched.told
        if not look.whole:
            return
        with suppress(NothingIndexed):
            report = reindex(
                watched.store,
                folders,
                format=told.format,
                mapping=told.mapping,
                limits=told.limits,
                at_rest=look.whole,
                names=watched.names,
                watcher=self._watcher,
                workers=watched.workers,
            )
            self._tell(report)

    def _trouble(self, line: str) -> None:
        """Tell of a trouble once, as long as it lasts."""
        if line != self._said:
            self._said = line
            self._tell(Trouble(line))


def _settled(look: Look, given_up: Gone) -> Gone:
    """Return what tells which files are given up, of those that are gone for a while."""

    def settled(path: Path, gone: Sequence[str], staying: Sequence[str]) -> Sequence[str]:
        late = {one for one in gone if one in look.whole or one in look.vanishing}
        gone = [one for one in gone if one not in late]
        return given_up(path, gone, [*staying, *late]) if gone else ()

    return settled
