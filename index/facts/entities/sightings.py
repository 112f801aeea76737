"""Where a text may name an organisation: the listed names and what class nouns begin."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from typing import NamedTuple

from index.analysis import fold
from index.facts.entities.class_nouns import FORMS, NounForm, form_at
from index.facts.entities.clitics import attached_forms, without_attached
from index.facts.entities.name_ends import NameEnd, name_end
from index.facts.entities.name_pieces import is_glued
from index.facts.entities.name_support import is_means, support_of
from index.facts.entities.name_words import CONTEXT, WORDS
from index.facts.entities.organisation_table import (
    BY_WORDS,
    FIRST_WORDS,
    NEEDS_SECOND,
    Kind,
    Sign,
    Writing,
    writings_at,
)
from index.facts.entities.parts import Part, Span
from index.facts.entities.word_kinds import (
    is_adjective,
    is_of_a_country,
    is_ordinary,
    is_person,
    place_words,
)

_TRIGGERS = FIRST_WORDS.keys() | FORMS.keys()
_NEEDS_SECOND = {form: words for form, words in NEEDS_SECOND.items() if form not in FORMS}
#: What may stand between the words of a listed name: «الجوهرة "أف أم"», بي.بي.سي.
_WITHIN = frozenset(' \u00a0.-–"«»“”_')
_WIDEST = 2
_NOUN_AND_NAME = 2
#: The names of letters, of which abbreviations are spelled: إتش. إس. بي. سي.
_LONGEST_LETTER = 3
_QUOTES = frozenset('«»"“”')
_CABINET = ["مجلس", "الوزراء"]
_HEADS = frozenset(form for word in ("رئيس", "عضو") for form, _ in attached_forms(fold(word)))
_IN_REGION = frozenset({"بمنطقه", "بمحافظه", "بمدينه", "بولايه"})
_OF_A_PERSON = frozenset(form for word in WORDS["person"] for form, _ in attached_forms(word))
_DEPUTIES = frozenset(form for word in WORDS["deputy"] for form, _ in attached_forms(word))
_MINISTRIES = frozenset(map(fold, ("وزارة", "إمارة", "أمانة", "رئاسة", "محكمة", "نيابة")))
_DEPUTYS_FORMS = {
    text: replace(form, noun=replace(form.noun, follow=form.noun.follow - {"l"}))
    for text, form in FORMS.items()
    if form.noun.noun in _MINISTRIES
}


class Sighting(NamedTuple):
    """Words that may name an organisation.

    Attributes:
        span: where they stand.
        text: as printed, without letters attached.
        start: its offset in the part.
        words: folded, without letters attached.
        key: what tells the organisation from others: the name in the table, or the words.
        kind: as the table says; empty where it is known by its class noun alone.
        sign: of the writing; empty where the words are sure.
        support: the word beside it that makes a doubtful one sure; empty where none does.
        beside: words one of which the article must have, where it is doubtful.
        proper: how many of the first words are the class noun, where the rest stands alone too.
    """

    span: Span
    text: str
    start: int
    words: tuple[str, ...]
    key: str
    kind: Kind | str
    sign: Sign = ""
    support: str = ""
    proper: int = 0
    beside: frozenset[str] = frozenset()


def sightings_in(part: Part, number: int) -> Iterator[Sighting]:
    """Yield what a text may name, in order; they do not overlap.

    Args:
        part: the text.
        number: of the part among those of the article.
    """
    free, terms = 0, part.terms
    for at in compress(range(len(terms)), map(_TRIGGERS.__contains__, terms)):
        if at < free:
            continue
        second = _NEEDS_SECOND.get(terms[at])
        if second is not None and (at + 1 == len(terms) or terms[at + 1] not in second):
            continue
        if found := _sighting_at(part, number, at):
            yield found
            free = found.span.end


def _sighting_at(part: Part, number: int, at: int) -> Sighting | None:
    terms = part.terms
    if terms[at] == _CABINET[0] and _is_in_title(terms, at):
        return None  # «نائب رئيس مجلس الوزراء» is a person's title
    listed = _listed_at(part, number, at)
    form = form_at(terms, at)
    if form is None or (at and _is_office(terms[at - 1], form)):
        return listed
    if at and terms[at - 1] in _DEPUTIES:  # what follows with ل is the office's: للصحة العامة
        form = _DEPUTYS_FORMS.get(terms[at], form)
    if listed and form.is_definite and not listed.sign:
        return listed
    end = name_end(part, at, form)
    if end is None and form.is_definite and any(map(is_of_a_country, terms[at + 1 : at + 2])):
        return None  # «الاتحاد الروسي» is a country, and no club
    if end is None or (listed and not listed.sign and not _says_more(part, listed, end)):
        return listed
    return _of_class(part, number, at, form, end)


def _is_office(before: str, form: NounForm) -> bool:
    """Tell whether a word makes an office of a field of work: وزير الخارجية, وكيل التعليم."""
    return before in _OF_A_PERSON or (before in _DEPUTIES and form.noun.noun not in _MINISTRIES)


def _is_in_title(terms: Sequence[str], at: int) -> bool:
    return at > 0 and terms[at - 1] in _HEADS and terms[at + 1 : at + 2] == _CABINET[1:]


def _says_more(part: Part, listed: Sighting, end: NameEnd) -> bool:
    """Tell whether a name goes on behind a listed one by more than adjectives of the sentence."""
    more = part.terms[listed.span.end : end.end]
    if more and (more[0] == "في" or more[0].startswith("ب")):  # a branch of it
        return False
    return any(is_of_a_country(word) or not is_adjective(word) for word in more)


def _of_class(part: Part, number: int, at: int, form: NounForm, end: NameEnd) -> Sighting | None:
    """Return what a class noun and the words behind it name."""
    is_outside = "k" in form.noun.follow or end.first > at
    if is_outside:
        first = end.proper if end.first == at else end.first
        if first is None:
            return None
        words = tuple(part.terms[first : end.end])
        known = _fitting(form, words)
        return _sighting(
            part, Span(number, first, end.end), "", words, known, support=part.tokens[at].text
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
    return _sighting(part, Span(number, at, end.end), form.attached, words, known, proper=proper)


def _without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    end = len(words)
    while end and words[end - 1] in WORDS["suffix"]:
        end -= 1
    return words[:end]


def _fitting(form: NounForm, words: tuple[str, ...]) -> Writing | None:
    """Return the writing of these words that goes with a class noun: a club with نادي alone."""
    writing = BY_WORDS.get(words)
    return writing if writing and form.noun.goes_with(writing.kind) else None


def _sighting(
    part: Part,
    span: Span,
    attached: str,
    words: tuple[str, ...],
    known: Writing | None,
    *,
    sign: Sign = "",
    support: str = "",
    proper: int = 0,
) -> Sighting:
    text, start = printed(part, span, attached)
    return Sighting(
        span,
        text,
        start,
        words,
        known.name if known else " ".join(_without_kinds_of_region(words)),
        known.kind if known else "",
        sign,
        support,
        proper,
        known.beside if known and sign else frozenset(),
    )


def _without_kinds_of_region(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of a name in one way: بمحافظة خيبر and في خيبر as بخيبر."""
    attached = ""
    for word in words:
        if word in _IN_REGION or word == "في":
            attached = "ب"
        else:
            yield attached + word
            attached = ""


def printed(part: Part, span: Span, attached: str) -> tuple[str, int]:
    """Return words as printed in one line, without the letters attached, and where they begin."""
    first = part.tokens[span.first]
    head, start = without_attached(first, attached)
    end = part.tokens[span.end - 1].end
    rest = part.text[first.end : end]
    if rest.count('"') % 2 and part.text[end : end + 1] == '"':
        rest += '"'
    return " ".join((head + rest).split()), start


def _listed_at(part: Part, number: int, at: int) -> Sighting | None:
    for writing, end in writings_at(part.terms, at):
        if any(not _is_within(part, at, here) for here in range(at + 1, end)):
            continue
        if _is_left_out(part, at, end, writing) or _is_surname(part, at, end, writing):
            return None
        attached = FIRST_WORDS[part.terms[at]][1]
        words = writing.words
        while writing.kind == "company" and is_glued(part, end) and _is_suffix(part, end):
            words += (part.terms[end],)
            end += 1
        span = Span(number, at, end)
        support = support_of(part, span, attached, writing)
        return _sighting(part, span, attached, words, writing, sign=writing.sign, support=support)
    return None


def _is_suffix(part: Part, at: int) -> bool:
    return part.terms[at] in WORDS["suffix"]


def _is_within(part: Part, first: int, at: int) -> bool:
    """Tell whether what stands before a word may stand within a name: بي.بي.سي.

    A quote behind a class noun begins the name: شركة «أبل».
    """
    gap = part.gap(at)
    if len(gap) > _WIDEST or not _WITHIN.issuperset(gap):
        return False
    if gap == ". " and len(part.terms[at - 1]) > _LONGEST_LETTER:  # the end of a sentence
        return False
    return at > first + 1 or part.terms[first] not in FORMS or _QUOTES.isdisjoint(gap)


def _is_left_out(part: Part, at: int, end: int, writing: Writing) -> bool:
    return writing.kind in ("media", "platform") and is_means(part, at, end, writing)


def _is_surname(part: Part, at: int, end: int, writing: Writing) -> bool:
    """Tell whether one word behind a first name is a person's: «فوزي البنزرتي»."""
    if end != at + 1 or writing.kind not in ("club", "company") or not is_glued(part, at):
        return False
    before, word = part.terms[at - 1], part.terms[at]
    if word != writing.words[0] or not is_person(before) or place_words(part.terms, at - 1):
        return False
    if writing.kind == "club":
        return not writing.sign and word.startswith("ال") and word.endswith("ي")
    return not is_ordinary(before)


def may_be_club(part: Part, one: Sighting) -> bool:
    """Tell whether what stands before a doubtful club stands before clubs as a rule: إلى, ل."""
    at = one.span.first
    if part.terms[at] != one.words[0]:  # «المنتخب للشباب» is no club, «انتقل لروما» is one
        return one.sign == "@" and part.terms[at] == "ل" + one.words[0]
    return at > 0 and is_glued(part, at) and part.terms[at - 1] in CONTEXT["weak"]
