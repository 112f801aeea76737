"""The articles of a result in their order, copies folded, and where a page of them begins.

Pages near the top are asked for as they are. Where a cursor or a page far down is asked for, the
list is read on behind a place, and of the copies of a text only the best placed is kept: whether
an article is that one is asked of the server, unless all before it have been read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from search import cursor
from search.cursor import Cursor
from search.engines.opensearch.filters import Filter, all_of, has_terms
from search.engines.opensearch.found import Found
from search.engines.opensearch.session import ARTICLE, Inquiry, value_of
from search.query import Query, Sort

Hit = dict[str, Any]

#: OpenSearch counts no further to the beginning of a page (``index.max_result_window``).
WINDOW = 10_000

#: Stands in cursors where there is no date, and what OpenSearch orders by there.
_UNDATED = -(2**62)
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
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """Some places of a list.

    Attributes:
        places: the hits there, of the copies of a text the best placed.
        total: how many articles the list has, every copy counted.
        next: the cursor behind the last of them; empty where that is the last of all.
        counted: the aggregations that were asked for.
    """

    places: Sequence[Hit]
    total: int
    next: str
    counted: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """A result as a list.

    Attributes:
        inquiry: what it is asked by.
        found: what the words of the query find.
        within: the days that the query is about.
        shown: what all filters of the query let through.
        fold: whether one hit stands for all copies of a text.
    """

    inquiry: Inquiry
    found: Found
    within: Filter
    shown: Filter
    fold: bool

    def body(self) -> dict[str, Any]:
        """The search that gives the list, without a size."""
        return {
            "query": self.found.query(self.within),
            "post_filter": self.shown,
            "sort": ORDERS[self.found.sort],
            "track_scores": True,
            **PLACES_ALONE,
        }

    def page(self, query: Query, counting: dict[str, Any] | None = None) -> Page:
        """The places of the page of a query.

        Args:
            query: says which page.
            counting: what is to be counted in the same search, as aggregations.

        Raises:
            QueryInvalid: where the query's cursor is of another order.
        """
        first = (query.page - 1) * query.size
        # A hit more on either side: one tells that a page follows, the other names its place.
        before = min(first, 1)
        wanted: dict[str, Any] = {"from": first - before, "size": before + query.size + 1}
        read_on = bool(query.after) or first + query.size + 1 > WINDOW
        if read_on:
            wanted = {"size": 0}
        elif self.fold:
            wanted["collapse"] = {"field": "lead"}
        body = {**self.body(), **wanted, "track_total_hits": True, "aggs": counting or {}}
        answer = self.inquiry.search(body, like=self.found.read.text)
        places = answer["hits"]["hits"]
        if read_on:
            before = 0 if query.after else before
            places = self._read_on(query, first - before, before + query.size + 1)
        return Page(
            places=places[before : before + query.size],
            total=answer["hits"]["total"]["value"],
            next=self._next(places[: before + query.size], query.after)
            if len(places) > before + query.size else "",
            counted=answer.get("aggregations", {}),
        )  # fmt: skip

    def first(self, count: int) -> Sequence[Hit]:
        """The first places of the list."""
        if count > WINDOW:
            return list(islice(self._from_the_top(), count))
        body = {**self.body(), "size": count}
        if self.fold:
            body["collapse"] = {"field": "lead"}
        hits: list[Hit] = self.inquiry.search(body)["hits"]["hits"]
        return hits

    def articles(self) -> dict[str, Any]:
        """The search that gives the articles of the list, each copy for itself."""
        body = {**self.body(), **ARTICLE}
        del body["stored_fields"]
        return body

    def _read_on(self, query: Query, first: int, count: int) -> list[Hit]:
        """So many places behind a cursor, or else from one on that is counted from the top."""
        if query.after:
            return self._behind(self._keys(query.after), count)
        return list(islice(self._from_the_top(), first, first + count))

    def _next(self, places: Sequence[Hit], after: str) -> str:
        """The cursor behind the last of some places, which begin behind another cursor if any."""
        last = places[-1]
        keys = list(last["sort"])
        score = float(keys.pop(0)) if self.found.sort == "relevance" else 0.0
        seconds = _UNDATED if keys[0] in (_FIRST, _LAST, None) else int(keys[0]) // 1000
        ids = tuple(str(value_of(place, "id")) for place in reversed(places[-2:]))
        if after and len(ids) == 1:
            # One id alone means that nothing comes before it.
            seen = cursor.read(after).ids[:1]
            ids = (*ids, *seen) if seen else ()
        return Cursor(self.found.sort, score, seconds, value_of(last, "number"), ids).token()

    def _keys(self, token: str) -> list[Any] | None:
        """What the list is ordered by at the place of a cursor; ``None`` for its beginning."""
        after = cursor.read(token)
        if after.sort != self.found.sort:
            raise cursor.bad()
        if after.ids:
            there = self.inquiry.search({
                **self.body(),
                "post_filter": all_of([self.shown, has_terms("id", after.ids)]),
                "size": len(after.ids),
            })["hits"]["hits"]  # fmt: skip
            by_id = {value_of(hit, "id"): hit["sort"] for hit in there}
            for id_ in after.ids:
                if id_ in by_id:
                    keys: list[Any] = by_id[id_]
                    return keys
        if len(after.ids) == 1:
            return None
        undated = _LAST if after.sort == "oldest" else _FIRST
        seconds = min(max(after.seconds, _BEFORE_ALL), _AFTER_ALL)
        when = undated if after.seconds == _UNDATED else seconds * 1000
        # With ids the article is gone, and another has its number; without it is still there.
        number = after.number - 1 if after.ids else after.number
        return [*([after.score] if after.sort == "relevance" else []), when, number]

    def _behind(self, keys: list[Any] | None, count: int) -> list[Hit]:
        """So many places behind one, of the copies of a text the best placed alone."""
        kept: list[Hit] = []
        while len(kept) < count:
            wanted = count - len(kept) + _SPARE
            hits = self._hits(keys, wanted)
            kept += self._best(hits) if self.fold else hits
            if len(hits) < wanted:
                break
            keys = hits[-1]["sort"]
        return kept[:count]

    def _from_the_top(self) -> Iterator[Hit]:
        """All places, of the copies of a text the best placed alone."""
        seen: set[int] = set()
        keys: list[Any] | None = None
        while hits := self._hits(keys, _PLACES_AT_ONCE):
            for hit in hits:
                lead = value_of(hit, "lead")
                if not self.fold or not value_of(hit, "copied"):
                    yield hit
                elif lead not in seen:
                    seen.add(lead)
                    yield hit
            if len(hits) < _PLACES_AT_ONCE:
                return
            keys = hits[-1]["sort"]

    def _hits(self, keys: list[Any] | None, size: int) -> list[Hit]:
        after = {"search_after": keys} if keys else {}
        body = {**self.body(), "size": size, **after}
        hits: list[Hit] = self.inquiry.search(body, like=self.found.read.text)["hits"]["hits"]
        return hits

    def _best(self, hits: Sequence[Hit]) -> list[Hit]:
        """Those of some hits that no better placed copy of their text comes before."""
        leads = {value_of(hit, "lead") for hit in hits if value_of(hit, "copied")}
        if not leads:
            return list(hits)
        body = {
            **self.body(),
            "post_filter": all_of([self.shown, has_terms("lead", sorted(leads))]),
            "collapse": {"field": "lead"},
            "size": len(leads),
        }
        answer = self.inquiry.search(body, like=self.found.read.text)
        best = {value_of(hit, "number") for hit in answer["hits"]["hits"]}
        return [
            hit for hit in hits if not value_of(hit, "copied") or value_of(hit, "number") in best
        ]
