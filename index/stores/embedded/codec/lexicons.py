"""The terms of every field that Whoosh may search, in their order, each with its articles.

Text fields have theirs on each level. Facets, ids and addresses are columns in the index; what is
there article by article is turned round into lists when it is first asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol

import numpy as np

from index.analysis import LEVELS
from index.arrays import Array
from index.facets import INDEXED_FACETS
from index.fields import TEXT_FIELDS
from index.packed_strings import PackedStrings
from index.stores.embedded.codec.schema import facet_field, level_field
from index.stores.embedded.level_index import LevelIndex, Postings, counts_of
from index.stores.embedded.segment import Segment


class Lexicon(Protocol):
    """The terms of a field that some article has, by their places in the order of their bytes."""

    @property
    def places(self) -> range:
        """The places of all terms."""

    def term(self, place: int) -> bytes:
        """Return the term at a place, in UTF-8."""

    def first_from(self, wanted: bytes) -> int:
        """Return the place of the first term not below some bytes, or the one behind the last."""

    def find(self, term: bytes) -> int | None:
        """Return the place of a term; ``None`` where no article has it."""

    def document_frequency(self, place: int) -> int:
        """Return how many articles have the term at a place."""

    def postings(self, place: int) -> Postings:
        """Return the articles that have the term at a place."""


@dataclass(frozen=True)
class TextLexicon:
    """The terms of a text field on one level; see :class:`Lexicon`.

    Attributes:
        level: the terms of all fields on that level.
        field: the text field.
    """

    level: LevelIndex
    field: str

    @cached_property
    def places(self) -> range:
        """The places of all terms."""
        return self.level.beginning(self.field, "")

    def term(self, place: int) -> bytes:
        """Return the term at a place, in UTF-8."""
        return self.level.terms.bytes_of(int(self.level.numbers(range(place, place + 1))[0]))

    def first_from(self, wanted: bytes) -> int:
        """Return the place of the first term not below some bytes, or the one behind the last."""
        return self.level.first_from(self.field, wanted)

    def find(self, term: bytes) -> int | None:
        """Return the place of a term; ``None`` where no article has it."""
        number = _number(self.level.terms, term)
        return None if number is None else self.level.find(self.field, number)

    def document_frequency(self, place: int) -> int:
        """Return how many articles have the term at a place."""
        return int(self.level.document_frequencies(range(place, place + 1))[0])

    def postings(self, place: int) -> Postings:
        """Return the articles that have the term at a place."""
        return self.level.postings_at(place)


@dataclass(frozen=True)
class ValueLexicon:
    """Values that articles have as they stand; see :class:`Lexicon`.

    Attributes:
        values: all of them.
        lists: gives for every value where its articles end, and the articles of all values.
    """

    values: PackedStrings
    lists: Callable[[], tuple[Array, Array]]

    @property
    def places(self) -> range:
        """The places of all terms."""
        return range(len(self.values))

    def term(self, place: int) -> bytes:
        """Return the term at a place, in UTF-8."""
        return self.values.bytes_of(place)

    def first_from(self, wanted: bytes) -> int:
        """Return the place of the first term not below some bytes, or the one behind the last."""
        return self.values.first_from(wanted)

    def find(self, term: bytes) -> int | None:
        """Return the place of a term; ``None`` where no article has it."""
        return _number(self.values, term)

    def document_frequency(self, place: int) -> int:
        """Return how many articles have the term at a place."""
        return len(self.postings(place).articles)

    def postings(self, place: int) -> Postings:
        """Return the articles that have the term at a place."""
        ends, articles = self._lists
        held = articles[int(ends[place - 1]) if place else 0 : int(ends[place])]
        return Postings(held, np.ones(len(held), dtype=np.uint8))

    @cached_property
    def _lists(self) -> tuple[Array, Array]:
        return self.lists()


def lexicons(segment: Segment) -> dict[str, Lexicon]:
    """Return the terms of every indexed field of the schema, in the order of their names."""
    columns = segment.columns
    found: dict[str, Lexicon] = {
        level_field(field.name, level): TextLexicon(segment.levels[level], field.name)
        for field in TEXT_FIELDS
        for level in LEVELS
    }
    for facet in INDEXED_FACETS:
        name = f"facet.{facet.name}"
        values = PackedStrings.mapped(columns, name)
        found[facet_field(facet.name)] = ValueLexicon(values, partial(_by_value, columns, name))
    for field, kind in (("id", "ids"), ("address", "addresses")):
        found[field] = ValueLexicon(segment.names(kind), partial(_first_articles, columns, kind))
    return dict(sorted(found.items()))


def _by_value(columns: Mapping[str, Array], name: str) -> tuple[Array, Array]:
    """Turn the values of articles round: the articles of each value."""
    codes = columns[f"{name}.codes"]
    ends = columns[f"{name}.article_ends"]
    articles = np.repeat(np.arange(len(ends), dtype=np.uint32), counts_of(ends))
    values = len(columns[f"{name}.ends"])
    return np.cumsum(np.bincount(codes, minlength=values)), articles[
        np.argsort(codes, kind="stable")
    ]


def _first_articles(columns: Mapping[str, Array], kind: str) -> tuple[Array, Array]:
    """Return of each id or address the one article that the index names for it, the first."""
    articles = columns[f"{kind}.articles"]
    return np.arange(1, len(articles) + 1), articles


def _number(strings: PackedStrings, term: bytes) -> int | None:
    try:
        return strings.find(term.decode())
    except UnicodeDecodeError:  # which no text is
        return None
