"""Words that an archive relates to single words of a query, for the reader to choose from.

They are what stands where such a word stands (:mod:`index.associations`): often what somebody
means, never for sure. So they are offered and not looked for.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.analysis import Analyzer
from index.associations import Associations
from search.language.plain_words import plain_words
from search.language.syntax import Node, Word, optional, parts_of, words_of
from search.related.weighing import in_place_of
from search.results import RelatedWord

#: For so many words of a query, the first.
MOST_WORDS = 4
#: So many for each of them.
MOST = 3

_LOOKED_AT = 8
_LEAST_CLOSENESS = 0.65


class NearWord(NamedTuple):
    """A word that may be meant by another.

    Attributes:
        typed: the word of the query, as typed.
        node: what looks for the other.
    """

    typed: str
    node: Word


def near_words(
    node: Node, associations: Associations, analyzer: Analyzer, offered: Sequence[RelatedWord]
) -> list[NearWord]:
    """Return words that are near those of a query, by turns for each of them.

    Args:
        node: the query.
        associations: of the archive.
        analyzer: of it.
        offered: what stands in groups; it is not offered again.
    """
    if not len(associations):
        return []
    words = [word for part in parts_of(node) if optional(part) for word in words_of(part)]
    taken = {term for word in words for term in word.terms.wide}
    taken.update(
        term for one in offered for each in one.word.split() for term in analyzer.terms(each).wide
    )
    found = [list(_near(word, associations, analyzer, taken)) for word in words[:MOST_WORDS]]
    return [near[at] for at in range(MOST) for near in found if at < len(near)]


def _near(
    word: Word, associations: Associations, analyzer: Analyzer, taken: set[str]
) -> Iterator[NearWord]:
    """Yield what is near a word; its family, and what is taken, is left out."""
    at = associations.number_of.get(word.terms.light[0]) if word.terms.light else None
    if at is None:
        return
    nearest = associations.neighbours(at)[:_LOOKED_AT]
    closeness = associations.units(nearest) @ associations.units([at])[0]
    left = MOST
    for other, close in zip(nearest, closeness.tolist(), strict=True):
        if not left or close < _LEAST_CLOSENESS:
            return
        shown = associations.shown[other]
        terms = analyzer.terms(shown)
        if taken.isdisjoint(terms.wide):
            taken.update(terms.wide)
            left -= 1
            yield NearWord(word.text, Word(shown, terms))


def offered_near(
    found: Sequence[NearWord], counts: Sequence[int], text: str
) -> tuple[RelatedWord, ...]:
    """Return near words as they are offered.

    Args:
        found: the words.
        counts: how many articles have each.
        text: of the query, as it was read.
    """
    plain = plain_words(text)
    offers = (
        in_place_of(one.typed, one.node.text, count, plain, "archive")
        for one, count in zip(found, counts, strict=True)
        if count
    )
    return tuple(offer for offer in offers if offer)
