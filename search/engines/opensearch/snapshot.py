"""One published OpenSearch index: what it was built by, and what was counted in it before."""

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from index.analysis import Analyzer
from index.associations import Associations
from index.completions import Completions
from index.manifest import Manifest
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.mapping import K1
from index.stores.opensearch.store import Live, OpenSearchStore

_LUCENE_BM25 = 3

#: So many counts are remembered of an index.
_COUNTS_KEPT = 100_000


@dataclass(frozen=True)
class Snapshot:
    """A published index; it changes only with its manifest.

    Attributes:
        store: where it lies.
        index: of the articles.
        stamp: another one as soon as it is changed or replaced.
        manifest: what built it.
        analyzer: by the evidence of this index; queries go through it.
        saturated: what the server's BM25 gives at most for a frequency, before its rarity.
    """

    store: OpenSearchStore
    index: ClusterIndex
    stamp: str
    manifest: Manifest
    analyzer: Analyzer
    saturated: float
    counted: dict[str, int] = field(default_factory=dict, repr=False)
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def open(cls, store: OpenSearchStore, live: Live) -> "Snapshot":
        """Open what is published now.

        Raises:
            IndexDamaged: it cannot be read.
            AnalyzerMismatch: its terms or fields are not the ones that a query would use.
        """
        live.manifest.must_match(live.index.where)
        analyzer = Analyzer(store.evidence(live.index))
        told = live.index.client.info()["version"]["number"]
        # Since version 3 it is Lucene's own, which leaves a constant factor out.
        saturated = 1.0 if int(told.partition(".")[0]) >= _LUCENE_BM25 else K1 + 1
        return cls(store, live.index, live.stamp, live.manifest, analyzer, saturated)

    @property
    def size(self) -> int:
        """How many articles it holds."""
        return self.manifest.articles

    @cached_property
    def completions(self) -> Completions:
        """What is offered to somebody who types; read at the first use."""
        return self.store.completions(Live(self.index, self.stamp, self.manifest))

    @cached_property
    def associations(self) -> Associations:
        """The words that the archive relates; read at the first use."""
        return self.store.associations(Live(self.index, self.stamp, self.manifest))

    def remember(self, counts: dict[str, int]) -> None:
        """Keep counts for the next query; the oldest make room."""
        with self._lock:
            self.counted.update(counts)
            while len(self.counted) > _COUNTS_KEPT:
                del self.counted[next(iter(self.counted))]
