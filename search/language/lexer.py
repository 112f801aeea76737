"""What was typed, cut into pieces: words, quoted text, brackets and signs of OR.

A field's name and a minus go to the piece that they stand before. What has no partner (a quote
without its end) is told in a note and read as if it were not there.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto

from index.analysis import Level, fold, tokenize
from index.analysis.words import INVISIBLE, MARKS
from index.facets import FACETS
from index.facts.dates.periods import find_period, read_period
from index.fields import FIELDS
from search import notes
from search.results import Note

#: How a query asks for one level of analysis: ``حرفي:وزير``, or in Latin letters ``exact:وزير``.
LEVEL_PREFIXES: dict[Level, tuple[str, ...]] = {
    "exact": ("حرفي", "حرفيا"),
    "light": ("صيغ", "صيغة"),
    "wide": ("عائلة", "أسرة"),
    "stem": ("جذع",),
}

#: Words after this many are left out of the search.
MAX_WORDS = 64

# What may close a quote, by what opened it.
_CLOSING_QUOTES = {'"': '"', "«": "»", "»": "«", "“": "”“", "”": "“”", "„": "“”"}
_QUOTES = "".join(_CLOSING_QUOTES)
_PIECE = re.compile(rf"[{_QUOTES}]|[()|]|[^\s{_QUOTES}()|]+")
_FIELD_PREFIX = re.compile(rf"((?:[^\W\d][{MARKS}]*)+):")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_MINUS = ("-", "\u2212")
_OR = frozenset({"OR", "أو", "او", "|"})
_EXACTLY = "="
_LEVEL_BY_PREFIX: dict[str, Level] = {
    fold(prefix): level
    for level, prefixes in LEVEL_PREFIXES.items()
    for prefix in (*prefixes, level)
}
_NAME_BY_PREFIX = {
    **{fold(prefix): field.name for field in FIELDS for prefix in field.prefixes},
    **{fold(prefix): facet.name for facet in FACETS for prefix in facet.prefixes},
}

#: Fields and facets whose values are periods of time.
PERIODS = frozenset({"published", "mentioned"})

#: So many words and brackets a period has at most, both names of its months among them.
_WORDS_OF_A_PERIOD = 20
_WORD_OR_BRACKET = re.compile(r"\s*(?:[()]|[^\s()|]+)")


class Kind(Enum):
    """What a piece is."""

    WORD = auto()
    QUOTED = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query.

    Attributes:
        kind: what it is.
        text: what was typed, without quotes, minus and field name.
        excluded: whether a minus stands before it.
        field: the name of the field or facet that was asked for, if any.
        level: the level of analysis that was asked for, if any.
    """

    kind: Kind
    text: str = ""
    excluded: bool = False
    field: str | None = None
    level: Level | None = None


def pieces_of(text: str, found: list[Note], *, ranges: bool = True) -> list[Piece]:
    """The pieces of a query, up to the last word that is searched for.

    Args:
        text: what was typed.
        found: where notes are added for what was not read as typed.
        ranges: whether ranges of dates among the words are pieces, or words.
    """
    # Text pasted from a page or a phone carries signs that nobody sees, before a minus as well.
    return _limited(_Cutter(_UNSEEN.sub("", text), found, ranges).cut(), found)


@dataclass(slots=True)
class _Cutter:
    """Cuts a query into pieces; field names and minus signs go to the piece behind them."""

    text: str
    notes: list[Note]
    ranges: bool
    at: int = 0
    excluded: bool = False
    asked: "_Asked" = field(default_factory=lambda: _Asked())
    brackets: list[str | None] = field(default_factory=list)
    range: "_Range | None" = None
    pieces: list[Piece] = field(default_factory=list)

    def cut(self) -> list[Piece]:
        """All pieces."""
        self._look_for_range()
        while match := _PIECE.search(self.text, self.at):
            if self.range and self.range.start < match.start():
                self.at = match.start()
                self._look_for_range()
            if self.range and match.start() == self.range.start - self.range.minus:
                self._range(self.range)
                continue
            piece, self.at = match.group(), match.end()
            if piece in _CLOSING_QUOTES:
                self._quoted(piece)
            elif piece in "()":
                self._bracket(piece)
            elif piece in _OR:
                self._put(Piece(Kind.OR, piece))
            else:
                self._word(piece)
        return self.pieces

    def _put(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.excluded, self.asked = False, _Asked()

    def _asked_for(self, kind: Kind, text: str = "") -> Piece:
        return Piece(kind, text, self.excluded, self.asked.field, self.asked.level)

    def _scope(self) -> str | None:
        """The field that is asked for before the piece or before the brackets around it."""
        return next(filter(None, (self.asked.field, *reversed(self.brackets))), None)

    def _look_for_range(self) -> None:
        self.range = _next_range(self.text, self.at) if self.ranges else None

    def _range(self, found: "_Range") -> None:
        scope = self._scope()
        name = scope if scope in PERIODS else "published"
        if name != scope:
            self.notes.append(notes.read_as_period(found.first, found.last))
        excluded = self.excluded or bool(found.minus)
        self._put(Piece(Kind.QUOTED, self.text[found.start : found.end], excluded, name))
        self.at = found.end
        self._look_for_range()

    def _quoted(self, quote: str) -> None:
        ends = [self.text.find(sign, self.at) for sign in _CLOSING_QUOTES[quote]]
        end = min((end for end in ends if end >= 0), default=None)
        if end is None:
            self.notes.append(notes.UNBALANCED_QUOTE)
            return
        self._put(self._asked_for(Kind.QUOTED, self.text[self.at : end]))
        self.at = end + 1

    def _bracket(self, bracket: str) -> None:
        if bracket == "(":
            self.brackets.append(self.asked.field)
            self._put(self._asked_for(Kind.OPEN))
        else:
            del self.brackets[-1:]
            self._put(self._asked_for(Kind.CLOSE))

    def _word(self, piece: str) -> None:
        end = self.at
        attached = end < len(self.text) and self.text[end] in _QUOTES + "("
        self.excluded, piece = _minus(piece, attached)
        self.asked, piece = _asked(piece, attached, self.notes)
        if self.asked != _Asked() and not self.excluded:
            self.excluded, piece = _minus(piece, attached)
        if piece and self._scope() in PERIODS:
            self.at = _end_of_period(self.text, end - len(piece), end)
            piece = self.text[end - len(piece) : self.at]
        if piece or not attached:
            self._put(self._asked_for(Kind.WORD, piece))


@dataclass(frozen=True, slots=True)
class _Range:
    """A range of dates among the words: ``text[start:end]``, behind so many minus signs."""

    start: int
    end: int
    first: date
    last: date
    minus: int


def _next_range(text: str, at: int) -> _Range | None:
    found = find_period(text[at:])
    if found is None:
        return None
    start, end, first, last = found
    before = text[: at + start]
    minus = before.endswith(_MINUS) and before[-2:-1] in ("", " ", "\n", "(")
    return _Range(at + start, at + end, first, last, int(minus))


def _end_of_period(text: str, start: int, end: int) -> int:
    """Where the longest period ends that begins at ``start``; ``end`` where none does."""
    at, found = start, end
    for _ in range(_WORDS_OF_A_PERIOD):
        word = _WORD_OR_BRACKET.match(text, at)
        if word is None:
            break
        at = word.end()
        if at > end and read_period(text[start:at]):
            found = at
    return found


def _minus(piece: str, attached: bool) -> tuple[bool, str]:
    """Whether a piece is excluded, and the piece without its minus sign."""
    if piece.startswith(_MINUS):
        return len(piece) > 1 or attached, piece[1:]
    return False, piece


@dataclass(frozen=True, slots=True)
class _Asked:
    """What stands before a piece: the field and the level that it is looked for in."""

    field: str | None = None
    level: Level | None = None


def _asked(piece: str, attached: bool, found: list[Note]) -> tuple[_Asked, str]:
    """Split ``عنوان:حرفي:قمح`` into what is asked and the rest; field and level in any order."""
    asked = _Asked()
    while match := _FIELD_PREFIX.match(piece):
        name = fold(match.group(1))
        field, level = _NAME_BY_PREFIX.get(name), _LEVEL_BY_PREFIX.get(name)
        if match.end() == len(piece) and not attached:
            if field or level:
                found.append(notes.field_apart(match.group(1)))
            return asked, piece
        if field and not asked.field:
            asked = replace(asked, field=field)
        elif level and not asked.level:
            asked = replace(asked, level=level)
        else:
            if not field and not level:
                found.append(notes.unknown_field(match.group(1)))
            return asked, piece
        piece = piece[match.end() :]
    if piece.startswith(_EXACTLY) and (len(piece) > 1 or attached):
        asked, piece = replace(asked, level="exact"), piece[1:]
    return asked, piece


@dataclass(frozen=True, slots=True)
class Marked:
    """A run of characters without a space, and what stands before the words in it.

    Attributes:
        start: where the words begin in it.
        field: the field or facet that is asked for, and
        level: the level of analysis.
        excluded: whether a minus stands before them.
    """

    start: int
    field: str | None = None
    level: Level | None = None
    excluded: bool = False


def marks_of(piece: str) -> Marked:
    """What stands before the words of a piece: minus, field names, a level."""
    excluded, rest = _minus(piece, attached=True)
    asked, rest = _asked(rest, attached=True, found=[])
    if asked != _Asked() and not excluded:
        excluded, rest = _minus(rest, attached=True)
    return Marked(len(piece) - len(rest), asked.field, asked.level, excluded)


def _limited(pieces: list[Piece], found: list[Note]) -> list[Piece]:
    """The pieces up to the last word that is searched for; the last may be cut short."""
    kept: list[Piece] = []
    left = MAX_WORDS
    for piece in pieces:
        tokens = tokenize(piece.text)
        if len(tokens) > left:
            found.append(notes.too_long(MAX_WORDS))
            if left:
                kept.append(replace(piece, text=piece.text[: tokens[left - 1].end]))
            return kept
        kept.append(piece)
        left -= len(tokens)
    return kept
