"""The embedded engine: our evaluator over a mapped index."""

import threading
from pathlib import Path

from index.errors import IndexDamaged
from index.stores.embedded.store import EmbeddedStore
from search.engines.embedded.scorers import Scorer
from search.engines.embedded.session import EmbeddedSession
from search.engines.embedded.snapshot import Snapshot
from search.ranking.bm25 import Ranking


class EmbeddedEngine:
    """Opens sessions on the live index of a folder, and moves on when another is published.

    Opening is put off to the first use: what is wrong with the index is told then, each time.
    """

    def __init__(self, folder: Path, ranking: Ranking) -> None:
        self._store = EmbeddedStore(folder)
        self._ranking = ranking
        self._scorer: Scorer | None = None
        self._lock = threading.Lock()

    def open(self, *, whole: bool = False) -> EmbeddedSession:
        """Look at what is live now; an embedded index always answers whole."""
        with self._lock:
            folder = self._store.live_folder()
            while self._scorer is None or self._scorer.snapshot.folder != folder:
                try:
                    self._scorer = Scorer(Snapshot.open(folder), self._ranking)
                except IndexDamaged:
                    # Two builds may have been published meanwhile, and the folder be gone.
                    before, folder = folder, self._store.live_folder()
                    if folder == before:
                        raise
            return EmbeddedSession(self._scorer)

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            self._scorer = None
