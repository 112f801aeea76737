"""Organisations that a text names."""

from collections.abc import Sequence

from index.article import Article, NamedEntity
from index.facts.entities.parts import Part, Span


def organisations_in(
    parts: Sequence[Part], article: Article
) -> tuple[tuple[NamedEntity, ...], frozenset[Span]]:
    """Return the organisations that texts name, and the words that their names take.

    Args:
        parts: of one article.
        article: that they are of; its source and section tell what a name means.
    """
    return (), frozenset()
