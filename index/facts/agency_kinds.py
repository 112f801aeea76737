"""The words that say what a name is (صحيفة, قناة, وكالة), and what Arabic attaches to words."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from index import tables
from index.analysis import folded_words
from index.facts.agency_lines import AgencyKind

_TABLE = Path(__file__).with_name("agency_kinds.tsv")
_CLITICS = ("و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")
# A shorter word after a clitic would as easily be another word.
_SHORTEST_AFTER_CLITIC = 4


def _read(number: str) -> dict[str, tuple[AgencyKind, ...]]:
    columns = ("number", "kinds", "words")
    return {
        word: cast("tuple[AgencyKind, ...]", tables.several(row.cells[1]))
        for row in tables.read(_TABLE, columns, filled=columns)
        if row.cells[0] == number
        for text in tables.several(row.cells[2])
        for word in folded_words(text)
    }


#: The same of two or more: names are joined behind them (صحيفتا الغارديان والتايمز). Of more papers
#: nothing is said: صحف اليوم are those of today.
KINDS_OF_SEVERAL = _read("several")
#: Words that say what the name behind them is, folded.
KINDS_CALLED = _read("one") | KINDS_OF_SEVERAL
#: Words that say it of a name in quotes or brackets alone: a موقع may be a place, too.
KINDS_OF_QUOTED = _read("quoted")


def with_clitics(word: str, shortest: int = _SHORTEST_AFTER_CLITIC) -> Iterator[str]:
    """Yield a folded word, alone and behind what Arabic attaches to it.

    Args:
        word: the word.
        shortest: letters that it has at least for that.
    """
    yield word
    if len(word) >= shortest:
        for clitic in _CLITICS:
            yield clitic + word
        if word.startswith("ال"):
            yield "لل" + word[2:]
            yield "ولل" + word[2:]
