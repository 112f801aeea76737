"""Names with initials: «ج. ك. رولينغ», «د.هـ. لورنس»."""

from index.facts.entities.persons.evidence import Candidate
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.unit_signs import has_article
from index.facts.entities.persons.units import Shape, Unit

_FEWEST, _MOST = 2, 3
_POINT = "."


def behind_initials(text: NameText, at: int) -> Candidate | None:
    """Return the person whose initials begin at a word: «ج. ك. رولينغ».

    Letters that all are titles are none: «أ. د. سامي». Arabs are not named so.

    Args:
        text: that the name stands in.
        at: number of the first letter.
    """
    end = at + 1
    while end - at < _MOST and text.words[end].initial and _has_point(text, end):
        end += 1
    if end - at < _FEWEST or not _has_point(text, end):
        return None
    if all(text.words[here].title for here in range(at, end)):
        return None
    shape = shape_at(text, end)
    if shape is None or shape.cut:
        shape = Shape((Unit(end, end + 1, "family"),))  # «هـ. ج. ويلز»
    if not _may_be_foreign(text, shape):
        return None
    return Candidate(Shape((Unit(at, end, "joined"), *shape.units)))


def _has_point(text: NameText, at: int) -> bool:
    gap = text.gap(at) if at < len(text) else ""
    return gap.strip() == _POINT and "\n" not in gap


def _may_be_foreign(text: NameText, shape: Shape) -> bool:
    first = shape.units[0]
    reading = text.reading(first.first)
    if text.words[first.first].arab or has_article(text, first.first):
        return False
    if reading.stop or (reading.exact and len(shape.units) == 1):
        return False
    return first.kind in ("unknown", "family", "alone", "given")
