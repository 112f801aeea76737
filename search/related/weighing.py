"""What related words of a query the archive has, and what each of them counts.

A related word that is rarer than the one typed would count more than it: what it counts is brought
down to the rarity of that one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.conditions import Condition, Matching
from search.language.syntax import Expanded, Node, Related, conjunction, parts_of
from search.ranking.bm25 import idf
from search.results import RelatedWord


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
        offered: the same words for the reader, each once.
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
    offered: dict[tuple[str, str], RelatedWord] = {}
    for _, one in _related_of(node):
        count = counts[Matching(one.node)]
        if count and (one.of, one.text) not in offered:
            offered[one.of, one.text] = _offer(one, count, text)
    return Weighed(conjunction(parts) or node, _first_of_each(list(offered.values())))


def _part(part: Node, size: int, counts: Mapping[Condition, int]) -> Node:
    if not isinstance(part, Expanded) or not part.related:
        return part
    rarity = idf(size, counts[Matching(part.typed)])
    related = []
    for one in part.related:
        count = counts[Matching(one.node)]
        if count:
            share = one.share * min(1.0, rarity / max(idf(size, count), 1e-9))
            related.append(replace(one, share=round(share, 4)))
    if not related and not part.others:
        return part.typed
    return replace(part, related=tuple(related))


def _related_of(node: Node) -> Iterator[tuple[Expanded, Related]]:
    for part in parts_of(node):
        if isinstance(part, Expanded):
            for one in part.related:
                yield part, one


def _offer(one: Related, count: int, text: str) -> RelatedWord:
    # Without quotes, since these look for words as they are written alone.
    either = f"({_as_one(one.of)} أو {_as_one(one.text)})"
    return RelatedWord(
        typed=one.of,
        word=one.text,
        count=count,
        added=_replaced(text, one.of, either),
        instead=_replaced(text, one.of, one.text),
    )


def _as_one(words: str) -> str:
    return f"({words})" if " " in words else words


def _replaced(text: str, typed: str, word: str) -> str:
    """The text with a word in the place of what was typed, or behind it where that is not found."""
    pattern = r"\W+".join(map(re.escape, typed.split()))
    found = re.sub(rf"(?<!\w){pattern}(?!\w)", lambda _: word, text, count=1)
    return found if found != text else f"{text} {word}"


def _first_of_each(offered: Sequence[RelatedWord]) -> tuple[RelatedWord, ...]:
    """The first of what stands for each word of the query, then the second of each."""
    seen: dict[str, int] = {}
    ranks = []
    for one in offered:
        ranks.append(seen.get(one.typed, 0))
        seen[one.typed] = ranks[-1] + 1
    order = sorted(range(len(offered)), key=lambda at: (ranks[at], at))
    return tuple(offered[at] for at in order)
