"""Names of China, Korea and Vietnam, printed syllable by syllable: «بان كي مون»."""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.units import Unit

_GIVEN = group("eastern given")
_HAMZA = frozenset("أإ")
_FEWEST, _MOST = 3, 4  # syllables
_SHORTEST_WORD = 3  # letters


def goes_on(text: NameText, at: int) -> bool:
    """Tell, at little cost, whether a name of syllables may begin at a family name."""
    return text.terms[at + 1] in _GIVEN and text.terms[at + 2] in _GIVEN


def name_of_syllables(text: NameText, at: int) -> Unit | None:
    """Return a name of syllables that would not be read as names one by one: «هو جين تاو».

    Args:
        text: that it stands in.
        at: number of the first word, which is a family name.
    """
    if not goes_on(text, at):
        return None
    end = at + 1
    while end - at < _MOST and text.terms[end] in _GIVEN and text.joined(end):
        end += 1
    if end - at < _FEWEST or _has_hamza(text, at):
        return None
    readings = [text.reading(here) for here in range(at, end)]
    is_hidden = any(
        reading.stop or len(text.terms[here]) < _SHORTEST_WORD
        for here, reading in enumerate(readings, at)
    )
    words = sum(reading.stop or reading.exact for reading in readings)
    return Unit(at, end, "alone") if is_hidden and words < end - at else None


def _has_hamza(text: NameText, at: int) -> bool:
    """Tell whether a family name is printed as a particle: بأن is no بان."""
    return text.reading(at).stop and not _HAMZA.isdisjoint(text.part.tokens.words[at])
