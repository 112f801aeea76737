"""Changes of a search, each as a query of its own: what the addresses of changes are held to.

The pages change single parameters of an address. Here the same changes are made the long way, by
building and checking a whole query.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from search.query import Query, Sort, with_values
from tests.search.facets.nesting import is_below, nested
from web.url.reading import default_sort


def toggled(query: Query, facet: str, value: str) -> Query:
    """The query with one value of a facet added, or removed where it is selected.

    In a tree a value takes the place of those above and below it: whoever chooses a month of a
    chosen year wants that month. It is left out no longer, nor is what lies above it.
    """
    values = query.chosen_in(facet)
    if value in values:
        return _filtered(query, facet, (other for other in values if other != value))
    return _filtered(
        query,
        facet,
        chosen=(*(other for other in values if not nested(facet, other, value)), value),
        excluded=(
            other
            for other in query.excluded_in(facet)
            if other != value and not is_below(facet, value, other)
        ),
    )


def excluded_toggled(query: Query, facet: str, value: str) -> Query:
    """The query with one value of a facet left out, or let in again where it is left out.

    A value that is left out takes the place of those below it, and is chosen no longer, nor is
    anything below it.
    """
    values = query.excluded_in(facet)
    if value in values:
        return _filtered(query, facet, excluded=(other for other in values if other != value))
    return _filtered(
        query,
        facet,
        chosen=(
            other
            for other in query.chosen_in(facet)
            if other != value and not is_below(facet, other, value)
        ),
        excluded=(*(other for other in values if not is_below(facet, other, value)), value),
    )


def _filtered(
    query: Query,
    facet: str,
    chosen: Iterable[str] | None = None,
    excluded: Iterable[str] | None = None,
) -> Query:
    """The first page of the query with other values of one facet chosen, or left out."""
    chosen = query.chosen_in(facet) if chosen is None else chosen
    excluded = query.excluded_in(facet) if excluded is None else excluded
    return replace(
        query,
        page=1,
        after="",
        chosen=with_values(query.chosen, facet, chosen),
        excluded=with_values(query.excluded, facet, excluded),
    )


def within(query: Query, first_day: date | None, last_day: date | None) -> Query:
    """The query between other days."""
    return replace(query, page=1, after="", first_day=first_day, last_day=last_day)


def unfiltered(query: Query) -> Query:
    """The words alone, in the order and size they were asked for."""
    return replace(query, chosen=(), excluded=(), first_day=None, last_day=None, page=1, after="")


def worded(query: Query, text: str) -> Query:
    """The same filters with other words."""
    sort = default_sort(text) if query.sort == default_sort(query.text) else query.sort
    return replace(query, text=text, sort=sort, page=1, after="")


def wordless(query: Query) -> Query:
    """The filters alone, newest first."""
    return replace(query, text="", sort=default_sort(""), page=1, after="")


def ordered(query: Query, sort: Sort) -> Query:
    """The query in another order."""
    return replace(query, sort=sort, page=1, after="")


def with_choice(query: Query, name: str, choice: str) -> Query:
    """The query with another word for one of ``words``, ``spellings`` and ``copies``."""
    changed: dict[str, Any] = {name: choice}
    return replace(query, page=1, after="", **changed)


def spanning(query: Query, first_day: date | None, last_day: date | None) -> Query:
    """The query between these days in the place of any choice of days."""
    return within(query, first_day, last_day).choosing("date", ())


def at_page(query: Query, page: int) -> Query:
    """Another page of the same results."""
    return replace(query, page=page, after="")
