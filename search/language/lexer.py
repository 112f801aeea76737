"""From the text of a query to tokens: words, quoted text, brackets and signs of OR.

A field's name and a minus go to the token that they stand before. What has no partner (a quote
without its end) is told in a note and read as if it were not there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.analysis import Level, tokenize
from index.analysis.words import INVISIBLE
from index.facts.dates.relative_periods import Today
from search import notes
from search.language.addresses import Pasted, pasted_address
from search.language.date_ranges import DateRange, DateRanges, end_of_period
from search.language.operators import Read, has_operand, read_operator
from search.language.qualifiers import Qualifiers, split_qualifiers
from search.language.signs import with_plain_quotes
from search.results import Note

#: Words after this many are left out of the search.
MAX_WORDS = 64

#: Fields and facets whose values are periods of time.
PERIODS = frozenset({"published", "mentioned"})

# What may close a quote, by what opened it.
_CLOSING_QUOTES = {'"': '"', "«": "»", "»": "«", "“": "”“", "”": "“”", "„": "“”"}
_QUOTES = "".join(_CLOSING_QUOTES)
_TOKEN = re.compile(rf"[{_QUOTES}]|[()]|\|+|[^\s{_QUOTES}()|]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
#: A number whose digits are grouped by spaces: «1 250 000», and a telephone.
_SPACED_NUMBER = re.compile(
    r"(?<![^\s(])(?:\d{1,3}(?: \d{3}){2,}"
    r"|(?=(?:[+ ]?\d){8,15}(?![^\s)]))"
    r"(?:\+\d{1,4}(?: \d{2,10})+|0\d{1,4}(?: \d{3,8})+))(?![^\s)])"
)
#: Behind quotes: so many words may stand between; behind a word: a sign of other engines.
_NEARNESS = re.compile(r"~\d*")
_FOREIGN_SIGN = re.compile(r"(?<=\w)(?:[~^][\d.]*)+$")


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()
    QUOTED = auto()
    OPEN = auto()
    CLOSE = auto()
    NUMBER = auto()
    OR = auto()
    AND = auto()


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A token of a query; a run of characters without a space may hold several words.

    Attributes:
        kind: what it is.
        text: what was typed, without quotes, minus and field name.
        excluded: whether a minus stands before it.
        field: the name of the field or facet that was asked for, if any.
        level: the level of analysis that was asked for, if any.
        required: whether a plus says that no article may lack it.
    """

    kind: TokenKind
    text: str = ""
    excluded: bool = False
    field: str | None = None
    level: Level | None = None
    required: bool = False


def read_tokens(
    text: str, *, date_ranges: bool = True, today: Today | None = None
) -> tuple[list[QueryToken], list[Note]]:
    """Cut a query into tokens, up to the last word that is searched for.

    Args:
        text: what was typed.
        date_ranges: whether ranges of dates among the words are tokens, or words.
        today: gives the day that «الأسبوع الماضي» is counted from.

    Returns:
        The tokens, and notes on what was not read as typed.
    """
    read = as_read(text)
    lexer = Lexer(read, DateRanges(read if date_ranges else "", today), today)
    tokens = list(lexer.tokens())
    limited = _limited(tokens)
    too_long = [notes.too_long(MAX_WORDS)] if limited != tokens else []
    return limited, [*lexer.notes, *too_long]


def as_read(text: str) -> str:
    """Return what was typed with plain quotes and without the signs that nobody sees.

    Text pasted from a page or a phone carries such signs, before a minus as well.
    """
    return with_plain_quotes(_INVISIBLE.sub("", text))


class Lexer:
    """Reads one query, token by token.

    Attributes:
        notes: what was not read as typed, so far.
    """

    def __init__(self, text: str, ranges: DateRanges, today: Today | None = None) -> None:
        """Begin at the start of a query.

        Args:
            text: what was typed, without invisible signs.
            ranges: the ranges of dates in it that are to be tokens.
            today: gives the day that days are counted from.
        """
        self.notes: list[Note] = []
        self._text = text
        self._ranges = ranges
        self._today = today
        self._position = 0
        # What was read already and belongs to the token behind it.
        self._pending = Qualifiers()
        # Whether NOT stands before the token behind it.
        self._negated = False
        # The field before each bracket that is open.
        self._brackets: list[str | None] = []

    @property
    def position(self) -> int:
        """Where what was read so far ends."""
        return self._position

    def tokens(self) -> Iterator[QueryToken]:
        """Read the query to its end."""
        token: QueryToken | None
        while match := _TOKEN.search(self._text, self._position):
            if pasted := pasted_address(self._text, match.start()):
                token = self._address(pasted)
            elif number := _SPACED_NUMBER.match(self._text, match.start()):
                self._position = number.end()
                token = self._qualified(TokenKind.NUMBER, number.group())
            elif found := self._ranges.take(match.start()):
                token = self._date_range(found)
            else:
                self._position = match.end()
                token = self._token(match.group())
            if token is not None:
                self._pending = Qualifiers()
                yield from self._near(self._excluded(token))

    def _token(self, text: str) -> QueryToken | None:
        if text in _CLOSING_QUOTES:
            return self._quoted(text)
        if text in "()":
            return self._bracket(text)
        read = read_operator(self._text, self._position - len(text), self._position)
        return self._operator(text, read) if read else self._word(text)

    def _operator(self, text: str, read: Read) -> QueryToken | None:
        """Return what a word or sign of the table of operators is here."""
        if read.operator in ("or", "and"):
            return QueryToken(TokenKind.OR if read.operator == "or" else TokenKind.AND, text)
        if read.operator is None:
            self.notes.append(notes.exclusion_word(text, read.doubtful))
            return self._word(text)
        if not has_operand(self._text[self._position :]):
            if text == self._text.strip():
                return self._word(text)
            self.notes.append(notes.operator_alone(text))
            return None
        if read.doubtful:
            self.notes.append(notes.read_as_exclusion(text, read.doubtful))
        self._negated = True
        return None

    def _excluded(self, token: QueryToken) -> QueryToken:
        """Return a token with the NOT before it."""
        if not self._negated or token.kind in (TokenKind.OR, TokenKind.AND, TokenKind.CLOSE):
            return token
        self._negated = False
        return replace(token, excluded=True)

    def _near(self, token: QueryToken) -> Iterator[QueryToken]:
        """Yield a token; quotes that ask for words near each other as their words in brackets."""
        near = _NEARNESS.match(self._text, self._position)
        if token.kind is not TokenKind.QUOTED or near is None:
            yield token
            return
        self._position = near.end()
        self.notes.append(notes.nearness_ignored(near.group()))
        yield replace(token, kind=TokenKind.OPEN, text="", level="exact")
        for word in tokenize(token.text):
            yield QueryToken(TokenKind.WORD, word.text)
        yield QueryToken(TokenKind.CLOSE)

    def _address(self, pasted: Pasted) -> QueryToken:
        self._position = pasted.end
        excluded = self._pending.excluded or pasted.excluded
        return QueryToken(TokenKind.QUOTED, pasted.text, excluded, "url")

    def _qualified(self, kind: TokenKind, text: str = "") -> QueryToken:
        pending = self._pending
        return QueryToken(
            kind, text, pending.excluded, pending.field, pending.level, pending.required
        )

    def _scope(self) -> str | None:
        """Return the field that is asked for here, or before the brackets around this place."""
        return next(filter(None, (self._pending.field, *reversed(self._brackets))), None)

    def _date_range(self, found: DateRange) -> QueryToken:
        scope = self._scope()
        field = scope if scope in PERIODS else "published"
        if field != scope:
            self.notes.append(notes.read_as_period(found.first, found.last))
        self._position = found.end
        text = self._text[found.start : found.end]
        return QueryToken(TokenKind.QUOTED, text, self._pending.excluded or found.excluded, field)

    def _quoted(self, quote: str) -> QueryToken | None:
        start = self._position
        ends = [self._text.find(sign, start) for sign in _CLOSING_QUOTES[quote]]
        end = min((end for end in ends if end >= 0), default=None)
        if end is None:
            self.notes.append(notes.UNBALANCED_QUOTE)
            return None
        self._position = end + 1
        return self._qualified(TokenKind.QUOTED, self._text[start:end])

    def _bracket(self, bracket: str) -> QueryToken:
        if bracket == "(":
            self._brackets.append(self._pending.field)
            return self._qualified(TokenKind.OPEN)
        del self._brackets[-1:]
        return self._qualified(TokenKind.CLOSE)

    def _word(self, run: str) -> QueryToken | None:
        """Return the words of a run; ``None`` where it only qualifies what is attached to it."""
        end = self._position
        attached = end < len(self._text) and self._text[end] in _QUOTES + "("
        split = split_qualifiers(run, attached=attached)
        self._pending = split.qualifiers
        self.notes += split.notes
        words = split.words
        if words and self._scope() in PERIODS:
            start = end - len(words)
            self._position = end_of_period(self._text, start, end, self._today)
            words = self._text[start : self._position]
        if foreign := _FOREIGN_SIGN.search(words):
            self.notes.append(notes.sign_ignored(foreign.group()))
            words = words[: foreign.start()]
        return self._qualified(TokenKind.WORD, words) if words or not attached else None


def _limited(tokens: Sequence[QueryToken]) -> list[QueryToken]:
    """Return the tokens up to the last word that is searched for; it may be cut short."""
    kept: list[QueryToken] = []
    left = MAX_WORDS
    for token in tokens:
        words = tokenize(token.text)
        if len(words) > left:
            if left:
                kept.append(replace(token, text=token.text[: words[left - 1].end]))
            return kept
        kept.append(token)
        left -= len(words)
    return kept
