"""All that is asked of one published OpenSearch index, and whether its answers are whole."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any, TypeVar

from index.addresses import address_key
from index.article import Article
from index.errors import EngineUnreachable
from index.records import stored_article
from index.stores.opensearch.cluster_index import answered_whole
from index.stores.opensearch.documents import STORED, address_term
from search.deadline import UNLIMITED, Deadline, exceeded
from search.engines.opensearch.aggregations import TEXTS, texts_counted
from search.engines.opensearch.filters import EVERYTHING, NOTHING, Filter, any_of, has_terms
from search.engines.opensearch.snapshot import Snapshot
from search.engines.opensearch.waiting import waiting

#: What is asked for of an article that is to be shown.
ARTICLE = STORED

#: So many counts are asked for in one request.
_COUNTS_AT_ONCE = 200

#: An answer is waited for so much longer than the search may take.
_SECONDS_ON_THE_WAY = 5

#: How many articles are read at once where all are wanted.
_BATCH = 1000
_SECONDS_A_BATCH = 60

_SEARCH_TYPE = "dfs_query_then_fetch"

_Kept = TypeVar("_Kept")


class Requests:
    """What one session asks an index.

    Attributes:
        snapshot: the index.
        deadline: when all must be answered; what is asked or awaited later raises ``TimeExceeded``.
        partial: whether some answer was not whole so far.
    """

    def __init__(
        self, snapshot: Snapshot, *, whole: bool = False, deadline: Deadline = UNLIMITED
    ) -> None:
        """
        Args:
            snapshot: the index.
            whole: whether an answer without a shard is an error, not a partial answer.
            deadline: when all must be answered.
        """
        self.snapshot = snapshot
        self.deadline = deadline
        self._whole = whole
        self.partial = False
        # Counts that were not whole hold for this request alone.
        self._counted: dict[str, int] = {}

    def kept(self, name: str, make: Callable[[], _Kept]) -> _Kept:
        """Return what is kept of the index under a name.

        Args:
            name: of it.
            make: asks for it; what is made of answers that are not whole is not kept.
        """
        kept = self.snapshot.kept
        if name in kept:
            found: _Kept = kept[name]
            return found
        made = make()
        if not self.partial:
            kept[name] = made
        return made

    def search(
        self, body: dict[str, Any], *, like: str = "", named_scores: bool = False
    ) -> dict[str, Any]:
        """Return the answer to a search.

        Args:
            body: in OpenSearch's language.
            like: searches with the same text here go to the same copies of the shards, so that
                the pages of one list fit together.
            named_scores: whether a hit tells what it got for each query that has a name.
        """
        options: dict[str, Any] = {"search_type": _SEARCH_TYPE}
        if named_scores:
            options["include_named_queries_score"] = "true"
        if like:
            options["preference"] = hashlib.blake2b(
                like.encode("utf-8", "surrogatepass"), digest_size=8
            ).hexdigest()
        with waiting(self.deadline, self._seconds + _SECONDS_ON_THE_WAY) as seconds:
            answer = self.snapshot.index.search(
                {"timeout": self._timeout(seconds), **body},
                seconds=seconds,
                whole=self._whole,
                **options,
            )
        self._look_at(answer)
        return answer

    def counts(self, filters: Sequence[Filter]) -> list[int]:
        """Return how many articles each filter lets through; what is known is not asked again."""
        keys = [_key(one) for one in filters]
        known = {key: self.known(one) for key, one in zip(keys, filters, strict=True)}
        open_ = {key: one for key, one in zip(keys, filters, strict=True) if known[key] is None}
        asked = list(open_)
        for first in self.deadline.each(range(0, len(asked), _COUNTS_AT_ONCE)):
            some = asked[first : first + _COUNTS_AT_ONCE]
            known.update(zip(some, self._asked([open_[key] for key in some]), strict=True))
        counted = {key: known[key] or 0 for key in open_}
        if self.partial:
            self._counted.update(counted)
        else:
            self.snapshot.remember(counted)
        return [known[key] or 0 for key in keys]

    def known(self, one: Filter) -> int | None:
        """Return how many articles a filter lets through where that is known; else ``None``."""
        key = _key(one)
        counted = self.snapshot.counted.get(key, self._counted.get(key))
        return _obvious(one, self.snapshot.size) if counted is None else counted

    def count(self, one: Filter) -> int:
        """Return how many articles a filter lets through."""
        return self.counts([one])[0]

    def texts(self, filters: Sequence[Filter]) -> list[int]:
        """Return how many different texts the articles have that each filter lets through."""
        found: list[int] = []
        for first in self.deadline.each(range(0, len(filters), _COUNTS_AT_ONCE)):
            answers = self._each(filters[first : first + _COUNTS_AT_ONCE], {"aggs": TEXTS})
            found += [texts_counted(answer["aggregations"]) for answer in answers]
        return found

    def _asked(self, filters: Sequence[Filter]) -> list[int]:
        answers = self._each(filters, {"track_total_hits": True})
        return [answer["hits"]["total"]["value"] for answer in answers]

    def _each(self, filters: Sequence[Filter], asked: dict[str, Any]) -> list[dict[str, Any]]:
        """The answers to what is asked of the articles of each filter, in one journey."""
        counted: dict[str, Any] = {"size": 0, **asked}
        with waiting(self.deadline, self._seconds + _SECONDS_ON_THE_WAY) as seconds:
            counted["timeout"] = self._timeout(seconds)
            answers = self.snapshot.index.search_each(
                [{**counted, "query": {"bool": {"filter": [one]}}} for one in filters],
                seconds=seconds,
                whole=self._whole,
            )
        for answer in answers:
            self._look_at(answer)
        return answers

    def found(self, filter_: Filter, size: int, **more: Any) -> list[dict[str, Any]]:
        """Return the first hits of a filter, with their articles."""
        if not size or filter_ == NOTHING:
            return []
        body = {"query": {"bool": {"filter": [filter_]}}, "size": size, **ARTICLE, **more}
        hits: list[dict[str, Any]] = self.search(body)["hits"]["hits"]
        return hits

    def aggregated(self, filter_: Filter, asked: dict[str, Any]) -> dict[str, Any]:
        """Return the answers to aggregations over what a filter lets through, by their names."""
        body = {"query": {"bool": {"filter": [filter_]}}, "size": 0, "aggs": asked}
        found: dict[str, Any] = self.search(body)["aggregations"]
        return found

    def identified(self, article_id: str) -> dict[str, Any] | None:
        """Return the hit with this id, else the first with this address; ``None`` for none.

        Raises:
            EngineUnreachable: it may be in a part of the index that does not answer.
        """
        named = any_of(
            [
                has_terms("id", [article_id]),
                has_terms("address", [address_term(address_key(article_id))]),
            ]
        )
        hits = self.found(named, 10, sort=["number"])
        same = [hit for hit in hits if article_of(hit).id == article_id]
        if self.partial and not hits:
            raise self._incomplete()
        return next(iter(same or hits), None)

    def each(
        self, body: dict[str, Any], reading: Deadline = UNLIMITED, size: int = _BATCH
    ) -> Iterator[dict[str, Any]]:
        """Yield all hits of a search in its order, as they were at its beginning.

        Args:
            body: with a ``sort`` that no two articles share.
            reading: when the last of them must be read. The first must be there at the deadline of
                all that is asked.
            size: of a batch.
        """
        governing = self.deadline

        def seconds() -> float:
            return min(_SECONDS_A_BATCH, governing.left())

        hits = self.snapshot.index.hits(body, size, seconds=seconds, search_type=_SEARCH_TYPE)
        with closing(hits):
            while True:
                with waiting(governing, _SECONDS_A_BATCH):
                    hit = next(hits, None)
                if hit is None:
                    return
                yield hit
                governing = reading

    @property
    def _seconds(self) -> float:
        return self.snapshot.store.archive.options.timeout

    def _timeout(self, seconds: float) -> str:
        """How long the nodes may search where the answer is waited for so many seconds."""
        return f"{max(1, round(min(self._seconds, seconds) * 1000))}ms"

    def _look_at(self, answer: dict[str, Any]) -> None:
        if answer.get("timed_out") and self.deadline.left() <= 0:
            raise exceeded()
        if not answer.get("timed_out") and answered_whole(answer["_shards"]):
            return
        self.partial = True
        if self._whole:
            raise self._incomplete()

    def _incomplete(self) -> EngineUnreachable:
        index = self.snapshot.index
        return EngineUnreachable(
            f"{index.where}: a part of {index.name} does not answer, or not "
            "in time, and this needs all of it; see to the nodes of the cluster, and ask again"
        )


def article_of(hit: dict[str, Any]) -> Article:
    """Return the article of a hit."""
    return stored_article(hit["_source"]["article"])


def value_of(hit: dict[str, Any], name: str) -> Any:
    """Return the first value of a column of a hit."""
    return hit["fields"][name][0]


def _key(one: Filter) -> str:
    return json.dumps(one, ensure_ascii=False)


def _obvious(one: Filter, size: int) -> int | None:
    """Return the count of all articles or of none; ``None`` for any other filter."""
    return size if one == EVERYTHING else 0 if one == NOTHING else None
