"""The offices behind a name by which it is known as one: «تركي شبانة رئيس الشبكة»."""

from index.facts.entities.persons.enclosed_names import in_quotes
from index.facts.entities.persons.evidence import CLOSING, OPENING, Candidate
from index.facts.entities.persons.known_words import PLAIN
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.unit_signs import has_article
from index.facts.entities.persons.units import Shape

#: How what begins no name begins: with a clitic, or with أوف.
_NOT_FIRST = ("و", "ف", "ل", "ب", "ك", "اوف")
_LONGEST_BEFORE_TITLE = 4  # words


def before_title(text: NameText, title: int) -> Candidate | None:
    """Return the person whose office stands behind the name: «تركي شبانة رئيس الشبكة».

    Args:
        text: that the title stands in.
        title: number of its word.
    """
    word = text.words[title]
    if word.title != "role" or word.cut or word.saying:
        return None
    gap = text.gap(title).strip()
    if gap in CLOSING:
        return _quoted_before(text, title)
    if not _may_end_name(text, title - 1):
        return None
    if gap not in ("", "،", ",", ")"):
        return None
    for at in range(max(0, title - _LONGEST_BEFORE_TITLE), title - 1):
        shape = shape_at(text, at)
        if shape is None or shape.end != title or (gap == ")" and text.gap(at)[-1:] != "("):
            continue
        if _has_title_behind(text, shape, title):
            return Candidate(shape, text.text(title, title + 1))
    return None


def _quoted_before(text: NameText, title: int) -> Candidate | None:
    """Return the name that fills quotes before an office: «قال "فايز عوض" مدير الفرع»."""
    for at in range(max(0, title - _LONGEST_BEFORE_TITLE), title - 1):
        if text.gap(at)[-1:] not in OPENING:
            continue
        if shape := in_quotes(text, at, CLOSING, is_sure=True):
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
    if kinds[0] == "unknown" and text.words[title].definite:
        return True
    are_unknown = all(text.reading(unit.first).unknown for unit in shape.units)
    is_place = text.joined(first) and text.reading(first - 1).stop  # «في بيرل هاربر، رئيس»
    has_clitic = text.terms[first].startswith(_NOT_FIRST)  # «بالنسبة لراف سيمونز، مصمم»
    return are_unknown and not (text.joined(title) or is_place or has_clitic)
