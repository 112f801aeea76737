"""The terms of a level of a segment and their postings, read where they are asked for."""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import Level
from index.arrays import Array, MappedArrays
from index.fields import POSITIONED, TEXT_FIELDS
from index.packed_strings import PackedStrings

#: The number of each text field in the order of the table of fields.
NUMBER_OF_FIELD = {field.name: number for number, field in enumerate(TEXT_FIELDS)}


@dataclass(frozen=True, slots=True)
class Postings:
    """The articles that hold a term.

    Attributes:
        articles: their numbers, ascending.
        frequencies: how often each holds it.
        positions: all positions, article after article; ``None`` where the level keeps none.
    """

    articles: Array
    frequencies: Array
    positions: Array | None = None


@dataclass(frozen=True, slots=True)
class AllPostings:
    """The postings of all terms of all fields on a level.

    Attributes:
        keys: the number of a field times the number of terms, and that of a term, ascending.
        ends: where the postings of each key end in
        articles: the articles of each key, and
        frequencies: how often each has it.
        positions: all of them; ``None`` where the level keeps none.
    """

    keys: Array
    ends: Array
    articles: Array
    frequencies: Array
    positions: Array | None


class LevelIndex:
    """The terms of a level, which words have them, and their postings.

    Attributes:
        terms: all of them, by their numbers.
        term_spellings: of every term the words of texts that have it, one term behind the other,
        term_ranks: as their which term, from 0, and
        term_ends: where those of a term end.
        spelling_terms: of every word its terms, one word behind the other, and
        spelling_ends: where those of a word end.
    """

    def __init__(self, arrays: MappedArrays, level: Level) -> None:
        self.terms = PackedStrings.mapped(arrays, "terms")
        self.term_ends, self.term_spellings = arrays["term_ends"], arrays["term_spellings"]
        self.term_ranks = arrays["term_ranks"]
        self.spelling_ends = arrays["spelling_ends"]
        self.spelling_terms = arrays["spelling_terms"]
        self._positioned = level in POSITIONED
        self._articles = arrays.in_parts("articles")
        self._frequencies = arrays.in_parts("frequencies")
        self._positions = arrays.in_parts("positions")
        # Single numbers are read much faster from these than from arrays.
        self._all_keys, self._all_ends = arrays["keys"], arrays["ends"]
        self._keys, self._ends = arrays["keys"].data, arrays["ends"].data
        self._position_ends = arrays["position_ends"].data
        every = range(len(self.terms))
        self._of_field = {field: self.places_of(field, every) for field in NUMBER_OF_FIELD}

    def number_of(self, term: str) -> int | None:
        """Return the number of a term in ``terms``; ``None`` where it is not there."""
        return self.terms.find(term)

    def postings(self, field: str, term: str) -> Postings | None:
        """Return the articles that hold a term in a text field; ``None`` for none."""
        number = self.terms.find(term)
        return None if number is None else self.postings_of(field, number)

    def postings_of(self, field: str, number: int, *, positions: bool = True) -> Postings | None:
        """Return the same of a term by its number in ``terms``, with its positions or without."""
        at = self.find(field, number)
        return None if at is None else self.postings_at(at, positions=positions)

    def document_frequency(self, field: str, number: int) -> int:
        """Return how many articles hold a term in a text field; no postings are read.

        Args:
            field: the text field.
            number: of the term in ``terms``.
        """
        at = self.find(field, number)
        return 0 if at is None else self._ends[at] - (self._ends[at - 1] if at else 0)

    def spellings_of(self, term: int) -> tuple[Array, Array]:
        """Return the words of texts that have a term, and as their which term, by its number."""
        chosen = slice(self.term_ends[term - 1] if term else 0, self.term_ends[term])
        return self.term_spellings[chosen], self.term_ranks[chosen]

    def first_terms(self, spellings: Array) -> tuple[Array, NDArray[np.bool_]]:
        """Return the numbers of the likeliest terms of some words, and which have any.

        Args:
            spellings: the numbers of the words.
        """
        places = spellings.astype(np.int64)
        ends = self.spelling_ends[places].astype(np.int64)
        starts = np.where(places > 0, self.spelling_ends[np.maximum(places - 1, 0)], 0)
        has_any = ends > starts
        at = np.minimum(starts.astype(np.int64), len(self.spelling_terms) - 1)
        return self.spelling_terms[at], has_any

    def beginning(self, field: str, prefix: str) -> range:
        """Return the places of the terms of a text field that begin so."""
        return self.places_of(field, self.terms.beginning(prefix))

    def find(self, field: str, number: int) -> int | None:
        """Return the place of a term of a text field, by its number; ``None`` for none."""
        within = self._of_field[field]
        if not within:
            return None
        key = NUMBER_OF_FIELD[field] * len(self.terms) + number
        at = bisect_left(self._keys, key, within.start, within.stop)
        return at if at < within.stop and self._keys[at] == key else None

    def first_from(self, field: str, wanted: bytes) -> int:
        """Return the place of the first term of a text field that is not below some bytes.

        Where there is none, it is the place behind the field's last term.
        """
        within = self._of_field[field]
        key = NUMBER_OF_FIELD[field] * len(self.terms) + self.terms.first_from(wanted)
        return bisect_left(self._keys, key, within.start, within.stop)

    def numbers(self, places: range) -> Array:
        """Return the numbers of the terms at some places."""
        return self._all_keys[places.start : places.stop] % np.uint32(max(1, len(self.terms)))

    def document_frequencies(self, places: range) -> Array:
        """Return how many articles hold each of the terms at some places."""
        ends = self._all_ends[max(0, places.start - 1) : places.stop].astype(np.int64)
        return np.diff(ends) if places.start else np.diff(ends, prepend=0)

    def texts(self, places: range) -> list[str]:
        """Return the terms at some places."""
        return list(map(self.terms.__getitem__, self.numbers(places).tolist()))

    def postings_of_all(self, places: range, chosen: Array) -> Postings:
        """Return the articles of several terms of a field, one term behind the other.

        Args:
            places: of terms.
            chosen: which of them, from 0, ascending.
        """
        chosen = entries_of(self._all_ends, places.start + chosen)
        if not len(chosen):
            return Postings(self._articles.between(0, 0), self._frequencies.between(0, 0))
        first, behind = int(chosen[0]), int(chosen[-1]) + 1
        return Postings(
            self._articles.between(first, behind)[chosen - first],
            self._frequencies.between(first, behind)[chosen - first],
        )

    def postings_at(self, at: int, *, positions: bool = True) -> Postings:
        """Return the articles that hold the term at a place, with its positions or without."""
        first, behind = self._ends[at - 1] if at else 0, self._ends[at]
        where = None
        if positions and self._positioned:
            begin = self._position_ends[at - 1] if at else 0
            where = self._positions.between(begin, self._position_ends[at])
        return Postings(
            self._articles.between(first, behind), self._frequencies.between(first, behind), where
        )

    def with_postings(self) -> Array:
        """Return the numbers of the terms that have postings in some field, ascending."""
        return np.unique(self._all_keys % np.uint32(max(1, len(self.terms))))

    def all_postings(self) -> AllPostings:
        """Return the postings of all terms of all fields."""
        return AllPostings(
            self._all_keys,
            self._all_ends,
            self._articles.between(0, len(self._articles)),
            self._frequencies.between(0, len(self._frequencies)),
            self._positions.between(0, len(self._positions)) if self._positioned else None,
        )

    def places_of(self, field: str, numbers: range) -> range:
        """Return the places of those of some terms that a text field has, by their numbers."""
        first = NUMBER_OF_FIELD[field] * len(self.terms)
        begin = bisect_left(self._keys, first + numbers.start)
        return range(begin, bisect_left(self._keys, first + numbers.stop, begin))


def counts_of(ends: Array) -> NDArray[np.int64]:
    """Return how many entries each owner has; see :func:`entries_of`."""
    counts: NDArray[np.int64] = np.diff(np.append(0, ends.astype(np.int64)))
    return counts


def entries_of(ends: Array, owners: Array) -> NDArray[np.int64]:
    """Return the places of the entries of some owners: values of articles, postings of terms.

    Args:
        ends: for every owner where its entries end.
        owners: numbers of those wanted, ascending.
    """
    last = ends[owners].astype(np.int64)
    first = np.where(owners > 0, ends[owners - 1], 0).astype(np.int64)
    counts = last - first
    total = np.cumsum(counts)
    found: NDArray[np.int64] = np.arange(total[-1] if len(total) else 0) + np.repeat(
        last - total, counts
    )
    return found
