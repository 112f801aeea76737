"""What was typed, cut into pieces: words, quoted text, brackets and signs of OR.

A field's name and a minus go to the piece that they stand before. What has no partner (a quote
without its end) is told in a note and read as if it were not there.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.analysis import Level, fold, tokenize
from index.analysis.words import INVISIBLE, MARKS
from index.facts.periods import find_period, read_period
from index.fields import FACETS, FIELDS
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

#: So many words a period has at most: «من 28 تشرين الأول 2024 إلى 3 تشرين الثاني 2024».
_WORDS_OF_A_PERIOD = 12
_WORDS_ON = re.compile(r"\s*[^\s()|]+")


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


def pieces_of(text: str, found: list[Note]) -> list[Piece]:
    """The pieces of a query, up to the last word that is searched for.

    Args:
        text: what was typed.
        found: where notes are added for what was not read as typed.
    """
    # Text pasted from a page or a phone carries signs that nobody sees, before a minus as well.
    return _limited(_pieces(_UNSEEN.sub("", text), found), found)


def _pieces(text: str, found: list[Note]) -> list[Piece]:
    """Cut a query into pieces; field names and minus signs go to the piece behind them."""
    pieces: list[Piece] = []
    at = 0
    excluded, asked = False, _Asked()
    period = find_period(text)
    while match := _PIECE.search(text, at):
        if period and match.start() == period[0]:
            at = period[1]
            pieces.append(Piece(Kind.QUOTED, text[period[0] : at], excluded, "published"))
            found.append(notes.read_as_period(*period[2:]))
            continue
        piece, at = match.group(), match.end()
        attached = at < len(text) and text[at] in _QUOTES + "("
        if piece in _CLOSING_QUOTES:
            ends = [text.find(sign, at) for sign in _CLOSING_QUOTES[piece]]
            end = min((end for end in ends if end >= 0), default=None)
            if end is None:
                found.append(notes.UNBALANCED_QUOTE)
                continue
            pieces.append(Piece(Kind.QUOTED, text[at:end], excluded, asked.field, asked.level))
            at = end + 1
        elif piece in "()":
            kind = Kind.OPEN if piece == "(" else Kind.CLOSE
            pieces.append(Piece(kind, "", excluded, asked.field, asked.level))
        elif piece in _OR:
            pieces.append(Piece(Kind.OR, piece))
        else:
            excluded, piece = _minus(piece, attached)
            asked, piece = _asked(piece, attached, found)
            if asked != _Asked() and not excluded:
                excluded, piece = _minus(piece, attached)
            if asked.field in PERIODS and piece:
                at = _end_of_period(text, at - len(piece), at)
                piece = text[match.end() - len(piece) : at]
            if piece or not attached:
                pieces.append(Piece(Kind.WORD, piece, excluded, asked.field, asked.level))
            else:
                continue
        excluded, asked = False, _Asked()
    return pieces


def _end_of_period(text: str, start: int, end: int) -> int:
    """Where the longest period ends that begins at ``start``; ``end`` where none does."""
    at, found = start, end
    for _ in range(_WORDS_OF_A_PERIOD):
        word = _WORDS_ON.match(text, at)
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
