"""What is offered while somebody types, after changes: what came since the last build is added.

The completions of an index stay as they were built. What was counted of all articles that came
since is kept beside them, for each state of the index by the stamp of its manifest; headlines are
found in the index itself.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.article import Article
from index.completions import CompletionCounts, Completions, additions_of
from index.completions.counter import CompletionsCounter, headline_of
from index.completions.counts import added_up
from index.numbering import number_texts
from index.stores.opensearch.blobs import has_blob, read_blob, remove_blob, write_blob
from index.stores.opensearch.cluster_index import ClusterIndex
from index.vocabulary import Vocabulary

_NONE = CompletionCounts({}, {}, {})
_NO_ARTICLES = np.zeros(0, dtype=np.int64)


def write_counts(blobs: ClusterIndex, before: str, stamp: str, new: Sequence[Article]) -> None:
    """Write what was counted of all articles that came since the last build.

    Args:
        blobs: beside the index.
        before: the stamp of its manifest so far.
        stamp: that of the manifest to come.
        new: the articles that come now.
    """
    counts = added_up([read_counts(blobs, before), _counted(new)])
    values = {"words": counts.words, "phrases": counts.phrases}
    write_blob(blobs, _name(stamp), json.dumps(values, ensure_ascii=False).encode())


def read_counts(blobs: ClusterIndex, stamp: str) -> CompletionCounts:
    """Return what was counted of the articles that came since the last build.

    Nothing where none came, and where another change was published meanwhile.

    Raises:
        IndexDamaged: it cannot be read.
    """
    if not has_blob(blobs, _name(stamp)):
        return _NONE
    values = json.loads(read_blob(blobs, _name(stamp)))
    return CompletionCounts(values["words"], values["phrases"], {})


def forget_counts(blobs: ClusterIndex, stamp: str) -> None:
    """Remove what was counted for a state of the index that is not there (any more)."""
    remove_blob(blobs, _name(stamp))


def with_what_came(base: Completions, counts: CompletionCounts, articles: int) -> Completions:
    """Return what an index offers.

    Args:
        base: the completions of its last build, without titles.
        counts: of the articles that came since.
        articles: how many it has.
    """
    if counts is _NONE:
        return base
    return additions_of(base, _NO_ARTICLES, [counts], articles).joined(base, _NO_ARTICLES)


def _counted(new: Sequence[Article]) -> CompletionCounts:
    vocabulary = Vocabulary()
    vocabulary.take(number_texts(new))
    counter = CompletionsCounter(vocabulary.spelled(), len(new))
    for number, article in enumerate(new):
        day = article.published.toordinal() if article.published else 0
        counter.add(headline_of(number, article.title, article.deck, day))
    return replace(counter.counted(), titles={})


def _name(stamp: str) -> str:
    return f"came-{stamp}"
