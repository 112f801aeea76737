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
from index.stores.embedded.files import Published, damaged
from index.stores.embedded.names import COLUMNS, PUBLICATION, SEGMENTS, SEGMENTS_FOLDER


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

    Evidence is that of the last full build. What the completions call a title's article is a dense
    number, and so is what the manifest counts.

    Attributes:
        folder: that it lies in.
        segments: one at least, in the order of their articles.
        representatives: for every article that stays, by its dense number, the dense number of the
            one that stands for the copies of its text; ``None`` for what the only segment says.
    """

    folder: Path
    segments: tuple[NamedSegment, ...]
    representatives: Array | None

    @classmethod
    def read(cls, folder: Path, published: Published) -> "Publication":
        """Read a publication; a folder that names no segments is one itself.

        Args:
            folder: that it lies in.
            published: its files, compared with what is read.

        Raises:
            IndexDamaged: it cannot be read.
        """
        if not published.lists(SEGMENTS):
            return cls(folder, (NamedSegment(folder, _NOBODY),), None)
        published.compare(SEGMENTS)
        try:
            names = _names(folder / SEGMENTS)
            held = map_arrays(folder / PUBLICATION, published.compared(PUBLICATION))
            removed = [held[f"removed.{at}"].astype(np.int64) for at in range(len(names))]
            representatives = held["representatives"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise damaged(folder / PUBLICATION, str(error)) from error
        folders = (segments_folder(folder) / name for name in names)
        return cls(folder, tuple(map(NamedSegment, folders, removed)), representatives)


def folders_of(folder: Path) -> list[Path]:
    """Return the folders of a publication and of its segments, where all files have their length.

    Raises:
        IndexDamaged: names the file that is not there as it was published.
    """
    named = Publication.read(folder, Published(folder))
    others = [one.folder for one in named.segments if one.folder != folder]
    for one in others:
        Published(one, COLUMNS)
    return [folder, *others]


def segments_folder(publication: Path) -> Path:
    """Return the folder that the segments of a publication lie in, by the folder of that."""
    return publication.parent.parent / SEGMENTS_FOLDER


def write_publication(
    folder: Path, segments: Sequence[tuple[str, Iterable[int]]], representatives: Sequence[int]
) -> None:
    """Write what :meth:`Publication.read` reads, before the folder is sealed.

    Args:
        folder: of the publication.
        segments: the names of the segments, each with the numbers of its removed articles.
        representatives: see :class:`Publication`.
    """
    names = [name for name, _ in segments]
    (folder / SEGMENTS).write_text(json.dumps({"segments": names}, indent=2) + "\n", "utf-8")
    with ArrayWriter(folder / PUBLICATION) as file:
        for at, (_, removed) in enumerate(segments):
            file.add(f"removed.{at}", narrow(np.unique(np.array(list(removed), dtype=np.int64))))
        file.add("representatives", narrow(np.asarray(representatives, dtype=np.int64)))


_NOBODY = np.empty(0, dtype=np.int64)


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
