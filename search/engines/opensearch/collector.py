"""The articles of a result in their order, copies collapsed, and where a page begins.

Pages near the top are asked for as they are. Where a cursor or a page far down is asked for, the
list is read on behind a place, and of the copies of a text only the best placed is kept: whether
an article is that one is asked of the server, unless all before it have been read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from index.fields import UNDATED
from search import cursor
from search.conditions import filtered, published
from search.cursor import Cursor
from search.engines.opensearch.filters import Filter, all_of, filter_of, has_terms
from search.engines.opensearch.ranked_query import RankedQuery
from search.engines.opensearch.requests import ARTICLE, Requests, value_of
from search.query import Sort

Hit = dict[str, Any]

#: OpenSearch counts no further to the beginning of a page (``index.max_result_window``).
WINDOW = 10_000

#: What OpenSearch orders by where there is no date.
_FIRST, _LAST = -(2**63), 2**63 - 1

#: All dates lie between these seconds; whoever makes up a cursor may name any others.
_BEFORE_ALL, _AFTER_ALL = -(2**36), 2**38

_COLUMNS = ["id", "number", "lead", "copied"]
#: What keeps the server from reading a whole article for a place of the list.
PLACES_ALONE = {"stored_fields": "_none_", "docvalue_fields": _COLUMNS}

_SPARE = 10
_PLACES_AT_ONCE = 5_000

_DATE = {"missing": "_last", "unmapped_type": "date"}
ORDERS: dict[Sort, list[Any]] = {
    "relevance": [
        {"_score": "desc"}, {"published": {"order": "desc", **_DATE}}, {"number": "asc"},
    ],
    "newest": [{"published": {"order": "desc", **_DATE}}, {"number": "asc"}],
    "oldest": [{"published": {"order": "asc", **_DATE}}, {"number": "asc"}],
    "added": [
        {"arrived": {"order": "desc", "missing": "_last", "unmapped_type": "long"}},
        {"published": {"order": "desc", **_DATE}},
        {"number": "asc"},
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """Some places of a list.

    Attributes:
        places: the hits there, of the copies of a text the best placed.
        total: how many articles the list has, every copy counted.
        after: the place behind the last of them; ``None`` where that is the last of all.
        counted: the aggregations that were asked for.
    """

    places: Sequence[Hit]
    total: int
    after: Cursor | None
    counted: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RankedList:
    """A result as a list.

    Attributes:
        requests: asks the index.
        ranked: the query.
        within: the days that the query is about.
        shown: what all filters of the query let through.
        collapse: whether one hit stands for all copies of a text.
    """

    requests: Requests
    ranked: RankedQuery
    within: Filter
    shown: Filter
    collapse: bool

    @classmethod
    def of(cls, requests: Requests, ranked: RankedQuery, *, collapse: bool) -> "RankedList":
        """Return the result of a query within its filters."""
        query = ranked.plan.query
        in_range, shown = filter_of(published(query)), filter_of(filtered(query))
        return cls(requests, ranked, in_range, shown, collapse)

    @property
    def sort(self) -> Sort:
        """The order."""
        return self.ranked.plan.query.sort

    @property
    def _settled(self) -> int:
        return self.requests.snapshot.manifest.settled

    @property
    def like(self) -> str:
        """What searches have in common whose pages are to fit together."""
        return self.ranked.plan.read.text

    def body(self) -> dict[str, Any]:
        """Return the search that gives the list, without a size."""
        return {
            "query": self.ranked.query(self.within),
            "post_filter": self.shown,
            "sort": ORDERS[self.sort],
            "track_scores": True,
            **PLACES_ALONE,
        }

    def page(self, counting: dict[str, Any]) -> Page:
        """Return the places of the page that the query asks for.

        Args:
            counting: what is to be counted in the same search, as aggregations.

        Raises:
            QueryInvalid: the query's cursor is of another order.
        """
        query = self.ranked.plan.query
        after = cursor.resumed(query)
        first = (query.page - 1) * query.size
        # A hit more on either side: one tells that a page follows, the other names its place.
        before = min(first, 1)
        wanted: dict[str, Any] = {"from": first - before, "size": before + query.size + 1}
        read_on = after is not None or first + query.size + 1 > WINDOW
        if read_on:
            wanted = {"size": 0}
        elif self.collapse:
            wanted["collapse"] = {"field": "lead"}
        body = {**self.body(), **wanted, "track_total_hits": True, "aggs": counting}
        answer = self.requests.search(body, like=self.like)
        places = answer["hits"]["hits"]
        if after is not None:
            before = 0
            places = self._behind(self._keys(after), query.size + 1)
        elif read_on:
            count = before + query.size + 1
            places = list(islice(self._from_the_top(), first - before, first - before + count))
        last = before + query.size
        return Page(
            places=places[before:last],
            total=answer["hits"]["total"]["value"],
            after=self._after(places[:last], after) if len(places) > last else None,
            counted=answer.get("aggregations", {}),
        )

    def first(self, count: int) -> Sequence[Hit]:
        """Return the first places of the list."""
        if count > WINDOW:
            return list(islice(self._from_the_top(), count))
        body = {**self.body(), "size": count}
        if self.collapse:
            body["collapse"] = {"field": "lead"}
        hits: list[Hit] = self.requests.search(body)["hits"]["hits"]
        return hits

    def articles(self) -> dict[str, Any]:
        """Return the search that gives the articles of the list, each copy for itself."""
        body = {**self.body(), **ARTICLE}
        del body["stored_fields"]
        return body

    def _after(self, places: Sequence[Hit], before: Cursor | None) -> Cursor:
        """Return the place behind the last of some places, which may begin behind a cursor."""
        last = places[-1]
        keys = list(last["sort"])
        first = keys.pop(0) if self.sort in ("relevance", "added") else 0.0
        score = float(first) if self.sort == "relevance" else 0.0
        seconds = UNDATED if keys[0] in (_FIRST, _LAST, None) else int(keys[0]) // 1000
        ids = tuple(str(value_of(place, "id")) for place in reversed(places[-2:]))
        if before and len(ids) == 1:
            # One id alone means that nothing comes before it.
            ids = (*ids, *before.ids[:1]) if before.ids else ()
        return Cursor(self.sort, score, seconds, value_of(last, "number"), ids)

    def _keys(self, after: Cursor) -> list[Any] | None:
        """Return the sort values at the place of a cursor; ``None`` at the beginning."""
        if after.ids:
            there = self.requests.search({
                **self.body(),
                "post_filter": all_of([self.shown, has_terms("id", after.ids)]),
                "size": len(after.ids),
            })["hits"]["hits"]  # fmt: skip
            by_id = {value_of(hit, "id"): hit["sort"] for hit in there}
            if found := [by_id[id_] for id_ in after.ids if id_ in by_id]:
                # What has arrived anew stands further up than it did.
                return _furthest_down(found) if self.sort == "added" else found[0]
        if after.at_beginning:
            return None
        undated = _LAST if after.sort == "oldest" else _FIRST
        seconds = min(max(after.seconds, _BEFORE_ALL), _AFTER_ALL)
        when = undated if after.seconds == UNDATED else seconds * 1000
        number = after.number - 1 if after.is_gone else after.number
        if after.sort == "added":
            return [after.number if after.number >= self._settled else _FIRST, when, number]
        return [*([after.score] if after.sort == "relevance" else []), when, number]

    def _behind(self, keys: list[Any] | None, count: int) -> list[Hit]:
        """Return the places behind some sort values, of copies the best placed alone."""
        kept: list[Hit] = []
        while len(kept) < count:
            wanted = count - len(kept) + _SPARE
            hits = self._hits(keys, wanted)
            kept += self._best(hits) if self.collapse else hits
            if len(hits) < wanted:
                break
            keys = hits[-1]["sort"]
        return kept[:count]

    def _from_the_top(self) -> Iterator[Hit]:
        """Yield all places, of copies the best placed alone."""
        seen: set[int] = set()
        keys: list[Any] | None = None
        while hits := self._hits(keys, _PLACES_AT_ONCE):
            for hit in hits:
                representative = value_of(hit, "lead")
                if not self.collapse or not value_of(hit, "copied"):
                    yield hit
                elif representative not in seen:
                    seen.add(representative)
                    yield hit
            if len(hits) < _PLACES_AT_ONCE:
                return
            keys = hits[-1]["sort"]

    def _hits(self, keys: list[Any] | None, size: int) -> list[Hit]:
        after = {"search_after": keys} if keys else {}
        body = {**self.body(), "size": size, **after}
        hits: list[Hit] = self.requests.search(body, like=self.like)["hits"]["hits"]
        return hits

    def _best(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits that no better placed copy of their text comes before."""
        representatives = {value_of(hit, "lead") for hit in hits if value_of(hit, "copied")}
        if not representatives:
            return list(hits)
        body = {
            **self.body(),
            "post_filter": all_of([self.shown, has_terms("lead", sorted(representatives))]),
            "collapse": {"field": "lead"},
            "size": len(representatives),
        }
        answer = self.requests.search(body, like=self.like)
        best = {value_of(hit, "number") for hit in answer["hits"]["hits"]}
        return [
            hit for hit in hits if not value_of(hit, "copied") or value_of(hit, "number") in best
        ]


def _furthest_down(found: Sequence[list[Any]]) -> list[Any]:
    """Return of the sort values of articles in the order of arrival those of the last."""
    return min(found, key=lambda keys: _FIRST if keys[0] is None else keys[0])
