"""What a publication says of its archive: which segments, without which articles, and the copies.

A segment is written once and never changed. A publication names those of an archive in their
order, and in each the articles that are removed. Articles have *dense* numbers: those that stay are
counted segment after segment, from 0 and without gaps.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, ArrayWriter, map_arrays, narrow
from index.facts.near_duplicates.groups import Groups
from index.stores.embedded.files import Published, damaged
from index.stores.embedded.names import PUBLICATION, SEGMENTS, SEGMENTS_FOLDER


@dataclass(frozen=True)
class NamedSegment:
    """A segment as a publication names it.

    Attributes:
        folder: that it lies in.
        removed: the numbers that its removed articles have in the segment, ascending.
    """

    folder: Path
    removed: NDArray[np.int64]


@dataclass(frozen=True)
class Publication:
    """What a publication names; beside it lie its manifest, evidence and completions.

    Evidence and completions are those of the last full build.

    Attributes:
        folder: that it lies in.
        segments: one at least, in the order of their articles.
        groups: which of the articles that stay are copies, all by their dense numbers.
        built: for every article of the last full build, in its order, its dense number now; -1
            where it is gone.
    """

    folder: Path
    segments: tuple[NamedSegment, ...]
    groups: Groups
    built: Array

    @classmethod
    def read(cls, folder: Path, published: Published) -> "Publication":
        """Read a publication.

        Args:
            folder: that it lies in.
            published: its files, compared with what is read.

        Raises:
            IndexDamaged: it cannot be read.
        """
        try:
            published.compare(SEGMENTS)
            names = _names(folder / SEGMENTS)
            held = map_arrays(folder / PUBLICATION, published.compared(PUBLICATION))
            removed = [held[f"removed.{at}"].astype(np.int64) for at in range(len(names))]
            groups, built = Groups(held["parents"], held["representatives"]), held["built"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise damaged(folder / PUBLICATION, error) from error
        folders = (segments_folder(folder) / name for name in names)
        return cls(folder, tuple(map(NamedSegment, folders, removed)), groups, built)


def segments_folder(publication: Path) -> Path:
    """Return the folder that the segments of a publication lie in, by the folder of that."""
    return publication.parent.parent / SEGMENTS_FOLDER


def write_publication(
    folder: Path,
    segments: Sequence[tuple[str, Iterable[int]]],
    groups: Groups,
    built: Array,
) -> None:
    """Write what :meth:`Publication.read` reads, before the folder is sealed.

    Args:
        folder: of the publication.
        segments: the names of the segments, each with the numbers of its removed articles.
        groups: see :class:`Publication`, and
        built: likewise.
    """
    write_names(folder, [name for name, _ in segments])
    with ArrayWriter(folder / PUBLICATION) as file:
        for at, (_, removed) in enumerate(segments):
            file.add(f"removed.{at}", narrow(np.unique(np.array(list(removed), dtype=np.int64))))
        file.add("representatives", narrow(groups.representatives))
        file.add("parents", narrow(groups.parents))
        file.add("built", built.astype(np.int32))


def write_names(folder: Path, segments: Sequence[str]) -> None:
    """Write which segments a publication names, in their order."""
    text = json.dumps({"segments": list(segments)}, indent=2) + "\n"
    (folder / SEGMENTS).write_text(text, encoding="utf-8")


def _names(path: Path) -> list[str]:
    """The names of segments that a file lists.

    Raises:
        ValueError: it does not.
    """
    names = json.loads(path.read_text(encoding="utf-8"))["segments"]
    plain = all(isinstance(name, str) and Path(name).name == name for name in names)
    if not names or not plain:
        raise ValueError(f"{path.name} names no segments")
    return list(names)
