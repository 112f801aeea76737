"""The words of a query that may be slips, with the places where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.analysis import tokenize
from index.fields import FIELDS
from search.language.qualifiers import split_qualifiers

_TEXT_FIELDS = frozenset(field.name for field in FIELDS if field.kind == "text")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query.

    Attributes:
        start: where it begins in the query, in characters.
        end: where it ends.
        typed: the word as it stands.
        exact: folded.
        literal: whether quotes, a field or a level say that it is meant just so.
    """

    start: int
    end: int
    typed: str
    exact: str
    literal: bool


def query_words(text: str) -> Iterator[QueryWord]:
    """Yield the words of a query that may be slips: no numbers, values, prefixes or exclusions.

    Args:
        text: of the query, as it was typed.
    """
    quoted = _in_quotes(text)
    at = 0
    for run in text.split():
        start = text.index(run, at)
        at = start + len(run)
        split = split_qualifiers(run)
        asked = split.qualifiers
        if asked.excluded or run.endswith("*") or asked.field not in (None, *_TEXT_FIELDS):
            continue
        for token in tokenize(split.words):
            begin = start + split.start + token.start
            if not token.exact.isdecimal():
                literal = bool(asked.field or asked.level or quoted[begin])
                end = begin + token.end - token.start
                yield QueryWord(begin, end, token.text, token.exact, literal)


def _in_quotes(text: str) -> list[bool]:
    """Return for every letter of a text whether it stands in quotes."""
    inside, found = False, []
    for sign in text:
        inside = not inside if sign == '"' else sign in "«“„" or (inside and sign not in "»”")
        found.append(inside)
    return found
