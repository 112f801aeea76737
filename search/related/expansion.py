"""A syntax tree with related words beside what was typed."""

from collections.abc import Sequence
from dataclasses import replace

from index.analysis import Analyzer
from search.language.syntax import (
    Expanded,
    Node,
    Related,
    Word,
    conjunction,
    optional,
    parts_of,
    words_of,
)
from search.related.thesaurus import Hit, Thesaurus

#: Of more related words the first are looked up.
MOST = 30


def with_related(node: Node, thesaurus: Thesaurus, analyzer: Analyzer) -> Node:
    """Return a query with related words beside its plain words.

    What stands in quotes, behind a field, a level or a sign (``-``, ``+``), or on a side of ``أو``
    or ``AND`` has none.

    Args:
        node: the query, stop words left out.
        thesaurus: the related words.
        analyzer: of the index that is searched.
    """
    parts = list(parts_of(node))
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and _is_plain(parts[end]):
            end += 1
        _relate(parts, at, end, thesaurus, analyzer)
        at = max(end, at + 1)
    return conjunction(parts) or node


def _is_plain(node: Node) -> bool:
    return isinstance(node, Word | Expanded) and optional(node)


def _relate(
    parts: list[Node], start: int, end: int, thesaurus: Thesaurus, analyzer: Analyzer
) -> None:
    """Put related words beside the plain parts of a range."""
    words = [(at, word) for at in range(start, end) for word in words_of(parts[at])]
    for hit in thesaurus.found([word.terms for _, word in words], analyzer):
        within = words[hit.start : hit.end]
        _put_beside(parts, within, hit)
        # What stands for all of them may be nowhere in the archive.
        terms = [word.terms for _, word in within]
        for part in thesaurus.found(terms, analyzer, len(within) - 1):
            _put_beside(parts, within[part.start : part.end], part, waits=True)


def _put_beside(
    parts: list[Node], words: Sequence[tuple[int, Word]], hit: Hit, *, waits: bool = False
) -> None:
    covered = sorted({at for at, _ in words})
    # Each of several words that were typed has its part of what stands for all of them.
    share = 1 / len(covered)
    of = " ".join(word.text for _, word in words)
    related = tuple(replace(one, share=share, of=of, waits=waits) for one in hit.related[:MOST])
    for at in covered:
        parts[at] = _beside(parts[at], related)


def _beside(part: Node, related: Sequence[Related]) -> Expanded:
    if isinstance(part, Expanded):
        return replace(part, related=(*part.related, *related))
    return Expanded(part, (), tuple(related))
