"""In how many articles of a segment each word stands, counted as evidence is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from index.arrays import ArrayWriter, map_arrays, narrow
from index.numbering import number_texts
from index.stores.embedded.files import damaged
from index.stores.embedded.names import COUNTS
from index.stores.embedded.segments import OpenSegment
from index.vocabulary import Vocabulary


def write_counts(folder: Path, words: Mapping[str, int]) -> None:
    """Write the words of a segment, each with the number of its articles that have it."""
    listed = sorted((word.encode(), count) for word, count in words.items() if word)
    texts = [text for text, _ in listed]
    with ArrayWriter(folder / COUNTS) as file:
        file.add("words", np.frombuffer(b"".join(texts), dtype=np.uint8))
        file.add("ends", narrow(np.cumsum([len(text) for text in texts], dtype=np.int64)))
        file.add("counts", narrow(np.array([count for _, count in listed], dtype=np.int64)))


def staying_counts(segments: Iterable[OpenSegment]) -> Counter[str]:
    """Return in how many articles that stay each word stands.

    Raises:
        IndexDamaged: a segment cannot be read.
    """
    counts: Counter[str] = Counter()
    for one in segments:
        counts.update(_held(one))
        counts.subtract(_of_removed(one))
    return Counter({word: count for word, count in counts.items() if count})


def _held(one: OpenSegment) -> dict[str, int]:
    path = one.segment.folder / COUNTS
    try:
        held = map_arrays(path, one.published.compared(COUNTS))
        text, ends = held["words"].tobytes(), held["ends"].tolist()
        starts = [0, *ends[:-1]] if ends else []
        words = [text[start:end].decode() for start, end in zip(starts, ends, strict=True)]
        return dict(zip(words, held["counts"].tolist(), strict=True))
    except (OSError, ValueError, KeyError) as error:
        raise damaged(path, error) from error


def _of_removed(one: OpenSegment) -> dict[str, int]:
    """The same of the removed articles, which are few: their texts are cut again."""
    if not len(one.removed):
        return {}
    vocabulary = Vocabulary()
    vocabulary.take(number_texts(map(one.segment.article, one.removed.tolist())))
    return vocabulary.normal()
