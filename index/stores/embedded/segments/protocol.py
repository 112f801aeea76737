"""What can be asked of the articles of an archive, whether they lie in one segment or in several.

:class:`index.stores.embedded.segment.Segment` answers for one of which no article is removed,
:class:`index.stores.embedded.segments.Segments` for all others. All numbers of articles are dense
(:mod:`index.stores.embedded.publication`).
"""

from collections.abc import Mapping, Sequence, Sized
from typing import Any, Protocol

from index.analysis import Level
from index.arrays import Array
from index.article import Article
from index.stores.embedded.facet_values import FacetValues
from index.stores.embedded.level_index import Postings
from index.stores.embedded.segment import Segment


class LevelView(Protocol):
    """The terms of a level and their postings.

    By what a term is looked up in fields, its *number*, and in which form the places of several
    terms come, is known to who gives them: nobody else looks into either.
    """

    def number_of(self, term: str, /) -> Any | None:
        """Return what a term is looked up by; ``None`` where no text has it."""
        ...

    def postings(self, field: str, term: str, /) -> Postings | None:
        """Return the articles that hold a term in a text field; ``None`` for none."""
        ...

    def postings_of(self, field: str, number: Any, /, *, positions: bool = True) -> Postings | None:
        """Return the same of a term by its number, with its positions or without."""
        ...

    def document_frequency(self, field: str, number: Any, /) -> int:
        """Return how many articles hold a term in a text field; no postings are read."""
        ...

    def beginning(self, field: str, prefix: str, /) -> Sized:
        """Return the places of the terms of a text field that begin so, in order of bytes."""
        ...

    def numbers(self, places: Any, /) -> Array:
        """Return a number for each place that orders terms by their bytes.

        It is the same for the same term in every field that was asked with the same prefix.
        """
        ...

    def document_frequencies(self, places: Any, /) -> Array:
        """Return how many articles hold each of the terms at some places."""
        ...

    def postings_of_all(self, places: Any, chosen: Array, /) -> Postings:
        """Return the articles of several terms of a field, in no certain order; no positions.

        Args:
            places: of terms.
            chosen: which of them, from 0, ascending.
        """
        ...

    def texts(self, places: Any, /) -> list[str]:
        """Return the terms at some places."""
        ...


class SegmentView(Protocol):
    """The articles of an archive with all that is held of them."""

    @property
    def size(self) -> int:
        """How many articles there are."""
        ...

    @property
    def levels(self) -> Mapping[Level, LevelView]:
        """The terms, by level."""
        ...

    @property
    def columns(self) -> Mapping[str, Array]:
        """``published``, ``spans``, ``spans.ends``, ``FIELD.words``: see docs/index-format.md."""
        ...

    def make_ready(self) -> None:
        """Do beforehand what the first query would wait for."""
        ...

    def facet(self, name: str, /) -> FacetValues:
        """Return the values of a facet, article by article."""
        ...

    def article(self, number: int, /) -> Article:
        """Return the article of a number.

        Raises:
            IndexDamaged: its record cannot be read.
        """
        ...

    def located(self, number: int, /) -> tuple[Segment, int]:
        """Return the segment that an article lies in, and its number there."""
        ...

    def ids(self) -> Sequence[str]:
        """Return the ids of all articles, in order of bytes."""
        ...

    def id_of(self, number: int, /) -> str:
        """Return the id of an article."""
        ...

    def number_of(self, kind: str, name: str, /) -> int | None:
        """Return the number of the first article with a name.

        Args:
            kind: ``ids``, or ``addresses`` for the keys of addresses.
            name: the id or key.
        """
        ...
