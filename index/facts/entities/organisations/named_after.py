"""What bears the name of a person, a place or an organisation and is neither: كأس الاتحاد."""

from collections.abc import Iterable, Iterator

from index.facts.entities.organisations.clitics import attached_forms
from index.facts.entities.organisations.name_pieces import is_glued, person_end
from index.facts.entities.organisations.name_words import WORDS
from index.facts.entities.organisations.word_kinds import is_name, is_ordinary
from index.facts.entities.parts import Part, Span

#: Forms of the nouns of what is named after people and places.
THINGS = frozenset(form for word in WORDS["named"] for form, _ in attached_forms(word))
_NAMED = frozenset(form for word in WORDS["league"] for form, _ in attached_forms(word))
#: «عن طريق البنك» is by means of it, and no road.
_BY_WAY_OF = ["عن", "طريق"]
_TWO = 2


def is_named_after(part: Part, span: Span) -> bool:
    """Tell whether words are part of the name of a cup, a league, a street or the like."""
    at = span.first
    if not at or part.terms[at - 1] not in _NAMED or not is_glued(part, at):
        return False
    return at < _TWO or part.terms[at - 2 : at] != _BY_WAY_OF


def names_of_things(part: Part, number: int, things: Iterable[int]) -> Iterator[Span]:
    """Yield the names of persons behind a stadium, a prize, a street and the like.

    Args:
        part: the text.
        number: of the part among those of the article.
        things: the numbers of its words that are among :data:`THINGS`.
    """
    terms = part.terms
    for at in things:
        here = at + 1
        while is_glued(part, here) and terms[here] in WORDS["honorific"]:
            here += 1
        if not is_glued(part, here):
            continue
        if here > at + 1 or (is_name(terms[here]) and not is_ordinary(terms[here])):
            yield Span(number, at, person_end(part, here))
