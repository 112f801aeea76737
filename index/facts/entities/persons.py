"""Persons that a text names."""

from collections.abc import Collection, Sequence

from index.article import NamedEntity
from index.facts.entities.parts import Part, Span


def persons_in(parts: Sequence[Part], taken: Collection[Span]) -> tuple[NamedEntity, ...]:
    """Return the persons that texts name.

    Args:
        parts: of one article.
        taken: words that belong to names of organisations, in which nobody is named.
    """
    return ()
