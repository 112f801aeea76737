"""Titles that stand in the middle of names: «صفاء الحاج حسين»."""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.units import Unit

_WITHIN = group("within")


def is_title_within(text: NameText, at: int, before: Unit) -> bool:
    """Tell whether a title is the middle of a name: «صفاء الحاج حسين», «محمد السيد علي».

    Behind a first name that is a word as well, it is so only where that word begins a sentence or
    follows a verb, another title or a sign.
    """
    if text.terms[at] not in _WITHIN or text.words[at + 1].given == 0:
        return False
    if not text.joined(at + 1) or text.words[at + 1].cut or before.kind not in ("given", "given?"):
        return False
    if before.kind == "given":
        return True
    first, behind = before.first, text.words[before.first - 1]
    is_begun = not text.joined(first) or text.reading(first - 1).verb
    return is_begun or bool(behind.saying) or behind.definite
