"""The embedded engine: our evaluator over a mapped index."""

import threading
from dataclasses import replace
from pathlib import Path

from index.errors import IndexDamaged
from index.stores.embedded.checking import files_of
from index.stores.embedded.files import Published
from index.stores.embedded.store import EmbeddedStore
from search.deadline import UNLIMITED, Deadline
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import Snapshot
from search.engines.protocol import EngineFigures
from search.memory import AS_FITS, Memory
from search.ranking.bm25 import Ranking


class EmbeddedEngine:
    """Opens sessions on the live index of a folder, and moves on when another is published.

    Opening is put off to the first use: what is wrong with the index is told then, each time.
    """

    def __init__(self, folder: Path, ranking: Ranking, memory: Memory = AS_FITS) -> None:
        """
        Args:
            folder: of the store.
            ranking: the parameters that articles are ranked by.
            memory: for what was found for the words of queries.
        """
        self._store = EmbeddedStore(folder)
        self._ranking = ranking
        self._memory = memory
        self._scorer: Scorer | None = None
        self._lock = threading.Lock()

    def open(self, *, whole: bool = False, deadline: Deadline = UNLIMITED) -> EmbeddedSession:
        """Look at what is live now; an embedded index always answers whole.

        Files that were cut or taken away meanwhile are told before anything is read of them: the
        system ends a process that reads where a mapped file has no content any more.
        """
        deadline.check()
        with self._lock:
            while True:
                folder = self._store.live_folder()
                try:
                    return EmbeddedSession(self._opened(folder).within(deadline))
                except IndexDamaged:
                    # Two builds may have been published meanwhile, and the folder be gone.
                    if self._store.live_folder() == folder:
                        raise

    def _opened(self, folder: Path) -> Scorer:
        opened = self._scorer
        if opened is None or opened.snapshot.folder != folder or not opened.snapshot.is_as_opened():
            before, self._scorer = opened.snapshot if opened else None, None
            snapshot = Snapshot.open(folder, before)
            self._scorer = opened = Scorer.of(snapshot, self._ranking, self._memory)
        return opened

    def must_be_whole(self) -> None:
        """Compare the length of every file of the live index with what was published."""
        self._files()

    def figures(self) -> EngineFigures:
        """Return the bytes of the live index, and what the scores of words take."""
        files = self._files()
        known = EngineFigures(sum(one.nbytes for one in files), segments=len(files) - 1)
        scorer = self._scorer
        if scorer is None:
            return known
        found = scorer.findings.figures()
        return replace(found, index_bytes=known.index_bytes, segments=known.segments)

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
            self._scorer = None
