"""Persons that a text names."""

from collections.abc import Collection, Sequence

from index.article import NamedEntity
from index.facts.entities.parts import Part, Span
from index.facts.entities.persons.full_names import full_names
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.same_person import grouped
from index.facts.entities.persons.short_names import short_names


def persons_in(parts: Sequence[Part], taken: Collection[Span]) -> tuple[NamedEntity, ...]:
    """Return the persons that texts name.

    Args:
        parts: of one article.
        taken: words that belong to names of organisations, in which nobody is named.
    """
    texts = [NameText.of(number, part) for number, part in enumerate(parts)]
    covered = [_covered(taken, number) for number in range(len(texts))]
    found = [name for text in texts for name in full_names(text, covered[text.number])]
    if not found:
        return ()
    for name in found:
        covered[name.part].update(range(name.first, name.end))
    return grouped(found + short_names(texts, found, covered))


def _covered(taken: Collection[Span], number: int) -> set[int]:
    return {at for span in taken if span.part == number for at in range(span.first, span.end)}
