"""What is offered while somebody types, after a change: what came since the last build is added.

A segment keeps what was counted of its articles; that of the last full build keeps nothing, since
the completions have it.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import map_arrays
from index.completions import FILE_NAME, CompletionCounts, Completions, additions_of
from index.completions.counter import CompletionsCounter, headline_of
from index.completions.counts import FILE_NAME as COUNTS
from index.completions.counts import added_up
from index.facts.near_duplicates.groups import Groups
from index.preparation import PreparedArticle
from index.stores.embedded.archive import OpenArchive
from index.stores.embedded.files import damaged
from index.stores.embedded.reader import map_completions
from index.stores.embedded.segments import OpenSegment
from index.vocabulary import Vocabulary

_NONE = -1


class LastBuild:
    """The completions of the last full build, opened once by whoever changes an archive."""

    def __init__(self) -> None:
        self._file: tuple[int, ...] = ()
        self._held: Completions | None = None

    def of(self, live: OpenArchive) -> Completions:
        """Return those of an archive.

        Raises:
            IndexDamaged: they cannot be read.
        """
        path = live.folder / FILE_NAME
        try:
            found = path.stat()
        except OSError as error:
            raise damaged(path, error) from error
        # A publication has a name of its own for the same file.
        file = found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
        if self._held is None or file != self._file:
            self._held = map_completions(live.folder, live.published).base()
            self._file = file
        return self._held


def counted(
    vocabulary: Vocabulary, articles: Sequence[PreparedArticle], base: Completions
) -> CompletionCounts:
    """Return what a segment of new articles keeps.

    Args:
        vocabulary: their words.
        articles: in the order of the segment.
        base: the completions of the last full build.
    """
    counter = CompletionsCounter(vocabulary.spelled(), len(articles))
    for number, article in enumerate(articles):
        counter.add(headline_of(number, article.title, article.deck, article.day))
    return counter.counted(base)


def write_additions(
    folder: Path,
    base: Completions,
    segments: Sequence[OpenSegment],
    groups: Groups,
    built: NDArray[np.int64],
) -> None:
    """Write what is added to the completions of the last full build.

    Args:
        folder: of the publication.
        base: the completions of the last full build.
        segments: of the publication.
        groups: of its articles; only what represents its copies has a title that is offered.
        built: for every article of the last full build its number; -1 where it is gone.

    Raises:
        IndexDamaged: what is there already cannot be read.
    """
    parts, first = [], 0
    for one in segments:
        numbers = _numbers(one, first)
        held = counts_of_segment(one)
        if held is not None:
            leads = np.append(groups.representatives, _NONE)[numbers]
            parts.append(held.renumbered(np.where(leads == numbers, numbers, _NONE)))
        first += one.segment.size - len(one.removed)
    additions_of(base, built, parts, first).write(folder)


def merged_counts(segments: Sequence[OpenSegment]) -> CompletionCounts | None:
    """Return what the segment keeps that others become; ``None`` for nothing."""
    parts, first = [], 0
    for one in segments:
        held = counts_of_segment(one)
        if held is not None:
            parts.append(held.renumbered(_numbers(one, first)))
        first += one.segment.size - len(one.removed)
    return added_up(parts) if parts else None


def counts_of_segment(one: OpenSegment) -> CompletionCounts | None:
    """Return what was counted of the articles of a segment; ``None`` for that of a full build.

    Raises:
        IndexDamaged: it cannot be read.
    """
    if not one.published.lists(COUNTS):
        return None
    path = one.segment.folder / COUNTS
    try:
        return CompletionCounts.of_arrays(map_arrays(path, one.published.compared(COUNTS)))
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error


def _numbers(one: OpenSegment, first: int) -> NDArray[np.int64]:
    """The numbers of a segment's articles, from a first one on; -1 for those that are removed."""
    stays = np.ones(one.segment.size, dtype=bool)
    stays[one.removed] = False
    return np.where(stays, stays.cumsum() + (first - 1), _NONE)
