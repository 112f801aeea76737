"""The stem level: Snowball's stemmers, which cut letters off and know no words.

Arabic words are stemmed as they are spelled, before folding: the stemmer tells ة from ه. What it
does to a word may be wrong (بوتين → وتين), but it is done to every form alike, so that it joins
forms of words that neither the word table nor the archive explains.

The pure Python classes are asked for by name, because ``snowballstemmer.stemmer()`` silently gives
another implementation where PyStemmer happens to be installed; and every thread has its own,
because a stemmer keeps its state between calls.
"""

import threading
from functools import lru_cache

from snowballstemmer.arabic_stemmer import ArabicStemmer
from snowballstemmer.english_stemmer import EnglishStemmer

# A call costs a tenth of a millisecond.
_DISTINCT_WORDS_KEPT = 200_000


class _Stemmers(threading.local):
    def __init__(self) -> None:
        self.arabic = ArabicStemmer()
        self.english = EnglishStemmer()


_of_this_thread = _Stemmers()


@lru_cache(maxsize=_DISTINCT_WORDS_KEPT)
def arabic(spelled: str) -> str:
    """Return the Arabic stem of a word that :func:`index.analysis.folding.spelling` gave."""
    return _of_this_thread.arabic.stemWord(spelled) or spelled


@lru_cache(maxsize=_DISTINCT_WORDS_KEPT)
def latin(folded: str) -> str:
    """Return the English stem of a Latin word; other scripts and numbers stay as they are."""
    if not folded.isascii() or not folded.isalpha():
        return folded
    return _of_this_thread.english.stemWord(folded) or folded
