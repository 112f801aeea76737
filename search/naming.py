"""Whom a query means by words of a name: the values of a facet that have them.

«شخص:الجبير» means everybody of the archive whose name has that word, and a note tells who that is.
Several words that are somebody's whole name mean that person alone, and so does «شخص:=نيمار».
"""

from collections.abc import Callable
from dataclasses import replace

from index.facets import FACET_BY_NAME, Facet, one_line
from index.facts.entities.name_writing import without_titles
from search import notes
from search.completion.facet_values import FacetValueNames, key_of
from search.language.syntax import All, Any, Node, Not, Value
from search.results import Note

#: So many values are meant at most, the most frequent.
MOST_VALUES = 10_000

# A note names so many of them.
_NAMED = 3


def named(node: Node, names: Callable[[], FacetValueNames]) -> tuple[Node, tuple[Note, ...]]:
    """Return a query with the values that its names mean, and what is to be told of them.

    Args:
        node: the query.
        names: gives the names of the values of the archive; only called where they are needed.
    """
    told: dict[Note, None] = {}
    return _read(node, names, told), tuple(told)


def _read(node: Node, names: Callable[[], FacetValueNames], told: dict[Note, None]) -> Node:
    match node:
        case All(parts):
            return All(tuple(_read(part, names, told) for part in parts))
        case Any(parts):
            return Any(tuple(_read(part, names, told) for part in parts))
        case Not(inner):
            return Not(_read(inner, names, told))
        case Value(name, text, whole=False) if FACET_BY_NAME[name].names_in_parts:
            found, note = _meant(FACET_BY_NAME[name], text, names())
            told.update(dict.fromkeys(note))
            return replace(node, values=found)
        case _:
            return node


def _meant(
    facet: Facet, text: str, names: FacetValueNames
) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """The values that a text means, and a note where it is not the whole name of one."""
    canonical = facet.canonical(one_line(text))
    # A title before a single word may be a part of a name; where nobody is called so, it is none.
    for written in dict.fromkeys((canonical, without_titles(canonical, least=1))):
        found, is_name = names.having(facet.name, key_of(written))
        if found:
            values = tuple(one.value for one in found[:MOST_VALUES])
            if is_name:
                return values, ()
            shown = [(facet.name, value) for value in values[:_NAMED]]
            return values, (notes.name_in_part(written, len(values), shown),)
    return (), ()
