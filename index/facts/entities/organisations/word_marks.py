"""The words of a text that matter to the reading of organisations, found by one look at each."""

from collections.abc import Sequence
from itertools import compress, count, repeat
from typing import NamedTuple

from index.facts.entities.organisations.name_words import CONTEXT
from index.facts.entities.organisations.named_after import THINGS
from index.facts.entities.organisations.sightings import TRIGGERS
from index.facts.entities.parts import Part


class WordMarks(NamedTuple):
    """Words of a part that matter.

    Attributes:
        triggers: the numbers of those that may begin a name.
        things: the numbers of nouns of what is named after people: stadiums, prizes, streets.
        sport: how many are words of sport; of more than two different ones, those alone.
    """

    triggers: Sequence[int]
    things: Sequence[int]
    sport: int


_SPORT = CONTEXT["sport"]
#: Of so many words it is told how often they stand in the text.
_FEW = 2
_TRIGGER, _THING, _IS_SPORT = 1, 2, 4
_MARKS: dict[str, int] = {
    word: _TRIGGER * (word in TRIGGERS) + _THING * (word in THINGS) + _IS_SPORT * (word in _SPORT)
    for word in TRIGGERS | THINGS | _SPORT
}


def marks_of(part: Part) -> WordMarks:
    """Return the words of a part that matter."""
    terms = part.terms
    marks = list(map(_MARKS.get, terms, repeat(0)))
    numbers = list(compress(count(), marks))
    sport = [terms[at] for at in numbers if marks[at] & _IS_SPORT]
    different = len(set(sport))
    return WordMarks(
        [at for at in numbers if marks[at] & _TRIGGER],
        [at for at in numbers if marks[at] & _THING],
        different if different > _FEW else len(sport),
    )
