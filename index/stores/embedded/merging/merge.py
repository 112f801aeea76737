"""Several segments written as one, and the publication that names it in their place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.analysis import LEVELS
from index.facts.near_duplicates.kept_signatures import KeptSignatures
from index.stores.embedded.archive import OpenArchive
from index.stores.embedded.copies import signatures_of
from index.stores.embedded.files import seal
from index.stores.embedded.folders import Folders
from index.stores.embedded.levels import LevelTask, write_level
from index.stores.embedded.merging.columns import write_columns
from index.stores.embedded.merging.policy import Held, to_merge
from index.stores.embedded.merging.stretches import stretches
from index.stores.embedded.merging.words import MergedWords
from index.stores.embedded.next_publication import write_next
from index.stores.embedded.offers import merged_counts
from index.stores.embedded.publication import NamedSegment
from index.stores.embedded.segment_writer import must_hold
from index.stores.embedded.segments import OpenSegment
from index.stores.embedded.text_files import TextFiles
from index.stores.embedded.word_counts import staying_counts, write_counts


def write_merged(live: OpenArchive, folders: Folders, folder: Path, most: int) -> bool:
    """Write a publication of the same articles in fewer segments, and the segment that is new.

    Args:
        live: the archive as it is.
        folders: of the store.
        folder: of the publication, and the name of the segment; it is there and empty.
        most: how many segments of about one size may stand.

    Returns:
        Whether there is anything to be published.

    Raises:
        IndexDamaged: a segment cannot be read.
    """
    sizes = [Held(one.segment.size, len(one.removed)) for one in live.segments]
    chosen = to_merge(sizes, most)
    if chosen is None:
        return False
    merged = NamedSegment(folders.segment(folder.name), np.empty(0, dtype=np.int64))
    write_segment(merged.folder, live.segments[chosen.start : chosen.stop])
    named = list(live.named.segments)
    named[chosen.start : chosen.stop] = [merged]
    # No article has another number than before.
    write_next(
        folder,
        live.published,
        live.manifest,
        [(one.folder.name, one.removed) for one in named],
        live.named.groups,
        live.named.built,
    )
    return True


def write_segment(folder: Path, segments: Sequence[OpenSegment]) -> None:
    """Write the articles of segments that stay as one segment, sealed.

    Args:
        folder: of it; it is made.
        segments: in their order, one at least.
    """
    folder.mkdir()
    words = MergedWords.of(segments)
    texts = TextFiles(folder)
    try:
        for one, numbers in zip(segments, words.numbers, strict=True):
            for held in stretches(one):
                own = replace(held.texts, words=numbers[held.texts.words])
                texts.append(held.records, held.sizes, own)
        texts.finish()
    except BaseException:
        texts.discard()
        raise
    write_columns(folder, segments)
    kept = [(signatures_of(one), one.removed) for one in segments]
    KeptSignatures.merged(kept).write(folder)
    write_counts(folder, staying_counts(segments))
    counts = merged_counts(segments)
    if counts is not None:
        counts.write(folder)
    for level in LEVELS:
        write_level(LevelTask(folder, level, (words.levels[level],)))
    must_hold(folder, sum(one.segment.size - len(one.removed) for one in segments))
    seal(folder)
