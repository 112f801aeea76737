"""What was typed, cut into pieces: words, quoted text, brackets and signs of OR.

A field's name and a minus go to the piece that they stand before. What has no partner (a quote
without its end) is told in a note and read as if it were not there.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.analysis import analyze, fold
from index.analysis.words import INVISIBLE, MARKS
from index.fields import FIELDS
from search import notes
from search.results import Note

#: Words after this many are left out of the search.
MAX_WORDS = 64

# What may close a quote, by what opened it.
_CLOSING_QUOTES = {'"': '"', "«": "»", "»": "«", "“": "”“", "”": "“”", "„": "“”"}
_QUOTES = "".join(_CLOSING_QUOTES)
_PIECE = re.compile(rf"[{_QUOTES}]|[()|]|[^\s{_QUOTES}()|]+")
_FIELD_PREFIX = re.compile(rf"((?:[^\W\d_][{MARKS}]*)+):")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_MINUS = ("-", "\u2212")
_OR = frozenset({"OR", "أو", "او", "|"})
_FIELD_BY_PREFIX = {fold(prefix): field for field in FIELDS for prefix in field.prefixes}


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
        field: the name of the field that was asked for, if any.
    """

    kind: Kind
    text: str = ""
    excluded: bool = False
    field: str | None = None


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
    excluded, field_name, at = False, None, 0
    while match := _PIECE.search(text, at):
        piece, at = match.group(), match.end()
        attached = at < len(text) and text[at] in _QUOTES + "("
        if piece in _CLOSING_QUOTES:
            ends = [text.find(sign, at) for sign in _CLOSING_QUOTES[piece]]
            end = min((end for end in ends if end >= 0), default=None)
            if end is None:
                found.append(notes.UNBALANCED_QUOTE)
                continue
            pieces.append(Piece(Kind.QUOTED, text[at:end], excluded, field_name))
            at = end + 1
        elif piece in "()":
            kind = Kind.OPEN if piece == "(" else Kind.CLOSE
            pieces.append(Piece(kind, "", excluded, field_name))
        elif piece in _OR:
            pieces.append(Piece(Kind.OR, piece))
        else:
            excluded, piece = _minus(piece, attached)
            field_name, piece = _field_prefix(piece, attached, found)
            if field_name and not excluded:
                excluded, piece = _minus(piece, attached)
            if piece or not attached:
                pieces.append(Piece(Kind.WORD, piece, excluded, field_name))
            else:
                continue
        excluded, field_name = False, None
    return pieces


def _minus(piece: str, attached: bool) -> tuple[bool, str]:
    """Whether a piece is excluded, and the piece without its minus sign."""
    if piece.startswith(_MINUS):
        return len(piece) > 1 or attached, piece[1:]
    return False, piece


def _field_prefix(piece: str, attached: bool, found: list[Note]) -> tuple[str | None, str]:
    """Split ``عنوان:قمح`` into the field's name and the rest."""
    match = _FIELD_PREFIX.match(piece)
    if not match:
        return None, piece
    known = _FIELD_BY_PREFIX.get(fold(match.group(1)))
    if match.end() == len(piece) and not attached:
        if known:
            found.append(notes.field_apart(match.group(1)))
        return None, piece
    if known is None:
        found.append(notes.unknown_field(match.group(1)))
        return None, piece
    return known.name, piece[match.end() :]


def _limited(pieces: list[Piece], found: list[Note]) -> list[Piece]:
    """The pieces up to the last word that is searched for; the last may be cut short."""
    kept: list[Piece] = []
    left = MAX_WORDS
    for piece in pieces:
        tokens = analyze(piece.text)
        if len(tokens) > left:
            found.append(notes.too_long(MAX_WORDS))
            if left:
                kept.append(replace(piece, text=piece.text[: tokens[left - 1].end]))
            return kept
        kept.append(piece)
        left -= len(tokens)
    return kept
