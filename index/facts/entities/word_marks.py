"""The words of a text that matter to the reading of organisations, found by one look at each."""

from collections.abc import Sequence, Set
from itertools import compress, count
from typing import NamedTuple

from index.facts.entities.name_words import CONTEXT
from index.facts.entities.named_after import THINGS
from index.facts.entities.parts import Part
from index.facts.entities.sightings import TRIGGERS


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


_SPORT = CONTEXT["sport"]
_MARKED = frozenset(TRIGGERS) | THINGS | _SPORT


def marks_of(part: Part) -> WordMarks:
    """Return the words of a part that matter."""
    terms = part.terms
    present = _MARKED.intersection(terms)
    return WordMarks(
        _numbers(terms, present & TRIGGERS),
        _numbers(terms, present & THINGS),
        sum(map(terms.count, present & _SPORT)),
    )


def _numbers(terms: Sequence[str], wanted: Set[str]) -> Sequence[int]:
    return list(compress(count(), map(wanted.__contains__, terms))) if wanted else ()
