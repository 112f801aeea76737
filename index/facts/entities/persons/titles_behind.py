"""The offices behind a name by which it is known as one: «تركي شبانة رئيس الشبكة»."""

from index.facts.entities.persons.evidence import Candidate
from index.facts.entities.persons.known_words import PLAIN
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.unit_signs import has_article
from index.facts.entities.persons.units import Shape

_LONGEST_BEFORE_TITLE = 4  # words


def before_title(text: NameText, title: int) -> Candidate | None:
    """Return the person whose office stands behind the name: «تركي شبانة رئيس الشبكة».

    Args:
        text: that the title stands in.
        title: number of its word.
    """
    word = text.words[title]
    if word.title != "role" or word.cut or word.saying or not _may_end_name(text, title - 1):
        return None
    if text.gap(title).strip() not in ("", "،", ","):
        return None
    for at in range(max(0, title - _LONGEST_BEFORE_TITLE), title - 1):
        shape = shape_at(text, at)
        if shape and shape.end == title and _has_title_behind(text, shape, title):
            return Candidate(shape, text.text(title, title + 1))
    return None


def _may_end_name(text: NameText, at: int) -> bool:
    """Tell, at little cost, whether a name of two words or more may end with a word."""
    if at < 1 or text.words[at].cut:
        return False
    if not (text.words[at].may_be_name or text.reading(at).unknown):
        return False
    return text.words[at - 1] is not PLAIN or text.reading(at - 1).unknown


def _has_title_behind(text: NameText, shape: Shape, title: int) -> bool:
    """Tell whether a row of words before a title is a name."""
    first = shape.first
    kinds = [unit.kind for unit in shape.units]
    if len(kinds) == 1 or shape.cut or has_article(text, first):
        return False
    if text.words[first].title or text.words[first].saying:
        return False
    if kinds[0] in ("given", "given?", "joined"):
        is_surname = kinds[1] != "family?" or not text.terms[shape.units[1].first].startswith("ال")
        return is_surname or not text.joined(title) or text.words[title].definite
    return kinds[0] == "unknown" and text.words[title].definite
