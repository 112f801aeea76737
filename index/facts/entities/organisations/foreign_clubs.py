"""Clubs in no table, which a match and their country tell: «أمام ضيفه إيمباكت مونتريال الكندي»."""

from collections.abc import Iterator, Sequence
from itertools import compress, count

from index.facts.entities.organisations.name_pieces import is_glued, unknown_end
from index.facts.entities.organisations.name_words import CONTEXT
from index.facts.entities.organisations.sighting import Sighting, sighting_of
from index.facts.entities.organisations.word_kinds import is_of_a_country, is_person
from index.facts.entities.parts import Part, Span

_FEMININE = "ه"
_BEFORE = CONTEXT["opponent"] | CONTEXT["against"]


def foreign_clubs(parts: Sequence[Part], meant: Sequence[Sighting]) -> Iterator[Sighting]:
    """Yield the clubs that stand behind a word for an opponent and before their country.

    Players are called in the same way («أمام فيدرر السويسري»), so the article must name another
    club.

    Args:
        parts: of an article about sport.
        meant: the organisations that it names otherwise.
    """
    if not any(one.kind == "club" for one in meant):
        return
    taken = {(one.span.part, at) for one in meant for at in range(one.span.first, one.span.end)}
    for number, part in enumerate(parts):
        for before in compress(count(), map(_BEFORE.__contains__, part.terms)):
            end = _name_end(part, before + 1)
            if end and (number, before + 1) not in taken:
                words = tuple(part.terms[before + 1 : end])
                support = part.tokens.words[before]
                span = Span(number, before + 1, end)
                yield sighting_of(part, span, "", words, None, support=support)


def _name_end(part: Part, at: int) -> int:
    """Return the end of unknown words before the adjective of a country; 0 where none stand."""
    if not is_glued(part, at) or is_person(part.terms[at]):
        return 0
    end = unknown_end(part, at)
    if not end or not is_glued(part, end):
        return 0
    country = part.terms[end]
    return end if is_of_a_country(country) and not country.endswith(_FEMININE) else 0
