"""Organisations that a text names.

They are known by three things: a noun that says what they are (:mod:`class_nouns`), the tables of
names (:mod:`organisation_table`), and, for clubs that are named like towns and words, by what an
article is about (:mod:`doubtful_names`).
"""

from collections.abc import Sequence

from index.article import Article, NamedEntity
from index.facts.entities.organisations.doubtful_names import decided, is_about_sport
from index.facts.entities.organisations.foreign_clubs import foreign_clubs
from index.facts.entities.organisations.groups import entities_of
from index.facts.entities.organisations.named_after import is_named_after, names_of_things
from index.facts.entities.organisations.sightings import sightings_in
from index.facts.entities.organisations.word_marks import marks_of
from index.facts.entities.parts import Part, Span


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
    marks = [marks_of(part) for part in parts]
    is_sport = is_about_sport(article, sum(mark.sport for mark in marks))
    seen = [
        sighting
        for number, part in enumerate(parts)
        for sighting in sightings_in(part, number, marks[number].triggers, is_sport=is_sport)
    ]
    things = frozenset(
        span
        for number, part in enumerate(parts)
        for span in names_of_things(part, number, marks[number].things)
    )
    after = {one.span for one in seen if is_named_after(parts[one.span.part], one.span)}
    named = [one for one in seen if one.span not in after] if after else seen
    meant = decided(parts, named, is_sport=is_sport)
    if is_sport and (others := list(foreign_clubs(parts, meant))):
        meant = sorted((*meant, *others), key=lambda one: one.span)
    entities, spans = entities_of(parts, meant)
    return entities, spans | things | after
