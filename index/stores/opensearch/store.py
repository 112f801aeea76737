"""Archives in an OpenSearch cluster, built beside the live index and published by one alias."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from index.analysis import Analyzer, Evidence
from index.article import Article
from index.associations import NO_ASSOCIATIONS, Associations
from index.change_set import ChangeSet
from index.completions import Completions
from index.drift import Drift, drift_of, word_counts
from index.errors import FihrisError, IndexDamaged, IndexLocked
from index.files_read.kept import FilesRead
from index.manifest import Manifest
from index.stores.address import Address
from index.stores.cluster import DEFAULTS, ClusterOptions
from index.stores.opensearch.archive import ClusterArchive, new_state, write_manifest
from index.stores.opensearch.blobs import ASSOCIATIONS, COMPLETIONS, EVIDENCE, read_blob
from index.stores.opensearch.build import OpenSearchBuild
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.changes import carry_out, plan
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.documents import Record
from index.stores.opensearch.files_read import read_files_read, write_files_read
from index.stores.opensearch.lock import ClusterLock
from index.stores.opensearch.offers import read_counts, with_what_came, write_counts
from index.stores.opensearch.reader import records
from index.stores.opensearch.retry import patiently, settled_count
from index.stores.opensearch.unfinished import begin, end, is_begun, take_back


@dataclass(frozen=True, slots=True)
class Live:
    """What is published now.

    Attributes:
        index: the index of articles.
        stamp: another one whenever another index is published or this one is changed.
        manifest: what built it.
    """

    index: ClusterIndex
    stamp: str
    manifest: Manifest


class OpenSearchStore:
    """An archive in a cluster; a :class:`index.stores.protocol.Store`.

    Threads may share it.

    Attributes:
        archive: its indexes, for whoever searches.
    """

    def __init__(self, address: Address, options: ClusterOptions = DEFAULTS) -> None:
        self.archive = ClusterArchive.at(address, options)
        self._seen: Live | None = None

    @contextmanager
    def build(self) -> Iterator[OpenSearchBuild]:
        """Start a new index beside the live one.

        Raises:
            IndexLocked: another process is writing here.
            IndexDamaged: the name of the archive stands for something of others.
        """
        with self._locked() as lock:
            self.archive.must_be_free()
            self.archive.remove_leftovers()
            # The articles may come from the live index itself; where it is damaged, from elsewhere.
            with suppress(FihrisError):
                self._take_back(self.live())
            build = OpenSearchBuild(self.archive, lock)
            try:
                yield build
            finally:
                build.close()

    def rollback(self) -> Manifest:
        """Let the archive stand for the index before the live one again.

        As many are kept as the setting ``FIHRIS_OPENSEARCH_KEPT`` says.
        """
        with self._locked():
            live, _ = self.archive.live()
            before = self.archive.before(live)
            manifest = self.archive.manifest(before)
            manifest.must_match(before.where)
            self.archive.make_live(before, [live.name])
        return manifest

    def live(self, seconds: float | None = None) -> Live:
        """Return what is published now; one small request, made at every search.

        Args:
            seconds: how long to wait for the answer; ``None`` for as long as a search may take.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: what lies there is not of this software.
        """
        index, stamp = self.archive.live(seconds)
        seen = self._seen
        if seen is None or (seen.index, seen.stamp) != (index, stamp):
            seen = self._seen = Live(index, stamp, self.archive.manifest(index))
        return seen

    def manifest(self) -> Manifest:
        return self.live().manifest

    def evidence(self, index: ClusterIndex) -> Evidence:
        """Return by what the articles of an index were analyzed.

        Raises:
            IndexDamaged: it cannot be read.
        """
        return Evidence.from_bytes(read_blob(self.archive.blobs_of(index), EVIDENCE))

    def completions(self, live: Live) -> Completions:
        """Return what an index offers to somebody who types, headlines left aside.

        Raises:
            IndexDamaged: it cannot be read.
        """
        blobs = self.archive.blobs_of(live.index)
        try:
            base = Completions.from_bytes(read_blob(blobs, COMPLETIONS))
        except ValueError as error:
            raise live.index.damaged(f"the table {COMPLETIONS}: {error}") from error
        if not live.manifest.changed:
            return base
        return with_what_came(base, read_counts(blobs, live.stamp), live.manifest.articles)

    def associations(self, live: Live) -> Associations:
        """Return the words that an index relates.

        Raises:
            IndexDamaged: they cannot be read.
        """
        if not live.manifest.associations:
            return NO_ASSOCIATIONS
        blobs = self.archive.blobs_of(live.index)
        try:
            return Associations.from_bytes(read_blob(blobs, ASSOCIATIONS))
        except ValueError as error:
            raise live.index.damaged(f"the table {ASSOCIATIONS}: {error}") from error

    def files_read(self) -> FilesRead:
        return self._files_read(self.live())

    def note(self, files: FilesRead, mark: str) -> None:
        with self._locked() as lock:
            live = self.live()
            if live.manifest.mark == mark:
                lock.must_be_held()
                write_files_read(self.archive.blobs_of(live.index), files, mark)

    def remove_left(self) -> None:
        """Take back a change that broke off, if there is one."""
        if is_begun(self.archive.blobs_of(self.live().index)):
            with suppress(IndexLocked), self._locked():
                self._take_back(self.live())

    def articles(self) -> Iterator[Article]:
        for record in self._records(self.live()):
            yield record.article

    def arrived(self) -> int:
        """Return how many of the last articles came after the last whole reading of the sources."""
        live = self.live()
        later = {"range": {"number": {"gte": live.manifest.settled}}}
        body = {"size": 0, "query": later, "track_total_hits": True}
        return int(live.index.search(body)["hits"]["total"]["value"])

    def change(
        self,
        turnover: ChangeSet,
        renewed: Callable[[Manifest], Manifest],
        advance: Callable[[int], None],
        workers: int | None = None,
        *,
        record: Callable[[FilesRead], FilesRead] | None = None,
        mark: str | None = None,
    ) -> str:
        """Change the live index; a change that breaks off may be repeated."""
        patience = self.archive.options.patience
        with self._locked() as lock:
            live = self.live()
            live.manifest.must_match(self.archive.where)
            live.manifest.must_have(mark, self.archive.where)
            self._take_back(live)
            manifest = renewed(live.manifest)
            revision = plan(live.index, turnover, live.manifest.settled, manifest.names)
            is_named_anew = manifest.names != live.manifest.names
            if not (revision.written or revision.removed or is_named_anew):
                return ""
            analyzer = Analyzer(self.evidence(live.index))
            blobs = self.archive.blobs_of(live.index)
            lock.must_be_held()
            state = new_state()
            patiently(lambda: begin(blobs, live.stamp, state, revision), patience)
            # Articles that get other entries have the words that they had.
            came = () if is_named_anew else turnover.new
            patiently(lambda: write_counts(blobs, live.stamp, state, came), patience)
            written, settled = revision.written, revision.settled
            with Bulk(live.index, patience) as bulk:
                carry_out(written, revision.removed, bulk, analyzer, settled, advance)
            patiently(lock.must_be_held, patience)
            held = settled_count(live.index, patience)
            manifest = replace(manifest, articles=held, settled=settled)
            before = self._files_read(live)
            patiently(lambda: write_manifest(live.index, manifest, state), patience)
            files = turnover.recorded(before) if record is None else record(before)
            if len(files):
                # What breaks off before this leaves files that are read again.
                patiently(lambda: write_files_read(blobs, files, manifest.mark), patience)
            # The change is published, and that is what is to be told; the next forgets it, too.
            with suppress(FihrisError):
                end(blobs, live.stamp)
        return ""

    def _take_back(self, live: Live) -> None:
        """Take back a change that broke off, so that the index is what its manifest says."""
        take_back(
            self.archive.blobs_of(live.index),
            live.stamp,
            lambda: Bulk(live.index, self.archive.options.patience),
            lambda: Analyzer(self.evidence(live.index)),
            live.manifest.settled,
        )
        live.index.refresh()

    def check(self) -> None:
        live = self.live()
        _check_shards(live.index)
        held, published = live.index.count(), live.manifest.articles
        if held != published:
            raise live.index.damaged(f"holds {held} articles, not the {published} published")
        if self.evidence(live.index).digest != live.manifest.evidence:
            raise live.index.damaged("the table evidence is not the one that was published")
        self.completions(live)
        self.associations(live)
        expected = 0
        for record in self._records(live):
            if record.number < expected or (record.number > expected and not live.manifest.changed):
                raise live.index.damaged(f"has {record.number} where article {expected} should be")
            expected = record.number + 1

    def drift(self) -> Drift:
        """Return what a reindex would change of the terms; all articles are read for that."""
        live = self.live()
        counts = word_counts(record.article for record in self._records(live))
        return drift_of(counts, live.manifest.articles, Analyzer(self.evidence(live.index)))

    def _files_read(self, live: Live) -> FilesRead:
        return read_files_read(self.archive.blobs_of(live.index), live.manifest.mark)

    def _locked(self) -> ClusterLock:
        return ClusterLock(self.archive.lock, self.archive.options.lock_seconds)

    def _records(self, live: Live) -> Iterator[Record]:
        read = 0
        for record in records(live.index):
            yield record
            read += 1
        if read != live.manifest.articles:
            raise live.index.damaged(
                f"gave {read} articles, not the {live.manifest.articles} published"
            )


def _check_shards(index: ClusterIndex) -> None:
    health = index.health()
    if missing := health["unassigned_shards"] + health["initializing_shards"]:
        whole = "all articles are there, but" if health["status"] == "yellow" else "damaged:"
        raise IndexDamaged(
            f"{index.where}: {whole} {missing} of "
            f"{missing + health['active_shards']} parts and copies of {index.name} are on no node; "
            "start the nodes that are missing, or set fewer FIHRIS_OPENSEARCH_REPLICAS"
        )
