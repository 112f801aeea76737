"""From the texts of an article to the people and organisations that they name."""

from index.article import Article, NamedEntity
from index.facts.entities.organisations.reading import organisations_in
from index.facts.entities.parts import parts_of
from index.facts.entities.persons.reading import persons_in


def read(article: Article) -> tuple[tuple[NamedEntity, ...], tuple[NamedEntity, ...]]:
    """Return the persons and the organisations that an article names, each once.

    Args:
        article: as its source gave it; its source, agencies and section may be known.
    """
    parts = parts_of(article)
    organisations, spans = organisations_in(parts, article)
    return persons_in(parts, spans), organisations
