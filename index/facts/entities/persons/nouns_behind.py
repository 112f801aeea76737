"""Nouns that are the family name behind a title and a first name: «المدافع أسامة المولد»."""

from index.analysis.families import word_table
from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.enclosed_names import may_have_object
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.unit_signs import is_noun_alone, stands_alone
from index.facts.entities.persons.units import Shape, Unit

_PLURALS = ("ه", "ات", "ون", "ين")
_TIMES = group("time") | group("order") | group("ordinal")
_ROYAL = group("royal")
_OF_OFFICE = group("of office")
_ARTICLE = "ال"


def with_noun_behind(text: NameText, title: int, shape: Shape) -> Shape:
    """Return a name with the noun behind it that is the family name.

    Args:
        text: that it stands in.
        title: number of the word that leads to the name.
        shape: the name.
    """
    at = shape.end
    if not text.joined(at):
        return shape
    if text.terms[at].startswith(_ARTICLE):
        is_surname = _is_open(shape) and _is_definite_surname(text, title, at)
        is_surname = is_surname and _ROYAL.isdisjoint(text.terms[title : shape.first])
    else:
        is_surname = len(shape.units) == 1 and _is_indefinite_surname(text, title, shape)
    return Shape((*shape.units, Unit(at, at + 1, "nisba")), shape.cut) if is_surname else shape


def _is_open(shape: Shape) -> bool:
    """Tell whether a name may go on to the family: «أحمد», «فهد بن محمد», «سعود ناصر»."""
    return shape.units[0].kind in ("given", "joined") and all(
        unit.kind in ("given", "joined") for unit in shape.units
    )


def _is_definite_surname(text: NameText, title: int, at: int) -> bool:
    """Tell whether a noun with article is neither an adjective nor the object of a verb."""
    term, reading, word = text.terms[at], text.reading(at), text.words[at]
    if reading.stop or not reading.exact or word.title or term.endswith(_PLURALS):
        return False
    if term in _TIMES or term in _OF_OFFICE:
        return False
    if may_have_object(text, title):
        return _is_object(text, at + 1)
    return stands_alone(text, at + 1) or text.words[at + 1].title != "" or _is_object(text, at + 1)


def _is_object(text: NameText, at: int) -> bool:
    """Tell whether a noun is no part of the phrase before it, which ends with the article.

    A noun without article is neither its adjective nor its genitive, and one with it no adjective.
    """
    reading, term = text.reading(at), text.terms[at]
    if not text.joined(at) or not reading.noun or not reading.exact or term in _TIMES:
        return False
    if reading.clitic or reading.verb or reading.stop or term.endswith("ا"):
        return False
    if not term.startswith(_ARTICLE):
        return True
    meanings = word_table().meanings_however_written(term.removeprefix(_ARTICLE))
    return not term.endswith("ي") and all(meaning.kind == "noun" for meaning in meanings)


def _is_indefinite_surname(text: NameText, title: int, shape: Shape) -> bool:
    """Tell whether a noun without article is the family name: «وزير الداخلية سعيد صيام»."""
    at, word = shape.end, text.words[shape.end]
    if shape.units[0].kind not in ("given", "given?") or text.words[title].title == "nation":
        return False
    if word.cut or not is_noun_alone(text, at) or word.title or word.bearer:
        return False
    # «ابنته مارين محكوم عليها»
    return not (text.terms[at].startswith("م") and text.reading(at + 1).stop)
