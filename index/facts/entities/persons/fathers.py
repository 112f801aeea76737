"""Whether a word is a first name because بن stands behind it: عيد بن عبدالله."""

from index.facts.entities.persons.name_text import NameText

#: How words begin or end that are verbs, or that have a pronoun.
_OF_VERBS = ("ي", "ت", "ن", "ا", "س")
_ENDINGS = ("ت", "ه", "ها", "هم", "هما", "نا", "وا", "ون", "ان")


def has_father(text: NameText, at: int) -> bool:
    """Tell whether a word is a first name because بن stands behind it: عيد بن عبدالله.

    Behind a noun it is; behind the form of a verb that hardly occurs, too: «غزاي بن نايف».
    """
    if text.terms[at + 1] != "بن" or not text.joined(at + 1) or text.terms[at].startswith("ال"):
        return False
    reading = text.reading(at)
    if reading.place or reading.clitic or reading.stop:
        return False
    if reading.noun:
        return not reading.verb
    is_form = reading.verb and not reading.exact and not text.words[at].saying
    return is_form and not text.terms[at].startswith(_OF_VERBS) and not _has_ending(text, at)


def _has_ending(text: NameText, at: int) -> bool:
    return text.terms[at].endswith(_ENDINGS)
