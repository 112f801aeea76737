"""Which words of a text a query matched, and where they stand.

An engine that keeps the words of its articles looks them up; every other one cuts the text into
words again and analyzes them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Protocol

from index.analysis import LEVELS, Analyzer, Level, Terms, Token, tokenize
from index.article import Article
from search.language.syntax import (
    Expression,
    Node,
    Phrase,
    Prefix,
    Visible,
    Word,
    visible_parts,
)

#: Numbers of matched words of a text, each with the number of the query part that it matched.
Matches = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """Where the words of a text stand.

    Attributes:
        starts: where each begins, in letters from the beginning of the text, and
        ends: where it ends.
    """

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "WordPlaces":
        """Return the places of tokens."""
        return cls([token.start for token in tokens], [token.end for token in tokens])

    def __len__(self) -> int:
        return len(self.starts)


class Marker(Protocol):
    """Says which words of articles one query matched."""

    def matches(self, article: Article, field: str) -> Matches:
        """Return the words of a text of an article that the query matched, by their numbers.

        Args:
            article: of the archive.
            field: one of its text fields.
        """
        ...

    def places(self, article: Article, field: str) -> WordPlaces:
        """Return where all words of a text of an article stand."""
        ...


#: Gives the terms of a word on one level.
_TermsAt = Callable[[Terms], tuple[str, ...]]


def shown_parts(node: Node) -> tuple[Visible, ...]:
    """Return the words, prefixes and phrases of a query, other spellings included."""
    return tuple(dict.fromkeys(visible_parts(node, expansions=True)))


def terms_by_level(
    parts: Sequence[tuple[int, Visible]],
) -> dict[Level, dict[str, int]]:
    """Return the terms that words of a query match on, the closest level first, by their parts.

    Args:
        parts: of the query, each with its number; of several words, they are passed over.
    """
    found: dict[Level, dict[str, int]] = {}
    # What was typed goes before what is related to it.
    for number, word in sorted(parts, key=lambda one: isinstance(one[1], Word)):
        if isinstance(word, Word):
            for level in _shown_levels(word):
                found.setdefault(level, {}).update(dict.fromkeys(word.terms.at(level), number))
        elif is_one_word(word) and isinstance(word, Expression):
            ((level, terms),) = word.terms
            found.setdefault(level, {}).update(dict.fromkeys(terms, number))
    return {level: found[level] for level in LEVELS if level in found}


def is_one_word(part: Visible) -> bool:
    """Return whether a part of a query is looked for word by word."""
    return isinstance(part, Word) or (isinstance(part, Expression) and len(part.words) == 1)


def parts_in(parts: Sequence[Visible], field: str) -> tuple[tuple[int, Visible], ...]:
    """Return the parts of a query that look into a field, each with its number."""
    return tuple((number, part) for number, part in enumerate(parts) if part.field in (None, field))


@dataclass(frozen=True, slots=True)
class AnalyzedMarker:
    """Marks by analysis of the words as they stand; see :class:`Marker`.

    Attributes:
        parts: of the query.
        analyzer: what the words of the query were analyzed by.
    """

    parts: tuple[Visible, ...]
    analyzer: Analyzer
    # By field: the same words come again in every article, so what they match is kept.
    _matchers: dict[str, "_FieldMatcher"] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, node: Node, analyzer: Analyzer) -> "AnalyzedMarker":
        """Return the marker of a query, with the analyzer that read it."""
        return cls(shown_parts(node), analyzer)

    def matches(self, article: Article, field: str) -> Matches:
        if field not in self._matchers:
            parts = parts_in(self.parts, field)
            self._matchers[field] = _FieldMatcher.of(parts, self.analyzer)
        return self._matchers[field].matches(tokenize(getattr(article, field)))

    def places(self, article: Article, field: str) -> WordPlaces:
        return WordPlaces.of(tokenize(getattr(article, field)))


@dataclass(frozen=True, slots=True)
class _FieldMatcher:
    """Says which words of a field's text a query matched.

    Attributes:
        literal: the prefixes, phrases and expressions, each with the number of its part of the
            query.
        terms: what the query's words match on, the closest level first: what gives the terms of
            a word on the level, and of each term of the query the number of its part.
        terms_of: analyzes a word of a text.
        parts_of_words: the part that each word seen so far matches; ``None`` for no part.
    """

    literal: tuple[tuple[int, Prefix | Phrase | Expression], ...]
    terms: tuple[tuple[_TermsAt, dict[str, int]], ...]
    terms_of: Callable[[str], Terms]
    parts_of_words: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Sequence[tuple[int, Visible]], analyzer: Analyzer) -> "_FieldMatcher":
        literal = tuple(
            (number, part)
            for number, part in parts
            if not isinstance(part, Word) and not is_one_word(part)
        )
        by_level = terms_by_level(parts)
        terms_of = analyzer.terms if "stem" in by_level else analyzer.terms_without_stem
        terms = tuple((attrgetter(level), numbers) for level, numbers in by_level.items())
        return cls(literal, terms, terms_of)

    def matches(self, tokens: Sequence[Token]) -> dict[int, int]:
        """Return the numbers of the matched tokens, each with the number of its query part."""
        matches: dict[int, int] = {}
        for number, part in self.literal:
            found = (
                _in_any_form(part, tokens, self.terms_of)
                if isinstance(part, Expression)
                else _positions(part, tokens)
            )
            matches |= dict.fromkeys(found, number)
        if not self.terms:
            return matches
        known = self.parts_of_words
        for at, token in enumerate(tokens):
            if token.text not in known:
                known[token.text] = self._part_of(self.terms_of(token.text))
            matched = known[token.text]
            if matched is not None:
                matches[at] = matched
        return matches

    def _part_of(self, terms: Terms) -> int | None:
        """Return the number of the query part that a word matches, most closely first."""
        for terms_at, numbers in self.terms:
            for term in terms_at(terms):
                if term in numbers:
                    return numbers[term]
        return None


def _in_any_form(
    part: Expression, tokens: Sequence[Token], terms_of: Callable[[str], Terms]
) -> Iterator[int]:
    """Yield the numbers of the tokens that stand in a row as the words of an expression do."""
    length = len(part.words)
    for at in range(len(tokens) - length + 1):
        pairs = zip(part.terms, tokens[at : at + length], strict=True)
        if all(
            not set(terms).isdisjoint(terms_of(token.text).at(level))
            for (level, terms), token in pairs
        ):
            yield from range(at, at + length)


def _shown_levels(word: Word) -> tuple[Level, ...]:
    """Return the levels whose matches are marked.

    A stem alone is too little, unless it was asked for.
    """
    return tuple(level for level in word.levels if level != "stem") or word.levels


def _positions(part: Prefix | Phrase, tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the numbers of the tokens that a prefix or a phrase matches."""
    if isinstance(part, Prefix):
        yield from (at for at, token in enumerate(tokens) if token.exact.startswith(part.exact))
        return
    exact = tuple(token.exact for token in tokens)
    length = len(part.exact)
    for at in range(len(exact) - length + 1):
        if exact[at : at + length] == part.exact:
            yield from range(at, at + length)
