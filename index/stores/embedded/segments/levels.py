"""A level of several segments read as one."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, Protocol

import numpy as np

from index.arrays import Array
from index.stores.embedded.level_index import Postings
from index.stores.embedded.segments.dense import DenseNumbers
from index.stores.embedded.segments.prefixes import Beginning, Places
from index.stores.embedded.segments.removed_terms import Counted
from index.stores.embedded.segments.terms import SegmentTerms

# So many prefixes are kept with the terms that begin so, and with those of a field: who asks for
# these asks again at once.
_PREFIXES_KEPT = 8


class LevelPart(Protocol):
    """A level of one segment or of several, by dense numbers; numbers of terms are its own."""

    def number_of(self, term: str, /) -> Any | None:
        """Return what a term is looked up by here; ``None`` where it is not there."""
        ...

    def postings_of(
        self, field: str, number: Any, /, *, positions: bool = True
    ) -> Iterator[Postings]:
        """Yield the articles that hold a term in a text field, in their order, in pieces."""
        ...

    def document_frequency(self, field: str, number: Any, /) -> int:
        """Return how many articles hold a term in a text field."""
        ...


class LevelOfSegment:
    """A level of a segment by dense numbers; see :class:`LevelPart`.

    Attributes:
        terms: of the segment.
        index: the level as the segment has it.
        numbers: of the segment's articles.
    """

    def __init__(
        self, terms: SegmentTerms, numbers: DenseNumbers, removed: Callable[[str], Counted]
    ) -> None:
        """
        Args:
            terms: of the segment.
            numbers: of its articles.
            removed: gives the terms of the removed articles in a field.
        """
        self.terms = terms
        self.index = terms.index
        self.numbers = numbers
        self._counted = removed
        self._is_whole = not len(numbers.removed)

    def number_of(self, term: str) -> int | None:
        """Return the number of a term in the segment."""
        return self.index.terms.find(term)

    def postings_of(self, field: str, number: int, *, positions: bool = True) -> Iterator[Postings]:
        """Yield the articles of the segment that hold a term and stay."""
        held = self.index.postings_of(field, number, positions=positions)
        if held is not None and (found := self.numbers.postings(held)) is not None:
            yield found

    def document_frequency(self, field: str, number: int) -> int:
        """Return how many articles that stay hold a term in a text field."""
        held = self.index.document_frequency(field, number)
        return held - self._counted(field).of(number) if held and not self._is_whole else held

    def document_frequencies(self, field: str, places: range) -> Array:
        """Return how many articles that stay hold each of the terms at some places."""
        held = self.index.document_frequencies(places)
        if self._is_whole:
            return held
        left: Array = held - self._counted(field).of_all(self.index.numbers(places))
        return left

    def postings_of_all(self, places: range, chosen: Array) -> Postings | None:
        """Return the articles that stay of several terms; ``None`` for none."""
        if not len(chosen):
            return None
        held = self.index.postings_of_all(places, chosen)
        return self.numbers.postings(held) if len(held.articles) else None


class JoinedLevel:
    """A level of several segments; see :class:`.protocol.LevelView`.

    The number of a term is a tuple of those that it has in the parts.
    """

    def __init__(self, parts: Sequence[LevelPart], segments: Sequence[LevelOfSegment]) -> None:
        """
        Args:
            parts: what the segments are read by, in their order.
            segments: each of them for itself, in their order.
        """
        self._parts = tuple(parts)
        self._segments = tuple(segments)
        # These hold no level: one that held itself would keep its segments open.
        beginning = lru_cache(_PREFIXES_KEPT)(partial(_begin, self._segments))
        self._places = lru_cache(_PREFIXES_KEPT)(partial(_places_of, beginning, self._segments))

    def make_ready(self) -> None:
        """Do beforehand what the first query would wait for."""
        self.number_of("")

    def number_of(self, term: str) -> tuple[Any, ...] | None:
        """Return the numbers of a term in the parts; ``None`` where no text has it."""
        numbers = tuple([part.number_of(term) for part in self._parts])
        return numbers if any(number is not None for number in numbers) else None

    def postings(self, field: str, term: str) -> Postings | None:
        """Return the articles that hold a term in a text field; ``None`` for none."""
        number = self.number_of(term)
        return None if number is None else self.postings_of(field, number)

    def postings_of(
        self, field: str, number: tuple[Any, ...], *, positions: bool = True
    ) -> Postings | None:
        """Return the same of a term by its number, with its positions or without."""
        return joined(
            [
                piece
                for part, held in zip(self._parts, number, strict=True)
                if held is not None
                for piece in part.postings_of(field, held, positions=positions)
            ]
        )

    def document_frequency(self, field: str, number: tuple[Any, ...]) -> int:
        """Return how many articles hold a term in a text field; no postings are read."""
        return sum(
            part.document_frequency(field, held)
            for part, held in zip(self._parts, number, strict=True)
            if held is not None
        )

    def beginning(self, field: str, prefix: str) -> Places:
        """Return the places of the terms of a text field that begin so."""
        return self._places(field, prefix)

    def numbers(self, places: Places) -> Array:
        """Return a number for each place that orders terms by their bytes."""
        return places.numbers

    def document_frequencies(self, places: Places) -> Array:
        """Return how many articles hold each of the terms at some places."""
        return places.counts

    def postings_of_all(self, places: Places, chosen: Array) -> Postings:
        """Return the articles of several terms of a field, segment by segment."""
        is_chosen = np.zeros(len(places) + 1, dtype=bool)
        is_chosen[chosen] = True
        found = (
            self._segments[segment].postings_of_all(within, is_chosen[place].nonzero()[0])
            for segment, within, place in places.of_segments
        )
        nothing = np.empty(0, dtype=np.uint32)
        whole = joined([one for one in found if one is not None])
        return whole or Postings(nothing, nothing)

    def texts(self, places: Places) -> list[str]:
        """Return the terms at some places."""
        found = [""] * len(places)
        for segment, within, place in places.of_segments:
            own = self._segments[segment].index.texts(within)
            for at, text in zip(place.tolist(), own, strict=True):
                if at < len(found):
                    found[at] = text
        return found


def _places_of(
    beginning: Callable[[str], Beginning],
    segments: Sequence[LevelOfSegment],
    field: str,
    prefix: str,
) -> Places:
    return beginning(prefix).places(field, [one.document_frequencies for one in segments])


def _begin(segments: Sequence[LevelOfSegment], prefix: str) -> Beginning:
    return Beginning.of([one.terms for one in segments], prefix)


def joined(pieces: Sequence[Postings]) -> Postings | None:
    """Return postings one behind the other; ``None`` for none."""
    if len(pieces) < 2:
        return pieces[0] if pieces else None
    articles = np.concatenate([one.articles for one in pieces])
    frequencies = np.concatenate([one.frequencies for one in pieces])
    positions = [one.positions for one in pieces if one.positions is not None]
    return Postings(articles, frequencies, np.concatenate(positions) if positions else None)
