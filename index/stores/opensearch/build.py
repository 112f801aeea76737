"""An index being built in a cluster beside the live one."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from index.analysis import Analyzer, Evidence
from index.article import Article
from index.completions import Completions
from index.errors import FihrisError, IndexDamaged
from index.manifest import Manifest
from index.stores.opensearch.archive import ClusterArchive, new_stamp, write_manifest
from index.stores.opensearch.blobs import COMPLETIONS, EVIDENCE, write_blob
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.documents import Record, document
from index.stores.opensearch.lock import ClusterLock
from index.stores.opensearch.mapping import RECORDS
from index.stores.opensearch.retry import patiently, settled_count, wait_for_copies


class OpenSearchBuild:
    """A :class:`index.stores.protocol.Build` in a cluster.

    Attributes:
        index: of the articles.
    """

    def __init__(self, archive: ClusterArchive, lock: ClusterLock) -> None:
        """Args:
        archive: that it is for.
        lock: which is held.
        """
        stamp = new_stamp()
        self.index = archive.articles(stamp)
        self._blobs = archive.blobs(stamp)
        self._archive = archive
        self._patience = archive.options.patience
        self._lock = lock
        self._bulk = Bulk(self.index, self._patience)
        self._analyzer: Analyzer | None = None
        self._representatives: Sequence[int] = ()
        self._group_sizes: Counter[int] = Counter()
        self._articles = 0
        self._may_be_live = False

    def freeze(self, evidence: Evidence, representatives: Sequence[int]) -> None:
        self._analyzer = Analyzer(evidence)
        self._representatives, self._group_sizes = representatives, Counter(representatives)
        self._archive.put_template()
        self.index.create({})
        self._blobs.create(RECORDS)
        # Where articles have no copies, a node that is lost ends the build in any case.
        if self._archive.options.replicas != "0":
            made = (self.index, self._blobs, self._archive.lock)
            wait_for_copies(self._archive.index(",".join(index.name for index in made)))
        write_blob(self._blobs, EVIDENCE, evidence.to_bytes())

    def add(self, article: Article) -> None:
        assert self._analyzer is not None, "freeze comes before add"
        representative = self._representatives[self._articles]
        copied = self._group_sizes[representative] > 1
        record = Record(article, self._articles, representative, copied)
        self._bulk.add(record.name, document(record, self._analyzer))
        self._articles += 1

    def complete(self, completions: Completions) -> None:
        # Headlines are found in the index itself.
        content = completions.without_titles().to_bytes()
        self._bulk.finish()
        patiently(lambda: write_blob(self._blobs, COMPLETIONS, content), self._patience)

    def finish(self) -> None:
        self._bulk.finish()
        held = settled_count(self.index, self._patience)
        if held != self._articles:
            raise IndexDamaged(
                f"{self.index.where}: {self.index.name} holds {held} articles after "
                f"{self._articles} were added; the live index stays as it was; run manage.py "
                "reindex again"
            )

    def publish(self, manifest: Manifest) -> None:
        patiently(self._lock.must_be_held, self._patience)
        replaced = patiently(self._archive.live_indexes, self._patience)
        patiently(lambda: self._switch(manifest, replaced), self._patience)
        # The new index is live, and that is what is to be told; the next build removes the others.
        with suppress(FihrisError):
            self._archive.remove_replaced(self.index, replaced)

    def _switch(self, manifest: Manifest, replaced: Sequence[str]) -> None:
        write_manifest(self.index, manifest)
        # From here on it may be live even where no answer comes.
        self._may_be_live = True
        self._archive.make_live(self.index, replaced)

    def close(self) -> None:
        """End the threads; throw the index away if it cannot have been published."""
        self._bulk.close()
        if self._may_be_live:
            return
        # What broke the build off is what is to be told; the next one removes what is left.
        with suppress(FihrisError):
            self.index.delete()
            self._blobs.delete()
