"""Which indexes an archive has in a cluster, what they are called, and which of them is live.

An archive ``news`` is an alias of that name. It stands for one index of articles; beside that lies
an index of blobs with the same stamp. A record in ``news-lock`` keeps writers apart. The manifest
is in the mapping of the index of articles, so that the alias alone decides what is live: whoever
follows it finds a complete index with its manifest, the old one or the new one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from opensearchpy import OpenSearch

from index.errors import IndexDamaged, IndexMissing
from index.manifest import Manifest
from index.stores.address import Address
from index.stores.cluster import ClusterOptions
from index.stores.opensearch.client import connect, place
from index.stores.opensearch.cluster_index import LONG, ClusterIndex, Json
from index.stores.opensearch.mapping import mapping, settings

# As the node that is asked knows it, which goes without the others.
_AS_KNOWN = {"local": "true"}

_STAMP = r"\d{8}t\d{6}-[0-9a-f]{8}"


@dataclass(frozen=True, slots=True)
class ClusterArchive:
    """The indexes of an archive.

    Attributes:
        client: of the cluster; threads may share it.
        name: of the archive, the alias of its live index.
        where: the archive with all hosts that are asked for it, for messages.
        options: of the cluster.
    """

    client: OpenSearch
    name: str
    where: str
    options: ClusterOptions

    @classmethod
    def at(cls, address: Address, options: ClusterOptions) -> "ClusterArchive":
        """Return the archive at an address; nothing is asked of the cluster yet.

        Raises:
            EngineUntrusted: a file of certificates cannot be read.
        """
        return cls(connect(address, options), address.name, place(address, options), options)

    def index(self, name: str) -> ClusterIndex:
        """Return the index of a name."""
        return ClusterIndex(self.client, name, self.where)

    @property
    def lock(self) -> ClusterIndex:
        """The index with the lock."""
        return self.index(f"{self.name}-lock")

    def articles(self, stamp: str) -> ClusterIndex:
        """Return the index of articles of a build."""
        return self.index(f"{self.name}-articles-{stamp}")

    def blobs(self, stamp: str) -> ClusterIndex:
        """Return the index of blobs of a build."""
        return self.index(f"{self.name}-tables-{stamp}")

    def stamp(self, index: str) -> str | None:
        """Return the stamp in the name of an index; ``None`` if it is not one of this archive."""
        found = re.fullmatch(rf"{re.escape(self.name)}-(?:articles|tables)-({_STAMP})", index)
        return found[1] if found else None

    def blobs_of(self, articles: ClusterIndex) -> ClusterIndex:
        """Return the index of blobs that belongs to an index of articles."""
        return self.blobs(self.stamp(articles.name) or "")

    def live(self, seconds: float | None = None) -> tuple[ClusterIndex, str]:
        """Return the live index and the stamp of its manifest; one small request.

        Args:
            seconds: how long to wait for the answer; ``None`` for as long as a search may take.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: what lies there is not of this software.
        """
        waited = {} if seconds is None else {"request_timeout": seconds}
        found = self._meta(self.name, "_meta.stamp", **_AS_KNOWN, **waited)
        ours = [name for name in found if "stamp" in found[name] and self.stamp(name)]
        if len(ours) != 1 or len(found) != 1:
            raise self._of_others(found)
        return self.index(ours[0]), found[ours[0]]["stamp"]

    def manifest(self, index: ClusterIndex) -> Manifest:
        """Return the manifest of an index of articles.

        Raises:
            IndexMissing: it is not there any more.
            IndexDamaged: it has none that can be read.
        """
        held = self._meta(index.name, "_meta.manifest", **_AS_KNOWN)
        try:
            return Manifest.of(held[index.name]["manifest"])
        except (KeyError, TypeError) as error:
            raise index.damaged(f"no readable manifest ({error!r})") from error

    def live_indexes(self) -> list[str]:
        """Return the names of the indexes that the alias stands for: one, or none yet."""
        found = self.client.indices.get_alias(name=self.name, ignore=404, request_timeout=LONG)
        # Where there is none, the answer has no index but an error.
        return [] if "error" in found else list(found)

    def make_live(self, index: ClusterIndex, replaced: Iterable[str]) -> None:
        """Let the alias stand for an index in place of others, in one step."""
        actions = [
            {"remove": {"index": name, "alias": self.name, "must_exist": False}}
            for name in replaced
        ]
        actions.append({"add": {"index": index.name, "alias": self.name}})
        self.client.indices.update_aliases(body={"actions": actions}, request_timeout=LONG)

    def before(self, live: ClusterIndex) -> ClusterIndex:
        """Return the newest index that was once live, other than the one that is.

        Raises:
            IndexMissing: none is kept.
        """
        found = self._all_indexes()
        once = sorted(name for name in found if "manifest" in found[name] and name != live.name)
        if not once:
            raise IndexMissing(
                f"{self.where}: no index is kept beside the live one; set FIHRIS_OPENSEARCH_KEPT "
                "for the next, or build one with: manage.py reindex PATH"
            )
        return self.index(once[-1])

    def put_template(self) -> None:
        """Write by what mapping and settings an index of articles is made."""
        made = {"index": settings(self.options.shards, self.options.replicas)}
        body = {
            "index_patterns": [self.articles("2*").name],
            "priority": 500,
            "template": {"settings": made, "mappings": mapping()},
        }
        self.client.indices.put_index_template(
            name=f"fihris-{self.name}", body=body, request_timeout=LONG
        )

    def must_be_free(self) -> None:
        """Make sure that the name of the archive is not taken by others.

        Raises:
            IndexDamaged: it is.
        """
        live = self.live_indexes()
        others = [index for index in live if not self.stamp(index)]
        if not live and self.index(self.name).exists():
            others = [self.name]
        if others:
            raise self._of_others(others)

    def remove_leftovers(self) -> None:
        """Remove what was never published: the parts of builds that broke off."""
        found = self._all_indexes()
        kept = {self.stamp(name) for name in self.live_indexes()}
        kept |= {self.stamp(name) for name, meta in found.items() if "manifest" in meta}
        self._remove(name for name in found if self.stamp(name) not in kept)

    def remove_replaced(self, live: ClusterIndex, replaced: Iterable[str]) -> None:
        """Remove the indexes before the live one, but for as many as are to be kept.

        Args:
            live: which stays.
            replaced: what was live before, which is kept first.
        """
        found = sorted(self._all_indexes(), reverse=True)
        stamps = dict.fromkeys(map(self.stamp, (live.name, *replaced, *found)))
        kept = list(stamps)[: self.options.kept + 1]
        self._remove(name for name in found if self.stamp(name) not in kept)

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.index(name).delete()

    def _all_indexes(self) -> dict[str, Json]:
        """All indexes of articles and of blobs, each with what its mapping says of it."""
        pattern = f"{self.articles('2*').name},{self.blobs('2*').name}"
        found = self._meta(pattern, "_meta", expand_wildcards="all", request_timeout=LONG)
        return {name: meta for name, meta in found.items() if self.stamp(name)}

    def _meta(self, names: str, part: str, **options: object) -> dict[str, Json]:
        """What the mappings behind some names say of their indexes."""
        # "dynamic" and "enabled" name those that say nothing.
        path = f"*.mappings.{part},*.mappings.dynamic,*.mappings.enabled"
        try:
            found = self.client.indices.get_mapping(
                index=names, params={"filter_path": path, **options}
            )
        except IndexMissing as error:
            raise IndexMissing(
                f"{self.where}: no index has been published here; make one with: "
                "manage.py reindex PATH"
            ) from error
        return {name: held["mappings"].get("_meta", {}) for name, held in found.items()}

    def _of_others(self, found: Iterable[str]) -> IndexDamaged:
        return IndexDamaged(
            f"{self.where}: {self.name!r} does not stand for one index of Fihris but "
            f"for {', '.join(found) or 'another index'}; choose another name in the address, "
            "or remove what has this one"
        )


def new_stamp() -> str:
    """Return what tells the indexes of a build from all others; later ones sort behind."""
    now = datetime.now(UTC)
    return f"{now:%Y%m%dt%H%M%S}-{now.microsecond:05x}{uuid4().hex[:3]}"


def new_state() -> str:
    """Return what tells a state of an index from all others."""
    return uuid4().hex


def write_manifest(index: ClusterIndex, manifest: Manifest, state: str) -> None:
    """Write the manifest of an index of articles.

    Args:
        index: of articles.
        manifest: of its articles as they are now.
        state: its stamp, which is new whenever it changes.
    """
    meta = {"stamp": state, "manifest": manifest.values()}
    index.client.indices.put_mapping(index=index.name, body={"_meta": meta}, request_timeout=LONG)
