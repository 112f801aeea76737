"""The embedded engine: our evaluator over a mapped index."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import IndexDamaged
from index.stores.embedded.checking import files_of
from index.stores.embedded.files import Published
from index.stores.embedded.store import EmbeddedStore
from search.deadline import UNLIMITED, Deadline
from search.engines.embedded.finding_again import FOUND_AGAIN, find_again
from search.engines.embedded.fixed import FixedEngine
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import Snapshot
from search.engines.protocol import Engine, EngineFigures, at_once
from search.memory import AS_FITS, Memory
from search.ranking.bm25 import Ranking

# A publication that could not be read is tried again when it was looked for so often.
_LOOKS_BEFORE_AGAIN = 25


class EmbeddedEngine:
    """Opens sessions on the live index of a folder, and moves on when another is published.

    Opening is put off to the first use: what is wrong with the index is told then, each time.
    Whoever asks moves on by himself, until :meth:`move_on` is called: from then on it alone does.
    """

    def __init__(
        self,
        folder: Path,
        ranking: Ranking,
        memory: Memory = AS_FITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            folder: of the store.
            ranking: the parameters that articles are ranked by.
            memory: for what was found for the words of queries.
            clock: gives seconds.
        """
        self._store = EmbeddedStore(folder)
        self._ranking = ranking
        self._memory = memory
        self._clock = clock
        self._scorer: Scorer | None = None
        self._opened_at = 0.0
        self._lock = threading.Lock()
        self._is_moved = False
        self._next: Scorer | None = None
        self._agree: Callable[[str], bool] = at_once
        self._unread: tuple[Path, Exception] | None = None
        self._looks = 0

    def open(self, *, whole: bool = False, deadline: Deadline = UNLIMITED) -> EmbeddedSession:
        """Look at what is live now; an embedded index always answers whole.

        Files that were cut or taken away meanwhile are told before anything is read of them: the
        system ends a process that reads where a mapped file has no content any more.
        """
        deadline.check()
        return EmbeddedSession(self.current().within(deadline))

    def fixed(self) -> FixedEngine:
        """Return the archive as it is when it is first looked at."""
        return FixedEngine(self)

    def current(self, known: Scorer | None = None) -> Scorer:
        """Return what answers now; what is known already as long as it can be read."""
        with self._lock:
            while True:
                folder = self._store.live_folder()
                try:
                    if known is not None and _can_be_read(known.snapshot, folder):
                        return known
                    return self._opened(folder)
                except IndexDamaged:
                    # Two builds may have been published meanwhile, and the folder be gone.
                    if self._store.live_folder() == folder:
                        raise

    def _opened(self, folder: Path) -> Scorer:
        self._answer_by_next()
        opened = self._scorer
        if (
            opened is not None
            and (self._is_moved or opened.snapshot.folder == folder)
            and _can_be_read(opened.snapshot, folder)
        ):
            return opened
        before, self._scorer = opened.snapshot if opened else None, None
        return self._answer_by(self._scorer_of(Snapshot.open(folder, before)))

    def _scorer_of(self, snapshot: Snapshot) -> Scorer:
        return Scorer.of(snapshot, self._ranking, self._memory)

    def _answer_by(self, scorer: Scorer) -> Scorer:
        self._scorer, self._next, self._opened_at = scorer, None, self._clock()
        return scorer

    def _answer_by_next(self) -> None:
        """Answer by what is ready, as soon as that is agreed."""
        if self._next is not None and self._agree(self._next.snapshot.folder.name):
            self._answer_by(self._next)

    def move_on(
        self, make_ready: Callable[[Engine], object], agree: Callable[[str], bool] = at_once
    ) -> None:
        """Open what is live now beside what answers, make it ready, and answer by it once agreed.

        At most three publications are open at a time, and what they have in common once. One that
        could not be read is tried again after a while.
        """
        self._is_moved, self._agree = True, agree
        folder, answers = self._store.live_folder(), self._scorer
        if answers is not None and answers.snapshot.folder == folder:
            agree(folder.name)
            with self._lock:
                self._unread = self._next = None
            return
        if self._next is not None and self._next.snapshot.folder == folder:
            with self._lock:
                self._answer_by_next()
            return
        self._looks += 1
        if self._unread and self._unread[0] == folder and self._looks % _LOOKS_BEFORE_AGAIN:
            return
        try:
            found = self._made_ready(folder, answers, make_ready)
        except Exception as error:
            # Others may have been published meanwhile, and the folder be gone.
            if self._store.live_folder() == folder:
                self._unread, self._looks = (folder, error), 0
                raise
            return
        with self._lock:
            # A request that could not read it any more may have moved on by itself.
            if self._scorer is answers:
                self._next = found
                self._answer_by_next()
        self._unread = None

    def _made_ready(
        self, folder: Path, answers: Scorer | None, make_ready: Callable[[Engine], object]
    ) -> Scorer:
        snapshot = Snapshot.open(folder, answers.snapshot if answers else None)
        found = self._scorer_of(snapshot)
        snapshot.held.make_ready()
        make_ready(FixedEngine(self, found))
        if answers and snapshot.analyzer is answers.snapshot.analyzer:
            find_again(answers.findings.last(FOUND_AGAIN), found)
        return found

    def unread(self) -> Exception | None:
        """Return why what is live is not what answers; ``None`` where it is, or soon will be."""
        unread = self._unread
        return unread[1] if unread else None

    def must_be_whole(self) -> None:
        """Compare the length of every file of the live index with what was published.

        Where that cannot be read and another answers, the files of this are looked at.
        """
        answers, unread = self._scorer, self._unread
        if answers is None or unread is None:
            self._files()
        elif not _can_be_read(answers.snapshot, unread[0]):
            raise unread[1]

    def figures(self, known: Scorer | None = None) -> EngineFigures:
        """Return what an index takes that is open, and what the scores of words take."""
        scorer = known or self._scorer
        if scorer is None:
            files = self._files()
            return EngineFigures(sum(one.nbytes for one in files), segments=len(files) - 1)
        snapshot = scorer.snapshot
        return replace(
            scorer.findings.figures(),
            index_bytes=snapshot.nbytes,
            segments=len(snapshot.segments),
            removed=snapshot.removed,
            seconds_open=self._clock() - self._opened_at,
        )

    def _files(self) -> list[Published]:
        """The files of the live publication, then those of its segments, all of them there."""
        while True:
            folder = self._store.live_folder()
            try:
                return list(files_of(folder))
            except IndexDamaged:
                # Two may have been published meanwhile, and the folder be gone.
                if self._store.live_folder() == folder:
                    raise

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            self._scorer = self._next = None


def _can_be_read(snapshot: Snapshot, live: Path) -> bool:
    """Tell whether a publication that is open can be read on.

    Args:
        snapshot: the publication.
        live: the folder of the live one. The files of another may have been removed.

    Raises:
        IndexDamaged: it is the live one, and files of it are gone or of another length.
    """
    if snapshot.folder == live:
        return snapshot.is_as_opened()
    try:
        return snapshot.is_as_opened(may_be_gone=True)
    except IndexDamaged:
        return False
