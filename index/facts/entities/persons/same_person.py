"""The names of an article that are one person's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from index.article import NamedEntity, NameMention
from index.facts.entities.persons.full_names import FoundName
from index.facts.entities.persons.name_text import UNSEEN

_JOINING = frozenset(("بن", "ابن", "بنت", "ابنه"))
#: What is one part with the word behind it: عبد الله is عبدالله.
_OPEN = frozenset(("عبد", "ابو", "ابي", "ابا", "ام"))
_SECOND_PARTS = frozenset(("الدين", "الله"))


_NAMES_KEPT = 20_000
_Key = tuple[str, ...]


@dataclass(slots=True)
class _Person:
    keys: list[_Key]
    names: list[tuple[_Key, FoundName]] = field(default_factory=list)


def grouped(found: Sequence[FoundName]) -> tuple[NamedEntity, ...]:
    """Return the persons that names belong to, in the order of their first mention.

    A name belongs to the longest of which it is a part: its first words, its last, or both.
    """
    keyed = [(_key(name.units), name) for name in found]
    fathers = {_key(name.units): _fathers(name.units) for name in found}
    people: list[_Person] = []
    of_key: dict[_Key, _Person] = {}
    # Of keys that are equally long, the first found is read first, in every process alike.
    for key in sorted(dict.fromkeys(key for key, _ in keyed), key=len, reverse=True):
        longer = [
            one
            for one in people
            if any(is_short_for(key, full, fathers[full]) for full in one.keys)
        ]
        if longer:
            # A first name is rather whose own it is than whose father's.
            of_key[key] = next((one for one in longer if one.keys[0][0] == key[0]), longer[0])
            of_key[key].keys.append(key)
        else:
            of_key[key] = _Person([key])
            people.append(of_key[key])
    for key, name in sorted(keyed, key=_place):
        of_key[key].names.append((key, name))
    people.sort(key=lambda person: _place(person.names[0]))
    return tuple(map(_entity, people))


def _place(one: tuple[_Key, FoundName]) -> tuple[int, int]:
    return one[1].part, one[1].first


@lru_cache(maxsize=_NAMES_KEPT)
def _key(units: tuple[_Key, ...]) -> _Key:
    """Return the parts of a name, without what joins them and without the article."""
    parts: list[str] = []
    is_open = False
    for word in chain.from_iterable(units):
        if word in _JOINING:
            continue
        # نورالدين is نور الدين, عبدالله is عبد الله.
        bare = word.replace("ال", "") or word
        if is_open or (parts and word in _SECOND_PARTS):
            parts[-1] += bare
        else:
            parts.append(bare)
        is_open = word in _OPEN
    return tuple(parts)


@lru_cache(maxsize=_NAMES_KEPT)
def _fathers(units: tuple[_Key, ...]) -> frozenset[str]:
    """Return the parts of a name that stand behind بن: the fathers of whom it names."""
    words = list(chain.from_iterable(units))
    return frozenset(
        _key((tuple(words[at + 1 :]),))[0]
        for at, word in enumerate(words[:-1])
        if word in _JOINING and words[at + 1] not in _JOINING
    )


def is_short_for(short: _Key, full: _Key, fathers: frozenset[str] = frozenset()) -> bool:
    """Tell whether the parts of one name are parts of another, in order, its first or last one.

    Args:
        short: the parts of the one.
        full: those of the other.
        fathers: those parts of it that its fathers are called; the king is not his son in short:
            «سلمان بن عبدالعزيز», «محمد بن سلمان بن عبدالعزيز».
    """
    if short[0] != full[0] and (short[-1] != full[-1] or (len(short) > 1 and short[0] in fathers)):
        return False
    rest = iter(full)
    return all(part in rest for part in short)


def _entity(person: _Person) -> NamedEntity:
    fullest = max(person.names, key=lambda one: len(one[0]))[1]
    names = [name for _, name in person.names]
    role = next((name.role for name in names if name.role), "")
    mentions = tuple(
        NameMention(name.text, name.part_name, name.start, name.reason) for name in names
    )
    return NamedEntity(fullest.text.translate(UNSEEN), mentions, role)
