"""The hits of a page: their articles, how closely they match, and for which copies they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.facets import FACET_BY_NAME
from index.stores.opensearch.mapping import facet_field
from search.engines.opensearch.collector import Listing
from search.engines.opensearch.filters import Filter, all_of, any_of, at_least, has_terms
from search.engines.opensearch.found import Found
from search.engines.opensearch.session import ARTICLE, article_of, value_of
from search.highlighter import Highlighter
from search.language.syntax import parts_of, scored
from search.results import Hit, Match

#: The name of the filter for what credits the agency that a query names.
CREDIT = "credit"
_MOST_PAPERS = 1000
_MATCHES = [match for match in reversed(Match) if match != Match.NONE]


def as_hits(
    listing: Listing, places: Sequence[dict[str, Any]], highlighter: Highlighter
) -> tuple[Hit, ...]:
    """The hits of a page.

    Args:
        listing: that they are of.
        places: what stands at the places of the page, of a text's copies the best placed.
        highlighter: marks the words of the query.
    """
    if not places:
        return ()
    numbers = [value_of(place, "number") for place in places]
    leads = [value_of(place, "lead") for place in places if value_of(place, "copied")]
    if not listing.fold:
        leads = []
    answer = listing.inquiry.search(_body(listing, numbers, leads), like=listing.found.read.text)
    read = {value_of(hit, "number"): hit for hit in answer["hits"]["hits"]}
    groups = {
        group["key"]: _Group.of(group) for group in answer.get("aggregations", {"copies": {
            "buckets": ()}})["copies"]["buckets"]
    }  # fmt: skip
    hits = []
    for place, number in zip(places, numbers, strict=True):
        lead = value_of(place, "lead")
        if listing.found.sort == "relevance" and lead in leads and lead in read:
            number = lead
        if number in read:
            hits.append(_hit(listing.found, read[number], groups.get(lead), highlighter))
    return tuple(hits)


def _body(listing: Listing, numbers: Sequence[int], leads: Sequence[int]) -> dict[str, Any]:
    """What asks for the articles of some numbers, and for the copies of some texts."""
    wanted = has_terms("number", [*numbers, *leads])
    copies = has_terms("lead", leads) if leads else wanted
    among = all_of([listing.within, listing.shown, any_of([wanted, copies])])
    body: dict[str, Any] = {
        "query": listing.found.query(among),
        "post_filter": told(wanted, names_of(listing.found)),
        "size": len(numbers) + len(leads),
        **ARTICLE,
    }
    if leads:
        papers = {"terms": {"field": facet_field("source"), "size": _MOST_PAPERS}}
        groups = {"field": "lead", "include": list(leads), "size": len(leads)}
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
        """The papers of the others, where one article has papers of its own."""
        others = (paper for paper, count in self.papers.items() if count > own.count(paper))
        return tuple(sorted(others))


def _hit(found: Found, hit: dict[str, Any], group: _Group | None, highlighter: Highlighter) -> Hit:
    article = article_of(hit)
    closest, missing = closeness(found, hit.get("matched_queries", ()))
    own = FACET_BY_NAME["source"].values(article)
    return Hit(
        article=article,
        score=round(float(hit["_score"] or 0.0), 4),
        title=highlighter.title(article.title),
        snippet=highlighter.snippet(article),
        match=closest,
        missing=missing,
        copies=group.size - 1 if group else 0,
        copied_by=group.papers_without(own) if group else (),
    )


def names_of(found: Found) -> list[dict[str, Any]]:
    """Filters with names, by which a hit tells how closely it matches each part of the query."""
    queries = [
        named(at_least(part, match), f"{number} {match.value}")
        for number, part in enumerate(_wished(found))
        for match in _MATCHES
    ]
    return [*queries, *([named(found.credited(), CREDIT)] if found.agency else [])]


def named(filter_: Filter, name: str) -> dict[str, Any]:
    """A filter with a name, which the hits that it lets through tell."""
    return {"bool": {"filter": [filter_], "_name": name}}


def told(filter_: Filter, names: Sequence[dict[str, Any]]) -> Filter:
    """A filter that lets through the same, and whose hits tell which of the names they have."""
    return {"bool": {"filter": [filter_], "should": list(names)}} if names else filter_


def closeness(found: Found, names: Sequence[str]) -> tuple[Match, tuple[str, ...]]:
    """How closely an article matches in its least close part, and the words that it lacks.

    Args:
        found: the query.
        names: that the article's hit told.
    """
    best = [_best(names, number) for number in range(len(_wished(found)))]
    closest = min(best, default=Match.EXACT)
    if CREDIT in names:
        return max(closest, Match.SPELLING), ()
    wanted = zip(found.wanted(), best, strict=True)
    return closest, tuple(text for (text, _), match in wanted if match <= Match.STEM)


def _wished(found: Found) -> list[Any]:
    return [part for part in parts_of(found.node) if scored(part)]


def _best(names: Sequence[str], part: int) -> Match:
    return next((match for match in _MATCHES if f"{part} {match.value}" in names), Match.NONE)
