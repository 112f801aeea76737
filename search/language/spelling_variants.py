"""Other spellings of the words of a query: غوغل is also written جوجل and قوقل.

The families stand in ``spelling_variants.tsv`` beside this module: a spelling, a tab, the others.
They widen a query with less weight, are told to the reader, and can be switched off; the index
knows nothing of them. A large number is also written in groups of digits with spaces between them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from index import tables
from index.analysis import folded_words

#: A run of query words: folded, one entry a word.
Spelling = tuple[str, ...]

#: Spellings that are not in the table, each with the others.
Variants = Mapping[Spelling, tuple[str, ...]]

NO_VARIANTS: Variants = MappingProxyType({})

TABLE = Path(__file__).with_name("spelling_variants.tsv")
COLUMNS = ("spelling", "others")

# Clitics that may stand before a name in the query; the other spellings are looked for bare.
_PROCLITICS = ("", "ال", "و", "ب", "ل", "وال", "بال", "لل", "ف", "ول", "وب")
_SHORTEST_AFTER_PROCLITIC = 4

# In digits: years have four, and no longer number is one thing.
_FEWEST_IN_GROUPS = 5
_MOST_IN_GROUPS = 12


@dataclass(frozen=True, slots=True)
class Other:
    """Another spelling of some words of a query.

    Attributes:
        words: how many words of the query it stands for.
        text: how it is written.
    """

    words: int
    text: str


def read_spellings() -> list[tuple[str, ...]]:
    """Read the families as they are written in the table.

    Raises:
        TableError: a line has not its two columns.
    """
    rows = tables.read(TABLE, COLUMNS)
    families = ((spelling, *others.split()) for _, (spelling, others) in rows)
    return [tuple(written.replace("_", " ") for written in family) for family in families]


@cache
def _others() -> dict[Spelling, tuple[str, ...]]:
    others: dict[Spelling, tuple[str, ...]] = {}
    for family in read_spellings():
        members = {folded_words(spelling): spelling for spelling in reversed(family)}
        for member in members:
            found = tuple(members[other] for other in reversed(members) if other != member)
            others[member] = tuple(dict.fromkeys((*others.get(member, ()), *found)))
    return others


@cache
def _longest() -> int:
    return max(map(len, _others()))


def other_spellings(
    exact: Sequence[str], variants: Variants = NO_VARIANTS
) -> list[tuple[int, list[Other]]]:
    """Return where a query can be spelled otherwise.

    Args:
        exact: the words of the query that stand side by side, folded.
        variants: spellings that are not in the table; their others come before the table's.

    Returns:
        Pairs of a word's number, from 0, and the other spellings of the words from there on. At
        each word the longest spelling is taken; no word is in two of them.
    """
    found: list[tuple[int, list[Other]]] = []
    at = 0
    while at < len(exact):
        others = _longest_at(exact, at, variants)
        if others:
            found.append((at, others))
        at += others[0].words if others else 1
    return found


def _longest_at(exact: Sequence[str], at: int, variants: Variants) -> list[Other]:
    if grouped := _in_groups(exact[at]):
        return [Other(1, grouped)]
    longest = max((_longest(), *map(len, variants)))
    for words in range(min(longest, len(exact) - at), 0, -1):
        spelling = tuple(exact[at : at + words])
        if spelling in variants:
            found = dict.fromkeys((*variants[spelling], *_others().get(spelling, ())))
            return [Other(words, text) for text in found]
        for proclitic in _PROCLITICS:
            first = exact[at].removeprefix(proclitic)
            if proclitic and (first == exact[at] or len(first) < _SHORTEST_AFTER_PROCLITIC):
                continue
            others = _others().get((first, *exact[at + 1 : at + words]))
            if others:
                return [Other(words, text) for text in others]
    return []


def _in_groups(number: str) -> str:
    """Return a large number as papers print it that part its thousands by spaces, else nothing."""
    if not (number.isdecimal() and _FEWEST_IN_GROUPS <= len(number) <= _MOST_IN_GROUPS):
        return ""
    return "" if number.startswith("0") else f"{int(number):,}".replace(",", " ")
