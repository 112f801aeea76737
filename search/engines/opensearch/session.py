"""All asking of one published OpenSearch index: searches, counts, and whether answers are whole."""

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from index.analysis import Analyzer
from index.article import Article
from index.completions import Completions
from index.errors import EngineUnreachable
from index.manifest import Manifest
from index.stores.opensearch.client import answered_whole, answering, raise_for
from index.stores.opensearch.documents import stored_article
from index.stores.opensearch.mapping import K1
from index.stores.opensearch.store import Live, OpenSearchStore
from search import notes
from search.engines.opensearch.filters import EVERYTHING, NOTHING, Filter, any_of, has_terms
from search.results import Note

#: What is asked for of an article that is to be shown.
ARTICLE = {
    "_source": ["article"],
    "docvalue_fields": ["number", "lead", "copied"],
}

_LUCENE_BM25 = 3

#: So many counts are remembered of an index.
_COUNTS_KEPT = 100_000

#: So many counts are asked for in one request.
_COUNTS_AT_ONCE = 200

#: An answer is waited for so much longer than the search may take.
_SECONDS_ON_THE_WAY = 5

#: How many articles are read at once where all are wanted.
_BATCH = 1000

#: How long the server keeps a list open that is read batch by batch.
_LIST_OPEN = "5m"


@dataclass(frozen=True)
class Snapshot:
    """A published index; it changes only with its manifest.

    Attributes:
        store: where it lies.
        index: its name in the cluster.
        stamp: another one as soon as it is changed or replaced.
        manifest: what built it.
        analyzer: by the evidence of this index; queries go through it.
        saturated: what the server's BM25 gives at most for a frequency, before its rarity.
    """

    store: OpenSearchStore
    index: str
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
        live.manifest.must_match(store.where)
        analyzer = Analyzer(store.evidence(live.index))
        with answering(store.where):
            told = store.client.info()["version"]["number"]
        # Since version 3 it is Lucene's own, which leaves a constant factor out.
        saturated = 1.0 if int(told.partition(".")[0]) >= _LUCENE_BM25 else K1 + 1
        return cls(store, live.index, live.stamp, live.manifest, analyzer, saturated)

    @property
    def client(self) -> OpenSearch:
        """The connection to its cluster."""
        return self.store.client

    @property
    def size(self) -> int:
        """How many articles it holds."""
        return self.manifest.articles

    @cached_property
    def completions(self) -> Completions:
        """What is offered to somebody who types; read at the first use."""
        return self.store.completions(self.index)

    def remember(self, counts: dict[str, int]) -> None:
        """Keep counts for the next query; the oldest make room."""
        with self._lock:
            self.counted.update(counts)
            while len(self.counted) > _COUNTS_KEPT:
                del self.counted[next(iter(self.counted))]


class Inquiry:
    """What one request of a reader asks the index; it remembers whether all shards answered."""

    def __init__(self, snapshot: Snapshot, *, whole: bool = False) -> None:
        """
        Args:
            snapshot: the index.
            whole: whether an answer without a shard is an error, not a partial answer.
        """
        self.snapshot = snapshot
        self._whole = whole
        self._partial = False
        # Counts that were not whole hold for this request alone.
        self._counted: dict[str, int] = {}

    @property
    def size(self) -> int:
        """How many articles the index holds."""
        return self.snapshot.size

    def notes(self) -> tuple[Note, ...]:
        """What is to be told of answers that were not whole."""
        return (notes.PARTIAL,) if self._partial else ()

    @property
    def partial(self) -> bool:
        """Whether some answer was not whole."""
        return self._partial

    def search(
        self, body: dict[str, Any], *, like: str = "", named_scores: bool = False
    ) -> dict[str, Any]:
        """The answer to a search.

        Args:
            body: in OpenSearch's language.
            like: searches with the same text here go to the same copies of the shards, so that
                the pages of one list fit together.
            named_scores: whether a hit tells what it got for each query that has a name.
        """
        options: dict[str, Any] = {
            "search_type": "dfs_query_then_fetch",
            "allow_partial_search_results": not self._whole,
            "request_timeout": self._seconds + _SECONDS_ON_THE_WAY,
        }
        if named_scores:
            options["include_named_queries_score"] = True
        if like:
            options["preference"] = hashlib.blake2b(
                like.encode("utf-8", "surrogatepass"), digest_size=8
            ).hexdigest()
        timed = {"timeout": self._timeout, **body}
        with answering(self.snapshot.store.where):
            answer: dict[str, Any] = self.snapshot.client.search(
                index=self.snapshot.index, body=timed, params=_written(options)
            )
        self._look_at(answer)
        return answer

    def counts(self, filters: Sequence[Filter]) -> list[int]:
        """How many articles each filter lets through; what was asked before is not asked again."""
        keys = [_key(one) for one in filters]
        known = {key: self.known(one) for key, one in zip(keys, filters, strict=True)}
        open_ = {key: one for key, one in zip(keys, filters, strict=True) if known[key] is None}
        asked = list(open_)
        for first in range(0, len(asked), _COUNTS_AT_ONCE):
            some = asked[first : first + _COUNTS_AT_ONCE]
            known.update(zip(some, self._asked([open_[key] for key in some]), strict=True))
        counted = {key: known[key] or 0 for key in open_}
        if self._partial:
            self._counted.update(counted)
        else:
            self.snapshot.remember(counted)
        return [known[key] or 0 for key in keys]

    def known(self, one: Filter) -> int | None:
        """How many articles a filter lets through, where that needs no asking."""
        key = _key(one)
        counted = self.snapshot.counted.get(key, self._counted.get(key))
        return _obvious(one, self.size) if counted is None else counted

    def count(self, one: Filter) -> int:
        """How many articles a filter lets through."""
        return self.counts([one])[0]

    def _asked(self, filters: Sequence[Filter]) -> list[int]:
        lines: list[dict[str, Any]] = []
        for one in filters:
            lines.append({"allow_partial_search_results": not self._whole})
            lines.append({
                "size": 0, "track_total_hits": True, "timeout": self._timeout,
                "query": {"bool": {"filter": [one]}},
            })  # fmt: skip
        with answering(self.snapshot.store.where):
            answer = self.snapshot.client.msearch(
                index=self.snapshot.index,
                body=lines,
                params=_written({"request_timeout": self._seconds + _SECONDS_ON_THE_WAY}),
            )
            for response in answer["responses"]:
                raise_for(response)
        for response in answer["responses"]:
            self._look_at(response)
        return [response["hits"]["total"]["value"] for response in answer["responses"]]

    def found(self, filter_: Filter, size: int, **more: Any) -> list[dict[str, Any]]:
        """The hits of a filter, with their articles."""
        if not size or filter_ == NOTHING:
            return []
        body = {"query": {"bool": {"filter": [filter_]}}, "size": size, **ARTICLE, **more}
        hits: list[dict[str, Any]] = self.search(body)["hits"]["hits"]
        return hits

    def identified(self, article_id: str) -> dict[str, Any] | None:
        """The hit with this id, else the first with this url; ``None`` where there is none.

        Raises:
            EngineUnreachable: it may be in a part of the index that does not answer.
        """
        named = any_of([has_terms("id", [article_id]), has_terms("url", [article_id])])
        hits = self.found(named, 10, sort=["number"])
        same = [hit for hit in hits if article_of(hit).id == article_id]
        if self._partial and not hits:
            raise self._incomplete()
        return next(iter(same or hits), None)

    def each(self, body: dict[str, Any], size: int = _BATCH) -> Iterator[dict[str, Any]]:
        """All hits of a search in its order, batch by batch, as they were at its beginning.

        Args:
            body: with a ``sort`` that no two articles share.
            size: of a batch.
        """
        with answering(self.snapshot.store.where):
            opened = self.snapshot.client.create_pit(
                index=self.snapshot.index,
                params=_written({"keep_alive": _LIST_OPEN, "allow_partial_pit_creation": False}),
            )
        pit = {"id": opened["pit_id"], "keep_alive": _LIST_OPEN}
        try:
            after: dict[str, Any] = {}
            while hits := self._batch({**body, **after, "pit": pit, "size": size}):
                yield from hits
                after = {"search_after": hits[-1]["sort"]}
        finally:
            # All is read, or an error says why not; it goes by itself after a while.
            with suppress(OpenSearchException):
                self.snapshot.client.delete_pit(body={"pit_id": [pit["id"]]})

    def _batch(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        options = {
            "search_type": "dfs_query_then_fetch",
            "allow_partial_search_results": False,
            "request_timeout": 60,
        }
        with answering(self.snapshot.store.where):
            answer = self.snapshot.client.search(body=body, params=_written(options))
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits

    @property
    def _seconds(self) -> float:
        return self.snapshot.store.options.timeout

    @property
    def _timeout(self) -> str:
        return f"{round(self._seconds * 1000)}ms"

    def _look_at(self, answer: dict[str, Any]) -> None:
        if not answer.get("timed_out") and answered_whole(answer["_shards"]):
            return
        self._partial = True
        if self._whole:
            raise self._incomplete()

    def _incomplete(self) -> EngineUnreachable:
        return EngineUnreachable(
            f"{self.snapshot.store.where}: a part of {self.snapshot.index} does not answer, or not "
            "in time, and this needs all of it; see to the nodes of the cluster, and ask again"
        )


def article_of(hit: dict[str, Any]) -> Article:
    """The article of a hit."""
    return stored_article(hit["_source"]["article"])


def value_of(hit: dict[str, Any], name: str) -> Any:
    """The first value of a column of a hit."""
    return hit["fields"][name][0]


def _key(one: Filter) -> str:
    return json.dumps(one, ensure_ascii=False)


def _obvious(one: Filter, size: int) -> int | None:
    """A count that needs no asking."""
    return size if one == EVERYTHING else 0 if one == NOTHING else None


def _written(options: dict[str, Any]) -> dict[str, Any]:
    """Options as the address has them; the client takes its own as they are."""
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in options.items()
    }
