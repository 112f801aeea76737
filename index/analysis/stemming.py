"""The light stem: Snowball's Arabic stemmer on a folded word.

Snowball was written for text that still tells ة from ه, and its rule for a leading و looks away
when an alef follows, so that «والمدارس» keeps both. Two steps before it make up for that; on the
ARCD set they raise MRR@10 from 0.766 to 0.773.

The pure Python class is asked for by name, because ``snowballstemmer.stemmer()`` silently gives
another implementation where PyStemmer happens to be installed; and every thread has its own,
because the stemmer keeps its state between calls.
"""

import re
import threading
from collections.abc import Callable

from snowballstemmer.arabic_stemmer import ArabicStemmer

from index.analysis.words import ARABIC_LETTERS

_ARABIC = re.compile(f"[{ARABIC_LETTERS}]")
_CONJUNCTION_AND_ARTICLE = ("وال", "فال")
# Shorter words are a root of their own: والد, والي, فالح.
_SHORTEST_WITH_BOTH = 6

_of_this_thread = threading.local()


def conjunction(folded: str) -> str:
    """و and ف go where the article follows."""
    if folded.startswith(_CONJUNCTION_AND_ARTICLE) and len(folded) >= _SHORTEST_WITH_BOTH:
        return folded[1:]
    return folded


def feminine_ending(folded: str) -> str:
    """A final ه, which after folding is mostly ة, is shown to Snowball as ة."""
    return folded[:-1] + "ة" if folded.endswith("ه") else folded


def snowball(word: str) -> str:
    """Snowball's stem; words of other scripts and numbers stay as they are."""
    if not _ARABIC.match(word):
        return word
    stemmer = getattr(_of_this_thread, "stemmer", None)
    if stemmer is None:
        stemmer = _of_this_thread.stemmer = ArabicStemmer()
    return stemmer.stemWord(word) or word


STEPS: tuple[Callable[[str], str], ...] = (conjunction, feminine_ending, snowball)


def stem(folded: str) -> str:
    """The light stem of a folded word."""
    for step in STEPS:
        folded = step(folded)
    return folded
