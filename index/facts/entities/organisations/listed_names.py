"""The names of the tables where they stand in a text."""

from index.facts.entities.organisations.class_nouns import FORMS
from index.facts.entities.organisations.known_organisations import (
    FIRST_WORDS,
    NEEDS_SECOND,
    Writing,
    writings_at,
)
from index.facts.entities.organisations.name_pieces import is_glued
from index.facts.entities.organisations.name_support import is_means, support_of
from index.facts.entities.organisations.name_words import CONTEXT, WORDS
from index.facts.entities.organisations.sighting import Sighting, sighting_of
from index.facts.entities.organisations.word_kinds import is_ordinary, is_person, place_words
from index.facts.entities.parts import Part, Span

#: What may stand between the words of a listed name: «الجوهرة "أف أم"», بي.بي.سي.
_WITHIN = frozenset(' \u00a0.-–"«»“”_')
_WIDEST = 2
#: The names of letters, of which abbreviations are spelled: إتش. إس. بي. سي.
_LONGEST_LETTER = 3
_QUOTES = frozenset('«»"“”')
_TOWNS = frozenset(letter + word for word in ("مدينه", "بلده") for letter in ("", "ب", "ل", "و"))
_OF_ADDRESSES = frozenset("@./_")


def listed_at(part: Part, number: int, at: int) -> Sighting | None:
    """Return the longest listed name that begins with a word; ``None`` where none does.

    Args:
        part: the text.
        number: of the part among those of the article.
        at: the number of the word.
    """
    second = NEEDS_SECOND.get(part.terms[at])
    if second is not None and (at + 1 == len(part.terms) or part.terms[at + 1] not in second):
        return None
    for writing, end in writings_at(part.terms, at):
        if end > at + 1 and not _is_one_name(part, at, end):
            continue
        support = ""
        if writing.sign:
            span, attached = Span(number, at, end), FIRST_WORDS[part.terms[at]][1]
            support = support_of(part, span, attached, writing)
            if writing.sign == "!" and not support and not _may_be_again(part, at, writing):
                return None
        if writing.kind == "club" and at and part.terms[at - 1] in _TOWNS and is_glued(part, at):
            return None  # «مدينة ميلان»
        if _is_left_out(part, at, end, writing) or _is_surname(part, at, end, writing):
            return None
        attached = FIRST_WORDS[part.terms[at]][1]
        words = writing.words
        while writing.kind == "company" and is_glued(part, end) and _is_suffix(part, end):
            words += (part.terms[end],)
            end += 1
        span = Span(number, at, end)
        return sighting_of(part, span, attached, words, writing, sign=writing.sign, support=support)
    return None


def _may_be_again(part: Part, at: int, writing: Writing) -> bool:
    """Tell whether a common word may be a club that the article names elsewhere in a sure way."""
    if writing.kind != "club" or writing.words[0] in CONTEXT["pronoun"] or part.terms[at] in FORMS:
        return False
    return not place_words(writing.words, 0)


def _is_suffix(part: Part, at: int) -> bool:
    return part.terms[at] in WORDS["suffix"]


def _is_one_name(part: Part, at: int, end: int) -> bool:
    return all(_is_within(part, at, here) for here in range(at + 1, end))


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
    if writing.words[0].isascii() and _is_in_address(part, at, end):
        return True
    return writing.kind in ("media", "platform") and is_means(part, at, end, writing)


def _is_in_address(part: Part, at: int, end: int) -> bool:
    """Tell whether Latin words are part of an address: name@yahoo.com, facebook.com/name."""
    before, after = part.gap(at)[-1:], part.gap(end)
    return before in _OF_ADDRESSES or (after[:1] in _OF_ADDRESSES and len(after) == 1)


def _is_surname(part: Part, at: int, end: int, writing: Writing) -> bool:
    """Tell whether one word behind a first name is a person's: «كمال البنزرتي»."""
    if end != at + 1 or writing.kind not in ("club", "company") or not is_glued(part, at):
        return False
    before, word = part.terms[at - 1], part.terms[at]
    if word != writing.words[0] or not is_person(before) or place_words(part.terms, at - 1):
        return False
    if writing.kind == "club":
        return not writing.sign and word.startswith("ال") and word.endswith("ي")
    return not is_ordinary(before)
