"""An index being built in a cluster beside the live one."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from opensearchpy import OpenSearch

from index.analysis import Analyzer, Evidence
from index.article import Article
from index.completions import Completions
from index.errors import (
    EngineOverloaded,
    EngineTimedOut,
    EngineUnreachable,
    FihrisError,
    IndexDamaged,
)
from index.manifest import Manifest
from index.stores.cluster import DEFAULTS, ClusterOptions
from index.stores.opensearch_bulk import Bulk
from index.stores.opensearch_connection import (
    FOR_A_MANAGER,
    answered_whole,
    answering,
    make_index,
)
from index.stores.opensearch_documents import document, record_name
from index.stores.opensearch_lock import ClusterLock
from index.stores.opensearch_names import Names, new_stamp, template
from index.stores.opensearch_tables import COMPLETIONS, EVIDENCE, INDEX, damaged, write_table

#: Seconds for what a cluster does as a whole, such as making an index or showing new articles.
LONG = 120

# So long is waited for the copies of the parts of a new index, which are still empty.
_SECONDS_FOR_COPIES = 30

# Between one look at an index and the next, while nodes come and go: the first, and the longest.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0


class OpenSearchBuild:
    """An index being built in a cluster; see :class:`index.stores.store.Build`."""

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
            # A node that is lost before the copies of its parts are there takes them with it.
            self._client.cluster.health(
                index=self.index,
                params={
                    **FOR_A_MANAGER,
                    "wait_for_no_initializing_shards": "true",
                    "timeout": f"{_SECONDS_FOR_COPIES}s",
                },
                ignore=408,
                request_timeout=LONG,
            )
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
            # A cluster that is not well shows it there, where it is waited for with patience.
            self._bulk.finish()
        with answering(self._where):
            write_table(self._client, self._tables, COMPLETIONS, content)

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
        self._lock.must_be_held()
        with answering(self._where):
            write_manifest(self._client, self.index, manifest)
            replaced = live_indexes(self._client, self._names)
            alias = self._names.archive
            removals = [
                {"remove": {"index": index, "alias": alias, "must_exist": False}}
                for index in replaced
            ]
            # From here on it may be live even where no answer comes.
            self._may_be_live = True
            self._client.indices.update_aliases(
                body={"actions": [*removals, {"add": {"index": self.index, "alias": alias}}]},
                request_timeout=LONG,
            )
        self._remove_older(replaced)

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


def settled_count(
    client: OpenSearch, index: str, where: str, patience: float = DEFAULTS.patience
) -> int:
    """Let searches see all that was put into an index, and tell how many articles that are.

    While a node is being lost, its parts of the index are taken over by others: that is waited for.

    Args:
        client: of the cluster.
        index: of articles.
        where: for messages.
        patience: seconds to wait for parts that do not answer.

    Raises:
        EngineError: a part of the index does not answer, or
        IndexDamaged: nor does it after a while.
    """
    end = time.monotonic() + patience
    pause = _FIRST_PAUSE
    while True:
        left = end - time.monotonic()
        try:
            return _count(client, index, where, min(LONG, max(1, round(left))))
        except (EngineUnreachable, EngineTimedOut, EngineOverloaded, IndexDamaged):
            if left <= 0:
                raise
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _count(client: OpenSearch, index: str, where: str, seconds: int) -> int:
    with answering(where):
        client.cluster.health(
            index=index,
            params={
                **FOR_A_MANAGER,
                "wait_for_status": "yellow",
                "timeout": f"{seconds}s",
            },
            request_timeout=LONG + 10,
        )
        make_visible(client, index)
        return count(client, index)


def make_visible(client: OpenSearch, index: str) -> None:
    """Let searches see all that was put into an index.

    Raises:
        IndexDamaged: a part of it does not answer.
    """
    shards = client.indices.refresh(index=index, request_timeout=LONG)["_shards"]
    if shards["failed"]:
        raise damaged(index, f"{shards['failed']} of its parts do not answer")


def count(client: OpenSearch, index: str) -> int:
    """How many articles an index holds.

    Raises:
        IndexDamaged: a part of it does not answer.
    """
    answer = client.count(index=index, request_timeout=LONG)
    shards = answer["_shards"]
    if not answered_whole(shards):
        missing = shards["total"] - shards["successful"]
        raise damaged(index, f"{missing} of its parts do not answer")
    return int(answer["count"])


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
