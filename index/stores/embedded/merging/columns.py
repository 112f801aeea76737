"""The columns of several segments, written as those of one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import ArrayWriter, narrow
from index.facets import INDEXED_FACETS
from index.fields import TEXT_FIELDS
from index.packed_strings import PackedStrings
from index.stores.embedded.names import COLUMNS
from index.stores.embedded.segments import OpenSegment, Segments


def write_columns(folder: Path, segments: Sequence[OpenSegment]) -> None:
    """Write what articles are filtered, counted and looked up by.

    Args:
        folder: of the segment that the others become.
        segments: these, in their order.
    """
    held = Segments(segments)
    with ArrayWriter(folder / COLUMNS) as file:
        for field in TEXT_FIELDS:
            file.add(f"{field.name}.words", narrow(held.columns[f"{field.name}.words"]))
        for name in ("published", "spans.ends", "spans"):
            file.add(name, held.columns[name])
        for facet in INDEXED_FACETS:
            _write_facet(file, held, facet.name)
        for kind in ("ids", "addresses"):
            _write_names(file, segments, kind)


def _write_facet(file: ArrayWriter, held: Segments, name: str) -> None:
    found = held.facet(name)
    packed = PackedStrings.of([value.encode() for value in found.values])
    for part, array in packed.arrays(f"facet.{name}").items():
        file.add(part, array)
    file.add(f"facet.{name}.article_ends", narrow(found.ends))
    file.add(f"facet.{name}.codes", narrow(found.codes))


def _write_names(file: ArrayWriter, segments: Sequence[OpenSegment], kind: str) -> None:
    """Write the ids or the keys of addresses, each with the first article that has it."""
    first: dict[bytes, int] = {}
    for name, article in _named(segments, kind):
        first.setdefault(name, article)
    listed = sorted(first)
    for part, array in PackedStrings.of(listed).arrays(kind).items():
        file.add(part, array)
    file.add(f"{kind}.articles", narrow(np.array([first[one] for one in listed], np.int64)))


def _named(segments: Sequence[OpenSegment], kind: str) -> Iterator[tuple[bytes, int]]:
    """Yield the names of the articles that stay, each with the number that its article gets."""
    before = 0
    for one in segments:
        names, numbers = one.segment.names(kind), _numbers(one, before)
        articles = one.segment.columns[f"{kind}.articles"].astype(np.int64)
        for place, number in enumerate(numbers[articles].tolist()):
            if number >= 0:
                yield names.bytes_of(place), number
        before += one.segment.size - len(one.removed)


def _numbers(one: OpenSegment, before: int) -> NDArray[np.int64]:
    """Of every article of a segment the number that it gets; -1 where it is removed."""
    stays = np.ones(one.segment.size, dtype=bool)
    stays[one.removed] = False
    return np.where(stays, stays.cumsum() + (before - 1), -1)
