"""What related words of a query the archive has, and what each of them counts.

A related word that is rarer than the one typed would count more than it: what it counts is brought
down to the rarity of that one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.conditions import Condition, Matching
from search.language.plain_words import PlainWords, plain_words
from search.language.syntax import Expanded, Node, Related, conjunction, parts_of
from search.ranking.bm25 import idf
from search.results import RelatedWord, Source

#: Of more related words that the archive has the first are looked for.
MOST = 12


def asked_of(node: Node) -> list[Condition]:
    """Return the conditions whose counts say what related words of a query are worth."""
    asked: dict[Condition, None] = {}
    for part, one in _related_of(node):
        asked[Matching(part.typed)] = asked[Matching(one.node)] = None
    return list(asked)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A query whose related words were looked up.

    Attributes:
        node: the query with those that the archive has, each with its share.
        offered: the same words for the reader, each once; but for those whose place in the text of
            the query is not known for sure.
    """

    node: Node
    offered: tuple[RelatedWord, ...] = ()


def weighed(node: Node, text: str, size: int, counts: Mapping[Condition, int]) -> Weighed:
    """Return a query with what its related words count.

    Args:
        node: the query.
        text: as it was read.
        size: how many articles the archive holds.
        counts: of the conditions that :func:`asked_of` gives.
    """
    parts = [_part(part, size, counts) for part in parts_of(node)]
    plain = plain_words(text)
    found = {
        (one.of, one.text): one
        for part in parts_of(node)
        if isinstance(part, Expanded)
        for one in _had(part, counts)
    }
    offers = [
        in_place_of(one.of, one.text, counts[Matching(one.node)], plain) for one in found.values()
    ]
    offered = [one for one in offers if one]
    return Weighed(conjunction(parts) or node, _first_of_each(offered))


def _part(part: Node, size: int, counts: Mapping[Condition, int]) -> Node:
    if not isinstance(part, Expanded) or not part.related:
        return part
    rarity = idf(size, counts[Matching(part.typed)])
    related: list[Related] = []
    for one in _had(part, counts)[:MOST]:
        rarer = rarity / max(idf(size, counts[Matching(one.node)]), 1e-9)
        related.append(replace(one, share=round(one.share * min(1.0, rarer), 4)))
    if not related and not part.others:
        return part.typed
    return replace(part, related=tuple(related))


def _had(part: Expanded, counts: Mapping[Condition, int]) -> list[Related]:
    """Return the related words of a part that the archive has; if it has none, those that wait."""
    had = [one for one in part.related if counts[Matching(one.node)]]
    return [one for one in had if not one.waits] or had


def _related_of(node: Node) -> Iterator[tuple[Expanded, Related]]:
    for part in parts_of(node):
        if isinstance(part, Expanded):
            for one in part.related:
                yield part, one


def in_place_of(
    typed: str, word: str, count: int, plain: PlainWords, source: Source = "group"
) -> RelatedWord | None:
    """Return words as they are offered for some of a query.

    Args:
        typed: the words of the query.
        word: the others.
        count: how many articles have these.
        plain: the plain words of the query.
        source: of them.

    Returns:
        ``None`` where it is not sure which words of the text they stand for.
    """
    place = plain.place_of(typed.split())
    if place is None:
        return None
    start, end = place
    before, written, behind = plain.text[:start], plain.text[start:end], plain.text[end:]
    # Without quotes, since these look for words as they are written alone.
    either = f"({_as_one(written)} أو {_as_one(word)})"
    return RelatedWord(
        typed=typed,
        word=word,
        count=count,
        added=f"{before}{either}{behind}",
        instead=f"{before}{word}{behind}",
        source=source,
    )


def _as_one(words: str) -> str:
    each = words.split()
    return f"({' '.join(each)})" if len(each) > 1 else words


def _first_of_each(offered: Sequence[RelatedWord]) -> tuple[RelatedWord, ...]:
    """The first of what stands for each word of the query, then the second of each."""
    seen: dict[str, int] = {}
    ranks = []
    for one in offered:
        ranks.append(seen.get(one.typed, 0))
        seen[one.typed] = ranks[-1] + 1
    order = sorted(range(len(offered)), key=lambda at: (ranks[at], at))
    return tuple(offered[at] for at in order)
