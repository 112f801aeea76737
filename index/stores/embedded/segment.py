"""An index as it lies on disk, mapped into memory: what it holds is read where it is asked for.

A segment never changes once it is written. Everything here is an array or a number out of one;
what they mean together is decided by those who search.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import records
from index.analysis import LEVELS, Level
from index.arrays import Array, CheckedArray, MappedArrays, map_arrays
from index.article import Article
from index.fields import POSITIONED, TEXT_FIELDS
from index.numbering import LONG
from index.packed_strings import PackedStrings
from index.stores.embedded.files import Published, damaged
from index.stores.embedded.names import ARTICLES, COLUMNS, PLACES, WORDS, level_file

_NUMBER_OF_FIELD = {field.name: number for number, field in enumerate(TEXT_FIELDS)}


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
        self._of_field = {field: self._places(field, every) for field in _NUMBER_OF_FIELD}

    def postings(self, field: str, term: str) -> Postings | None:
        """Return the articles that hold a term in a text field; ``None`` for none."""
        number = self.terms.find(term)
        return None if number is None else self.postings_of(field, number)

    def postings_of(self, field: str, number: int) -> Postings | None:
        """Return the same of a term by its number in ``terms``."""
        at = self.find(field, number)
        return None if at is None else self.postings_at(at)

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

    def beginning(self, field: str, prefix: str) -> range:
        """Return the places of the terms of a text field that begin so."""
        return self._places(field, self.terms.beginning(prefix))

    def find(self, field: str, number: int) -> int | None:
        """Return the place of a term of a text field, by its number; ``None`` for none."""
        within = self._of_field[field]
        if not within:
            return None
        key = _NUMBER_OF_FIELD[field] * len(self.terms) + number
        at = bisect_left(self._keys, key, within.start, within.stop)
        return at if at < within.stop and self._keys[at] == key else None

    def first_from(self, field: str, wanted: bytes) -> int:
        """Return the place of the first term of a text field that is not below some bytes.

        Where there is none, it is the place behind the field's last term.
        """
        within = self._of_field[field]
        key = _NUMBER_OF_FIELD[field] * len(self.terms) + self.terms.first_from(wanted)
        return bisect_left(self._keys, key, within.start, within.stop)

    def numbers(self, places: range) -> Array:
        """Return the numbers of the terms at some places."""
        return self._all_keys[places.start : places.stop] % np.uint32(max(1, len(self.terms)))

    def document_frequencies(self, places: range) -> Array:
        """Return how many articles hold each of the terms at some places."""
        ends = self._all_ends[max(0, places.start - 1) : places.stop].astype(np.int64)
        return np.diff(ends) if places.start else np.diff(ends, prepend=0)

    def postings_of_all(self, places: Array) -> Postings:
        """Return the articles of several terms of a field, one term behind the other.

        Args:
            places: of the terms, ascending.
        """
        chosen = entries_of(self._all_ends, places)
        if not len(chosen):
            return Postings(self._articles.between(0, 0), self._frequencies.between(0, 0))
        first, behind = int(chosen[0]), int(chosen[-1]) + 1
        return Postings(
            self._articles.between(first, behind)[chosen - first],
            self._frequencies.between(first, behind)[chosen - first],
        )

    def postings_at(self, at: int) -> Postings:
        """Return the articles that hold the term at a place."""
        first, behind = self._ends[at - 1] if at else 0, self._ends[at]
        positions = None
        if self._positioned:
            begin = self._position_ends[at - 1] if at else 0
            positions = self._positions.between(begin, self._position_ends[at])
        return Postings(
            self._articles.between(first, behind),
            self._frequencies.between(first, behind),
            positions,
        )

    def _places(self, field: str, numbers: range) -> range:
        first = _NUMBER_OF_FIELD[field] * len(self.terms)
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


@dataclass(frozen=True)
class Segment:
    """One index, mapped.

    Attributes:
        folder: that it lies in.
        levels: by level.
        columns: see docs/index-format.md.
    """

    folder: Path
    levels: Mapping[Level, LevelIndex]
    columns: Mapping[str, Array]
    _articles: MappedArrays
    _words: MappedArrays
    _places: MappedArrays

    @classmethod
    def open(cls, folder: Path, published: Published | None = None) -> "Segment":
        """Map an index.

        Args:
            folder: that it lies in.
            published: its files, compared with what is read; ``None`` for one that is being built.

        Raises:
            IndexDamaged: a file is missing, cut or none of ours.
        """
        name = ""
        mapped: dict[str, MappedArrays] = {}
        try:
            for name in (ARTICLES, WORDS, PLACES, COLUMNS, *map(level_file, LEVELS)):
                compared = published.compared(name) if published else None
                mapped[name] = map_arrays(folder / name, compared)
            levels = {level: LevelIndex(mapped[level_file(level)], level) for level in LEVELS}
        except (OSError, ValueError, KeyError) as error:
            raise damaged(folder / name, error) from error
        return cls(folder, levels, mapped[COLUMNS], mapped[ARTICLES], mapped[WORDS], mapped[PLACES])

    @property
    def size(self) -> int:
        """How many articles it holds."""
        return len(self._articles["ends"])

    def arrays(self, file: str) -> MappedArrays:
        """Return the arrays with the texts in a file: ``ARTICLES``, ``WORDS`` or ``PLACES``."""
        return {ARTICLES: self._articles, WORDS: self._words, PLACES: self._places}[file]

    def article(self, number: int) -> Article:
        """Return the article of a number.

        Raises:
            IndexDamaged: its record cannot be read.
        """
        ends = self._record_ends
        record = self._records.between(ends[number - 1] if number else 0, ends[number])
        try:
            return records.from_bytes(record.data)
        except (ValueError, KeyError, TypeError) as error:
            message = f"the record of article {number} cannot be read ({error!r})"
            raise damaged(self.folder / ARTICLES, message) from error

    def words(self, number: int, field: str) -> Array:
        """Return the words of a text as numbers."""
        chosen = self._text(number, field)
        return self._words_of_texts.between(chosen.start, chosen.stop)

    def places(self, number: int, field: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the words of a text begin and end, in letters."""
        held = self._text(number, field)
        chosen = slice(2 * held.start, 2 * held.stop)
        steps = self._steps.between(chosen.start, chosen.stop)
        if (steps == LONG).any():
            long = self._places["long"]
            first = bisect_left(long.data, chosen.start)
            last = bisect_left(long.data, chosen.stop)
            steps = steps.astype(np.int64)
            steps[long[first:last] - chosen.start] = self._places["long_values"][first:last]
        borders = steps.cumsum(dtype=np.int64)
        return borders[::2], borders[1::2]

    def names(self, kind: str) -> PackedStrings:
        """Return the ids of all articles, or the keys of their addresses, in order of bytes."""
        return self._names[kind]

    def number_of(self, kind: str, name: str) -> int | None:
        """Return the number of the first article with this id, or this key of its address."""
        at = self._names[kind].find(name)
        return None if at is None else int(self.columns[f"{kind}.articles"][at])

    def id_of(self, number: int) -> str:
        """Return the id of an article."""
        name: str = self._names["ids"][self._rank_of_id[number]]
        return name

    @cached_property
    def _rank_of_id(self) -> memoryview:
        articles = self.columns["ids.articles"]
        ranks = np.zeros(len(articles), dtype=np.uint32)
        ranks[articles] = np.arange(len(articles), dtype=np.uint32)
        return ranks.data

    @cached_property
    def _names(self) -> dict[str, PackedStrings]:
        return {kind: PackedStrings.mapped(self.columns, kind) for kind in ("ids", "addresses")}

    @cached_property
    def _record_ends(self) -> memoryview:
        return self._articles["ends"].data

    @cached_property
    def _records(self) -> CheckedArray:
        return self._articles.in_parts("records")

    @cached_property
    def _words_of_texts(self) -> CheckedArray:
        return self._words.in_parts("words")

    @cached_property
    def _steps(self) -> CheckedArray:
        return self._places.in_parts("places")

    @cached_property
    def _text_ends(self) -> memoryview:
        return self._words["ends"].data

    def _text(self, number: int, field: str) -> slice:
        at = number * len(TEXT_FIELDS) + _NUMBER_OF_FIELD[field]
        return slice(self._text_ends[at - 1] if at else 0, self._text_ends[at])
