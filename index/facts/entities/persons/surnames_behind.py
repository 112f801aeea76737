"""The family name that is any word behind a title and a first name: «الفنانة كارول سماحة».

A title that is no subject has no object behind it, and the adjective of a name has the article. So
an indefinite word between the first name and what cannot go on with it is the family name.
"""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.enclosed_names import may_have_object
from index.facts.entities.persons.known_words import SURE
from index.facts.entities.persons.name_text import READINGS, NameText
from index.facts.entities.persons.units import Shape, Unit

_TIMES = group("time") | group("order") | group("of office") | group("of rank")
_ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل")
_PRONOUNS = ("ها", "هم", "هما", "كم", "نا", "تهن")
_PLURALS = ("ون", "ين")
_YOURS = "ي"
_PREPOSITIONS = "بلف"
_BEHIND_VERBS = frozenset(("في", "من", "الي", "علي", "عن", "مع"))
_NEVER = group("no family")
_INDEFINITE = "\u064b"
#: «الأمير نايف رحمه الله».
_GOD = "الله"


def with_any_word(text: NameText, title: int, shape: Shape) -> Shape:
    """Return a name with the word behind it that is the family name.

    Args:
        text: that it stands in.
        title: number of the word that leads to the name.
        shape: the name, as far as its words tell.
    """
    at, first = shape.end, shape.units[0]
    is_first = first.kind in ("given", "joined") or text.words[at].title != ""
    is_first = is_first and len(shape.units) == 1 and not shape.cut
    if not is_first or not text.joined(at) or not _may_be_surname(text, at):
        return shape
    if may_have_object(text, title) and not text.words[at].title:
        return shape
    return Shape((first, Unit(at, at + 1, "nisba"))) if _is_end(text, at + 1) else shape


def is_named(text: NameText, title: int, at: int) -> bool:
    """Tell whether a first name that is a word as well has such a family name behind it.

    Args:
        text: that it stands in.
        title: number of the word that leads to it.
        at: number of the first name.
    """
    is_given = text.words[at].given == SURE or text.words[at + 1].title
    if not is_given or text.words[at].cut or not text.joined(at + 1):
        return False
    is_surname = _may_be_surname(text, at + 1) and _is_end(text, at + 2)
    return is_surname and not may_have_object(text, title)


def _may_be_surname(text: NameText, at: int) -> bool:
    """Tell whether a word is indefinite, without a pronoun, and no verb."""
    word, reading, term = text.words[at], text.reading(at), text.terms[at]
    if reading.stop or word.saying or word.bearer or word.cut or term.startswith(_ARTICLES):
        return False
    if term in _TIMES or term.startswith("و") or term.endswith((*_PRONOUNS, *_PLURALS)):
        return False
    if word.title:  # «كارول سماحة بطرح», «عادل فقيه وزير الاقتصاد»
        is_before_office = text.joined(at + 1) and text.words[at + 1].title == "role"
        is_before_office = is_before_office and not text.words[at + 1].cut
        is_bare = word.title == "honorific" and not word.given
        return not word.definite and (is_bare or is_before_office)
    printed = text.part.tokens.words[at]
    if _INDEFINITE in printed or term in _NEVER or text.terms[at + 1] == _GOD:
        return False
    if printed.endswith(("ه", "ا")) and not reading.exact:
        return False  # a pronoun, or an indefinite object
    may_be_there = term[0] in _PREPOSITIONS and not term.startswith("بو")
    is_there = may_be_there and READINGS[term[1:]].place  # «الملك سعود بعنيزة»
    if is_there or (reading.verb and text.terms[at + 1] in _BEHIND_VERBS):
        return False  # «الملا يعقوب قتل في كمين»
    is_verb = reading.verb and not reading.noun
    return not is_verb or (not reading.exact and term.endswith(_YOURS))  # «أيمن ترمزي»


def _is_end(text: NameText, at: int) -> bool:
    """Tell whether nothing that could go on with a noun stands at a word."""
    if not text.joined(at):
        return True
    word, reading, term = text.words[at], text.reading(at), text.terms[at]
    if word.may_be_name and not word.cut:
        return False
    if term.startswith("و") and (word.cut or not word.title):  # «عبدالقادر دعم واهتمام صاحب السمو»
        return reading.stop or word.cut > 0 or term.startswith(_ARTICLES)
    if reading.stop or reading.clitic or term.startswith(_ARTICLES[1:]):
        return True
    return (reading.verb and not reading.noun) or (word.title != "" and not term.startswith("ال"))
