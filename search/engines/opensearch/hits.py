"""The hits of a page: their articles, how closely they match, and for which copies they stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from index.facets import FACET_BY_NAME
from index.stores.opensearch.mapping import facet_field
from search.engines.opensearch.collector import Hit, RankedList
from search.engines.opensearch.filters import (
    Filter,
    all_of,
    any_of,
    at_least,
    filter_of,
    has_terms,
    mask,
)
from search.engines.opensearch.requests import ARTICLE, article_of, value_of
from search.engines.protocol import RankedArticle
from search.language.syntax import Node, Related, related_words
from search.plan import Closeness, Plan
from search.results import Match

#: The names of the filters for what credits the agency that a query names, and for what has all
#: that the query asks for besides words.
_CREDITED = "credited"
_STRICT = "strict"

_MOST_PAPERS = 1000
#: How closely something may match, the closest first.
MATCHES = [match for match in reversed(Match) if match != Match.NONE]


def read_hits(ranks: RankedList, places: Sequence[Hit]) -> tuple[RankedArticle, ...]:
    """Read the articles of a page.

    Args:
        ranks: the list that they are of.
        places: what stands at the places of the page, of a text's copies the best placed.
    """
    if not places:
        return ()
    numbers = [value_of(place, "number") for place in places]
    representatives = [value_of(place, "lead") for place in places if value_of(place, "copied")]
    if not ranks.collapse:
        representatives = []
    answer = ranks.requests.search(_body(ranks, numbers, representatives), like=ranks.like)
    read = {value_of(hit, "number"): hit for hit in answer["hits"]["hits"]}
    buckets = answer["aggregations"]["copies"]["buckets"] if representatives else ()
    groups = {bucket["key"]: _Group.of(bucket) for bucket in buckets}
    hits = []
    for place, number in zip(places, numbers, strict=True):
        representative = value_of(place, "lead")
        shown = representative in representatives and representative in read
        if ranks.sort == "relevance" and shown:
            number = representative
        if number in read:
            hits.append(_hit(ranks.ranked.plan, read[number], groups.get(representative)))
    return tuple(hits)


def _body(
    ranks: RankedList, numbers: Sequence[int], representatives: Sequence[int]
) -> dict[str, Any]:
    """Return the search for the articles of some numbers, and for the copies of some texts."""
    wanted = has_terms("number", [*numbers, *representatives])
    copies = has_terms("lead", representatives) if representatives else wanted
    among = all_of([ranks.within, ranks.shown, any_of([wanted, copies])])
    body: dict[str, Any] = {
        "query": ranks.ranked.query(among),
        "post_filter": telling(wanted, closeness_names(ranks.ranked.plan)),
        "size": len(numbers) + len(representatives),
        **ARTICLE,
    }
    if representatives:
        papers = {"terms": {"field": facet_field("source"), "size": _MOST_PAPERS}}
        groups = {"field": "lead", "include": list(representatives), "size": len(representatives)}
        body["aggs"] = {"copies": {"terms": groups, "aggs": {"papers": papers}}}
    return body


@dataclass(frozen=True, slots=True)
class _Group:
    """The copies of one text in a result: how many, and how many of each paper."""

    size: int
    papers: dict[str, int]

    @classmethod
    def of(cls, bucket: dict[str, Any]) -> "_Group":
        papers = {paper["key"]: paper["doc_count"] for paper in bucket["papers"]["buckets"]}
        return cls(bucket["doc_count"], papers)

    def papers_without(self, own: Sequence[str]) -> tuple[str, ...]:
        """Return the papers of all copies but one, which has papers of its own."""
        others = (paper for paper, count in self.papers.items() if count > own.count(paper))
        return tuple(sorted(others))


def _hit(plan: Plan, hit: Hit, group: _Group | None) -> RankedArticle:
    article = article_of(hit)
    own = FACET_BY_NAME["source"].values(article)
    return RankedArticle(
        article=article,
        score=float(hit["_score"] or 0.0),
        closeness=read_closeness(plan, hit.get("matched_queries", ())),
        copies=group.size - 1 if group else 0,
        copied_by=group.papers_without(own) if group else (),
    )


def named(filter_: Filter, name: str) -> dict[str, Any]:
    """Return a filter with a name, which is told of every hit that it lets through."""
    return {"bool": {"filter": [filter_], "_name": name}}


def telling(filter_: Filter, names: Sequence[dict[str, Any]]) -> Filter:
    """Return a filter that lets through the same, and tells of every hit which names it has."""
    return {"bool": {"filter": [filter_], "should": list(names)}} if names else filter_


def closeness_names(plan: Plan) -> list[dict[str, Any]]:
    """Return filters with names, by which a hit tells how closely it matches each part."""
    found = [
        named(at_least(part, match), f"{number} {match.value}")
        for number, part in enumerate(plan.scored_parts())
        for match in MATCHES
    ]
    found += [
        named(mask(one.node), _related_name(number, at))
        for number, part in enumerate(plan.scored_parts())
        for at, one in enumerate(related_words(part))
    ]
    if strict := plan.strict_parts():
        found.append(named(all_of(map(mask, strict)), _STRICT))
    if plan.agency:
        found.append(named(filter_of(plan.credited), _CREDITED))
    return found


def read_closeness(plan: Plan, names: Collection[str]) -> Closeness:
    """Return how closely an article matches, from the names that its hit told."""
    asked = plan.scored_parts()
    parts = tuple(_closest(names, number) for number in range(len(asked)))
    related = (
        one.text
        for number, part in enumerate(asked)
        if parts[number] == Match.RELATED
        for one in [_first_named(names, number, part)]
    )
    return Closeness(
        parts=parts,
        credited=_CREDITED in names,
        strict=not plan.strict_parts() or _STRICT in names,
        related=tuple(dict.fromkeys(related)),
    )


def _first_named(names: Collection[str], number: int, part: Node) -> Related:
    """The first of the related words that an article has in the place of a part."""
    found = (
        one for at, one in enumerate(related_words(part)) if _related_name(number, at) in names
    )
    return next(found)


def _related_name(part: int, at: int) -> str:
    return f"{part} by {at}"


def _closest(names: Collection[str], part: int) -> Match:
    return next((match for match in MATCHES if f"{part} {match.value}" in names), Match.NONE)
