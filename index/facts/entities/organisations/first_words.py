"""What the first words behind a class noun are: a known name, a person, a place, a field."""

from collections.abc import Iterator

from index.analysis.stop import is_stop_word
from index.facts.entities.organisations.class_nouns import FORMS, ClassNoun
from index.facts.entities.organisations.known_organisations import FIRST_WORDS, writings_at
from index.facts.entities.organisations.name_pieces import (
    chain_end,
    honoured_end,
    is_glued,
    person_end,
    unknown_end,
)
from index.facts.entities.organisations.name_tails import (
    Beginning,
    behind_preposition,
    complement_end,
)
from index.facts.entities.organisations.name_words import WORDS
from index.facts.entities.organisations.word_kinds import (
    is_adjective,
    is_noun,
    is_of_a_country,
    is_ordinary,
    is_person,
    place_words,
)
from index.facts.entities.parts import Part

_ARTICLE = "ال"
#: The letters of class nouns before listed names.
_OF_KNOWN = frozenset("nk")
_OF_NAME_AND_PURPOSE = frozenset("nl")
_OF_LEADERS = frozenset({"حزب", "فريق", "حركه", "مجموعه", "تيار", "كتايب", "ايتلاف", "مركز"})
_SON = "بن"
_CLITICS = "وبلفك"
_OF_ANOTHER = frozenset({"التابع", "التابعه"})
#: What begins the name of a person or of his family.
SONS_OF = ("ابن", "عبد", "ابو", "ابي")


def first_words(part: Part, at: int, noun: ClassNoun) -> Iterator[tuple[int, Beginning]]:
    """Yield the ends of what the first words may be, the likeliest first; 0 for none.

    Args:
        part: the text.
        at: the number of the word behind the class noun.
        noun: that stands before it, without article.
    """
    terms, follow, word = part.terms, noun.follow, part.terms[at]
    may_be_known = word in FIRST_WORDS and not _OF_KNOWN.isdisjoint(follow)
    if may_be_known and (end := _known_end(part, at, noun)):
        while is_glued(part, end) and terms[end] in WORDS["suffix"]:
            end += 1
        yield end, "own name"
    if "n" in follow and word in WORDS["honorific"]:
        yield honoured_end(part, at), "named after"
    if word in noun.also:
        yield _also_end(part, at), "common" if is_ordinary(word) else "own name"
    if words := place_words(terms, at):
        yield at + words if follow & {"n", "o"} and "k" not in follow else 0, "named after"
    yield from _described(part, at, noun)


def _described(part: Part, at: int, noun: ClassNoun) -> Iterator[tuple[int, Beginning]]:
    """Yield the same where no name is known: bodies, genitives, unknown and common words."""
    terms, follow, word = part.terms, noun.follow, part.terms[at]
    if "b" in follow and word in FIRST_WORDS and (end := _body_end(part, at)):
        yield end, "common"
    if "i" in follow and (end := _genitive_end(part, at, noun)):
        yield end, "common"
    if "n" in follow and word in SONS_OF and is_glued(part, at + 1):
        yield person_end(part, at), "named after"
    if "n" in follow and word in WORDS["of places"] and is_glued(part, at + 1):
        yield person_end(part, at + 1) if terms[at + 1] in SONS_OF else at + 2, "named after"
    if "n" in follow and (end := _full_name_end(part, at)):
        yield end, "named after"
    if "n" in follow and (end := unknown_end(part, at)) and not _is_leader(part, at, end, noun):
        yield end, "own name"
    if (
        "c" in follow
        and word in WORDS["prepositional"]
        and (end := behind_preposition(part, at + 1))
    ):
        yield end, "common"
    if "c" in follow and word.startswith(_ARTICLE) and not _is_of_the_day(word):
        yield at + 1, "common"
    if _is_word_as_name(part, at, noun) or ("h" in follow and _is_of_business(part, at)):
        yield at + 1, "own name"


def _genitive_end(part: Part, at: int, noun: ClassNoun) -> int:
    """Return the end of the genitive of a noun without article; 0 where none stands here.

    So is the end of «شركة المتحدة», which goes on with «لتأجير السيارات».
    """
    word = part.terms[at]
    if word in WORDS["inner"] and (end := chain_end(part, at)):
        return end
    if "l" not in noun.follow:
        return 0
    if word.startswith(_ARTICLE):
        is_business = word in WORDS["business"] and complement_end(part, at + 1) > at + 1
        return at + 1 if is_business else 0
    return at + 2 if _has_purpose(part, at) else 0


def _has_purpose(part: Part, at: int) -> bool:
    """Tell whether what it is for stands behind any two nouns: منظمة طريق الحرير | للتعاون."""
    terms = part.terms
    if not (is_glued(part, at + 1) and is_glued(part, at + 2)) or is_stop_word(terms[at]):
        return False
    is_genitive = is_noun(terms[at]) and terms[at + 1].startswith(_ARTICLE)
    if not is_genitive or terms[at].startswith(_ARTICLE) or terms[at] in FORMS:
        return False
    is_described = is_of_a_country(terms[at + 1]) or terms[at + 1] in _OF_ANOTHER
    return not is_described and complement_end(part, at + 2) > at + 2


def bearer_end(part: Part, at: int) -> int:
    """Return the end of the name of what a body is called after; 0 where none stands here."""
    terms = part.terms
    if not is_glued(part, at) or terms[at].startswith("ب"):
        return 0
    if terms[at] in WORDS["honorific"]:
        return honoured_end(part, at)
    if terms[at] in SONS_OF and is_glued(part, at + 1):
        return person_end(part, at)
    if end := _full_name_end(part, at):
        return end
    is_first = is_person(terms[at]) and is_glued(part, at + 1) and not is_stop_word(terms[at + 1])
    if is_first and terms[at + 1][0] not in _CLITICS:  # المستشفى الجامعي الطاهر صفر
        has_family = is_glued(part, at + 2) and terms[at + 2].startswith(_ARTICLE)
        return at + 2 + (has_family and not is_ordinary(terms[at + 2]))
    return unknown_end(part, at)


def _full_name_end(part: Part, at: int) -> int:
    """Return the end of two names of a person or more, which may be words too: فرحات حشاد.

    0 where they do not stand here.
    """
    terms = part.terms
    if not (is_person(terms[at]) and is_glued(part, at + 1)):
        return 0
    if terms[at + 1] == _SON:
        end = person_end(part, at)
    elif is_person(terms[at + 1]):
        end = person_end(part, at + 1)
    else:
        return 0
    while is_glued(part, end) and is_person(terms[end]):
        end += 1
    has_family = is_glued(part, end) and terms[end].startswith(_ARTICLE)
    return end + 1 if has_family and not is_ordinary(terms[end]) else end


def _is_leader(part: Part, at: int, end: int, noun: ClassNoun) -> bool:
    """Tell whether one word behind حزب or فريق is a person, whose party or team it is."""
    return noun.noun in _OF_LEADERS and end == at + 1 and is_person(part.terms[at])


def _is_of_the_day(word: str) -> bool:
    """Tell whether a word behind a noun names no body: «لجنة الذي», «إدارة المهرجان»."""
    return is_of_a_country(word) or word in WORDS["occasion"] or is_stop_word(word)


def _is_of_business(part: Part, at: int) -> bool:
    """Tell whether a common noun is the name of a company, by what stands behind it.

    «شركة منافع القابضة», «شركة الصناعات الزجاجية», «شركة سلامة للتأمين».
    """
    word = part.terms[at]
    if not is_glued(part, at + 1) or is_stop_word(word):
        return False
    more = part.terms[at + 1]
    if more in WORDS["business"] and word.startswith(_ARTICLE):  # شركة الأهلي المالية
        return word not in WORDS["business"]
    if not is_noun(word):
        return False
    if more in WORDS["business"]:
        return True
    if word.startswith(_ARTICLE):
        is_described = is_adjective(more) and not is_of_a_country(more) and more.endswith("ه")
        return is_described or _ARTICLE + more.removeprefix("لل") in WORDS["joined"]
    return _ARTICLE + more.removeprefix("لل") in WORDS["joined"]


def _is_word_as_name(part: Part, at: int, noun: ClassNoun) -> bool:
    """Tell whether a word is a name, since the adjective behind it is of the noun before it.

    In «مركز طموح الرمضاني للأيتام» the word has no article, its adjective has one.
    """
    terms = part.terms
    if not noun.follow >= _OF_NAME_AND_PURPOSE:
        return False
    if terms[at].startswith(_ARTICLE) or terms[at] in WORDS["inner"] or is_stop_word(terms[at]):
        return False
    if not (is_glued(part, at + 1) and is_glued(part, at + 2)):
        return False
    more, purpose = terms[at + 1], terms[at + 2]
    agrees = is_adjective(more) and more.endswith("يه" if noun.is_feminine else "ي")
    return agrees and not is_of_a_country(more) and purpose.startswith("لل")


def _known_end(part: Part, at: int, noun: ClassNoun) -> int:
    """Return the end of a listed name that stands here and goes with the noun; 0 for none."""
    found = (
        end
        for writing, end in writings_at(part.terms, at)
        if writing.words[0] == part.terms[at] and noun.goes_with(writing.kind)
        if all(is_glued(part, here) for here in range(at + 1, end))
    )
    return next(found, 0)


def _body_end(part: Part, at: int) -> int:
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
    if words := place_words(part.terms, at + 1):  # سفارة دولة الكويت
        return at + 1 + words
    return chain_end(part, at) or chain_end(part, at + 1) or at + 1
