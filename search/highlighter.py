"""Which words of an article a query matched, marked in its texts.

Marks are set on whole words of the original text by their offsets (:mod:`search.snippets`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from index.analysis import LEVELS, Analyzer, Level, Terms, Token, tokenize
from index.article import Article
from search.language.syntax import Node, Phrase, Prefix, Visible, Word, visible_parts
from search.results import Highlighted, MarkedArticle
from search.snippets import beginning, best_snippet, fragments

#: The fields that a snippet is taken from, the first that has a match.
_SNIPPET_FIELDS = ("body", "deck", "caption")

#: Gives the terms of a word on one level.
_TermsAt = Callable[[Terms], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks in articles what one query matched.

    Attributes:
        parts: the words, prefixes and phrases of the query, other spellings included.
        analyzer: what the words of the query were analyzed by.
    """

    parts: tuple[Visible, ...]
    analyzer: Analyzer
    # By field: the same words come again in every article, so what they match is kept.
    _matchers: dict[str, "_FieldMatcher"] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, node: Node, analyzer: Analyzer) -> "Highlighter":
        """Return the highlighter of a query, with the analyzer that read it."""
        return cls(tuple(dict.fromkeys(visible_parts(node, expansions=True))), analyzer)

    def article(self, article: Article) -> MarkedArticle:
        """Return the whole texts of an article with the matched words marked."""
        return MarkedArticle(
            article,
            title=self._whole(article.title, "title"),
            deck=self._whole(article.deck, "deck"),
            body=self._whole(article.body, "body"),
            caption=self._whole(article.caption, "caption"),
        )

    def title(self, text: str) -> Highlighted:
        """Return a whole headline with the matched words marked."""
        return self._whole(text, "title")

    def snippet(self, article: Article) -> Highlighted:
        """Return the best stretch of the article's body, else of its deck or caption.

        Where nothing is matched in any of them (the word stands in the headline, or no word was
        asked for) it is the beginning of the deck, or of the body.
        """
        for name in _SNIPPET_FIELDS:
            text = getattr(article, name)
            tokens = tokenize(text)
            if matches := self._matcher(name).matches(tokens):
                return best_snippet(text, tokens, matches)
        text = article.deck or article.body or article.caption
        return beginning(text, tokenize(text))

    def _whole(self, text: str, name: str) -> Highlighted:
        tokens = tokenize(text)
        return fragments(text, tokens, self._matcher(name).matches(tokens))

    def _matcher(self, name: str) -> "_FieldMatcher":
        if name not in self._matchers:
            self._matchers[name] = _FieldMatcher.of(self.parts, name, self.analyzer)
        return self._matchers[name]


@dataclass(frozen=True, slots=True)
class _FieldMatcher:
    """Says which words of a field's text a query matched.

    Attributes:
        literal: the prefixes and phrases, each with the number of its part of the query.
        terms: what the query's words match on, the closest level first: what gives the terms of
            a word on the level, and of each term of the query the number of its part.
        terms_of: analyzes a word of a text.
        parts_of_words: the part that each word seen so far matches; ``None`` for no part.
    """

    literal: tuple[tuple[int, Prefix | Phrase], ...]
    terms: tuple[tuple[_TermsAt, dict[str, int]], ...]
    terms_of: Callable[[str], Terms]
    parts_of_words: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Sequence[Visible], name: str, analyzer: Analyzer) -> "_FieldMatcher":
        literal: list[tuple[int, Prefix | Phrase]] = []
        words: list[tuple[int, Word]] = []
        for number, part in enumerate(parts):
            if part.field not in (None, name):
                continue
            if isinstance(part, Word):
                words.append((number, part))
            else:
                literal.append((number, part))
        by_level = _terms_by_level(words)
        terms_of = analyzer.terms if "stem" in by_level else analyzer.terms_without_stem
        terms = tuple((attrgetter(level), numbers) for level, numbers in by_level.items())
        return cls(tuple(literal), terms, terms_of)

    def matches(self, tokens: Sequence[Token]) -> dict[int, int]:
        """Return the numbers of the matched tokens, each with the number of its query part."""
        matches: dict[int, int] = {}
        for number, part in self.literal:
            matches |= dict.fromkeys(_positions(part, tokens), number)
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


def _terms_by_level(words: Sequence[tuple[int, Word]]) -> dict[Level, dict[str, int]]:
    """Return the terms that words of a query match on, the closest level first, by their parts."""
    found: dict[Level, dict[str, int]] = {}
    for number, word in words:
        for level in _shown_levels(word):
            found.setdefault(level, {}).update(dict.fromkeys(word.terms.at(level), number))
    return {level: found[level] for level in LEVELS if level in found}


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
