"""Writings of a name in a query, read as the entry that the archive lists them under."""

from collections.abc import Iterable
from dataclasses import replace

from index.facets import NO_VALUE
from index.names.accepted import KINDS, AcceptedNames
from search.language.syntax import All, Any, Node, Not, Value
from search.query import Query, Values


def with_entries_chosen(query: Query, names: AcceptedNames) -> Query:
    """Return a query with the entries of the names that it chooses or leaves out.

    Args:
        query: as it was asked.
        names: that the archive lists under one entry.

    Raises:
        QueryInvalid: one writing of a name is chosen, and another left out.
    """
    if not names:
        return query
    chosen, excluded = _entries(query.chosen, names), _entries(query.excluded, names)
    if (chosen, excluded) == (query.chosen, query.excluded):
        return query
    return replace(query, chosen=chosen, excluded=excluded)


def with_entries_asked(node: Node, names: AcceptedNames) -> Node:
    """Return a syntax tree with the entries of the names that it asks for: «شخص:…»."""
    if not names:
        return node
    match node:
        case Value(facet, text):
            return replace(node, text=_entry(facet, text, names))
        case All(parts):
            return All(tuple(with_entries_asked(part, names) for part in parts))
        case Any(parts):
            return Any(tuple(with_entries_asked(part, names) for part in parts))
        case Not(part):
            return Not(with_entries_asked(part, names))
        case _:
            return node


def _entries(values: Values, names: AcceptedNames) -> Values:
    return tuple(_each_entry(values, names))


def _each_entry(values: Values, names: AcceptedNames) -> Iterable[tuple[str, str]]:
    for facet, value in values:
        yield facet, value if value == NO_VALUE else _entry(facet, value, names)


def _entry(facet: str, text: str, names: AcceptedNames) -> str:
    kind = next((one for one in KINDS if one == facet), None)
    return (names.entry_of(kind, text) if kind else "") or text
