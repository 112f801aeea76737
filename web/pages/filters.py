"""The facets beside the results: of each value its label, its count and its two links, ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.facets import FACETS, NO_VALUE, Facet
from search.query import NOT, Query
from search.results import FacetValue, Results
from web.http.links import facet_url
from web.i18n.labels import Labels
from web.url.address import SearchAddress

#: So many values of a facet are listed beside the results,
OFFERED = 8
#: and so many below one of them, where they are no periods.
OFFERED_BELOW = 4


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value.

    Attributes:
        value: as a query has it.
        label: what readers see.
        count: of articles, as it is written.
        address: of the search with the value chosen, or without it where it is chosen; empty where
            the search is so long that the facets are a form.
        exclude: of the search without its articles, or with them where they are left out; empty
            likewise.
        children: the values below it that are listed.
    """

    value: str
    label: str
    count: str
    address: str
    exclude: str
    selected: bool
    excluded: bool
    children: tuple["FacetRow", ...]


@dataclass(frozen=True, slots=True)
class FacetList:
    """One facet.

    Attributes:
        parameters: of addresses that choose its values and leave them out.
        opened: whether its list is open: not of what is asked for less often, until it is chosen.
        all_values: how many values there are, where not all are listed; else empty.
        all_address: of the page with all of them; empty likewise.
    """

    name: str
    parameters: tuple[str, str]
    heading: str
    opened: bool
    rows: tuple[FacetRow, ...]
    all_values: str
    all_address: str


def facet_lists(
    query: Query, results: Results, search: SearchAddress, labels: Labels
) -> tuple[FacetList, ...]:
    """Return the facets that have anything to choose from, in the order of their table.

    Args:
        query: the search shown.
        results: of it.
        search: its address.
        labels: of the reader.
    """
    found: list[FacetList] = []
    for facet in FACETS:
        values = results.facets.get(facet.name, ())
        if not _worth_showing(values):
            continue
        chosen = _is_chosen(query, facet)
        listed = _offered(values, OFFERED, chosen)
        hidden = len(values) > len(listed)
        found.append(
            FacetList(
                facet.name,
                (facet.name, NOT + facet.name),
                labels.heading(facet.name),
                chosen or not facet.secondary,
                tuple(_row(facet, value, search, labels, chosen) for value in listed),
                _how_many(facet, values, labels) if hidden else "",
                facet_url(facet.name, search) if hidden else "",
            )
        )
    return tuple(found)


def _row(
    facet: Facet, value: FacetValue, search: SearchAddress, labels: Labels, chosen: bool
) -> FacetRow:
    below = value.children if facet.periods else _offered(value.children, OFFERED_BELOW, chosen)
    linked = not search.is_long
    return FacetRow(
        value=value.value,
        label=labels.in_list(facet.name, value),
        count=labels.number(value.count),
        address=search.toggled(facet.name, value.value) if linked else "",
        exclude=search.excluded(facet.name, value.value) if linked else "",
        selected=value.selected,
        excluded=value.excluded,
        children=tuple(_row(facet, child, search, labels, chosen) for child in below),
    )


def _worth_showing(values: Sequence[FacetValue]) -> bool:
    """Whether a facet has anything to choose from but the articles without a value."""
    return any(value.value != NO_VALUE or value.selected or value.excluded for value in values)


def _is_chosen(query: Query, facet: Facet) -> bool:
    """Whether a value of a facet is asked for or left out."""
    return any(name == facet.name for name, _ in (*query.chosen, *query.excluded))


def _offered(values: Sequence[FacetValue], most: int, chosen: bool) -> Sequence[FacetValue]:
    """The most frequent values, and those that are chosen or hold a choice.

    Args:
        values: of a facet, or below one of them.
        most: how many are the most frequent.
        chosen: whether any value of the facet is chosen or left out.
    """
    rest = values[most:] if chosen else ()
    return [*values[:most], *(value for value in rest if _holds_choice(value))]


def _holds_choice(value: FacetValue) -> bool:
    return value.selected or value.excluded or any(map(_holds_choice, value.children))


def _how_many(facet: Facet, values: Sequence[FacetValue], labels: Labels) -> str:
    return labels.number(len(values)) + ("+" if len(values) >= facet.most_listed else "")
