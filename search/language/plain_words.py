"""Where the plain words of a query stand in its text, so that others can be put in their place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.analysis import tokenize
from index.analysis.stop import is_stop_word
from search.language.date_ranges import DateRanges
from search.language.lexer import Lexer, QueryToken, TokenKind, as_read

_STAR = "*"
_JOINING = (TokenKind.OR, TokenKind.AND)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a query: how it is written, where it begins, and where it ends."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The plain words of a query.

    Attributes:
        text: of the query, as it is read.
        rows: words that follow each other, stop words left out.
    """

    text: str
    rows: tuple[tuple[PlacedWord, ...], ...]

    def place_of(self, words: Sequence[str]) -> tuple[int, int] | None:
        """Return where some words begin and end that follow each other.

        Returns:
            ``None`` where they stand nowhere so, or more than once.
        """
        places = []
        for row in self.rows:
            for at in range(len(row) - len(words) + 1):
                placed = row[at : at + len(words)]
                if [word.text for word in placed] == list(words):
                    places.append((placed[0].start, placed[-1].end))
        return places[0] if len(places) == 1 else None


def plain_words(text: str) -> PlainWords:
    """Return the plain words of a query with their places.

    What stands in quotes or brackets, behind a field, a level or a sign, before a star or a sign
    of other engines, or on a side of ``أو`` or ``AND`` is not plain.
    """
    read = as_read(text)
    rows: list[list[PlacedWord]] = [[]]
    for run, end in _plain_runs(read):
        if run and read.endswith(run, 0, end):
            rows[-1] += _placed(run, end - len(run))
        else:
            rows.append([])
    return PlainWords(read, tuple(map(tuple, rows)))


def _plain_runs(text: str) -> Iterator[tuple[str, int]]:
    """Yield runs of plain words and where each ends; an empty one for whatever else there is."""
    lexer = Lexer(text, DateRanges(""))
    tokens = [(token, lexer.position) for token in lexer.tokens()]
    joined = {
        at
        for at, ((left, _), (right, _)) in enumerate(pairwise(tokens))
        for at in (at, at + 1)
        if left.kind in _JOINING or right.kind in _JOINING
    }
    depth = 0
    for at, (token, end) in enumerate(tokens):
        depth += token.kind is TokenKind.OPEN
        plain = not depth and at not in joined and _is_plain(token)
        depth -= token.kind is TokenKind.CLOSE and depth > 0
        yield token.text if plain else "", end


def _is_plain(token: QueryToken) -> bool:
    marked = token.excluded or token.required or token.field or token.level
    return token.kind is TokenKind.WORD and not marked and _STAR not in token.text


def _placed(run: str, start: int) -> Iterator[PlacedWord]:
    for token in tokenize(run):
        if not is_stop_word(token.exact):
            yield PlacedWord(token.text, start + token.start, start + token.end)
