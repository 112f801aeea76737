"""The files with the texts of articles: their records, their words, where these stand."""

from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.arrays import Array, ArrayWriter, narrow
from index.fields import TEXT_FIELDS
from index.numbering import NumberedTexts
from index.stores.embedded.names import ARTICLES, PLACES, WORDS


class TextFiles:
    """Writes these files, some articles behind the others."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: of the segment.
        """
        self._articles = ArrayWriter(folder / ARTICLES)
        self._articles.begin("records", np.uint8)
        self._words = ArrayWriter(folder / WORDS)
        self._words.begin("words", np.uint32)
        self._places = ArrayWriter(folder / PLACES)
        self._places.begin("places", np.uint8)
        self._sizes = array("Q")
        self._lengths: list[Array] = []
        self._long: list[Array] = []
        self._long_values: list[Array] = []
        self._placed = 0

    def __len__(self) -> int:
        return len(self._sizes)

    def append(
        self, records: bytes | Array, sizes: Sequence[int] | Array, texts: NumberedTexts
    ) -> None:
        """Write articles behind the others.

        Args:
            records: of all of them, one behind the other.
            sizes: how many bytes the record of each has.
            texts: of these articles; their words have the numbers of the segment.
        """
        self._articles.append(records)
        self._sizes.extend(np.asarray(sizes, dtype=np.uint64).tolist())
        self._words.append(texts.words)
        self._places.append(texts.places)
        self._lengths.append(texts.lengths)
        self._long.append(texts.long + self._placed)
        self._long_values.append(texts.long_values)
        self._placed += len(texts.places)

    def finish(self) -> Array:
        """Write what is kept of all articles together, and close the files.

        Returns:
            How many words each text has: a row an article, a column a field.
        """
        lengths = np.concatenate([np.zeros(0, np.uint32), *self._lengths])
        with self._articles, self._words, self._places:
            sizes = np.array(self._sizes, dtype=np.uint64)
            self._articles.add("ends", narrow(np.cumsum(sizes, dtype=np.uint64)))
            self._words.add("ends", narrow(np.cumsum(lengths, dtype=np.uint64)))
            nothing = np.zeros(0, np.int64)
            self._places.add("long", narrow(np.concatenate([nothing, *self._long])))
            self._places.add("long_values", narrow(np.concatenate([nothing, *self._long_values])))
        return lengths.reshape(-1, len(TEXT_FIELDS))

    def discard(self) -> None:
        """Close the files as they are."""
        for file in (self._articles, self._words, self._places):
            # What could not be written for want of space cannot be written now.
            with suppress(OSError):
                file.discard()
