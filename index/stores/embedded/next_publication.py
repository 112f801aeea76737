"""The publication after another one: what holds for the whole archive is taken over from that.

Evidence, completions and associations are those of the last full build. Their files are not copied:
each publication has a name of its own for them (a hard link), where the file system knows such
names.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.analysis.corpus_frequencies import PLACES_NAME as PLACES
from index.arrays import Array
from index.associations import FILE_NAME as ASSOCIATIONS
from index.completions import FILE_NAME as COMPLETIONS
from index.completions.additions import FILE_NAME as ADDITIONS
from index.facts.near_duplicates.groups import Groups
from index.manifest import Manifest
from index.stores.embedded.files import Published, seal
from index.stores.embedded.names import FILES_READ, FILES_SINCE
from index.stores.embedded.publication import write_publication

_TAKEN_OVER = (
    *(EVIDENCE, PLACES, COMPLETIONS, ADDITIONS, ASSOCIATIONS),
    *(FILES_READ, FILES_SINCE),
)
_GONE = -1


def write_next(
    folder: Path,
    before: Published,
    manifest: Manifest,
    segments: Sequence[tuple[str, Iterable[int]]],
    groups: Groups,
    built: Array,
) -> None:
    """Write a publication after another one; it is complete and on disk then.

    Args:
        folder: of the publication; what is there already is not taken over.
        before: the files of the one before it.
        manifest: of the publication.
        segments: the names of the segments, each with the numbers of its removed articles.
        groups: see :class:`.publication.Publication`, and
        built: likewise.

    Raises:
        IndexDamaged: a file of the one before is not as it was published.
    """
    names = [name for name in _TAKEN_OVER if before.lists(name) and not (folder / name).exists()]
    known = {name: row for name in names if (row := _taken_over(folder, before, name))}
    write_publication(folder, segments, groups, built)
    manifest.write(folder)
    seal(folder, known)


def moved(numbers: Array, gone: Sequence[int], size: int) -> NDArray[np.int64]:
    """Return the numbers that articles have once others have gone; -1 for those that went.

    Args:
        numbers: dense numbers; -1 for none.
        gone: the dense numbers of the articles that go.
        size: how many articles there were.
    """
    stays = np.ones(size + 1, dtype=bool)
    stays[list(gone)] = False
    now = np.where(stays, stays.cumsum() - 1, _GONE)
    now[size] = _GONE  # what -1 points to
    found: NDArray[np.int64] = now[numbers.astype(np.int64)]
    return found


def _taken_over(folder: Path, before: Published, name: str) -> dict[str, Any] | None:
    """Give a file of the publication before to this one; what its list says, where it is a link."""
    source = before.folder / name
    try:
        os.link(source, folder / name)
    except OSError:
        before.compare(name)
        shutil.copyfile(source, folder / name)
        return None
    return dict(before.listed(name))
