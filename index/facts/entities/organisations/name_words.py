"""The words of ``tables/name_words.tsv`` and ``tables/context_words.tsv`` by their groups."""

from collections.abc import Mapping
from pathlib import Path

from index import tables
from index.analysis import fold

TABLES = Path(__file__).with_name("tables")
_COLUMNS = ("group", "words")


def read_groups(name: str) -> Mapping[str, frozenset[str]]:
    """Read a table of groups of words.

    Args:
        name: of the file.

    Returns:
        The folded words by the name of their group.

    Raises:
        TableError: a line has not its two columns.
    """
    return {
        group: frozenset(map(fold, tables.several(words)))
        for _, (group, words) in tables.read(TABLES / name, _COLUMNS, filled=_COLUMNS)
    }


#: Words that tell how far a name goes.
WORDS = read_groups("name_words.tsv")
#: Words that tell what stands around a name.
CONTEXT = read_groups("context_words.tsv")
