"""Where a text may name an organisation: the listed names and what class nouns begin."""

from collections.abc import Iterable, Iterator, Sequence

from index.analysis import fold
from index.facts.entities.organisations.class_nouns import FORMS, NounForm, form_at
from index.facts.entities.organisations.clitics import attached_forms
from index.facts.entities.organisations.known_organisations import (
    BY_WORDS,
    DOUBTFUL_CLUBS,
    FIELDS_OF_WORK,
    FIRST_WORDS,
    NEEDS_SECOND,
    Writing,
    read_clubs,
)
from index.facts.entities.organisations.listed_names import listed_at
from index.facts.entities.organisations.name_ends import NameEnd, name_end
from index.facts.entities.organisations.name_pieces import is_glued
from index.facts.entities.organisations.name_words import CONTEXT, WORDS
from index.facts.entities.organisations.several_names import SEVERAL, several_at
from index.facts.entities.organisations.sighting import Sighting, sighting_of
from index.facts.entities.organisations.word_kinds import is_adjective, is_of_a_country
from index.facts.entities.parts import Part, Span

#: Forms of words that may begin a name.
TRIGGERS = FIRST_WORDS.keys() | FORMS.keys() | SEVERAL
_NEEDS_SECOND = {form: words for form, words in NEEDS_SECOND.items() if form not in FORMS}
#: The countries of clubs, by their words: of those that are bodies of other states as well.
_CLUBS = {club.words: club.countries for club in read_clubs() if club.countries}
_FIELDS_OF_WORK = FIELDS_OF_WORK - FORMS.keys()
#: Forms that can begin no other name, which is most of them, are looked at no further.
_SEVERAL = SEVERAL - FIRST_WORDS.keys() - FORMS.keys()
_IN_NO_SPORT = _FIELDS_OF_WORK | (DOUBTFUL_CLUBS - FORMS.keys())
_ARTICLE = "ال"
_PLURALS = ("ون", "ين")
_CENTRAL = ["المركزي"]
_NOUN_AND_NAME = 2
_CABINET = ["مجلس", "الوزراء"]
_HEADS = frozenset(form for word in ("رئيس", "عضو") for form, _ in attached_forms(fold(word)))
_OF_A_PERSON = frozenset(form for word in WORDS["person"] for form, _ in attached_forms(word))
_DEPUTIES = frozenset(form for word in WORDS["deputy"] for form, _ in attached_forms(word))
_MINISTRIES = frozenset(map(fold, ("وزارة", "إمارة", "أمانة", "رئاسة", "محكمة", "نيابة")))


def sightings_in(
    part: Part, number: int, triggers: Iterable[int], *, is_sport: bool
) -> Iterator[Sighting]:
    """Yield what a text may name, in order; they do not overlap.

    Args:
        part: the text.
        number: of the part among those of the article.
        triggers: the numbers of its words that are among :data:`TRIGGERS`.
        is_sport: whether the article is about sport, as doubtful clubs are of no other.
    """
    free, terms = 0, part.terms
    passed_over = _FIELDS_OF_WORK if is_sport else _IN_NO_SPORT
    for at in triggers:
        if at < free:
            continue
        second = _NEEDS_SECOND.get(term := terms[at])
        if second is not None and (at + 1 == len(terms) or terms[at + 1] not in second):
            continue
        if term in _SEVERAL:
            for name in several_at(part, number, at):
                yield name
                free = name.span.end
            continue
        if term in passed_over and not _may_be_ministry(part, at):
            continue
        if found := _sighting_at(part, number, at):
            yield found
            free = found.span.end


def _may_be_ministry(part: Part, at: int) -> bool:
    """Tell whether a field of work may be a ministry: in quotes, first of all, behind قالت."""
    if part.terms[at] not in _FIELDS_OF_WORK:
        return False
    return not is_glued(part, at) or part.terms[at - 1] in CONTEXT["saying"]


def _sighting_at(part: Part, number: int, at: int) -> Sighting | None:
    terms = part.terms
    if terms[at] == _CABINET[0] and _is_in_title(terms, at):
        return None  # «نائب رئيس مجلس الوزراء» is a person's title
    listed = listed_at(part, number, at)
    form = form_at(terms, at)
    if form is None or (at and _is_office(terms[at - 1], form)):
        return _of_its_country(part, listed)
    if listed and form.is_definite and not listed.sign and not _is_joined_on(part, listed):
        return _of_its_country(part, listed)
    if terms[at] in FIELDS_OF_WORK and at and terms[at - 1].startswith(_ARTICLE):
        return listed  # «السوق الداخلية الأوروبية»
    end = name_end(part, at, form)
    if end is None and form.is_definite and any(map(is_of_a_country, terms[at + 1 : at + 2])):
        return None  # «الاتحاد الروسي» is a country, and no club
    if end is None or (listed and not listed.sign and not _says_more(part, listed, end)):
        return _of_its_country(part, listed)
    return _of_class(part, number, at, form, end)


def _of_its_country(part: Part, listed: Sighting | None) -> Sighting | None:
    """Return a listed body of a state with its country: البنك المركزي | الأمريكي."""
    if listed is None or listed.sign or listed.kind not in ("state", "ministry"):
        return listed
    end = listed.span.end
    if not is_glued(part, end) or not is_of_a_country(part.terms[end]):
        return listed
    if part.terms[end].endswith(_PLURALS):
        return listed  # حرس الحدود الأوكرانيون are its men
    if is_of_a_country(part.terms[end - 1]) or part.terms[end] in _CLUBS.get(listed.words, ()):
        return listed  # حرس الحدود المصري is a club
    span = listed.span._replace(end=end + 1)
    attached = FIRST_WORDS[part.terms[listed.span.first]][1]
    return sighting_of(part, span, attached, (*listed.words, part.terms[end]), None)


def _is_joined_on(part: Part, listed: Sighting) -> bool:
    """Tell whether و may join one more field to a listed name: المركز الوطني للقياس | والتقويم."""
    end = listed.span.end
    return is_glued(part, end) and part.terms[end].startswith("و")


def _is_office(before: str, form: NounForm) -> bool:
    """Tell whether a word makes an office of a field of work: وزير الخارجية, وكيل التعليم."""
    return before in _OF_A_PERSON or (before in _DEPUTIES and form.noun.noun not in _MINISTRIES)


def _is_in_title(terms: Sequence[str], at: int) -> bool:
    return at > 0 and terms[at - 1] in _HEADS and terms[at + 1 : at + 2] == _CABINET[1:]


def _says_more(part: Part, listed: Sighting, end: NameEnd) -> bool:
    """Tell whether a name goes on behind a listed one by more than adjectives of the sentence."""
    more = part.terms[listed.span.end : end.end]
    if more == _CENTRAL:  # بنك إنجلترا المركزي
        return True
    if listed.kind == "ministry":  # وزارة التعليم العالي
        return bool(more)
    if more and (more[0] == "في" or more[0].startswith("ب")):  # a branch of it
        return False
    return any(
        is_of_a_country(word) or word in WORDS["adjective"] or not is_adjective(word)
        for word in more
    )


def _of_class(part: Part, number: int, at: int, form: NounForm, end: NameEnd) -> Sighting | None:
    """Return what a class noun and the words behind it name."""
    is_outside = "k" in form.noun.follow or end.first > at
    if is_outside:
        first = end.proper if end.first == at else end.first
        if first is None:
            return None
        words = tuple(part.terms[first : end.end])
        known = _fitting(form, words)
        return sighting_of(
            part, Span(number, first, end.end), "", words, known, support=part.tokens.words[at]
        )
    noun = form.noun.noun
    if form.is_definite and not noun.startswith("ال"):
        noun = "ال" + noun
    words = (noun, *part.terms[at + 1 : end.end])
    known = BY_WORDS.get(words)
    if known is None:
        known = _fitting(form, words[1:]) or _fitting(form, _without_suffix(words[1:]))
    proper = end.proper - at if end.proper else 0
    if not proper and len(words) > _NOUN_AND_NAME and words[1] in FORMS:
        proper = 1  # مركز شرطة العليا is also called شرطة العليا
    return sighting_of(part, Span(number, at, end.end), form.attached, words, known, proper=proper)


def _without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    end = len(words)
    while end and words[end - 1] in WORDS["suffix"]:
        end -= 1
    return words[:end]


def _fitting(form: NounForm, words: tuple[str, ...]) -> Writing | None:
    """Return the writing of these words that goes with a class noun: a club with نادي alone."""
    writing = BY_WORDS.get(words)
    return writing if writing and form.noun.goes_with(writing.kind) else None


def may_be_club(part: Part, one: Sighting) -> bool:
    """Tell whether what stands before a doubtful club stands before clubs as a rule: إلى, ل."""
    at = one.span.first
    if part.terms[at] != one.words[0]:  # «المنتخب للشباب» is no club, «انتقل لروما» is one
        return one.sign == "@" and part.terms[at] == "ل" + one.words[0]
    return at > 0 and is_glued(part, at) and part.terms[at - 1] in CONTEXT["weak"]
