"""First names that no table knows, before بن and the name of the father: «هويشل بن سعد»."""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.evidence import Candidate
from index.facts.entities.persons.fathers import has_father
from index.facts.entities.persons.known_words import PLAIN
from index.facts.entities.persons.letter_signs import is_and_another
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.units import Shape

_CALLED_SO = group("called so")
_FEMININE = ("ه", "ات")


def before_father(text: NameText, link: int) -> Candidate | None:
    """Return the person whose father is named behind بن: «هويشل بن سعد».

    A word that is a noun may also stand before the family name Ben Saad: «وفاة بن سعد». It is a
    first name where the name goes on behind the father.

    Args:
        text: that the name stands in.
        link: number of the word بن.
    """
    at = link - 1
    if at < 0 or not (text.joined(link) and text.joined(link + 1)) or not _may_be_first(text, at):
        return None
    reading = text.reading(at)
    if not (reading.unknown or has_father(text, at)):
        return None
    cut = int(reading.unknown and is_and_another(text, at))
    shape = shape_at(text, at, cut=cut)
    if shape is None or len(shape.units) == 1 or shape.units[1].first != link:
        return None
    return Candidate(shape) if _has_family(text, shape, link) else None


def _may_be_first(text: NameText, at: int) -> bool:
    """Tell, at little cost, whether a word may be a first name that no table has."""
    term = text.terms[at]
    return text.words[at] is PLAIN and not term.startswith("ال") and term not in _CALLED_SO


def _has_family(text: NameText, shape: Shape, link: int) -> bool:
    """Tell whether what stands behind بن is a father rather than the rest of a family name."""
    father, reading = text.words[link + 1], text.reading(shape.first)
    if text.reading(link + 1).place and not father.given:
        return False
    if len(shape.units) > 2:
        return not (reading.exact and text.terms[shape.first].endswith(_FEMININE))
    return not reading.exact and (father.given > 0 or text.words[link + 1].link == "servant")
