"""Organisations that a text names.

They are known by three things: a noun that says what they are (:mod:`class_nouns`), the tables of
names (:mod:`organisation_table`), and, for clubs that are named like towns and words, by what an
article is about (:mod:`doubtful_names`).
"""

from collections.abc import Sequence
from itertools import chain

from index.article import Article, NamedEntity
from index.facts.entities.doubtful_names import decided
from index.facts.entities.named_after import is_named_after, names_of_things
from index.facts.entities.organisation_groups import entities_of
from index.facts.entities.parts import Part, Span
from index.facts.entities.sightings import sightings_in


def organisations_in(
    parts: Sequence[Part], article: Article
) -> tuple[tuple[NamedEntity, ...], frozenset[Span]]:
    """Return the organisations that texts name, and the words that their names take.

    The ``text`` of a mention is without the letters attached before it, and its ``start`` is that
    of the first letter that belongs to it; of «للهلال» that is the second ل, and the text «الهلال»
    has its alef besides.

    Args:
        parts: of one article.
        article: that they are of; its source and section tell what a name means.

    Returns:
        The organisations in the order of their first mention, and the spans in which no person is
        named: their mentions, and stadiums, prizes, leagues and streets named after somebody.
    """
    seen = [
        sighting for number, part in enumerate(parts) for sighting in sightings_in(part, number)
    ]
    things = frozenset(chain.from_iterable(map(names_of_things, parts, range(len(parts)))))
    after = {one.span for one in seen if is_named_after(parts[one.span.part], one.span)}
    meant = decided(parts, [one for one in seen if one.span not in after], article)
    entities, spans = entities_of(parts, meant)
    return entities, spans | things | after
