"""Which articles of a changed archive stand for the copies of a text."""

from collections.abc import Sequence

from index.facts.near_duplicates.finder import CopyFinder
from index.ingestion import text_words
from index.stores.embedded.segments import SegmentView


def regrouped(held: SegmentView) -> Sequence[int]:
    """Return of every article of an archive the number of the one that represents its copies."""
    with CopyFinder() as finder:
        for number in range(held.size):
            article = held.article(number)
            finder.add(article, text_words(article))
        return finder.freeze()
