"""The verbs of saying, and the names of followers, by which the name behind them is known."""

from index.facts.entities.persons.enclosed_names import before_sign, to_its_end
from index.facts.entities.persons.evidence import Candidate
from index.facts.entities.persons.known_words import SURE
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.unit_signs import stands_alone
from index.facts.entities.persons.units import Shape, Unit


def behind_following(text: NameText, noun: int) -> Candidate | None:
    """Return the person whose followers are named: «قوات صالح», «حكومة هادي»."""
    at = noun + 1
    word = text.words[at]
    if not text.joined(at) or word.cut or word.title or not word.may_be_name:
        return None
    shape = shape_at(text, at)
    if shape is None or len(shape.units) == 1 or not word.given:
        if not stands_alone(text, at + 1):
            return None
        shape = Shape((Unit(at, at + 1, "family"),))
    return Candidate(shape, text.text(noun, noun + 1, text.words[noun].cut))


def behind_saying(text: NameText, verb: int) -> Candidate | None:
    """Return the person that a verb of saying leads to: «وقال أنديرس نوردستروم»."""
    shape = shape_at(text, verb + 1)
    if shape is None or shape.cut or not text.joined(verb + 1):
        return None
    if text.reading(verb + 1).stop and text.terms[verb + 2].startswith("ال"):
        return None  # «فأكد لي الوزير»
    if shape.is_known_by_itself:
        return Candidate(shape)
    first, is_single = shape.units[0], len(shape.units) == 1
    is_person = text.words[verb].saying == SURE and first.kind in ("unknown", "family")
    longer = before_sign(text, to_its_end(text, shape)) if first.kind != "given?" else shape
    if longer is not shape:
        return Candidate(longer, text.text(verb, verb + 1, text.words[verb].cut))
    is_person = is_person or _is_first_name_alone(text, verb + 1, first)
    if is_person or (not is_single and first.kind in ("joined", "unknown", "given?")):
        return Candidate(shape, text.text(verb, verb + 1, text.words[verb].cut))
    return None


def _is_first_name_alone(text: NameText, at: int, unit: Unit) -> bool:
    """Tell whether a first name has no other name behind it: «وقالت نينا إن»."""
    if unit.kind != "given" or text.reading(at).exact or text.reading(at).place:
        return False
    return not text.joined(unit.end) or text.reading(unit.end).stop
