"""What of results a page shows: which facets, which of their values, which dates."""

from collections.abc import Sequence

from index.article import Article, DateMention
from index.facets import FACET_BY_NAME, NO_VALUE
from search.query import Query
from search.results import FacetValue, Match, Results

#: So many values of a facet are listed beside the results.
OFFERED = 8
#: So many are listed below one of them.
OFFERED_BELOW = 4


def complete(results: Results) -> int:
    """Return how many of the results have all the words of the query."""
    return sum(count for match, count in results.matches.items() if match > Match.STEM)


def worth_showing(values: Sequence[FacetValue]) -> bool:
    """Tell whether a facet has anything to choose from but the articles without a value."""
    return any(value.value != NO_VALUE or value.selected or value.excluded for value in values)


def distinct_mentions(article: Article) -> list[DateMention]:
    """Return the dates that an article mentions, each once, in the order of time."""
    distinct = {(found.first, found.last): found for found in article.dates}
    return [distinct[period] for period in sorted(distinct)]


def offered(values: Sequence[FacetValue], most: int = OFFERED) -> list[FacetValue]:
    """Return what a facet lists on a page of results: the most frequent, and what was chosen."""
    return [value for place, value in enumerate(values) if place < most or _holds_choice(value)]


def _holds_choice(value: FacetValue) -> bool:
    return value.selected or value.excluded or any(map(_holds_choice, value.children))


def opened(query: Query, facet: str) -> bool:
    """Tell whether a facet's list is open: of a secondary facet once a value is chosen."""
    chosen = any(name == facet for name, _ in (*query.chosen, *query.excluded))
    return chosen or not FACET_BY_NAME[facet].secondary
