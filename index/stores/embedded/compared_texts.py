"""The texts of a few articles as copies are compared by them, read from segments.

Words stand in a segment as numbers, so no text is cut into words again.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from cachetools import LRUCache

from index.analysis import folded_words
from index.arrays import Array
from index.facts.near_duplicates.article_signature import Signature, headline_codes
from index.facts.near_duplicates.signatures import Codes, codes_of_bytes, core
from index.stores.embedded.level_index import entries_of
from index.stores.embedded.segment import Segment

#: The codes of a text, and those of the longer words of its headline; see ``Signature``.
Text = tuple[Codes, Codes]

#: So many texts are remembered, some 1.5 KB each.
_TEXTS_KEPT = 8192


class ComparedTexts:
    """The texts of articles; those that came or were compared lately are remembered.

    What comes resembles what came lately. A segment never changes, so nothing here is ever out of
    date.
    """

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[Path, int], Text] = LRUCache(_TEXTS_KEPT)

    def remember(self, folder: Path, first: int, signatures: Iterable[Signature]) -> None:
        """Remember the texts of articles that a segment holds one behind the other.

        Args:
            folder: of the segment.
            first: the number of the first of them there.
            signatures: theirs.
        """
        for number, found in enumerate(signatures, first):
            text, keys = np.frombuffer(found.codes, np.uint32), np.frombuffer(found.keys, np.uint32)
            self._kept[folder, number] = text, keys

    def of(self, segment: Segment, number: int) -> Text:
        """Return the text of an article by its number in a segment.

        Raises:
            IndexDamaged: it cannot be read.
        """
        known = self._kept.get((segment.folder, number))
        if known is None:
            known = self._kept[segment.folder, number] = read_text(segment, number)
        return known


def read_text(segment: Segment, number: int) -> Text:
    """Read the text of an article: the same as its signature had when the article was put in.

    Raises:
        IndexDamaged: it cannot be read.
    """
    article = segment.article(number)
    keys = headline_codes(folded_words(article.title))
    if not article.body:
        return _codes(segment, segment.words(number, "title")), keys
    starts, _ = segment.places(number, "body")
    return _codes(segment, segment.words(number, "body")[core(article.body, starts.tolist())]), keys


def _codes(segment: Segment, words: Array) -> Codes:
    exact = segment.levels["exact"]
    distinct, places = np.unique(words.astype(np.int64), return_inverse=True)
    terms = exact.spelling_terms[entries_of(exact.spelling_ends, distinct)].tolist()
    return codes_of_bytes(list(map(exact.terms.bytes_of, terms)))[places]
