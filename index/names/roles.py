"""What the roles of a name say: whether two names are one person, or one name several people."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
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
#: A role that more names have tells nobody apart: in number, and as a share of those with a role.
_FEW_NAMES = 10
_SHARE_OF_NAMES = 0.003
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


def common(found: Iterable[Roles]) -> frozenset[frozenset[str]]:
    """Return the words of roles that so many names have that they tell nobody apart: «الدكتور».

    Args:
        found: the roles of all names of an archive.
    """
    names, counts = 0, Counter[frozenset[str]]()
    for held in found:
        names += bool(held)
        counts.update({_words(role) for role in held})
    most = max(_FEW_NAMES, _SHARE_OF_NAMES * names)
    return frozenset(words for words, count in counts.items() if count > most)


def shared(one: Roles, other: Roles, without: Collection[frozenset[str]] = ()) -> str:
    """Return a role that both names have, as the first has it printed; empty where none.

    Args:
        one: the roles of one name, and
        other: of the other.
        without: words of roles that say nothing.
    """
    others = [words for role in _frequent(other) if (words := _words(role)) not in without]
    for role in _frequent(one):
        words = _words(role)
        if words not in without and any(_overlap(words, found) >= _SAME for found in others):
            return role
    return ""


def field_name(field: str) -> str:
    """Return the name of a field of life in Arabic."""
    return _read()[0][field]


def _frequent(roles: Roles) -> Iterable[str]:
    return sorted(roles, key=lambda role: (-roles[role], role))[:_COMPARED]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


@lru_cache(maxsize=100_000)
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
