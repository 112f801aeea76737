"""The pieces that names of organisations are made of: persons, genitives, foreign words.

Each function returns the number of the word behind a piece, and 0 where no such piece stands.
"""

from index.analysis.stop import is_stop_word
from index.facts.entities.organisations.name_words import WORDS
from index.facts.entities.organisations.word_kinds import (
    is_name,
    is_of_a_country,
    is_ordinary,
    place_words,
)
from index.facts.entities.parts import Part

_ARTICLE = "ال"
_SPACES = frozenset({" ", "\u00a0", "  "})
_MOST_UNKNOWN = 2
_SHORTEST = 2
#: A short word with و before it: وتم, ولم.
_LONGEST_AND = 3
_MOST_NAMES = 4
_MOST_INNER = 3
#: The end of an adjective, as of «مجموعة فسيفسائية».
_BEHIND_CLITICS = ("وال", "بال", "فال", "كال", "لل")
_RELATIONAL = "يه"
_SERVANT = "عبد"
_DOCTOR = "الدكتور"
#: Folded, it is the name علي.
_ON = "على"
_SONS = frozenset({"بن", "بنت", "ابن", "ال", "ابو", "ابي", "ام", "عبد"})
_RULERS = frozenset({"الملك", "الملكه", "الامير", "الاميره", "السلطان", "الامام", "خادم"})
#: Nouns of regions, before the name of one.
REGIONS = frozenset({"منطقه", "محافظه", "مدينه", "ولايه", "مقاطعه", "اقليم"})
_FOREIGN_ARTICLES = WORDS["parts"]


def is_glued(part: Part, at: int) -> bool:
    """Tell whether nothing but a space stands between a word and the one before it."""
    tokens = part.tokens
    if not 0 < at < len(tokens.exact):
        return False
    end, start = tokens.ends[at - 1], tokens.starts[at]
    return start == end or part.text[end:start] in _SPACES


def honoured_end(part: Part, at: int) -> int:
    """Return the end of the name of a person behind the title that begins here; 0 for none."""
    terms = part.terms
    end = at + 1
    while end < len(terms) and is_glued(part, end) and terms[end] in WORDS["honorific"]:
        end += 1
    if not is_glued(part, end):
        return 0
    if is_ordinary(terms[end]) and not is_name(terms[end]) and terms[end] not in _SONS:
        return 0 if terms[at] != "خادم" else _honoured_mosques(part, at)
    found = person_end(part, end, by_sons=not _RULERS.isdisjoint(terms[at:end]))
    if terms[at] == _DOCTOR and is_glued(part, found) and terms[found].startswith(_ARTICLE):
        return found if is_of_a_country(terms[found]) else found + 1  # الدكتور سليمان الحبيب
    return found


def _honoured_mosques(part: Part, at: int) -> int:
    return at + 3 if part.terms[at : at + 3] == ["خادم", "الحرمين", "الشريفين"] else 0


def person_end(part: Part, at: int, *, by_sons: bool = False) -> int:
    """Return the end of a person's name whose first word is here.

    Args:
        part: the text.
        at: the number of its first word.
        by_sons: whether it goes on with بن alone, as that of a king does: جامعة الملك فيصل.
    """
    terms = part.terms
    end = at + 1 + (terms[at] in _SONS)
    while end < len(terms) and is_glued(part, end):
        word = terms[end]
        if word in _SONS and is_glued(part, end + 1):
            end += 2 + (terms[end + 1] == _SERVANT)
        elif not by_sons and _is_persons(part, end):
            end += 1
        else:
            break
    return min(end, len(terms))


def _is_persons(part: Part, at: int) -> bool:
    word = part.terms[at]
    return is_name(word) and not is_ordinary(word) and not place_words(part.terms, at)


def unknown_end(part: Part, at: int) -> int:
    """Return the end of a name of words that the language does not know; 0 for none."""
    terms = part.terms
    end, unknown = at, 0
    while end < len(terms) and end - at < _MOST_NAMES and (end == at or is_glued(part, end)):
        word = terms[end]
        if part.tokens.words[end] == _ON or not (
            _may_begin(word) if end == at else _may_go_on(word)
        ):
            break
        unknown += not (is_name(word) or word in _FOREIGN_ARTICLES or word.isascii())
        if unknown > _MOST_UNKNOWN:
            break
        end += 1
    while end > at and terms[end - 1] in _FOREIGN_ARTICLES:
        end -= 1
    return end if end > at else 0


def _may_begin(word: str) -> bool:
    if word.startswith(_BEHIND_CLITICS):  # «أكاديمية بالبرازيل»
        return False
    if word in _FOREIGN_ARTICLES:
        return not is_ordinary(word)
    if (
        len(word) < _SHORTEST
        or word.isdecimal()
        or is_stop_word(word)
        or (is_of_a_country(word) and not is_name(word))
        or (word.endswith(_RELATIONAL) and not word.startswith(_ARTICLE) and not is_name(word))
    ):
        return False
    return not is_ordinary(word) or (is_name(word) and word.startswith(_ARTICLE))


def _may_go_on(word: str) -> bool:
    if word in _FOREIGN_ARTICLES:
        return True
    if len(word) < _SHORTEST or word.isdecimal() or is_ordinary(word) or is_of_a_country(word):
        return False
    is_and = word.startswith("و") and len(word) <= _LONGEST_AND
    return not (is_and or _attached_name(word))


def _attached_name(word: str) -> bool:
    """Tell whether a word is another name with a letter before it: بجدة, وسوني."""
    rest = word[1:]
    return word[0] in "وبلف" and (is_name(rest) or bool(place_words((rest,), 0)))


def chain_end(part: Part, at: int) -> int:
    """Return the end of the genitives that begin here with a word without article; 0 for none."""
    terms = part.terms
    for end in range(at, min(at + _MOST_INNER, len(terms) - 1)):
        if terms[end] not in WORDS["inner"] or not is_glued(part, end + 1):
            return 0
        word = terms[end + 1]
        if word in WORDS["honorific"]:
            return honoured_end(part, end + 1)
        if words := place_words(terms, end + 1):
            return end + 1 + words
        if word in WORDS["inner"]:
            continue
        if word.startswith(_ARTICLE):
            return 0 if is_of_a_country(word) or word in WORDS["occasion"] else end + 2
        if terms[end] in REGIONS or not is_ordinary(word):
            return end + 2
        return 0
    return 0
