"""The words of a text that matter to the reading of organisations, found by one look at each."""

from collections.abc import Collection, Sequence
from itertools import compress, count
from typing import NamedTuple

from index.facts.entities.name_words import CONTEXT
from index.facts.entities.named_after import THINGS
from index.facts.entities.parts import Part
from index.facts.entities.sightings import TRIGGERS

_TRIGGER, _THING, _SPORT = 1, 2, 4


class WordMarks(NamedTuple):
    """Words of a part that matter.

    Attributes:
        triggers: the numbers of those that may begin a name.
        things: the numbers of nouns of what is named after people: stadiums, prizes, streets.
        sport: how many are words of sport.
    """

    triggers: Sequence[int]
    things: Sequence[int]
    sport: int


def _marks() -> dict[str, int]:
    marks: dict[str, int] = {}
    groups: Sequence[tuple[int, Collection[str]]] = (
        (_TRIGGER, TRIGGERS),
        (_THING, THINGS),
        (_SPORT, CONTEXT["sport"]),
    )
    for mark, words in groups:
        for word in words:
            marks[word] = marks.get(word, 0) | mark
    return marks


_MARKS = _marks()


def marks_of(part: Part) -> WordMarks:
    """Return the words of a part that matter."""
    terms = part.terms
    found = [(at, _MARKS[terms[at]]) for at in compress(count(), map(_MARKS.__contains__, terms))]
    return WordMarks(
        [at for at, mark in found if mark & _TRIGGER],
        [at for at, mark in found if mark & _THING],
        sum(mark & _SPORT for _, mark in found) // _SPORT,
    )
