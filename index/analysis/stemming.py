"""The stem level: Snowball's stemmers, which cut letters off and know no words.

Arabic words are stemmed as they are spelled, before folding: the stemmer tells ة from ه. What it
does to a word may be wrong (بوتين → وتين), but it is done to every form alike, so that it joins
forms of words that neither the word table nor the archive explains.

``snowballstemmer.stemmer`` gives the compiled stemmer of PyStemmer where that is installed, and
else the same one in pure Python, which takes a hundred times as long. Every thread has its own,
because a stemmer keeps its state between calls.
"""

import threading
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import snowballstemmer

# In pure Python a call costs a tenth of a millisecond.
_DISTINCT_WORDS_KEPT = 200_000


def _stemmer(language: str) -> Any:
    stemmer = snowballstemmer.stemmer(language)
    # PyStemmer's cache costs more than its stemming; the pure one has none, and does not mind.
    stemmer.maxCacheSize = 0
    return stemmer


class _Stemmers(threading.local):
    def __init__(self) -> None:
        self.arabic = _stemmer("arabic")
        self.english = _stemmer("english")


_of_this_thread = _Stemmers()


@lru_cache(maxsize=_DISTINCT_WORDS_KEPT)
def arabic(spelled: str) -> str:
    """Return the Arabic stem of a word that :func:`index.analysis.folding.spelling` gave."""
    stem: str = _of_this_thread.arabic.stemWord(spelled)
    return stem or spelled


@lru_cache(maxsize=_DISTINCT_WORDS_KEPT)
def latin(folded: str) -> str:
    """Return the English stem of a Latin word; other scripts and numbers stay as they are."""
    if not folded.isascii() or not folded.isalpha():
        return folded
    stem: str = _of_this_thread.english.stemWord(folded)
    return stem or folded


def release() -> str:
    """Return the release of Snowball that the stems are of.

    Both kinds of stemmer give the same stems where they are made from one release of Snowball,
    which is what the first two numbers say. A PyStemmer of another release is named as well.
    """
    pure = version("snowballstemmer")
    try:
        compiled = version("PyStemmer")
    except PackageNotFoundError:
        return pure
    same = compiled.split(".")[:2] == pure.split(".")[:2]
    return pure if same else f"{pure}, PyStemmer {compiled}"
