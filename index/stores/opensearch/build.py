"""An index being built in a cluster beside the live one."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from index.associations import NO_ASSOCIATIONS, Associations
from index.completions import Completions
from index.errors import FihrisError, IndexDamaged
from index.files_read.kept import NOTHING_READ, FilesRead
from index.manifest import Manifest
from index.numbering import NumberedTexts
from index.preparation import PreparedArticle
from index.spool import Spool
from index.stores.opensearch.archive import ClusterArchive, new_stamp, new_state, write_manifest
from index.stores.opensearch.blobs import ASSOCIATIONS, COMPLETIONS, EVIDENCE, write_blob
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.documents import DocumentsTask, StoredRecord, documents_of
from index.stores.opensearch.files_read import write_files_read
from index.stores.opensearch.lock import ClusterLock
from index.stores.opensearch.mapping import RECORDS
from index.stores.opensearch.retry import patiently, settled_count, wait_for_copies
from index.stores.opensearch.signature_fields import packed
from index.stores.protocol import Collected
from index.workers import Workers

# What one process analyzes in one go.
_RECORDS_A_TASK = 250


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
        self._workspace = tempfile.TemporaryDirectory(prefix="fihris-")
        self._records: Spool[tuple[bytes, bytes]] = Spool()
        self._records.__enter__()
        self._articles = 0
        self._files = NOTHING_READ
        self._may_be_live = False

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts) -> None:
        for article in articles:
            self._records.add((article.record, packed(article.signature)))
        self._articles += len(articles)

    def fill(self, collected: Collected, workers: Workers, advance: Callable[[int], None]) -> None:
        self._archive.put_template()
        self.index.create({})
        self._blobs.create(RECORDS)
        # Where articles have no copies, a node that is lost ends the build in any case.
        if self._archive.options.replicas != "0":
            made = (self.index, self._blobs, self._archive.lock)
            wait_for_copies(self._archive.index(",".join(index.name for index in made)))
        write_blob(self._blobs, EVIDENCE, collected.evidence.to_bytes())
        folder = Path(self._workspace.name)
        collected.evidence.write(folder)
        stored = _stored(self._records.contents(), collected)
        for documents in workers.map(documents_of, _tasks(folder, stored, collected.settled)):
            for name, document in documents:
                self._bulk.add(name, document)
            advance(len(documents))

    def complete(
        self, completions: Completions, associations: Associations = NO_ASSOCIATIONS
    ) -> None:
        # Headlines are found in the index itself.
        content = {COMPLETIONS: completions.without_titles().to_bytes()}
        if associations:
            content[ASSOCIATIONS] = associations.to_bytes()
        self._bulk.finish()
        for name, held in content.items():
            patiently(partial(write_blob, self._blobs, name, held), self._patience)

    def remember(self, files: FilesRead) -> None:
        self._files = files

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
        write_files_read(self._blobs, self._files, manifest.mark)
        write_manifest(self.index, manifest, new_state())
        # From here on it may be live even where no answer comes.
        self._may_be_live = True
        self._archive.make_live(self.index, replaced)

    def close(self) -> None:
        """End the threads; throw the index away if it cannot have been published."""
        self._bulk.close()
        self._records.__exit__()
        self._workspace.cleanup()
        if self._may_be_live:
            return
        # What broke the build off is what is to be told; the next one removes what is left.
        with suppress(FihrisError):
            self.index.delete()
            self._blobs.delete()


def _stored(records: Iterable[tuple[bytes, bytes]], collected: Collected) -> Iterator[StoredRecord]:
    leads = collected.representatives
    parents = leads if collected.parents is None else collected.parents
    sizes = Counter(leads)
    placed = enumerate(zip(records, leads, parents, strict=True))
    for number, (record, lead, parent) in placed:
        yield StoredRecord(*record, number, lead, parent, sizes[lead] > 1)


def _tasks(folder: Path, stored: Iterator[StoredRecord], settled: int) -> Iterator[DocumentsTask]:
    while records := tuple(islice(stored, _RECORDS_A_TASK)):
        yield DocumentsTask(folder, records, settled)
