"""Where the name ends that a class noun begins: «وزارة التربية والتعليم | أعلنت».

A name goes on over genitives (هيئة كبار العلماء), names (جامعة الملك سعود, شركة باراماونت بيكتشرز),
adjectives with the article (البلدية والقروية), a second field of work and what it is for (للسياحة).
It ends before everything else.
"""

from typing import NamedTuple

from index.analysis import fold
from index.facts.entities.organisations.class_nouns import ClassNoun, NounForm
from index.facts.entities.organisations.first_words import SONS_OF, bearer_end, first_words
from index.facts.entities.organisations.name_pieces import (
    is_glued,
)
from index.facts.entities.organisations.name_tails import (
    campus_end,
    complement_end,
    region_end,
    tail_end,
)
from index.facts.entities.organisations.name_words import WORDS
from index.facts.entities.organisations.quoted_names import quote_end, quoted_end
from index.facts.entities.organisations.word_kinds import (
    is_adjective,
    is_of_a_country,
    is_ordinary,
    place_words,
)
from index.facts.entities.parts import Part

#: The letters of class nouns that stand before names, and of those that have the article.
_OF_NAMES = frozenset("qn")
_OF_DEFINITE = frozenset("daue")
_OF_MANY = frozenset(map(fold, ("الدولي", "الدولية", "القاري", "القارية", "العالمي", "العالمية")))
#: Societies, whose names in quotes stand alone: جمعية «بازادوس».
_OF_MEMBERS = frozenset(map(fold, ("منظمة", "جمعية", "رابطة", "مؤسسة")))
_HOSPITAL = fold("المستشفى")
#: The adjectives of hospitals whose names follow: المستشفى الجامعي سهلول.
_OF_HOSPITALS = frozenset({"الجامعي", "الجهوي", "المحلي"})
#: The letters of class nouns whose names stand alone too.
_OF_ALONE = frozenset("qk")
#: The letters of class nouns of businesses.
_OF_BUSINESS = frozenset("qh")
_MOST_ADJECTIVES = 4
_FEMININE = ("ه", "ليا", "بري")


class NameEnd(NamedTuple):
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
    if not is_glued(part, at + 1):
        is_quoted = not noun.follow.isdisjoint(_OF_NAMES) and (quoted := quoted_end(part, at + 1))
        if not is_quoted:
            return None
        is_called = noun.noun in _OF_MEMBERS and part.gap(at + 1).strip() != "("
        is_apart = "q" in noun.follow or form.is_definite or is_called
        return NameEnd(at + 1 if is_apart else at, quoted, at + 1)
    read = _behind_definite if form.is_definite else _behind_bare
    end = read(part, at, noun)
    return end._replace(end=quote_end(part, at, end.end)) if end else None


def _behind_definite(part: Part, at: int, noun: ClassNoun) -> NameEnd | None:
    """Read «الهيئة العامة للاستثمار», «السفارة الهندية», «النادي الصفاقسي»."""
    first = part.terms[at + 1]
    if first in noun.also:
        return NameEnd(at, tail_end(part, at + 2, noun, "definite"), at + 1)
    if noun.follow.isdisjoint(_OF_DEFINITE) or first in noun.never:
        return None
    end = _adjectives_end(part, at, noun)
    if end == at + 1:
        return None
    if "d" in noun.follow and (more := complement_end(part, end, is_definite=True)) > end:
        return NameEnd(at, tail_end(part, more, noun, "definite"))
    is_hospital = noun.noun == _HOSPITAL and first in _OF_HOSPITALS
    more = bearer_end(part, end) if is_hospital else 0
    if more or (more := region_end(part, end, noun)) > end:
        return NameEnd(at, more)
    adjectives = part.terms[at + 1 : end]
    if "u" in noun.follow and len(adjectives) == 1 and not is_ordinary(first):
        return NameEnd(at, end)
    if "e" in noun.follow:
        return NameEnd(at, end)
    if noun.follow >= _OF_BUSINESS and not is_of_a_country(first):
        return None  # «المجموعة النفطية الفرنسية» is some group of France
    names_country = any(map(is_of_a_country, adjectives))
    if names_country and ("a" in noun.follow or len(adjectives) > 1):
        return NameEnd(at, end)
    return None


def _adjectives_end(part: Part, at: int, noun: ClassNoun) -> int:
    """Return the end of the adjectives behind a noun, the first of which agrees with it."""
    terms, end = part.terms, at + 1
    if noun.is_feminine != terms[end].endswith(_FEMININE):
        return end
    while end <= at + _MOST_ADJECTIVES and is_glued(part, end):
        if not (is_of_a_country(terms[end]) or is_adjective(terms[end])):
            break
        if terms[end - 1] in _OF_MANY and is_of_a_country(terms[end]):
            break  # «رئيس الاتحاد الدولي السويسري بلاتر»
        end += 1
    return end


def _behind_bare(part: Part, at: int, noun: ClassNoun) -> NameEnd | None:
    """Read the first words behind a noun without article, then what follows them."""
    terms = part.terms
    word = terms[at + 1]
    if word in noun.never:
        return None
    if "o" in noun.follow and not (
        word in noun.also or word in WORDS["inner"] or place_words(terms, at + 1)
    ):
        return None
    end, beginning = next(first_words(part, at + 1, noun), (0, "common"))
    if not end:
        return None
    stands_alone = (
        beginning == "own name" and not _OF_ALONE.isdisjoint(noun.follow) and "p" not in noun.follow
    )
    proper = at + 1 if stands_alone or word in SONS_OF else None
    is_whole = "k" in noun.follow and "l" not in noun.follow
    whole = end if is_whole else tail_end(part, end, noun, beginning)
    if whole == at + 2 and word in WORDS["body"]:  # «وكالة الجامعة» is one of each
        return None
    return NameEnd(at, campus_end(part, whole) if "t" in noun.follow else whole, proper)
