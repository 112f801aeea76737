"""Media of one name in a text: who is told once by a country is meant by the short name, too."""

from collections.abc import Sequence
from typing import Protocol

from index.analysis import folded_words
from index.facts.agency_lines import AGENCIES
from index.facts.agency_table import FIRST_WORDS
from index.facts.agency_writings import WRITINGS
from index.facts.origin import COUNTRY_NAMED

#: How far behind a name the word may stand that tells the country: صحيفة «الوطن» السورية.
_REACH = 20
_TWO = 2


class _Mention(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _namesakes() -> dict[str, frozenset[str]]:
    """Return those that share a writing with each, itself among them."""
    found: dict[str, set[str]] = {}
    for writing in WRITINGS.values():
        bearers = writing.ids + writing.shared
        if len(bearers) > 1:
            for id_ in bearers:
                found.setdefault(id_, set()).update(bearers)
    return {id_: frozenset(ids) for id_, ids in found.items()}


_NAMESAKES = _namesakes()


def settled(text: str, found: Sequence[_Mention], own: str) -> dict[str, str]:
    """Return whom the bare names of a text mean, where it tells one of several of them.

    Args:
        text: as printed.
        found: the mentions in it.
        own: id of the paper that it stands in; its name stays its own.

    Returns:
        By the id of one that is named barely, the id of the one of its kind that is told by its
        country or by a name that no other has.
    """
    several = [mention for mention in found if mention.id in _NAMESAKES]
    if len({mention.id for mention in several}) < _TWO:
        return {}
    told = {mention.id for mention in several if _is_told(text, mention)}
    bare = {mention.id for mention in several} - told - {own}
    meant: dict[str, str] = {}
    for id_ in bare:
        others = {other for other in told & _NAMESAKES[id_] if _kind(other) == _kind(id_)}
        if len(others) == 1:
            meant[id_] = others.pop()
    return meant


def _kind(agency_id: str) -> str:
    return AGENCIES[agency_id].kind


def _is_told(text: str, mention: _Mention) -> bool:
    first, *rest = folded_words(text[mention.start : mention.end])
    writing = WRITINGS.get((FIRST_WORDS.get(first, first), *rest))
    if writing and len(writing.ids + writing.shared) == 1:
        return True
    behind = folded_words(text[mention.end : mention.end + _REACH])[:1]
    country = AGENCIES[mention.id].country
    return any(COUNTRY_NAMED.get(word) == country for word in behind)
