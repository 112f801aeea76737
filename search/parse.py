"""From what was typed to a syntax tree. Nothing that can be typed is an error.

Grammar, after the text is cut into pieces::

    query    = item { [OR] item }          words side by side must all match
    item     = ["-"] [field ":"] operand
    operand  = word | word "*" | quoted | "(" query ")"
    OR       = "OR" | "أو" | "|"           binds its two neighbours, closer than "side by side"

What does not fit (a quote without its end, a star in front, an unknown field) is read as plain
words, and a note says so.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.analysis import Token, analyze, fold
from index.analysis.words import INVISIBLE
from index.errors import QueryInvalid
from index.fields import FIELDS
from search import notes
from search.query import day_range
from search.results import Note
from search.syntax import (
    All,
    Any,
    Everything,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Value,
    Word,
    scored,
)

#: Words after this many are left out of the search.
MAX_WORDS = 64

#: Brackets nested deeper than this are read as punctuation.
MAX_DEPTH = 16

# What may close a quote, by what opened it.
_CLOSING_QUOTES = {'"': '"', "«": "»", "»": "«", "“": "”“", "”": "“”", "„": "“”"}
_QUOTES = "".join(_CLOSING_QUOTES)
_PIECE = re.compile(rf"[{_QUOTES}]|[()|]|[^\s{_QUOTES}()|]+")
_FIELD_PREFIX = re.compile(r"([^\W\d_]+):")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_MINUS = ("-", "\u2212")
_OR = frozenset({"OR", "أو", "او", "|"})
_FIELD_BY_NAME = {field.name: field for field in FIELDS}
_FIELD_BY_PREFIX = {fold(prefix): field for field in FIELDS for prefix in field.prefixes}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood.

    Attributes:
        node: what to search for.
        notes: what was not read the way it was typed.
    """

    node: Node
    notes: tuple[Note, ...]


class _Kind(Enum):
    WORD = auto()
    QUOTED = auto()
    OPEN = auto()
    CLOSE = auto()
    OR = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: _Kind
    text: str = ""
    excluded: bool = False
    field: str | None = None


def parse(text: str) -> Parsed:
    """Read a query; an empty one, or one without any word, asks for every article."""
    found: list[Note] = []
    # Text pasted from a page or a phone carries signs that nobody sees, before a minus as well.
    pieces = _limit(_pieces(_UNSEEN.sub("", text), found), found)
    node = _Reader(pieces, found).query()
    if node is None:
        if text.strip():
            found.append(notes.NO_WORDS)
        node = Everything()
    return Parsed(_without_stop_words(node, found), tuple(dict.fromkeys(found)))


def _pieces(text: str, found: list[Note]) -> list[_Piece]:
    """Cut a query into pieces; field names and minus signs go to the piece behind them."""
    pieces: list[_Piece] = []
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
            pieces.append(_Piece(_Kind.QUOTED, text[at:end], excluded, field_name))
            at = end + 1
        elif piece in "()":
            kind = _Kind.OPEN if piece == "(" else _Kind.CLOSE
            pieces.append(_Piece(kind, "", excluded, field_name))
        elif piece in _OR:
            pieces.append(_Piece(_Kind.OR, piece))
        else:
            excluded, piece = _minus(piece, attached)
            field_name, piece = _field_prefix(piece, attached, found)
            if field_name and not excluded:
                excluded, piece = _minus(piece, attached)
            if piece or not attached:
                pieces.append(_Piece(_Kind.WORD, piece, excluded, field_name))
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


def _limit(pieces: list[_Piece], found: list[Note]) -> list[_Piece]:
    """The pieces up to the last word that is searched for; the last may be cut short."""
    kept: list[_Piece] = []
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


@dataclass(slots=True)
class _Reader:
    """Recursive descent over the pieces."""

    pieces: list[_Piece]
    notes: list[Note]
    at: int = 0
    depth: int = 0
    scope: str | None = None

    def query(self) -> Node | None:
        """Everything up to the end, or up to the bracket that closes this one."""
        parts: list[Node] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.kind is _Kind.CLOSE:
                if self.depth:
                    return _all(parts)
                self.notes.append(notes.UNBALANCED_BRACKET)
            elif piece.kind is _Kind.OR:
                self._either(parts, piece)
            elif (node := self._item(piece)) is not None:
                parts.append(node)
        if self.depth:
            self.notes.append(notes.UNBALANCED_BRACKET)
        return _all(parts)

    def _either(self, parts: list[Node], sign: _Piece) -> None:
        """Join the part before an OR with the one behind it; without both it is left out.

        Where it is all that was typed, it is a word.
        """
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if not parts or following is None or following.kind in (_Kind.OR, _Kind.CLOSE):
            self.notes.append(notes.OR_ALONE)
            if len(self.pieces) == 1 and (node := self._words(sign)) is not None:
                parts.append(node)
            return
        self.at += 1
        node = self._item(following)
        if node is not None:
            before = parts.pop()
            earlier = before.parts if isinstance(before, Any) else (before,)
            parts.append(Any((*earlier, node)))

    def _item(self, piece: _Piece) -> Node | None:
        if piece.kind is _Kind.OPEN:
            node = self._group(piece)
        elif piece.kind is _Kind.QUOTED:
            node = self._quoted(piece)
        else:
            node = self._words(piece)
        return Not(node) if node is not None and piece.excluded else node

    def _group(self, piece: _Piece) -> Node | None:
        if self.depth >= MAX_DEPTH:
            self.notes.append(notes.UNBALANCED_BRACKET)
            return None
        outer, self.scope = self.scope, piece.field or self.scope
        self.depth += 1
        node = self.query()
        self.depth -= 1
        self.scope = outer
        return node

    def _quoted(self, piece: _Piece) -> Node | None:
        if special := self._special(piece):
            return special
        exact = tuple(token.exact for token in analyze(piece.text))
        return Phrase(exact, self._text_field(piece)) if exact else None

    def _words(self, piece: _Piece) -> Node | None:
        """A run of characters without a space, which may hold several words."""
        if special := self._special(piece):
            return special
        tokens = analyze(piece.text)
        if not tokens:
            return None
        starred = piece.text[tokens[-1].end :].startswith("*")
        if "*" in piece.text and not starred:
            self.notes.append(notes.STAR_IGNORED)
        scope = self._text_field(piece)
        if len(tokens) > 1 and not starred and all(_initial_or_number(token) for token in tokens):
            return Phrase(tuple(token.exact for token in tokens), scope)
        nodes: list[Node] = [Word(token, scope) for token in tokens]
        if starred:
            nodes[-1] = Prefix(tokens[-1].exact, scope)
        return _all(nodes)

    def _special(self, piece: _Piece) -> Node | None:
        """The node of a facet or date field; ``None`` for text fields and for what is no date."""
        field = _FIELD_BY_NAME.get(piece.field or self.scope or "")
        if field and field.kind == "facet" and analyze(piece.text):
            if "*" in piece.text:
                self.notes.append(notes.STAR_IGNORED)
            return Value(field.name, piece.text)
        if field and field.kind == "date":
            try:
                return Period(*day_range(piece.text, parameter=field.name))
            except QueryInvalid:
                self.notes.append(notes.not_a_date(piece.text))
        return None

    def _text_field(self, piece: _Piece) -> str | None:
        field = _FIELD_BY_NAME.get(piece.field or self.scope or "")
        return field.name if field and field.kind == "text" else None


def _initial_or_number(token: Token) -> bool:
    """Whether a token is one letter or a number: ``أ.ب`` and ``3.5`` are one thing each."""
    return len(token.exact) == 1 or token.exact.isdecimal()


def _all(parts: list[Node]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, All) else (part,))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def _without_stop_words(node: Node, found: list[Note]) -> Node:
    """Leave stop words out, unless nothing else was asked for: then they count as written."""
    kept = _kept(node)
    if kept is not None and (scored(kept) or not scored(node)):
        return kept
    found.append(notes.STOP_WORDS_ONLY)
    return node


def _kept(node: Node) -> Node | None:
    match node:
        case Word(token):
            return node if token.light else None
        case All(parts):
            return _all([kept for part in parts if (kept := _kept(part)) is not None])
        case Any(parts):
            left = tuple(kept for part in parts if (kept := _kept(part)) is not None)
            return Any(left) if len(left) > 1 else (left[0] if left else None)
        case Not(part):
            return node if _kept(part) is not None else None
        case _:
            return node
