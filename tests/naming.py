"""Articles that name people and organisations, without the readers that find them in texts."""

import re
from dataclasses import replace

from index.article import Article, NamedEntity, NameMention, TextPart

PARTS: tuple[TextPart, ...] = ("title", "deck", "body", "caption")


def entity(article: Article, name: str, *forms: str, role: str = "", **reasons: str) -> NamedEntity:
    """A name with every place of an article where one of its forms stands.

    Args:
        article: that has them.
        name: the fullest form.
        forms: the others.
        role: of the person.
        reasons: by a part, the words by which the name was known in it.
    """
    longest_first = sorted((name, *forms), key=len, reverse=True)
    any_form = re.compile("|".join(map(re.escape, longest_first)))
    mentions = (
        NameMention(found.group(), part, found.start(), reasons.get(part, ""))
        for part in PARTS
        for found in any_form.finditer(getattr(article, part))
    )
    return NamedEntity(name, tuple(mentions), role)


def naming(
    article: Article, persons: tuple[str, ...] = (), organisations: tuple[str, ...] = ()
) -> Article:
    """An article that names these, wherever they stand in it."""
    return replace(
        article,
        persons=tuple(entity(article, name) for name in persons),
        organisations=tuple(entity(article, name) for name in organisations),
    )
