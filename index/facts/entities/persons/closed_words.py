"""The closed groups of words that the grammar of names asks for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from index import tables
from index.analysis import fold

_TABLE = Path(__file__).with_name("tables") / "closed_words.tsv"


def group(name: str) -> frozenset[str]:
    """Return the words of a group, folded.

    Raises:
        KeyError: the table has no such group.
    """
    return _groups()[name]


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    rows = tables.read(_TABLE, ("group", "words"), filled=("words",))
    return {row.cells[0]: frozenset(map(fold, row.cells[1].split())) for row in rows}
