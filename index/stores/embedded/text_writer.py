"""Writes what an index holds of its articles one by one: records, words, places, columns."""

from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, ArrayWriter, narrow
from index.facets import INDEXED_FACETS
from index.fields import TEXT_FIELDS
from index.numbering import NumberedTexts
from index.packed_strings import PackedStrings
from index.preparation import PreparedArticle
from index.stores.embedded.names import ARTICLES, COLUMNS, PLACES, WORDS


class TextWriter:
    """Writes articles in the order of an index, batch by batch."""

    def __init__(self, folder: Path) -> None:
        self._articles = ArrayWriter(folder / ARTICLES)
        self._articles.begin("records", np.uint8)
        self._words = ArrayWriter(folder / WORDS)
        self._words.begin("words", np.uint32)
        self._places = ArrayWriter(folder / PLACES)
        self._places.begin("places", np.uint8)
        self._ends = array("Q")
        self._lengths: list[Array] = []
        self._long: list[Array] = []
        self._long_values: list[Array] = []
        self._bytes = self._placed = 0
        self._columns = _Columns()

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts) -> None:
        """Write articles behind the others."""
        for article in articles:
            self._articles.append(article.record)
            self._bytes += len(article.record)
            self._ends.append(self._bytes)
            self._columns.add(article)
        self._words.append(texts.words)
        self._places.append(texts.places)
        self._lengths.append(texts.lengths)
        self._long.append(texts.long + self._placed)
        self._long_values.append(texts.long_values)
        self._placed += len(texts.places)

    def finish(self, folder: Path, representatives: Sequence[int]) -> None:
        """Write what is kept of all articles together, and close the files."""
        lengths = np.concatenate([np.zeros(0, np.uint32), *self._lengths])
        with self._articles, self._words, self._places:
            self._articles.add("ends", narrow(np.array(self._ends, dtype=np.uint64)))
            self._words.add("ends", narrow(np.cumsum(lengths, dtype=np.uint64)))
            nothing = np.zeros(0, np.int64)
            self._places.add("long", narrow(np.concatenate([nothing, *self._long])))
            self._places.add("long_values", narrow(np.concatenate([nothing, *self._long_values])))
        with ArrayWriter(folder / COLUMNS) as columns:
            for field, words in zip(
                TEXT_FIELDS, lengths.reshape(-1, len(TEXT_FIELDS)).T, strict=True
            ):
                columns.add(f"{field.name}.words", narrow(words))
            columns.add("representatives", narrow(np.array(representatives, dtype=np.int64)))
            self._columns.write(columns)

    def discard(self) -> None:
        """Close the files as they are."""
        for file in (self._articles, self._words, self._places):
            # What could not be written for want of space cannot be written now.
            with suppress(OSError):
                file.discard()


class _Columns:
    """What articles are filtered, counted and looked up by, article by article."""

    def __init__(self) -> None:
        self._published = array("q")
        self._span_ends, self._spans = array("I"), array("i")
        self._facets = tuple(_Values() for _ in INDEXED_FACETS)
        self._ids: list[tuple[bytes, ...]] = []
        self._addresses: list[tuple[bytes, ...]] = []

    def add(self, article: PreparedArticle) -> None:
        self._published.append(article.published)
        self._spans.extend(article.spans)
        self._span_ends.append(len(self._spans) // 2)
        for facet, values in zip(self._facets, article.facets, strict=True):
            facet.add(values)
        self._ids.append((article.id.encode(),))
        self._addresses.append(tuple(key.encode() for key in article.addresses))

    def write(self, file: ArrayWriter) -> None:
        file.add("published", np.array(self._published, dtype=np.int64))
        file.add("spans.ends", narrow(np.array(self._span_ends, dtype=np.uint32)))
        file.add("spans", np.array(self._spans, dtype=np.int32))
        for facet, values in zip(INDEXED_FACETS, self._facets, strict=True):
            values.write(file, f"facet.{facet.name}")
        _write_names(file, "ids", self._ids)
        _write_names(file, "addresses", self._addresses)


class _Values:
    """The values of a facet, article by article."""

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}
        self._ends, self._numbers = array("I"), array("I")

    def add(self, values: Sequence[str]) -> None:
        for value in dict.fromkeys(values):
            self._numbers.append(self._number_of.setdefault(value, len(self._number_of)))
        self._ends.append(len(self._numbers))

    def write(self, file: ArrayWriter, name: str) -> None:
        packed, ranks = ranked([value.encode() for value in self._number_of])
        for part, held in packed.arrays(name).items():
            file.add(part, held)
        file.add(f"{name}.article_ends", narrow(np.array(self._ends, dtype=np.uint32)))
        file.add(f"{name}.codes", narrow(ranks[np.array(self._numbers, dtype=np.int64)]))


def ranked(strings: Sequence[bytes]) -> tuple[PackedStrings, NDArray[np.int64]]:
    """Return distinct strings packed in their order, and the place of each in it."""
    order = sorted(range(len(strings)), key=strings.__getitem__)
    ranks = np.zeros(len(strings), dtype=np.int64)
    ranks[np.array(order, dtype=np.int64)] = np.arange(len(strings))
    return PackedStrings.of([strings[number] for number in order]), ranks


def _write_names(file: ArrayWriter, name: str, names: Sequence[tuple[bytes, ...]]) -> None:
    """Write the names of articles, each with the first article that has it."""
    first: dict[bytes, int] = {}
    for number, held in enumerate(names):
        for one in held:
            first.setdefault(one, number)
    listed = sorted(first)
    for part, values in PackedStrings.of(listed).arrays(name).items():
        file.add(part, values)
    file.add(f"{name}.articles", narrow(np.array([first[one] for one in listed], np.int64)))
