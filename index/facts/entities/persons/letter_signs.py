"""Signs in the letters of a word that tell whether it is a name or another word."""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.known_words import SURE
from index.facts.entities.persons.name_text import READINGS, NameText

_MADDA_VERBS = tuple(group("madda verb"))
_FOREIGN_LETTERS = frozenset("ڨڤپچگژڥ")
#: How foreign names begin that begin with و.
_FOREIGN_WAW = ("وا", "وي", "وو", "ولي", "ورن")
_SHORTEST_SURNAME = 5  # letters


def has_hamza_behind_clitic(text: NameText, at: int) -> bool:
    """Tell whether an unknown word is a clitic before one that begins with a hamza: بأشد."""
    printed = text.part.tokens.words[at]
    return printed[0] in "وفبلك" and printed[1:2] in ("أ", "إ")


def has_other_hamza(text: NameText, at: int) -> bool:
    """Tell whether a name with a madda is only folded like a verb: آدار is no أدار."""
    printed, reading = text.part.tokens.words[at], text.reading(at)
    if not _FOREIGN_LETTERS.isdisjoint(printed) and not reading.stop:
        return True  # «لطفي نڨض»
    is_verb = reading.verb and not (reading.noun or reading.clitic)
    return is_verb and printed.startswith("آ") and not text.terms[at].startswith(_MADDA_VERBS)


def is_like_article(text: NameText, at: int) -> bool:
    """Tell whether a foreign first name only begins like an article: «اليغ ازيروف»."""
    behind = text.words[at + 1]
    is_family = behind.surname >= SURE and not behind.cut and text.reading(at + 1).unknown
    is_family = is_family and not text.terms[at + 1].startswith("ال")
    return is_family and not text.terms[at].endswith(("ي", "ه"))


def is_behind_glued_preposition(text: NameText, at: int) -> bool:
    """Tell whether an unknown word is في and what it stands before, printed as one: فيفرنسا."""
    term = text.terms[at]
    return term.startswith("في") and (term.startswith("فيال") or READINGS[term[2:]].place)


def is_and_another(text: NameText, at: int) -> bool:
    """Tell whether an unknown word is و before another word."""
    term = text.terms[at]
    if not term.startswith("و"):
        return False
    if text.part.tokens.words[at][1:2] in "إأآ" or not term.startswith(_FOREIGN_WAW):
        return True
    return not READINGS[term[1:]].unknown


def is_like_plural(text: NameText, at: int) -> bool:
    """Tell whether an unknown word is rather a participle in the plural: متضايقون."""
    term = text.terms[at]
    return len(term) > _SHORTEST_SURNAME and term[0] == "م" and term.endswith(("ون", "ين"))
