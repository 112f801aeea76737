"""The filters of a query in words, each with the query that lacks it."""

from collections.abc import Callable
from dataclasses import dataclass

from search.query import Query
from web.i18n.dates import DateNames
from web.i18n.facet_names import FacetNames
from web.url import params


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force.

    Attributes:
        kind: what it filters by.
        label: the value.
        without: the query without it.
        excluded: whether it leaves out the articles with this value.
    """

    kind: str
    label: str
    without: Query
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FilterLabels:
    """The filters of queries, in the words of one reader.

    Attributes:
        gettext: translates sentences.
        dates: days and periods.
        facets: facets and their values.
    """

    gettext: Callable[[str], str]
    dates: DateNames
    facets: FacetNames

    def chips(self, query: Query) -> list[Chip]:
        """Return the filters in force, in the order of the query string."""
        but = self.gettext("Except {facet}")
        return [
            *(
                Chip(
                    self.facets.facet(name),
                    self.facets.in_full(name, value),
                    params.toggled(query, name, value),
                )
                for name, value in query.chosen
            ),
            *(
                Chip(
                    but.format(facet=self.facets.facet(name)),
                    self.facets.in_full(name, value),
                    params.excluded_toggled(query, name, value),
                    excluded=True,
                )
                for name, value in query.excluded
            ),
            *self._days(query),
        ]

    def _days(self, query: Query) -> list[Chip]:
        first, last = query.first_day, query.last_day
        if first and first == last:
            without = params.within(query, None, None)
            return [Chip(self.gettext("Day"), self.dates.span(first, last), without)]
        found = []
        if first:
            without = params.within(query, None, last)
            found.append(Chip(self.gettext("From"), self.dates.span(first, first), without))
        if last:
            without = params.within(query, first, None)
            found.append(Chip(self.gettext("To"), self.dates.span(last, last), without))
        return found
