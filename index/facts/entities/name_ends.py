"""Where the name ends that a class noun begins: «وزارة التربية والتعليم | أعلنت».

A name goes on over genitives (هيئة كبار العلماء), names (جامعة الملك سعود, شركة وارنر بروس),
adjectives with the article (البلدية والقروية), a second field of work and what it is for (للسياحة).
It ends before everything else.
"""

from dataclasses import dataclass

from index.analysis.stop import is_stop_word
from index.facts.entities.class_nouns import ClassNoun, NounForm
from index.facts.entities.name_words import WORDS
from index.facts.entities.organisation_table import writings_at
from index.facts.entities.parts import Part
from index.facts.entities.word_kinds import (
    is_adjective,
    is_name,
    is_of_a_country,
    is_ordinary,
    place_words,
)

_ARTICLE = "ال"
_MOST_ADJECTIVES = 4
_MOST_UNKNOWN = 2
_MOST_NAMES = 4
_MOST_INNER = 3
_MOST_QUOTED = 6
_SPACES = frozenset({" ", "\u00a0", "  "})
_WIDEST = 3
_QUOTES = frozenset("«\"“”„'‘")
_CLOSING = "»\"“”'’)"
_SONS = frozenset({"بن", "بنت", "ابن", "ال", "ابو", "ابي", "ام", "عبد"})
_OF_CLUBS = frozenset({"نادي", "فريق"})
_RULERS = frozenset({"الملك", "الملكه", "الامير", "الاميره", "السلطان", "الامام", "خادم"})
_REGIONS = frozenset({"منطقه", "محافظه", "مدينه", "ولايه", "مقاطعه", "اقليم"})
_BEHIND_REGION = frozenset(letter + word for word in _REGIONS for letter in "بفل")
_FOREIGN_ARTICLES = WORDS["parts"]


@dataclass(frozen=True, slots=True)
class NameEnd:
    """How far a name goes.

    Attributes:
        first: its first word: the class noun, or the first word in the quotes behind it.
        end: the number of the word behind its last.
        proper: the first word of the name that stands without its class noun as well (نادي
            | الهلال); ``None`` where what follows the noun is a common word.
    """

    first: int
    end: int
    proper: int | None = None


def name_end(part: Part, at: int, form: NounForm) -> NameEnd | None:
    """Return how far the name goes that a class noun begins; ``None`` where it begins none.

    Args:
        part: the text.
        at: the number of the noun among its words.
        form: what form of a noun that is.
    """
    noun = form.noun
    if at + 1 >= len(part.terms):
        return None
    if noun.follow & {"q", "n"} and (quoted := _quoted(part, at + 1)):
        return quoted
    if not is_glued(part, at + 1):
        return None
    if form.is_definite:
        return _behind_definite(part, at, noun)
    return _behind_bare(part, at, noun)


def is_glued(part: Part, at: int) -> bool:
    """Tell whether nothing but a space stands between a word and the one before it."""
    tokens = part.tokens
    if not 0 < at < len(tokens):
        return False
    end, start = tokens[at - 1].end, tokens[at].start
    return start == end or (start - end < _WIDEST and part.text[end:start] in _SPACES)


def _quoted(part: Part, at: int) -> NameEnd | None:
    gap = part.gap(at)
    if gap.strip() not in _QUOTES or gap[-1].isspace():
        return None
    for end in range(at + 1, min(at + 1 + _MOST_QUOTED, len(part.terms) + 1)):
        between = part.gap(end)
        if any(char in _CLOSING for char in between):
            return NameEnd(at, end, at)
        if between != " ":
            return None
    return None


def _behind_definite(part: Part, at: int, noun: ClassNoun) -> NameEnd | None:
    terms = part.terms
    first = terms[at + 1]
    if first in noun.also:
        return NameEnd(at, _tail(part, at + 2, noun, is_definite=True), at + 1)
    if not noun.follow & {"d", "a"} or first in noun.never:
        return None
    end, countries, adjectives = at + 1, 0, 0
    while end < len(terms) and (end == at + 1 or is_glued(part, end)):
        of_country = is_of_a_country(terms[end])
        if not (of_country or is_adjective(terms[end])) or adjectives == _MOST_ADJECTIVES:
            break
        if adjectives == 0 and terms[at].endswith("ه") != terms[end].endswith(("ه", "ليا", "بري")):
            return None
        countries += of_country
        adjectives += 1
        end += 1
    if not adjectives:
        return None
    complete = _complement(part, end, is_definite=True)
    if complete > end:
        return NameEnd(at, _tail(part, complete, noun, is_definite=True))
    if (complete := _with_region(part, end, noun)) > end:
        return NameEnd(at, complete)
    if "u" in noun.follow and adjectives == 1 and not is_ordinary(first):
        return NameEnd(at, end)
    if countries and ("a" in noun.follow or adjectives > 1):
        return NameEnd(at, end)
    return None


def _behind_bare(part: Part, at: int, noun: ClassNoun) -> NameEnd | None:
    terms, follow = part.terms, noun.follow
    word = terms[at + 1]
    if word in noun.never:
        return None
    if "o" in follow and not (
        word in noun.also or word in WORDS["inner"] or place_words(terms, at + 1)
    ):
        return None
    proper = at + 1 if follow & {"n", "k"} else None
    if follow & {"n", "k"} and (end := _known_name(part, at + 1, noun)):
        end = end if "k" in follow else _tail(part, end, noun, is_proper=True)
        return NameEnd(at, end, proper)
    if word in WORDS["honorific"] and "n" in follow:
        end = _honoured(part, at + 1)
        return NameEnd(at, _tail(part, end, noun, has_place=True)) if end else None
    if word in noun.also:
        end = _also_end(part, at + 1)
        return NameEnd(at, _tail(part, end, noun), None if is_ordinary(word) else proper)
    if words := place_words(terms, at + 1):
        if not follow & {"n", "o"} or "k" in follow:
            return None
        return NameEnd(at, _tail(part, at + 1 + words, noun, has_place=True))
    if "i" in follow and (end := _known_body(part, at + 1)):
        return NameEnd(at, _tail(part, end, noun))
    if "i" in follow and word in WORDS["inner"]:
        end = _chain(part, at + 1)
        return NameEnd(at, _tail(part, end, noun)) if end else None
    if "n" in follow and word in ("ابن", "عبد", "ابو", "ابي") and is_glued(part, at + 2):
        return NameEnd(at, _tail(part, person_end(part, at + 1), noun, has_place=True), proper)
    if "n" in follow and (end := _unknown_run(part, at + 1)):
        return NameEnd(at, _tail(part, end, noun, is_proper=True), proper)
    if "c" in follow and word.startswith(_ARTICLE) and not is_of_a_country(word):
        return NameEnd(at, _tail(part, at + 2, noun))
    return None


def _known_name(part: Part, at: int, noun: ClassNoun) -> int:
    """Return the end of a listed name that stands here, of a club behind نادي; 0 for none."""
    found = (
        end
        for writing, end in writings_at(part.terms, at)
        if writing.words[0] == part.terms[at]
        if writing.kind != "club" or noun.noun in _OF_CLUBS
        if all(is_glued(part, here) for here in range(at + 1, end))
    )
    return next(found, 0)


def _known_body(part: Part, at: int) -> int:
    """Return the end of an international body that stands here: لجنة الأمم المتحدة; 0 for none."""
    terms = part.terms
    found = (
        end
        for writing, end in writings_at(terms, at)
        if writing.kind in ("world", "state") and not writing.sign
        if writing.words[0] == terms[at]
    )
    return next(found, 0)


def _also_end(part: Part, at: int) -> int:
    """Return the end of a word that is listed and may begin a chain: مجلس الأمن, إدارة الدفاع."""
    if part.terms[at].startswith(_ARTICLE) or not is_glued(part, at + 1):
        return at + 1
    return _chain(part, at) or at + 1


def _honoured(part: Part, at: int) -> int:
    """Return the end of the name of a person behind the title that begins here; 0 for none."""
    terms = part.terms
    end = at + 1
    while end < len(terms) and is_glued(part, end) and terms[end] in WORDS["honorific"]:
        end += 1
    if not is_glued(part, end):
        return 0
    if is_ordinary(terms[end]) and not is_name(terms[end]) and terms[end] not in _SONS:
        return 0 if terms[at] != "خادم" else _honoured_mosques(part, at)
    return person_end(part, end, by_sons=not _RULERS.isdisjoint(terms[at:end]))


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
            end += 2
        elif not by_sons and _is_persons(part, end):
            end += 1
        else:
            break
    return min(end, len(terms))


def _is_persons(part: Part, at: int) -> bool:
    word = part.terms[at]
    return is_name(word) and not is_ordinary(word) and not place_words(part.terms, at)


def _unknown_run(part: Part, at: int) -> int:
    """Return the end of a name of words that the language does not know; 0 for none."""
    terms = part.terms
    end, unknown = at, 0
    while end < len(terms) and end - at < _MOST_NAMES and (end == at or is_glued(part, end)):
        word = terms[end]
        if word.isdecimal() or (is_stop_word(word) and word not in _FOREIGN_ARTICLES):
            break
        named = is_name(word) or word in _FOREIGN_ARTICLES or word.isascii()
        if not named and (is_ordinary(word) or is_of_a_country(word)):
            break
        if named and end == at and is_ordinary(word) and not word.startswith(_ARTICLE):
            break
        if named and end > at and is_ordinary(word) and word not in _FOREIGN_ARTICLES:
            break
        if end > at and (_attached_name(word) or is_of_a_country(word)):
            break
        unknown += not named
        if unknown > _MOST_UNKNOWN:
            break
        end += 1
    while end > at and terms[end - 1] in _FOREIGN_ARTICLES:
        end -= 1
    return end if end > at else 0


def _attached_name(word: str) -> bool:
    """Tell whether a word is another name with a letter before it: بجدة, وسوني."""
    rest = word[1:]
    return word[0] in "وبلف" and (is_name(rest) or bool(place_words((rest,), 0)))


def _chain(part: Part, at: int) -> int:
    """Return the end of the genitives that begin here with a word without article; 0 for none."""
    terms = part.terms
    for end in range(at, min(at + _MOST_INNER, len(terms) - 1)):
        if terms[end] not in WORDS["inner"] or not is_glued(part, end + 1):
            return 0
        word = terms[end + 1]
        if word in WORDS["honorific"]:
            return _honoured(part, end + 1)
        if words := place_words(terms, end + 1):
            return end + 1 + words
        if word in WORDS["inner"]:
            continue
        if word.startswith(_ARTICLE):
            return 0 if is_of_a_country(word) else end + 2
        if terms[end] in _REGIONS or not is_ordinary(word):
            return end + 2
        return 0
    return 0


def _complement(part: Part, at: int, *, is_definite: bool = False) -> int:
    """Return the end of what an organisation is for; ``at`` where that is not told."""
    terms = part.terms
    if not is_glued(part, at):
        return at
    word = terms[at]
    if word.startswith("لل"):
        field = _ARTICLE + word[2:]
        known = field in WORDS["joined"] or word[2:] in WORDS["inner"]
        if field in WORDS["prepositional"] and (end := _behind_preposition(part, at + 1)):
            return end
        return at + 1 if known or (is_definite and is_ordinary(field)) else at
    is_field = word[1:] in WORDS["inner"] and word[1:] not in WORDS["aim"]
    if word.startswith("ل") and is_field and is_glued(part, at + 1):
        return _behind_inner(part, at + 1) or at
    return at


def _behind_preposition(part: Part, at: int) -> int:
    """Return the end of «من حوادث الطرق», «عن حقوق الإنسان»; 0 where it does not stand here."""
    terms = part.terms
    if not is_glued(part, at + 1) or terms[at] not in ("من", "عن"):
        return 0
    if terms[at + 1].startswith(_ARTICLE):
        return at + 2
    if is_glued(part, at + 2) and terms[at + 2].startswith(_ARTICLE):
        return at + 3
    return 0


def _behind_inner(part: Part, at: int) -> int:
    """Return the end of what a noun without article before this word needs; 0 where it is not."""
    word = part.terms[at]
    if word in WORDS["inner"]:
        return _chain(part, at)
    if words := place_words(part.terms, at):
        return at + words
    if word.startswith(_ARTICLE):
        return at + 1
    return 0 if is_ordinary(word) else at + 1


def _tail(
    part: Part,
    at: int,
    noun: ClassNoun,
    *,
    is_definite: bool = False,
    is_proper: bool = False,
    has_place: bool = False,
) -> int:
    """Return the end of what follows the first words of a name: adjectives, fields, purposes."""
    terms, end = part.terms, at
    for _ in range(2 * _MOST_ADJECTIVES):
        if not is_glued(part, end):
            break
        word = terms[end]
        if is_of_a_country(word):
            if is_proper or not (is_definite or "s" in noun.follow):
                break
            end += 1
        elif _is_of_name(word, terms[end - 1], is_proper=is_proper):
            end += 1
        elif word.startswith("و") and not has_place and _is_joined(terms[end - 1], word[1:], noun):
            end += 1
        elif (more := _purpose(part, end, noun, is_definite, is_proper)) > end:
            end = more
        else:
            break
    return end if has_place or is_proper else _with_region(part, end, noun)


def _is_of_name(word: str, before: str, *, is_proper: bool) -> bool:
    """Tell whether an adjective belongs to the name before it.

    Behind the adjective of a country few do; most are surnames: وزارة الدفاع الأميركية الكواري.
    """
    if is_proper and word in WORDS["judging"]:
        return False
    return word in WORDS["adjective"] if is_of_a_country(before) else is_adjective(word)


def _is_joined(before: str, word: str, noun: ClassNoun) -> bool:
    """Tell whether و joins a field of work or an adjective to one before it."""
    if word in WORDS["joined"]:
        return "k" not in noun.follow and not is_of_a_country(before)
    return is_adjective(word) and (is_adjective(before) or is_of_a_country(before))


def _purpose(part: Part, at: int, noun: ClassNoun, is_definite: bool, is_proper: bool) -> int:
    if "l" not in noun.follow and not is_definite:
        return at
    if is_proper and not part.terms[at].startswith("لل"):  # it says what a company does
        return at
    return _complement(part, at)


def _with_region(part: Part, end: int, noun: ClassNoun) -> int:
    """Return the end behind a region that tells a body from its like: بمنطقة الجوف, في جدة."""
    if "p" not in noun.follow or not is_glued(part, end):
        return end
    terms = part.terms
    word = terms[end]
    if word in _BEHIND_REGION and is_glued(part, end + 1):
        return end + 1 + max(1, place_words(terms, end + 1))
    if word == "في" and is_glued(part, end + 1):
        if terms[end + 1] in _REGIONS and is_glued(part, end + 2):
            return end + 2 + max(1, place_words(terms, end + 2))
        return end + 1 + words if (words := place_words(terms, end + 1)) else end
    if word.startswith("ب") and (words := place_words((word[1:], *terms[end + 1 : end + 4]), 0)):
        return end + words
    return end
