"""Which articles are meant, said without any engine: conditions over the articles of an archive.

A condition holds or does not hold of an article; it gives no score. Engines turn it into what they
filter and count by. The policy of a search (what is listed, what a facet counts) is written in
conditions once, for all engines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.analysis import Level
from index.facets import FACET_BY_NAME
from search.language.syntax import Node
from search.query import Query
from search.results import Match


@dataclass(frozen=True, slots=True)
class Matching:
    """Articles that match a part of a query so closely or more closely.

    Attributes:
        node: the part.
        closeness: the least one; by default all but those with the stem of a word alone.
    """

    node: Node
    closeness: Match = Match.RELATED


@dataclass(frozen=True, slots=True)
class HasTerm:
    """Articles with a term of the index.

    Attributes:
        field: a text field; ``None`` for any of those that are searched by default.
        level: of analysis.
        term: on that level.
    """

    field: str | None
    level: Level
    term: str


@dataclass(frozen=True, slots=True)
class Having:
    """Articles with one of these values in a facet (``NO_VALUE``: with none)."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Articles of these days, both included; an open end is ``None``."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Covering:
    """Articles that hold enough of some parts, each with its weight.

    Attributes:
        weighted: conditions, each with the share that it is of the whole.
        required: the least sum of the shares that hold.
    """

    weighted: tuple[tuple["Condition", float], ...]
    required: float


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles of which all of these hold; of none of them, every article."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles of which any of these holds; of none of them, no article."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Articles of which none of these holds."""

    parts: tuple["Condition", ...]


Condition = Matching | HasTerm | Having | Published | Covering | AllOf | AnyOf | NoneOf

EVERYTHING = AllOf(())
NOTHING = AnyOf(())


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Return what holds where all of these hold, in its simplest form."""
    found = [one for one in conditions if one != EVERYTHING]
    if NOTHING in found:
        return NOTHING
    return found[0] if len(found) == 1 else AllOf(tuple(found))


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return what holds where any of these holds, in its simplest form."""
    found = [one for one in conditions if one != NOTHING]
    if EVERYTHING in found:
        return EVERYTHING
    return found[0] if len(found) == 1 else AnyOf(tuple(found))


def none_of(conditions: Iterable[Condition]) -> Condition:
    """Return what holds where none of these holds, in its simplest form."""
    found = [one for one in conditions if one != NOTHING]
    if EVERYTHING in found:
        return NOTHING
    return NoneOf(tuple(found)) if found else EVERYTHING


def having(facet: str, values: Sequence[str]) -> Condition:
    """Return what holds of the articles with one of these values in a facet."""
    return Having(facet, tuple(values)) if values else NOTHING


def published(query: Query) -> Condition:
    """Return what holds of the articles between the first and the last day of a query."""
    if not query.first_day and not query.last_day:
        return EVERYTHING
    return Published(query.first_day, query.last_day)


def facet_filters(query: Query) -> dict[str, Condition]:
    """Return what the values chosen and left out let through, by facet, where there are any."""
    named = {facet for facet, _ in (*query.chosen, *query.excluded)}
    return {facet: _facet_filter(query, facet) for facet in FACET_BY_NAME if facet in named}


def _facet_filter(query: Query, facet: str) -> Condition:
    chosen = query.chosen_in(facet)
    wanted = [having(facet, chosen)] if chosen else []
    return all_of([*wanted, none_of([having(facet, query.excluded_in(facet))])])


def filtered(query: Query) -> Condition:
    """Return what holds of the articles that the filters in all facets let through."""
    return all_of(facet_filters(query).values())


def filtered_by_others(query: Query, facet: str) -> Condition:
    """Return what holds of the articles that the filters in all facets but one let through."""
    return all_of(one for name, one in facet_filters(query).items() if name != facet)
