"""What is offered while somebody types, after changes: what came since the last build is added.

The completions of an index stay as they were built. What was counted of all articles that came
since is kept beside them, for each state of the index by the stamp of its manifest; headlines are
found in the index itself.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.article import Article
from index.completions import CompletionCounts, Completions, additions_of
from index.completions.counter import CompletionsCounter, headline_of
from index.numbering import number_texts
from index.stores.opensearch.blobs import has_blob, read_blob, remove_blob, write_blob
from index.stores.opensearch.cluster_index import ClusterIndex
from index.vocabulary import Vocabulary

_NO_ARTICLES = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class CameCounts:
    """The words and phrases of the articles that came since the last build; none is too rare.

    Attributes:
        words: as they are spelled, each with the number of its articles.
        phrases: as they are written, likewise.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    phrases: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "CameCounts") -> "CameCounts":
        """Return those of the articles of both."""
        return CameCounts(
            Counter(self.words) + Counter(other.words),
            Counter(self.phrases) + Counter(other.phrases),
        )


def write_counts(blobs: ClusterIndex, before: str, stamp: str, new: Sequence[Article]) -> None:
    """Write what was counted of all articles that came since the last build.

    Args:
        blobs: beside the index.
        before: the stamp of its manifest so far.
        stamp: that of the manifest to come.
        new: the articles that come now.
    """
    counts = read_counts(blobs, before) + _counted(new)
    values = {"words": counts.words, "phrases": counts.phrases}
    content = json.dumps(values, ensure_ascii=False).encode()
    write_blob(blobs, _name(stamp), content, in_its_head=True)


def read_counts(blobs: ClusterIndex, stamp: str) -> CameCounts:
    """Return what was counted of the articles that came since the last build.

    Nothing where none came, and where another change was published meanwhile.

    Raises:
        IndexDamaged: it cannot be read.
    """
    if not has_blob(blobs, _name(stamp)):
        return CameCounts()
    values = json.loads(read_blob(blobs, _name(stamp)))
    return CameCounts(values["words"], values["phrases"])


def forget_counts(blobs: ClusterIndex, stamp: str) -> None:
    """Remove what was counted for a state of the index that is not there (any more)."""
    remove_blob(blobs, _name(stamp))


def with_what_came(base: Completions, counts: CameCounts, articles: int) -> Completions:
    """Return what an index offers.

    Args:
        base: the completions of its last build, without titles.
        counts: of the articles that came since.
        articles: how many it has.
    """
    if not counts.words:
        return base
    came = CompletionCounts.of(counts.words, counts.phrases, {}, base)
    return additions_of(base, _NO_ARTICLES, [came], articles).joined(base, _NO_ARTICLES)


def _counted(new: Sequence[Article]) -> CameCounts:
    vocabulary = Vocabulary()
    vocabulary.take(number_texts(new))
    words = vocabulary.spelled()
    counter = CompletionsCounter(words, len(new))
    for number, article in enumerate(new):
        day = article.published.toordinal() if article.published else 0
        counter.add(headline_of(number, article.title, article.deck, day))
    return CameCounts(words, counter.phrases)


def _name(stamp: str) -> str:
    return f"came-{stamp}"
