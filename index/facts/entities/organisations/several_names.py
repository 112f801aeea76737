"""Names behind the dual or plural of a class noun: جمعيتا «نبضات» و«أنامل», فريقي نيس وليل."""

from collections.abc import Iterator

from index.facts.entities.organisations.clitics import attached_forms
from index.facts.entities.organisations.known_organisations import (
    BY_WORDS,
    FIRST_WORDS,
    Writing,
    writings_at,
)
from index.facts.entities.organisations.name_pieces import is_glued
from index.facts.entities.organisations.name_words import WORDS
from index.facts.entities.organisations.quoted_names import quoted_end
from index.facts.entities.organisations.sighting import Sighting, sighting_of
from index.facts.entities.parts import Part, Span

#: The forms of those nouns with what is attached.
SEVERAL = frozenset(form for noun in WORDS["several"] for form, _ in attached_forms(noun))
_AND = "و"
_FEWEST = 2
_TEAMS = ("فريقا", "فريقي", "ناديا", "ناديي", "انديه", "فرق")


def several_at(part: Part, number: int, at: int) -> tuple[Sighting, ...]:
    """Return the names of a list behind a noun; none where there are not two.

    They stand in quotes, or are clubs of the table.

    The noun stays outside: nobody is called by its dual.

    Args:
        part: the text.
        number: of the part among those of the article.
        at: the number of the noun.
    """
    if is_glued(part, at + 1):
        return _clubs(part, number, at)
    names = list(_names(part, at + 1))
    if len(names) < _FEWEST:
        return ()
    noun = part.tokens.words[at]
    found = []
    for first, end in names:
        words = tuple(part.terms[first:end])
        span = Span(number, first, end)
        found.append(sighting_of(part, span, "", words, BY_WORDS.get(words), support=noun))
    return tuple(found)


def _names(part: Part, at: int) -> Iterator[tuple[int, int]]:
    """Yield the first word of each name in quotes and the number of the word behind its last."""
    terms = part.terms
    while at < len(terms) and (end := quoted_end(part, at, in_list=True)):
        yield at, end
        at = end + (end < len(terms) and terms[end] == _AND)


def _clubs(part: Part, number: int, at: int) -> tuple[Sighting, ...]:
    """Return the clubs of the table that stand behind a noun of teams, joined by و."""
    if not part.terms[at].endswith(_TEAMS):
        return ()
    found: list[Sighting] = []
    here, noun = at + 1, part.tokens.words[at]
    while here < len(part.terms) and is_glued(part, here) and (club := _club_at(part, here)):
        attached = FIRST_WORDS[part.terms[here]][1]
        if attached != (_AND if found else ""):
            break
        writing, end = club
        span = Span(number, here, end)
        found.append(sighting_of(part, span, attached, writing.words, writing, support=noun))
        here = end
    return tuple(found) if len(found) >= _FEWEST else ()


def _club_at(part: Part, at: int) -> tuple[Writing, int] | None:
    """Return the longest club of the table that may be named at a word, and its end."""
    return next((one for one in writings_at(part.terms, at) if one[0].kind == "club"), None)
