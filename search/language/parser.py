"""From what was typed to a syntax tree. Nothing that can be typed is an error.

Grammar, after the text is cut into pieces::

    query    = item { [OR] item }          words side by side must all match
    item     = ["-"] [field ":"] [level ":" | "="] operand
    operand  = word | word "*" | quoted | "(" query ")"
    OR       = "OR" | "أو" | "|"           binds its two neighbours, closer than "side by side"

What does not fit (a quote without its end, a star in front, an unknown field) is read as plain
words, and a note says so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from index.analysis import LEVELS, Analyzer, Level, Token, tokenize
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME
from index.facts import agencies
from index.fields import FIELDS
from search import notes
from search.language.lexer import MAX_WORDS, PERIODS, Kind, Piece, pieces_of
from search.language.spelling_variants import Spelling, other_spellings
from search.language.syntax import (
    All,
    Any,
    Everything,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Respelled,
    Value,
    Word,
    scored,
)
from search.query import MAX_TEXT, day_range
from search.results import Note

#: Spellings of the query that the table does not have, each with the others.
Also = Mapping[Spelling, tuple[str, ...]]

#: Brackets nested deeper than this are read as punctuation.
MAX_DEPTH = 16

#: A query without a sign that asks for anything but its words.
_PLAIN = re.compile(r"[\w\s.'’]+")

_PUNCTUATION = " .,،؛;:!?؟"

_FIELD_BY_NAME = {field.name: field for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood.

    Attributes:
        node: what to search for.
        notes: what was not read the way it was typed.
        agency: the agency that the query names, if it is the name of one and nothing else.
        ranges: whether ranges of dates among the words were read as such.
    """

    node: Node
    notes: tuple[Note, ...]
    agency: str | None = None
    ranges: bool = False


def parse(
    text: str,
    analyzer: Analyzer,
    *,
    respell: bool = True,
    ranges: bool = True,
    also: Also = MappingProxyType({}),
) -> Parsed:
    """Read a query; an empty one, or one without any word, asks for every article.

    Args:
        text: what was typed.
        analyzer: of the index that is searched.
        respell: whether other spellings of its words are searched for as well.
        ranges: whether ranges of dates among the words are dates of publication, or words.
        also: other spellings of words, beside those of the table.
    """
    found: list[Note] = []
    pieces = pieces_of(text[:MAX_TEXT], found, ranges=ranges)
    node = _Reader(pieces, found, analyzer).query()
    if len(text) >= MAX_TEXT:
        found.append(notes.too_long(MAX_WORDS))
    if node is None:
        if text.strip():
            found.append(notes.NO_WORDS)
        node = Everything()
    node = _without_stop_words(node, found)
    if respell:
        node = _respelled(node, analyzer, also)
    plain = respell and _PLAIN.fullmatch(text)
    return Parsed(
        node,
        tuple(dict.fromkeys(found)),
        agencies.unmistakable(text) if plain else None,
        any(note.code == notes.READ_AS_PERIOD for note in found),
    )


@dataclass(slots=True)
class _Reader:
    """Recursive descent over the pieces."""

    pieces: list[Piece]
    notes: list[Note]
    analyzer: Analyzer
    at: int = 0
    depth: int = 0
    ignored: int = 0
    scope: str | None = None
    level: Level | None = None

    def query(self) -> Node | None:
        """Everything up to the end, or up to the bracket that closes this one."""
        parts: list[Node] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.kind is Kind.CLOSE and self.ignored:
                self.ignored -= 1
            elif piece.kind is Kind.CLOSE:
                if self.depth:
                    return _all(parts)
                self.notes.append(notes.UNBALANCED_BRACKET)
            elif piece.kind is Kind.OR:
                self._either(parts, piece)
            elif (node := self._item(piece)) is not None:
                parts.append(node)
        if self.depth:
            self.notes.append(notes.UNBALANCED_BRACKET)
        return _all(parts)

    def _either(self, parts: list[Node], sign: Piece) -> None:
        """Join the part before an OR with the one behind it; without both it is left out.

        Where it is all that was typed, it is a word.
        """
        following = self.pieces[self.at] if self.at < len(self.pieces) else None
        if not parts or following is None or following.kind in (Kind.OR, Kind.CLOSE):
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

    def _item(self, piece: Piece) -> Node | None:
        if piece.kind is Kind.OPEN:
            node = self._group(piece)
        elif piece.kind is Kind.QUOTED:
            node = self._quoted(piece)
        else:
            node = self._words(piece)
        return Not(node) if node is not None and piece.excluded else node

    def _group(self, piece: Piece) -> Node | None:
        if self.depth >= MAX_DEPTH:
            self.notes.append(notes.UNBALANCED_BRACKET)
            self.ignored += 1
            return None
        outer = self.scope, self.level
        self.scope, self.level = piece.field or self.scope, piece.level or self.level
        self.depth += 1
        node = self.query()
        self.depth -= 1
        self.scope, self.level = outer
        return node

    def _quoted(self, piece: Piece) -> Node | None:
        if special := self._special(piece):
            return special
        tokens = tokenize(piece.text)
        if not tokens:
            return None
        return self._or_value(piece, self._phrase(tokens, self._text_field(piece)))

    def _phrase(self, tokens: Sequence[Token], scope: str | None) -> Phrase:
        words = (Word(token.text, self.analyzer.terms(token.text), scope) for token in tokens)
        exact = tuple(token.exact for token in tokens)
        return Phrase(exact, scope, tuple(word for word in words if not word.terms.stop))

    def _words(self, piece: Piece) -> Node | None:
        """A run of characters without a space, which may hold several words."""
        if special := self._special(piece):
            return special
        tokens = tokenize(piece.text)
        if not tokens:
            return None
        starred = piece.text[tokens[-1].end :].startswith("*")
        if "*" in piece.text and not starred:
            self.notes.append(notes.STAR_IGNORED)
        scope = self._text_field(piece)
        if len(tokens) > 1 and not starred and all(_initial_or_number(token) for token in tokens):
            return self._phrase(tokens, scope)
        level = piece.level or self.level
        levels = (level,) if level else LEVELS
        nodes: list[Node] = [
            Word(token.text, self.analyzer.terms(token.text), scope, levels) for token in tokens
        ]
        if starred:
            nodes[-1] = Prefix(tokens[-1].exact, scope)
        node = _all(nodes)
        return node if node is None or starred or level else self._or_value(piece, node)

    def _or_value(self, piece: Piece, node: Node) -> Node:
        """A text field's words, or the value of its facet that is written so in another way."""
        field = _FIELD_BY_NAME.get(self._text_field(piece) or "")
        if field is None or field.facet is None:
            return node
        return Any((node, Value(field.facet, piece.text)))

    def _special(self, piece: Piece) -> Node | None:
        """The node of a facet or a period; ``None`` for text fields and for what is no period."""
        name = piece.field or self.scope or ""
        if name in PERIODS:
            try:
                first, last = day_range(piece.text.strip(_PUNCTUATION), parameter=name)
            except QueryInvalid:
                self.notes.append(notes.not_a_date(piece.text))
                return None
            return Period(first, last, name)
        if name in FACET_BY_NAME and name not in _FIELD_BY_NAME and tokenize(piece.text):
            if "*" in piece.text:
                self.notes.append(notes.STAR_IGNORED)
            return Value(name, piece.text)
        return None

    def _text_field(self, piece: Piece) -> str | None:
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
        case Word(terms=terms, levels=levels):
            return node if not terms.stop or levels == ("exact",) else None
        case All(parts):
            return _all([kept for part in parts if (kept := _kept(part)) is not None])
        case Any(parts):
            left = tuple(kept for part in parts if (kept := _kept(part)) is not None)
            return Any(left) if len(left) > 1 else (left[0] if left else None)
        case Not(part):
            return node if _kept(part) is not None else None
        case _:
            return node


def _respelled(node: Node, analyzer: Analyzer, also: Also) -> Node:
    """The query with the other spellings of its words; what is excluded stays as typed."""
    match node:
        case Word():
            return _all(_respelled_run([node], analyzer, also)) or node
        case All(parts):
            runs: list[list[Node]] = [[]]
            for part in parts:
                if not isinstance(part, Word) or (runs[-1] and not _together(runs[-1][-1], part)):
                    runs.append([])
                is_word = isinstance(part, Word)
                runs[-1].append(part if is_word else _respelled(part, analyzer, also))
                if not isinstance(part, Word):
                    runs.append([])
            respelled = [new for run in runs for new in _respelled_run(run, analyzer, also)]
            return _all(respelled) or node
        case Any(parts):
            return Any(tuple(_respelled(part, analyzer, also) for part in parts))
        case _:
            return node


def _together(left: Node, right: Word) -> bool:
    return isinstance(left, Word) and (left.field, left.levels) == (right.field, right.levels)


def _respelled_run(run: list[Node], analyzer: Analyzer, also: Also) -> list[Node]:
    """Words that stand side by side, those that have other spellings each with them."""
    words = [node for node in run if isinstance(node, Word)]
    if len(words) != len(run) or not words or words[0].levels != LEVELS:
        return run
    replaced: list[Node] = []
    done = 0
    for at, others in other_spellings([word.terms.exact[0] for word in words], also):
        replaced += words[done:at]
        done = at + others[0].words
        typed = _all(list(words[at:done]))
        assert typed is not None  # a spelling has words
        scope = words[at].field
        nodes = tuple((other.text, _spelling(other.text, scope, analyzer)) for other in others)
        replaced.append(Respelled(typed, nodes))
    return replaced + words[done:]


def _spelling(text: str, scope: str | None, analyzer: Analyzer) -> Node:
    """Another spelling: a word in its forms, or several words just as they are written."""
    tokens = tokenize(text)
    if len(tokens) > 1:
        return Phrase(tuple(token.exact for token in tokens), scope)
    return Word(text, analyzer.terms(text), scope)
