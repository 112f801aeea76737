"""One page of a plan with all its counts, in as few requests as may be.

The hits and the first counts come in one request. A second asks for what the first shows to be
needed, a third reads the articles of the page.
"""

from dataclasses import dataclass

from index.facets import FACET_BY_NAME
from search.conditions import facet_filters, filtered
from search.engines.opensearch.aggregations import (
    TEXTS,
    Aggregations,
    Answer,
    Within,
    texts_counted,
)
from search.engines.opensearch.collector import RankedList
from search.engines.opensearch.date_counts import OverTime, is_short
from search.engines.opensearch.facet_counts import FacetRequest
from search.engines.opensearch.filters import filter_of
from search.engines.opensearch.hits import MATCHES, read_hits
from search.engines.opensearch.ranked_query import RankedQuery
from search.engines.opensearch.requests import Requests
from search.engines.protocol import Execution
from search.results import Match


def execute(requests: Requests, ranked: RankedQuery) -> Execution:
    """Rank, filter and count the articles of a plan, and read one page of them."""
    ranks = RankedList.of(requests, ranked, collapse=ranked.plan.collapses)
    counting = _Counting.of(requests, ranked)
    page = ranks.page(counting.first())
    second = counting.second(page.counted)
    within = counting.shown.read(page.counted)
    axis, over_time = counting.over_time.over_time({**within, **counting.shown.read(second)})
    return Execution(
        total=page.total,
        listed=texts_counted(within) if ranks.collapse else page.total,
        hits=read_hits(ranks, page.places),
        after=page.after,
        matches=counting.matches(within, page.total),
        facets={
            one.facet: one.counts(requests, one.within.read(page.counted), one.within.read(second))
            for one in counting.facets
        },
        axis=axis,
        over_time=over_time,
    )


@dataclass(frozen=True, slots=True)
class _Counting:
    """What is counted beside the hits of a plan.

    Attributes:
        requests: asks the index.
        ranked: the plan.
        shown: what the filters in all facets let through.
        facets: those that are counted.
        over_time: counts the articles shown over time.
    """

    requests: Requests
    ranked: RankedQuery
    shown: Within
    facets: tuple[FacetRequest, ...]
    over_time: OverTime

    @classmethod
    def of(cls, requests: Requests, ranked: RankedQuery) -> "_Counting":
        query = ranked.plan.query
        by_facet = facet_filters(query)
        all_shown = Within("shown", filter_of(filtered(query)))
        short = is_short(requests, query)
        found = []
        for name in FACET_BY_NAME if query.counted is None else query.counted:
            one = FacetRequest.of(query, name, short=short and name == "date")
            # What is narrowed by all filters alike is counted in one place.
            found.append(one if name in by_facet else one.among(all_shown))
        over_time = OverTime(
            is_short(requests, query, query.chosen_in("date")), every=query.names_both_ends
        )
        return cls(requests, ranked, all_shown, tuple(found), over_time)

    def first(self) -> Aggregations:
        own: Aggregations = {**TEXTS, **self.over_time.aggregations()}
        if self.ranked.plan.scored_parts():
            own |= {match.name: {"filter": self.ranked.at_least(match)} for match in MATCHES}
        return self._together([(one.within, one.first()) for one in self.facets], own)

    def second(self, answer: Answer) -> Answer:
        asked = self._together(
            [(one.within, one.second(one.within.read(answer))) for one in self.facets],
            self.over_time.more(self.shown.read(answer)),
        )
        if not asked:
            return {}
        return self.requests.aggregated(filter_of(self.ranked.plan.in_range), asked)

    def matches(self, counted: Answer, total: int) -> dict[Match, int]:
        """Return how many articles match how closely, from how many match at least so."""
        if not self.ranked.plan.scored_parts():
            return {}
        found: dict[Match, int] = {}
        closer = 0
        for match in reversed(Match):
            at_least = counted[match.name]["doc_count"] if match != Match.NONE else total
            if at_least > closer:
                found[match] = at_least - closer
            closer = at_least
        return found

    def _together(
        self, asked: list[tuple[Within, Aggregations]], own: Aggregations
    ) -> Aggregations:
        """Return what is asked of the facets and of all that is shown, each within its filters."""
        apart: Aggregations = {}
        for within, counted in asked:
            if within is self.shown:
                own = own | counted
            else:
                apart |= within.ask(counted)
        return apart | self.shown.ask(own)
