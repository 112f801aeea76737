"""Writes what an index holds of its articles one by one: records, words, places, columns."""

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import ArrayWriter, narrow
from index.facets import INDEXED_FACETS
from index.fields import TEXT_FIELDS
from index.numbering import NumberedTexts
from index.packed_strings import PackedStrings
from index.preparation import PreparedArticle
from index.stores.embedded.names import COLUMNS
from index.stores.embedded.text_files import TextFiles


class TextWriter:
    """Writes articles in the order of an index, batch by batch."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: of the segment.
        """
        self._folder = folder
        self._texts = TextFiles(folder)
        self._columns = _Columns()

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts) -> None:
        """Write articles behind the others."""
        records = [article.record for article in articles]
        self._texts.append(b"".join(records), list(map(len, records)), texts)
        for article in articles:
            self._columns.add(article)

    def finish(self) -> None:
        """Write what is kept of all articles together, and close the files."""
        lengths = self._texts.finish()
        with ArrayWriter(self._folder / COLUMNS) as columns:
            for field, words in zip(TEXT_FIELDS, lengths.T, strict=True):
                columns.add(f"{field.name}.words", narrow(words))
            self._columns.write(columns)

    def discard(self) -> None:
        """Close the files as they are."""
        self._texts.discard()


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
