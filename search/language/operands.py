"""From one token of a query to its part of the syntax tree: words, a phrase, a value, a period."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.analysis import LEVELS, Analyzer, Token, tokenize
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME
from index.facts.dates.relative_periods import Today
from index.fields import FIELDS
from search import notes
from search.language import addresses
from search.language.lexer import PERIODS, QueryToken, TokenKind
from search.language.syntax import Any, Node, Period, Phrase, Prefix, Value, Word, conjunction
from search.query import read_days
from search.results import Note

_PUNCTUATION = " .,،؛;:!?؟"
_STAR = "*"
_JOINING = ("", "-", "\u2010", "\u2011")
_LATIN = re.compile("[a-z]+")
_FIELD_BY_NAME = {field.name: field for field in FIELDS}


def operand(
    token: QueryToken, analyzer: Analyzer, found: list[Note], today: Today | None = None
) -> Node | None:
    """Read a token that is no bracket, a minus before it left aside.

    Args:
        token: with the field and level of the brackets around it, where it has none of its own.
        analyzer: of the index that is searched.
        found: where notes are added for what was not read as typed.
        today: gives the day that «أمس» is counted from.

    Returns:
        The part of the tree; ``None`` where the token has no word.
    """
    if special := _facet_or_period(token, found, today):
        return special
    is_address = token.field == addresses.FIELD and not token.text.endswith(_STAR)
    words = tokenize(addresses.address_words(token.text) if is_address else token.text)
    if not words:
        return None
    if is_address and (token.kind is TokenKind.QUOTED or len(words) > 1):
        # Its words one by one stand in the addresses of others.
        return Phrase(tuple(word.exact for word in words), addresses.FIELD)
    if token.kind is TokenKind.NUMBER:
        # As typed, or without the spaces.
        one = "".join(word.exact for word in words)
        field = _text_field(token)
        joined = Word(one, analyzer.terms(one), field)
        return Any((_phrase(words, analyzer, field), joined))
    if token.kind is TokenKind.QUOTED:
        return _or_value(token, _phrase(words, analyzer, _text_field(token)))
    return _words(token, words, analyzer, found)


def _facet_or_period(token: QueryToken, found: list[Note], today: Today | None) -> Node | None:
    """Return what a facet or a period asks for; ``None`` for text fields and for no period."""
    name = token.field or ""
    if name in PERIODS:
        text = token.text.strip(_PUNCTUATION)
        try:
            read = read_days(text, parameter=name, today=today)
        except QueryInvalid:
            found.append(notes.not_a_date(token.text))
            return None
        # What is told of a range among the words says its days already.
        if notes.read_as_period(read.first, read.last) not in found:
            found += notes.of_days(read)
        return Period(read.first, read.last, name)
    if name in FACET_BY_NAME and name not in _FIELD_BY_NAME and tokenize(token.text):
        if _STAR in token.text:
            found.append(notes.STAR_IGNORED)
        return Value(name, token.text, whole=token.level == "exact")
    return None


def _words(
    token: QueryToken, words: Sequence[Token], analyzer: Analyzer, found: list[Note]
) -> Node | None:
    """Read a run of characters without a space, which may hold several words."""
    starred = token.text[words[-1].end :].startswith(_STAR)
    if _STAR in token.text and not starred:
        found.append(notes.STAR_IGNORED)
    field = _text_field(token)
    if (
        len(words) > 1
        and not starred
        and (all(map(_is_initial_or_number, words)) or _is_model(token.text, words))
    ):
        return _phrase(words, analyzer, field)
    levels = (token.level,) if token.level else LEVELS
    nodes: list[Node] = [
        Word(word.text, analyzer.terms(word.text), field, levels) for word in words
    ]
    if starred:
        nodes[-1] = Prefix(words[-1].exact, field)
    node = conjunction(nodes)
    return node if node is None or starred or token.level else _or_value(token, node)


def _phrase(words: Sequence[Token], analyzer: Analyzer, field: str | None) -> Phrase:
    each = (Word(word.text, analyzer.terms(word.text), field) for word in words)
    exact = tuple(word.exact for word in words)
    return Phrase(exact, field, tuple(word for word in each if not word.terms.stop))


def _or_value(token: QueryToken, node: Node) -> Node:
    """Return a text field's words, or the value of its facet that is written so in another way."""
    field = _FIELD_BY_NAME.get(_text_field(token) or "")
    if field is None or field.facet is None:
        return node
    return Any((node, Value(field.facet, token.text)))


def _text_field(token: QueryToken) -> str | None:
    field = _FIELD_BY_NAME.get(token.field or "")
    return field.name if field and field.kind == "text" else None


def _is_model(text: str, words: Sequence[Token]) -> bool:
    """Return whether Latin letters and numbers are one name: ``F35``, ``F-35``, ``iPhone15``."""
    between = (text[left.end : right.start] for left, right in pairwise(words))
    numbers = [word.exact.isdecimal() for word in words]
    is_joined = all(sign in _JOINING for sign in between)
    return (
        is_joined
        and any(numbers)
        and all(n or _LATIN.fullmatch(w.exact) for n, w in zip(numbers, words, strict=True))
    )


def _is_initial_or_number(word: Token) -> bool:
    """Return whether a word is one letter or a number: ``أ.ب`` and ``3.5`` are one thing each."""
    return len(word.exact) == 1 or word.exact.isdecimal()
