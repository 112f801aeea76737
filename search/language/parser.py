"""From what was typed to a syntax tree. Nothing that can be typed is an error.

Grammar, after the text is cut into tokens::

    query    = item { [OR | AND] item }    words side by side must all match
    item     = ["-" | NOT | "+"] [field ":"] [level ":" | "="] operand
    operand  = word | word "*" | quoted | "(" query ")"
    OR       = "OR" | "أو" | "|"           binds its two neighbours, closer than "side by side"
    AND      = "AND" | "&&"                no article may lack its two neighbours

The words that join or exclude stand in a table (:mod:`search.language.operators`).

What does not fit (a quote without its end, a star in front, an unknown field) is read as plain
words, and a note says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.analysis import Analyzer, Level
from index.facts import agencies
from index.facts.dates.relative_periods import Today
from search import notes
from search.language.lexer import MAX_WORDS, QueryToken, TokenKind, read_tokens
from search.language.operands import operand
from search.language.rewriting import expanded, without_stop_words
from search.language.spelling_variants import NO_VARIANTS, Variants
from search.language.syntax import Any, Everything, Node, Not, conjunction, required
from search.query import MAX_TEXT
from search.results import Note

#: Brackets nested deeper than this are read as punctuation.
MAX_DEPTH = 16

_NO_OPERANDS = (TokenKind.OR, TokenKind.AND, TokenKind.CLOSE)

#: A query without a sign that asks for anything but its words.
_PLAIN = re.compile(r"[\w\s.'’]+")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood.

    Attributes:
        node: what to search for.
        notes: what was not read the way it was typed.
        agency: the agency that the query names, if it is the name of one and nothing else.
        has_date_range: whether a range of dates among the words was read as one.
    """

    node: Node
    notes: tuple[Note, ...]
    agency: str | None = None
    has_date_range: bool = False


def parse(
    text: str,
    analyzer: Analyzer,
    *,
    expand: bool = True,
    date_ranges: bool = True,
    variants: Variants = NO_VARIANTS,
    today: Today | None = None,
) -> Parsed:
    """Read a query; an empty one, or one without any word, asks for every article.

    Args:
        text: what was typed.
        analyzer: of the index that is searched.
        expand: whether other spellings of its words are searched for as well.
        date_ranges: whether ranges of dates among the words are dates of publication, or words.
        variants: other spellings of words, beside those of the table.
        today: gives the day that «أمس» is counted from; without it that is words.
    """
    tokens, found = read_tokens(text[:MAX_TEXT], date_ranges=date_ranges, today=today)
    typed = _Parser(tokens, analyzer, found, today).query(_Scope())
    if len(text) >= MAX_TEXT:
        found.append(notes.too_long(MAX_WORDS))
    if typed is None and text.strip():
        found.append(notes.NO_WORDS)
    typed = typed or Everything()
    node = without_stop_words(typed)
    if node is None:
        found.append(notes.STOP_WORDS_ONLY)
    node = node or typed
    plain = expand and _PLAIN.fullmatch(text)
    return Parsed(
        expanded(node, analyzer, variants) if expand else node,
        tuple(dict.fromkeys(found)),
        agencies.unmistakable(text) if plain else None,
        any(note.code == notes.READ_AS_PERIOD for note in found),
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    """What stands before the brackets around a part of a query."""

    field: str | None = None
    level: Level | None = None

    def within(self, token: QueryToken) -> "_Scope":
        """Return the scope of what stands behind or inside a token."""
        return _Scope(token.field or self.field, token.level or self.level)


@dataclass(slots=True)
class _Parser:
    """Reads tokens by recursive descent.

    Attributes:
        tokens: of the query.
        analyzer: of the index that is searched.
        notes: what was not read as typed, so far.
        today: gives the day that days are counted from.
        position: the number of the next token.
        depth: how many brackets are open.
        ignored: how many brackets were opened too deep; those that close them are left out.
    """

    tokens: Sequence[QueryToken]
    analyzer: Analyzer
    notes: list[Note]
    today: Today | None = None
    position: int = 0
    depth: int = 0
    ignored: int = 0

    def query(self, scope: _Scope) -> Node | None:
        """Read everything up to the end, or up to the bracket that closes this one."""
        parts: list[Node] = []
        joined: set[TokenKind] = set()
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            joined.add(token.kind)
            if token.kind is TokenKind.CLOSE and self.ignored:
                self.ignored -= 1
            elif token.kind is TokenKind.CLOSE:
                if self.depth:
                    break
                self.notes.append(notes.UNBALANCED_BRACKET)
            elif token.kind is TokenKind.OR:
                self._either(parts, token, scope)
            elif token.kind is TokenKind.AND:
                self._both(parts, token, scope)
            elif (node := self._item(token, scope)) is not None:
                parts.append(node)
        else:
            if self.depth:
                self.notes.append(notes.UNBALANCED_BRACKET)
        self._tell_order(joined)
        return conjunction(parts)

    def _tell_order(self, joined: set[TokenKind]) -> None:
        """Tell that OR goes before AND, where both stand side by side."""
        if {TokenKind.OR, TokenKind.AND} <= joined:
            self.notes.append(notes.OR_BEFORE_AND)

    def _either(self, parts: list[Node], sign: QueryToken, scope: _Scope) -> None:
        """Join the part before an OR with the one behind it; without both it is left out.

        Where it is all that was typed, it is a word.
        """
        following = self.tokens[self.position] if self.position < len(self.tokens) else None
        if not parts or following is None or following.kind in _NO_OPERANDS:
            self.notes.append(notes.OR_ALONE)
            if len(self.tokens) == 1 and (node := operand(sign, self.analyzer, self.notes)):
                parts.append(node)
            return
        self.position += 1
        node = self._item(following, scope)
        if node is not None:
            before = parts.pop()
            earlier = before.parts if isinstance(before, Any) else (before,)
            parts.append(Any((*earlier, node)))

    def _both(self, parts: list[Node], sign: QueryToken, scope: _Scope) -> None:
        """Say of the part before an AND and of the one behind it that no article may lack them."""
        following = self.tokens[self.position] if self.position < len(self.tokens) else None
        if not parts or following is None or following.kind in _NO_OPERANDS:
            self.notes.append(notes.operator_alone(sign.text))
            if len(self.tokens) == 1 and (node := operand(sign, self.analyzer, self.notes)):
                parts.append(node)
            return
        self.position += 1
        parts[-1] = required(parts[-1])
        if (node := self._item(following, scope)) is not None:
            parts.append(required(node))

    def _item(self, token: QueryToken, scope: _Scope) -> Node | None:
        scope = scope.within(token)
        if token.kind is TokenKind.OPEN:
            node = self._group(scope)
        else:
            scoped = replace(token, field=scope.field, level=scope.level)
            node = operand(scoped, self.analyzer, self.notes, self.today)
        if node is not None and token.excluded:
            return Not(node)
        return required(node) if node is not None and token.required else node

    def _group(self, scope: _Scope) -> Node | None:
        if self.depth >= MAX_DEPTH:
            self.notes.append(notes.UNBALANCED_BRACKET)
            self.ignored += 1
            return None
        self.depth += 1
        node = self.query(scope)
        self.depth -= 1
        return node
