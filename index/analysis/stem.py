"""The light stem: Snowball's Arabic stemmer on a folded word.

The pure Python class is asked for by name, because ``snowballstemmer.stemmer()`` silently gives
another implementation where PyStemmer happens to be installed; and every thread has its own,
because the stemmer keeps its state between calls.
"""

import re
import threading

from snowballstemmer.arabic_stemmer import ArabicStemmer

from index.analysis.words import ARABIC_LETTERS

_ARABIC = re.compile(f"[{ARABIC_LETTERS}]")
_of_this_thread = threading.local()


def stem(folded: str) -> str:
    """The stem of a folded word; words of other scripts and numbers stay as they are."""
    if not _ARABIC.match(folded):
        return folded
    stemmer = getattr(_of_this_thread, "stemmer", None)
    if stemmer is None:
        stemmer = _of_this_thread.stemmer = ArabicStemmer()
    return stemmer.stemWord(folded) or folded
