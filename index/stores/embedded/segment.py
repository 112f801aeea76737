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
from index.arrays import Array, CheckedArray, MappedArrays, map_arrays, read_arrays
from index.article import Article
from index.fields import TEXT_FIELDS
from index.numbering import LONG
from index.packed_strings import PackedStrings
from index.stores.embedded.facet_values import FacetValues
from index.stores.embedded.files import Published, damaged
from index.stores.embedded.level_index import NUMBER_OF_FIELD, LevelIndex
from index.stores.embedded.names import ARTICLES, COLUMNS, PLACES, WORDS, level_file


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
    def open(
        cls, folder: Path, published: Published | None = None, *, in_memory: bool = False
    ) -> "Segment":
        """Map an index.

        Args:
            folder: that it lies in.
            published: its files, compared with what is read; ``None`` for one that is being built.
            in_memory: whether the files are read, not mapped.

        Raises:
            IndexDamaged: a file is missing, cut or none of ours.
        """
        name = ""
        mapped: dict[str, MappedArrays] = {}
        opened = read_arrays if in_memory else map_arrays
        try:
            for name in (ARTICLES, WORDS, PLACES, COLUMNS, *map(level_file, LEVELS)):
                compared = published.compared(name) if published else None
                mapped[name] = opened(folder / name, compared)
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

    def likeliest_terms(self, number: int, field: str) -> list[tuple[str, int]]:
        """Return the likeliest light terms of the words of a text, each with how often it stands.

        A stop word has none.
        """
        words, times = np.unique(self.words(number, field), return_counts=True)
        light = self.levels["light"]
        numbers, has_any = light.first_terms(words)
        terms = map(light.terms.__getitem__, numbers[has_any].tolist())
        return list(zip(terms, times[has_any].tolist(), strict=True))

    def make_ready(self) -> None:
        """Do nothing: what a query asks for is read as it lies."""

    def located(self, number: int) -> tuple["Segment", int]:
        """Return the segment of an article and its number there: this one, and the same number."""
        return self, number

    def facet(self, name: str) -> FacetValues:
        """Return the values of a facet, article by article."""
        if name not in self._facets:
            self._facets[name] = FacetValues.of_columns(self.columns, name)
        return self._facets[name]

    def ids(self) -> PackedStrings:
        """Return the ids of all articles, in order of bytes."""
        return self._names["ids"]

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
    def _facets(self) -> dict[str, FacetValues]:
        return {}

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
        at = number * len(TEXT_FIELDS) + NUMBER_OF_FIELD[field]
        return slice(self._text_ends[at - 1] if at else 0, self._text_ends[at])
