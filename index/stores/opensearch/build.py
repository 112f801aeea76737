"""An index being built in a cluster beside the live one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from opensearchpy import OpenSearch

from index.analysis import Analyzer, Evidence
from index.article import Article
from index.completions import Completions
from index.errors import FihrisError, IndexDamaged
from index.manifest import Manifest
from index.stores.cluster import ClusterOptions
from index.stores.opensearch.blobs import COMPLETIONS, EVIDENCE, INDEX, write_table
from index.stores.opensearch.bulk import Bulk
from index.stores.opensearch.client import FOR_A_MANAGER, answering, make_index
from index.stores.opensearch.documents import document, record_name
from index.stores.opensearch.lock import ClusterLock
from index.stores.opensearch.names import Names, new_stamp, template
from index.stores.opensearch.retry import LONG, patiently, settled_count, wait_for_copies


class OpenSearchBuild:
    """An index being built in a cluster; see :class:`index.stores.protocol.Build`."""

    def __init__(
        self,
        client: OpenSearch,
        names: Names,
        options: ClusterOptions,
        where: str,
        lock: ClusterLock,
    ) -> None:
        self._client = client
        self._names = names
        self._options = options
        self._where = where
        self._lock = lock
        stamp = new_stamp()
        self.index, self._tables = names.articles(stamp), names.tables(stamp)
        self._analyzer: Analyzer | None = None
        self._leads: Sequence[int] = ()
        self._copies: Counter[int] = Counter()
        self._articles = 0
        self._bulk: Bulk | None = None
        self._may_be_live = False

    def freeze(self, evidence: Evidence, leads: Sequence[int]) -> None:
        """Fix what holds for all articles of this index; before the first is added."""
        self._analyzer = Analyzer(evidence)
        self._leads, self._copies = leads, Counter(leads)
        with answering(self._where):
            self._client.indices.put_index_template(
                name=self._names.template,
                body=template(self._names, self._options),
                request_timeout=LONG,
            )
            for index, body in ((self.index, {}), (self._tables, INDEX)):
                make_index(self._client, index, body, LONG)
            # Where articles have no copies, a node that is lost ends the build in any case.
            if self._options.replicas != "0":
                wait_for_copies(self._client, self.index, self._tables, self._names.lock)
            write_table(self._client, self._tables, EVIDENCE, evidence.to_bytes())
        self._bulk = Bulk(self._client, self.index, self._where, self._options.patience)

    def add(self, article: Article) -> None:
        """Put an article in; its id must be new to this build."""
        assert self._analyzer is not None, "freeze comes before add"
        assert self._bulk is not None
        number, lead = self._articles, self._leads[self._articles]
        copied = self._copies[lead] > 1
        made = document(article, self._analyzer, number=number, lead=lead, copied=copied)
        self._bulk.add(record_name(article.id), made)
        self._articles += 1

    def complete(self, completions: Completions) -> None:
        """Keep with the index what is offered to somebody who types; before it is published.

        Without headlines, which are found in the index itself.
        """
        content = completions.without_titles().to_bytes()
        if self._bulk is not None:
            self._bulk.finish()
        patiently(lambda: self._keep(content), self._options.patience)

    def _keep(self, completions: bytes) -> None:
        with answering(self._where):
            write_table(self._client, self._tables, COMPLETIONS, completions)

    def finish(self) -> None:
        """Write out all that was added and count it; nothing can be added any more.

        Raises:
            IndexDamaged: the index does not hold what was put in.
        """
        if self._bulk is not None:
            self._bulk.finish()
        held = settled_count(self._client, self.index, self._where, self._options.patience)
        if held != self._articles:
            raise IndexDamaged(
                f"{self._where}: {self.index} holds {held} articles after {self._articles} were "
                "added; the live index stays as it was; run manage.py reindex again"
            )

    def publish(self, manifest: Manifest) -> None:
        """Make the finished index the live one, in one step that cannot be seen half done."""
        patience = self._options.patience
        patiently(self._lock.must_be_held, patience)
        replaced = patiently(self._live_indexes, patience)
        patiently(lambda: self._switch(manifest, replaced), patience)
        self._remove_older(replaced)

    def _live_indexes(self) -> list[str]:
        with answering(self._where):
            return live_indexes(self._client, self._names)

    def _switch(self, manifest: Manifest, replaced: Sequence[str]) -> None:
        alias = self._names.archive
        removals = [
            {"remove": {"index": index, "alias": alias, "must_exist": False}} for index in replaced
        ]
        with answering(self._where):
            write_manifest(self._client, self.index, manifest)
            # From here on it may be live even where no answer comes.
            self._may_be_live = True
            self._client.indices.update_aliases(
                body={"actions": [*removals, {"add": {"index": self.index, "alias": alias}}]},
                request_timeout=LONG,
            )

    def close(self) -> None:
        """End the threads; throw the index away if it cannot have been published."""
        if self._bulk is not None:
            self._bulk.close()
        if self._may_be_live:
            return
        try:
            with answering(self._where):
                remove(self._client, [self.index, self._tables])
        # What broke the build off is what is to be told; the next one removes what is left.
        except FihrisError:
            return

    def _remove_older(self, replaced: Sequence[str]) -> None:
        try:
            with answering(self._where):
                found = sorted(all_indexes(self._client, self._names), reverse=True)
                older = self._older((*replaced, *found))
                remove(self._client, [one for one in found if self._names.stamp(one) in older])
        # The new index is live, and that is what is to be told; the next build removes the others.
        except FihrisError:
            return

    def _older(self, indexes: Iterable[str]) -> set[str | None]:
        """The stamps of replaced indexes that are not kept; those replaced last come first."""
        stamps = map(self._names.stamp, indexes)
        before = dict.fromkeys(stamp for stamp in stamps if stamp != self._names.stamp(self.index))
        return set(list(before)[self._options.kept :])


def write_manifest(client: OpenSearch, index: str, manifest: Manifest) -> None:
    """Put the manifest to an index of articles, with a stamp that is new whenever it changes."""
    meta = {"stamp": uuid4().hex, "manifest": asdict(manifest)}
    client.indices.put_mapping(index=index, body={"_meta": meta}, request_timeout=LONG)


def live_indexes(client: OpenSearch, names: Names) -> list[str]:
    """The indexes that the alias of an archive stands for: one, or none yet."""
    found = client.indices.get_alias(name=names.archive, ignore=404, request_timeout=LONG)
    return [
        index for index in found if isinstance(found[index], dict) and "aliases" in found[index]
    ]


def all_indexes(client: OpenSearch, names: Names) -> dict[str, Any]:
    """All indexes of articles and tables of an archive, each with its mapping."""
    found = client.indices.get_mapping(
        index=names.all_indexes,
        request_timeout=LONG,
        params={
            "expand_wildcards": "all",
            "filter_path": "*.mappings._meta,*.mappings.dynamic,*.mappings.enabled",
        },
    )
    return {index: held for index, held in found.items() if names.stamp(index)}


def remove(client: OpenSearch, indexes: Sequence[str]) -> None:
    """Delete indexes, those that are there."""
    for index in indexes:
        client.indices.delete(index=index, ignore=404, params=FOR_A_MANAGER, request_timeout=LONG)
