"""Words too common to tell one article from another.

The list is data: ``stopwords.txt`` beside this module, one or more words a line. It is folded
like everything else, so one spelling of a word is enough.
"""

from pathlib import Path

from index.analysis.folding import fold


def _load() -> frozenset[str]:
    lines = Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines for word in line.partition("#")[0].split())


STOP_WORDS = _load()


def is_stop_word(folded: str) -> bool:
    """Tell whether a folded word is on the list."""
    return folded in STOP_WORDS
