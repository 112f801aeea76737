"""What may follow the first words of a name: adjectives, another field, a purpose, a region."""

from collections.abc import Sequence
from typing import Literal

from index.analysis.stop import is_stop_word
from index.facts.entities.organisations.class_nouns import ClassNoun
from index.facts.entities.organisations.known_organisations import FIRST_WORDS
from index.facts.entities.organisations.name_pieces import (
    REGIONS,
    chain_end,
    is_glued,
    unknown_end,
)
from index.facts.entities.organisations.name_words import WORDS
from index.facts.entities.organisations.word_kinds import (
    is_adjective,
    is_country,
    is_name,
    is_of_a_country,
    is_ordinary,
    place_words,
)
from index.facts.entities.parts import Part

#: What the first words are: the class noun with its article and an adjective; with a common noun;
#: with the name of a person or a place; with a name that only this organisation bears.
Beginning = Literal["definite", "common", "named after", "own name"]

_ARTICLE = "ال"
_MOST_STEPS = 8
#: How adjectives of one body end.
_OF_ONE = ("ه", "ي")
_SIDES = frozenset({"شمال", "جنوب", "شرق", "غرب", "وسط"})
#: How what follows an own name begins that belongs to it: شركة بدجت لتأجير السيارات.
_OF_OWN_NAMES = ("لل", "لتاجير", "لخدمات")
_DASHES = frozenset("-–—")
_LANGUAGE = "اللغه"
_ARABIAN = "العربيه"
_THE_CLUB = "النادي"
#: The letters of class nouns that a region tells from their like.
_OF_REGIONS = frozenset("pr")
#: The letters of class nouns that stand before names above all.
_OF_NAMES = frozenset("qa")
_BEHIND_REGION = frozenset(letter + word for word in REGIONS for letter in "بفل")


def tail_end(part: Part, at: int, noun: ClassNoun, beginning: Beginning) -> int:
    """Return the end of a name whose first words are read.

    Args:
        part: the text.
        at: the number of the word behind the first words.
        noun: that the name begins with.
        beginning: what the first words are.
    """
    end, may_join = at, beginning != "named after"
    is_common = beginning in ("definite", "common")
    is_word = beginning == "own name" and part.terms[at - 1].startswith(_ARTICLE)
    may_have_region = is_common or is_word
    for _ in range(_MOST_STEPS):
        if not is_glued(part, end):
            break
        if _is_more(part, end, noun, beginning, may_join):
            end += 1
        elif may_join and _is_joined_apart(part, end):
            end += 2
        elif (more := _purpose_end(part, end, noun, beginning)) > end:
            end, may_join = more, True
            beginning = "common" if beginning == "own name" else beginning
        elif may_join and (more := _second_field_end(part, end, noun, beginning)):
            end = more
        else:
            break
    return region_end(part, end, noun) if may_have_region else end


def _is_more(part: Part, at: int, noun: ClassNoun, beginning: Beginning, may_join: bool) -> bool:
    """Tell whether a word is one more of the name by itself."""
    before, word = part.terms[at - 1], part.terms[at]
    if before == _LANGUAGE and beginning != "own name":  # كلية اللغة العربية
        return is_of_a_country(word) or is_adjective(word)
    if is_of_a_country(word):
        if "h" in noun.follow and (word in WORDS["business"] or before == _ARABIAN):
            return True  # شركة جمانة العربية السعودية
        if noun.noun == _THE_CLUB:
            return word in noun.also
        return beginning == "definite" or (beginning != "own name" and "s" in noun.follow)
    if _is_of_name(word, before, beginning):
        return True
    if not may_join or not word.startswith("و") or _is_of_another(part, at, noun):
        return False
    return _is_joined(before, word[1:]) or (before.startswith("لل") and _is_new(word))


def _is_new(word: str) -> bool:
    """Tell whether a joined word is one that the language does not know: للبلياردو والسنوكر."""
    is_known = is_ordinary(word) or is_of_a_country(word[1:]) or word[1:] in FIRST_WORDS
    return word.startswith("وال") and not (is_known or is_name(word[3:]) or is_name(word[1:]))


def _second_field_end(part: Part, at: int, noun: ClassNoun, beginning: Beginning) -> int:
    """Return the end of a second field of work: وزارة العدل | وحقوق الإنسان; 0 for none."""
    word = part.terms[at]
    if not word.startswith("و") or word[1:] not in WORDS["second"]:
        return 0
    if beginning == "own name" or noun.follow & _OF_NAMES:  # «تنظيم داعش ومكافحة الإرهاب»
        return 0
    return _behind_inner(part, at + 1) if is_glued(part, at + 1) else 0


def _is_of_name(word: str, before: str, beginning: Beginning) -> bool:
    """Tell whether an adjective belongs to the name before it.

    Behind the adjective of a country few do; most are surnames: وزارة الدفاع الأميركية الكواري.
    """
    if beginning in ("own name", "named after") and word in WORDS["judging"]:
        return False
    if word in WORDS["of people"]:  # جمعية الأطفال المعوقين, but «كرمت الجمعية الخيرية المتطوعين»
        return before.startswith(_ARTICLE) and not before.endswith(_OF_ONE)
    return word in WORDS["adjective"] if is_of_a_country(before) else is_adjective(word)


def _is_joined(before: str, word: str) -> bool:
    """Tell whether و joins a field of work or an adjective to one before it."""
    if word in WORDS["joined"]:
        return not is_of_a_country(before)
    if word in WORDS["fellow"]:
        return not is_of_a_country(before) and (_is_of_people(before) or not _is_of_people(word))
    return is_adjective(word) and (is_adjective(before) or is_of_a_country(before))


def _is_of_another(part: Part, at: int, noun: ClassNoun) -> bool:
    """Tell whether what و joins is a body of its own: «وزارة التعليم | والبريد السعودي»."""
    if not is_glued(part, at + 1) or not is_of_a_country(more := part.terms[at + 1]):
        return False
    return more.endswith("ه") != noun.is_feminine and not part.terms[at].endswith(("ه", "ات"))


def _is_joined_apart(part: Part, at: int) -> bool:
    """Tell whether و stands apart from what it joins: «وزارة الشباب و الرياضة»."""
    terms = part.terms
    if terms[at] != "و" or not is_glued(part, at + 1) or is_of_a_country(terms[at - 1]):
        return False
    return terms[at + 1] in WORDS["joined"] or terms[at + 1] in WORDS["fellow"]


def _is_of_people(word: str) -> bool:
    """Tell whether a word is a plural of people: جمعية المؤلفين | والموسيقيين."""
    bare = _ARTICLE + word.removeprefix("لل") if word.startswith("لل") else word
    return bare.endswith("ين") or bare in WORDS["people"]


def _purpose_end(part: Part, at: int, noun: ClassNoun, beginning: Beginning) -> int:
    if "l" not in noun.follow and beginning != "definite":
        return at
    if beginning == "own name" and not part.terms[at].startswith(_OF_OWN_NAMES):
        return at  # what a company does
    return complement_end(part, at)


def complement_end(part: Part, at: int, *, is_definite: bool = False) -> int:
    """Return the end of what an organisation is for; ``at`` where that is not told."""
    terms = part.terms
    if not is_glued(part, at):
        return at
    word = terms[at]
    if word.startswith("لل"):
        field = _ARTICLE + word[2:]
        if not {field, _ARTICLE + word[1:]}.isdisjoint(WORDS["aim"] | WORDS["occasion"]):
            return at
        known = field in WORDS["joined"] or word[2:] in WORDS["inner"]
        if field in WORDS["prepositional"] and (
            (end := behind_preposition(part, at + 1)) or not known
        ):
            return end or at
        return at + 1 if known or is_definite else at
    is_field = word[1:] in WORDS["inner"] and word[1:] not in WORDS["aim"]
    if word.startswith("ل") and is_field and is_glued(part, at + 1):
        return _behind_inner(part, _second_task(part, at + 1)) or at
    return at


def _second_task(part: Part, at: int) -> int:
    """Return the number of the word behind a second task that stands here: لإدارة | وتشغيل."""
    word = part.terms[at]
    is_task = word.startswith("و") and word[1:] in WORDS["inner"] and is_glued(part, at + 1)
    return at + 1 if is_task else at


def behind_preposition(part: Part, at: int) -> int:
    """Return the end of «من حوادث الطرق», «عن حقوق الإنسان»; 0 where it does not stand here."""
    terms = part.terms
    if is_glued(part, at) and terms[at].startswith("بال"):  # جمعية النهوض بالبيئة
        return at + 1
    if not is_glued(part, at + 1) or terms[at] not in ("من", "عن") or is_stop_word(terms[at + 1]):
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
        return chain_end(part, at)
    if words := place_words(part.terms, at):
        return at + words
    if word.startswith(_ARTICLE):
        return at + 1
    return 0 if is_ordinary(word) else at + 1


def region_end(part: Part, end: int, noun: ClassNoun) -> int:
    """Return the end behind a region that tells a body from its like: بمنطقة حائل, في جدة."""
    if noun.follow.isdisjoint(_OF_REGIONS) or not is_glued(part, end):
        return end
    terms = part.terms
    word = terms[end]
    is_told = word == "في" and is_glued(part, end + 1) and terms[end + 1] in REGIONS
    if "p" not in noun.follow and not word.startswith("ب") and not is_told:
        return end
    if word in _BEHIND_REGION and is_glued(part, end + 1):
        return end + 1 + max(1, place_words(terms, end + 1))
    if word == "في" and is_glued(part, end + 1):
        if terms[end + 1] in REGIONS and is_glued(part, end + 2):
            return end + 2 + max(1, place_words(terms, end + 2))
        words = _town_words(terms[end + 1 : end + 6])
        return end + 1 + words if words else end
    if word.startswith("ب"):
        return end + _town_words([word[1:], *terms[end + 1 : end + 5]])
    return end


def _town_words(terms: Sequence[str]) -> int:
    """Return how many words the name of a town or region takes, with its side: «جنوب جدة».

    It is 0 for a country, which tells no body from its like: «المركز القومي للبحوث | في مصر».
    """
    has_side = terms[0] in _SIDES and len(terms) > 1
    words = place_words(terms, int(has_side))
    return words + has_side if words and not is_country(terms[:words]) else 0


def campus_end(part: Part, end: int) -> int:
    """Return the end behind the town of a university that has several: ويسكونسن - ماديسون."""
    if not 0 < end < len(part.terms) or part.terms[end - 1] not in WORDS["campus"]:
        return end
    if part.gap(end).strip(" \u00a0") not in _DASHES:
        return end
    if words := place_words(part.terms, end):
        return end + words
    return unknown_end(part, end) or end
