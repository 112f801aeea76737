"""The words of a text that matter to the reading of organisations, found by one look at each."""

from collections.abc import Sequence
from itertools import compress, count
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
_MARKED = frozenset(TRIGGERS) | THINGS | _SPORT


def marks_of(part: Part) -> WordMarks:
    """Return the words of a part that matter."""
    terms = part.terms
    present = _MARKED.intersection(terms)
    things, sport = present & THINGS, present & _SPORT
    wanted = present & TRIGGERS | things
    numbers = list(compress(count(), map(wanted.__contains__, terms)))
    return WordMarks(
        [at for at in numbers if terms[at] in TRIGGERS],
        [at for at in numbers if terms[at] in things] if things else (),
        len(sport) if len(sport) > _FEW else sum(map(terms.count, sport)),
    )
