"""The engine for archives that outgrow one machine: OpenSearch, over terms of our own analysis."""

import threading
from collections.abc import Callable

from index.errors import EngineFailed
from index.fields import LEAD_WORDS, TEXT_FIELDS
from index.stores.address import Address
from index.stores.cluster import ClusterOptions
from index.stores.opensearch.mapping import field_b
from index.stores.opensearch.store import OpenSearchStore
from search.deadline import UNLIMITED, Deadline
from search.engines.opensearch.session import OpenSearchSession
from search.engines.opensearch.snapshot import Snapshot
from search.engines.opensearch.waiting import waiting
from search.engines.protocol import Engine, EngineFigures, at_once
from search.ranking.bm25 import Ranking


class OpenSearchEngine:
    """Opens sessions on the live index of an archive in a cluster.

    Which index is live is asked at every use, so a new one is moved on to at once.
    """

    def __init__(self, address: Address, options: ClusterOptions, ranking: Ranking) -> None:
        """
        Args:
            address: of the archive.
            options: what else is to be known of its cluster.
            ranking: the parameters that articles are ranked by.

        Raises:
            EngineFailed: the ranking asks for what is fixed when an index is built.
        """
        _check_ranking(ranking)
        self._seconds = options.timeout
        self._store = OpenSearchStore(address, options)
        self._ranking = ranking
        self._open: Snapshot | None = None
        self._lock = threading.Lock()

    def open(self, *, whole: bool = False, deadline: Deadline = UNLIMITED) -> OpenSearchSession:
        """Look at what is live now."""
        with waiting(deadline, self._seconds) as seconds:
            live = self._store.live(seconds)
        with self._lock:
            if self._open is None or self._open.stamp != live.stamp:
                self._open = Snapshot.open(self._store, live)
            return OpenSearchSession(self._open, self._ranking, whole=whole, deadline=deadline)

    def fixed(self) -> "OpenSearchEngine":
        """Return itself: the index changes in place."""
        return self

    def move_on(
        self, make_ready: Callable[[Engine], object], agree: Callable[[str], bool] = at_once
    ) -> None:
        """Do nothing: what is changed is live at once."""

    def unread(self) -> Exception | None:
        """Return nothing: what is live is what answers."""
        return None

    def must_be_whole(self) -> None:
        """Ask the cluster what is live; which parts are missing is told by its answers."""
        self._store.live()

    def figures(self) -> EngineFigures:
        """Return nothing: sizes and caches are told by the cluster itself."""
        return EngineFigures()

    def close(self) -> None:
        """Release the connections."""
        self._store.archive.client.close()


def _check_ranking(ranking: Ranking) -> None:
    """Refuse what an index cannot do: its mapping says b, and how long the lead of a body is."""
    if ranking.lead_words != LEAD_WORDS:
        raise EngineFailed(
            f"OpenSearch ranks by a lead of {LEAD_WORDS} words, as its indexes are built, and not "
            f"of {ranking.lead_words}; rank so with an embedded index"
        )
    for field in TEXT_FIELDS:
        asked, fixed = ranking.of_field(field.name).b, field_b(field.name)
        if asked != fixed:
            raise EngineFailed(
                f"OpenSearch ranks {field.name} with b = {fixed}, as its indexes are built, and "
                f"not with {asked}; rank so with an embedded index"
            )
