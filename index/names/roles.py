"""What the roles of a name say: whether two names are one person, or one name several people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from index import tables
from index.analysis import fold, folded_words
from index.names.spelling import without_article

_TABLE = Path(__file__).with_name("roles.tsv")
_COLUMNS = ("field", "arabic", "words")

#: Roles are one where so much of their words is the same.
_SAME = 0.6
#: So many articles, and such a share of those with a role, make a field one of a further person.
_ARTICLES_OF_ANOTHER = 2
_SHARE_OF_ANOTHER = 0.15
#: Of each name so many roles are compared, the most frequent ones.
_COMPARED = 8

Roles = Mapping[str, int]


def fields_of(roles: Roles) -> Counter[str]:
    """Return in how many articles a name is known in each field of life.

    Args:
        roles: as printed, each with the number of articles.
    """
    found = Counter[str]()
    for role, count in roles.items():
        fields = {_fields()[word] for word in _words(role) if word in _fields()}
        if len(fields) == 1:  # a minister of sport is one or the other
            found[fields.pop()] += count
    return found


def several(roles: Roles) -> tuple[tuple[str, int], ...]:
    """Return the fields of life in which a name is known that belong to several people.

    Returns:
        Each with the number of articles, the most frequent first; none where it is one person.
    """
    found = fields_of(roles)
    least = max(_ARTICLES_OF_ANOTHER, _SHARE_OF_ANOTHER * found.total())
    left = [(field, count) for field, count in found.most_common() if count >= least]
    return tuple(left) if len(left) > 1 else ()


def contradict(one: Roles, other: Roles) -> bool:
    """Tell whether two names are known in fields of life that have nothing in common."""
    fields, others = fields_of(one), fields_of(other)
    return bool(fields and others) and not fields.keys() & others.keys()


def shared(one: Roles, other: Roles) -> str:
    """Return a role that both names have, as the first has it printed; empty where none."""
    others = [_words(role) for role in _frequent(other)]
    for role in _frequent(one):
        words = _words(role)
        if any(_overlap(words, found) >= _SAME for found in others):
            return role
    return ""


def field_name(field: str) -> str:
    """Return the name of a field of life in Arabic."""
    return _read()[0][field]


def _frequent(roles: Roles) -> Iterable[str]:
    return sorted(roles, key=lambda role: (-roles[role], role))[:_COMPARED]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _words(role: str) -> frozenset[str]:
    return frozenset(map(without_article, folded_words(role)))


def _fields() -> Mapping[str, str]:
    return _read()[1]


@cache
def _read() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The names of the fields, and the field of each word."""
    names, fields = dict[str, str](), dict[str, str]()
    for row in tables.read(_TABLE, _COLUMNS, filled=_COLUMNS):
        field, arabic, words = row.cells
        names[field] = arabic
        fields |= {without_article(fold(word)): field for word in words.split()}
    return names, fields
