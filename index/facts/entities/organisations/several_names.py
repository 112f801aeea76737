"""Names in quotes behind the dual or plural of a class noun: جمعيتا «نبضات» و«أنامل»."""

from collections.abc import Iterator

from index.facts.entities.organisations.clitics import attached_forms
from index.facts.entities.organisations.known_organisations import BY_WORDS
from index.facts.entities.organisations.name_words import WORDS
from index.facts.entities.organisations.quoted_names import quoted_end
from index.facts.entities.organisations.sighting import Sighting, sighting_of
from index.facts.entities.parts import Part, Span

#: The forms of those nouns with what is attached.
SEVERAL = frozenset(form for noun in WORDS["several"] for form, _ in attached_forms(noun))
_AND = "و"
_FEWEST = 2


def several_at(part: Part, number: int, at: int) -> tuple[Sighting, ...]:
    """Return the names of a list in quotes behind a noun; none where there are not two.

    The noun stays outside: nobody is called by its dual.

    Args:
        part: the text.
        number: of the part among those of the article.
        at: the number of the noun.
    """
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
