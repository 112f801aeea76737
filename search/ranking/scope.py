"""In which fields the words of a query are looked for, and what another spelling counts."""

from index.fields import DEFAULT_FIELDS
from search.language.syntax import Node, Phrase, words_of
from search.ranking.bm25 import Ranking

#: Where two words are looked for near each other, unless the query names a field.
_PROXIMITY_FIELDS = ("title", "body")


def fields_of(scope: str | None) -> tuple[str, ...]:
    """Return the fields in which a word is looked for.

    Args:
        scope: the field that the query asks for; ``None`` for those searched by default.
    """
    return (scope,) if scope else DEFAULT_FIELDS


def proximity_fields(scope: str | None) -> tuple[str, ...]:
    """Return the fields in which two words are looked for near each other."""
    return (scope,) if scope else _PROXIMITY_FIELDS


def spelling_weight(ranking: Ranking, typed: Node, other: Node) -> float:
    """Return what a match of another spelling counts, against 1 for the one that was typed."""
    words = len(other.exact) if isinstance(other, Phrase) else 1
    return ranking.of_spelling(sum(1 for _ in words_of(typed)), words)
