"""Archives in an OpenSearch cluster, built beside the live index and published by one alias.

The manifest is kept in the mapping of the index of articles, so that the alias alone decides what
is live: whoever follows it finds a complete index with its manifest, the old one or the new one.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from index.analysis import Analyzer, Evidence
from index.article import Article
from index.change_set import ChangeSet
from index.completions import Completions
from index.errors import IndexDamaged, IndexMissing
from index.manifest import Manifest
from index.stores.address import Address
from index.stores.cluster import DEFAULTS, ClusterOptions
from index.stores.opensearch.blobs import COMPLETIONS, EVIDENCE, damaged, read_table
from index.stores.opensearch.build import (
    OpenSearchBuild,
    all_indexes,
    live_indexes,
    remove,
    write_manifest,
)
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.changes import carry_out, plan
from index.stores.opensearch.client import FOR_A_MANAGER, answering, connect, place
from index.stores.opensearch.lock import locked
from index.stores.opensearch.names import Names
from index.stores.opensearch.reader import Record, records
from index.stores.opensearch.retry import (
    LONG,
    count,
    make_visible,
    patiently,
    settled_count,
)


@dataclass(frozen=True, slots=True)
class Live:
    """What is published now.

    Attributes:
        index: the index of articles.
        stamp: another one whenever another index is published or this one is changed.
        manifest: what built it.
    """

    index: str
    stamp: str
    manifest: Manifest


class OpenSearchStore:
    """An archive in a cluster; see :class:`index.stores.protocol.Store`. Threads may share it.

    Attributes:
        client: of the cluster, for whoever searches; see :func:`answering`.
        where: the archive, for messages.
        names: of its indexes.
        options: of the cluster.
    """

    def __init__(self, address: Address, options: ClusterOptions = DEFAULTS) -> None:
        self.names = Names(address.name)
        self.options = options
        self.where = place(address, options)
        self.client: OpenSearch = connect(address, options)
        self._seen: Live | None = None
        self._turn = threading.Lock()

    @contextmanager
    def build(self) -> Iterator[OpenSearchBuild]:
        """Start a new index beside the live one; one process at a time.

        Raises:
            IndexLocked: another process is writing here.
            IndexDamaged: the name of the archive stands for something of others.
        """
        with locked(self.client, self.names.lock, self.where) as lock:
            with answering(self.where):
                self._must_be_free()
                self._remove_leftovers()
            build = OpenSearchBuild(self.client, self.names, self.options, self.where, lock)
            try:
                yield build
            finally:
                build.close()

    def live(self) -> Live:
        """What is published now; one small request, made at every search.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: what lies there is not of this software.
        """
        index, stamp = self._live_stamp()
        seen = self._seen
        if seen is None or (seen.index, seen.stamp) != (index, stamp):
            seen = Live(index, stamp, self._manifest(index))
            self._seen = seen
        return seen

    def manifest(self) -> Manifest:
        """What built the live index."""
        return self.live().manifest

    def evidence(self, index: str) -> Evidence:
        """By what the articles of an index were analyzed.

        Raises:
            IndexDamaged: it cannot be read.
        """
        return Evidence.from_bytes(self._table(index, EVIDENCE))

    def completions(self, index: str) -> Completions:
        """What an index offers to somebody who types, headlines left aside.

        Raises:
            IndexDamaged: it cannot be read.
        """
        try:
            return Completions.from_bytes(self._table(index, COMPLETIONS))
        except ValueError as error:
            raise damaged(index, f"the table {COMPLETIONS}: {error}") from error

    def articles(self) -> Iterator[Article]:
        """Every article of the live index with its facts, in the order of their numbers.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: some of them cannot be read.
        """
        live = self.live()
        for record in self._records(live):
            yield record.article

    def change(
        self,
        turnover: ChangeSet,
        renewed: Callable[[Manifest], Manifest],
        advance: Callable[[int], None],
    ) -> None:
        """Put articles into the live index and take others out; seen by all when all is done.

        A change that breaks off may be repeated; see :class:`index.stores.protocol.StoreInPlace`.
        """
        with locked(self.client, self.names.lock, self.where) as lock:
            live = self.live()
            live.manifest.must_match(self.where)
            with answering(self.where):
                make_visible(self.client, live.index)  # what a change left that broke off
            revision = plan(self.client, live.index, self.where, turnover)
            if not (revision.written or revision.removed):
                return
            analyzer = Analyzer(self.evidence(live.index))
            lock.must_be_held()
            with Bulk(self.client, live.index, self.where, self.options.patience) as bulk:
                carry_out(revision, bulk, analyzer, advance)
            patience = self.options.patience
            patiently(lock.must_be_held, patience)
            held = settled_count(self.client, live.index, self.where, patience)
            manifest = replace(renewed(live.manifest), articles=held)
            patiently(lambda: self._write_manifest(live.index, manifest), patience)

    def _write_manifest(self, index: str, manifest: Manifest) -> None:
        with answering(self.where):
            write_manifest(self.client, index, manifest)

    def check(self) -> None:
        """Read the live index to its end and compare it with what was published."""
        live = self.live()
        with answering(self.where):
            self._check_shards(live.index)
            held = count(self.client, live.index)
        if held != live.manifest.articles:
            raise damaged(
                live.index, f"holds {held} articles, not the {live.manifest.articles} published"
            )
        if self.evidence(live.index).digest != live.manifest.evidence:
            raise damaged(live.index, "the table evidence is not the one that was published")
        self.completions(live.index)
        self._check_numbers(live)

    def _check_numbers(self, live: Live) -> None:
        expected = 0
        for record in self._records(live):
            if record.number < expected or (record.number > expected and not live.manifest.changed):
                raise damaged(live.index, f"has {record.number} where article {expected} should be")
            expected = record.number + 1

    def _check_shards(self, index: str) -> None:
        health = self.client.cluster.health(index=index, params=FOR_A_MANAGER, request_timeout=LONG)
        if missing := health["unassigned_shards"] + health["initializing_shards"]:
            whole = "all articles are there, but" if health["status"] == "yellow" else "damaged:"
            raise IndexDamaged(
                f"{self.where}: {whole} {missing} of "
                f"{missing + health['active_shards']} parts and copies of {index} are on no node; "
                "start the nodes that are missing, or set fewer FIHRIS_OPENSEARCH_REPLICAS"
            )

    def _records(self, live: Live) -> Iterator[Record]:
        read = 0
        for record in records(self.client, live.index, self.where):
            yield record
            read += 1
        if read != live.manifest.articles:
            raise damaged(
                live.index, f"gave {read} articles, not the {live.manifest.articles} published"
            )

    def _table(self, index: str, name: str) -> bytes:
        stamp = self.names.stamp(index)
        with answering(self.where):
            return read_table(self.client, self.names.tables(stamp or ""), name)

    def _live_stamp(self) -> tuple[str, str]:
        found = self._meta(self.names.archive, "_meta.stamp")
        ours = {
            index: meta["stamp"]
            for index, meta in found.items()
            if "stamp" in meta and self.names.stamp(index)
        }
        if len(ours) != 1 or len(found) != 1:
            raise self._of_others(found)
        return next(iter(ours.items()))

    def _manifest(self, index: str) -> Manifest:
        try:
            return Manifest.of(self._meta(index, "_meta.manifest")[index]["manifest"])
        except (KeyError, TypeError) as error:
            raise damaged(index, f"no readable manifest ({error!r})") from error

    def _meta(self, name: str, part: str) -> dict[str, dict[str, Any]]:
        """What the mappings behind a name say of their indexes."""
        with answering(self.where):
            try:
                # As the node that is asked knows it, which goes without the others.
                found = self.client.indices.get_mapping(
                    index=name,
                    params={
                        "filter_path": f"*.mappings.{part},*.mappings.dynamic",
                        "local": "true",
                    },
                )
            except NotFoundError as error:
                raise IndexMissing(
                    f"{self.where}: no index has been published here; make one with: "
                    "manage.py reindex PATH"
                ) from error
        return {index: held["mappings"].get("_meta", {}) for index, held in found.items()}

    def _must_be_free(self) -> None:
        """Make sure that the name of the archive is not taken by others."""
        name = self.names.archive
        live = live_indexes(self.client, self.names)
        others = [index for index in live if not self.names.stamp(index)]
        if not live and self.client.indices.exists(index=name, request_timeout=LONG):
            others = [name]
        if others:
            raise self._of_others(others)

    def _of_others(self, found: Iterable[str]) -> IndexDamaged:
        return IndexDamaged(
            f"{self.where}: {self.names.archive!r} does not stand for one index of Fihris but "
            f"for {', '.join(found) or 'another index'}; choose another name in the address, "
            "or remove what has this one"
        )

    def _remove_leftovers(self) -> None:
        """Remove what was never published: the parts of builds that broke off."""
        found = all_indexes(self.client, self.names)
        kept = {self.names.stamp(index) for index in live_indexes(self.client, self.names)}
        kept |= {
            self.names.stamp(index)
            for index, held in found.items()
            if "manifest" in held["mappings"].get("_meta", {})
        }
        remove(self.client, [index for index in found if self.names.stamp(index) not in kept])
