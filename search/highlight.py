"""Which words of a text a query matched, and the stretch of text that shows it best.

Marks are set on whole words of the original text by their offsets: nothing is cut inside a word,
so joined letters stay joined.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.analysis import LEVELS, Analyzer, Level, Token, tokenize
from index.article import Article
from search.results import Fragment, Highlighted
from search.syntax import All, Any, Node, Phrase, Prefix, Respelled, Word

#: Words of a snippet, and letters where the text has long stretches without words.
SNIPPET_WORDS = 40
SNIPPET_LETTERS = 600

# A snippet begins at a sentence rather than in its middle where one begins this near before.
_WORDS_BEFORE = 10
_SENTENCE_END = re.compile(r"[.!?؟:\n]")
_SPACES = re.compile(r"\s+")


def wanted(node: Node) -> Iterator[Word | Prefix | Phrase]:
    """The parts of a query that can be seen in a text; what is excluded is not among them."""
    match node:
        case Word() | Prefix() | Phrase():
            yield node
        case Respelled(typed, others):
            yield from wanted(typed)
            for _, other in others:
                yield from wanted(other)
        case All(parts) | Any(parts):
            for part in parts:
                yield from wanted(part)
        case _:
            return


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks what one query matched."""

    wanted: tuple[Word | Prefix | Phrase, ...]
    analyzer: Analyzer

    @classmethod
    def of(cls, node: Node, analyzer: Analyzer) -> "Highlighter":
        """The highlighter of a query, with the analyzer that read it."""
        return cls(tuple(wanted(node)), analyzer)

    def title(self, text: str) -> Highlighted:
        """A whole text with the matched words marked."""
        tokens = tokenize(text)
        return _fragments(text, tokens, self._matches(tokens, "title"), 0, len(text))

    def snippet(self, article: Article) -> Highlighted:
        """The best stretch of the article's body, else of its deck or caption.

        Where nothing is matched in any of them (the word stands in the headline, or no word was
        asked for) it is the beginning of the deck, or of the body.
        """
        for field in ("body", "deck", "caption"):
            text = getattr(article, field)
            tokens = tokenize(text)
            matches = self._matches(tokens, field)
            if matches:
                first, last = _best_window(text, tokens, matches)
                return _cut(text, tokens, matches, first, last)
        text = article.deck or article.body or article.caption
        tokens = tokenize(text)
        return _cut(text, tokens, {}, 0, min(SNIPPET_WORDS, len(tokens)))

    def _matches(self, tokens: Sequence[Token], field: str) -> dict[int, int]:
        """Numbers of the matched tokens, each with the number of the query part it matched."""
        parts = [
            (number, part) for number, part in enumerate(self.wanted) if part.field in (None, field)
        ]
        words = {
            (level, term): number
            for number, part in parts
            if isinstance(part, Word)
            for level in _shown_levels(part)
            for term in part.terms.at(level)
        }
        matches: dict[int, int] = {}
        for number, part in parts:
            if not isinstance(part, Word):
                matches |= dict.fromkeys(_positions(part, tokens), number)
        if not words:
            return matches
        number_of = {text: self._part(text, words) for text in {token.text for token in tokens}}
        for at, token in enumerate(tokens):
            found = number_of[token.text]
            if found is not None:
                matches[at] = found
        return matches

    def _part(self, text: str, words: Mapping[tuple[Level, str], int]) -> int | None:
        """The number of the query part that a word of a text matches, most closely first."""
        terms = self.analyzer.terms(text)
        found = (words.get((level, term)) for level in LEVELS for term in terms.at(level))
        return next((number for number in found if number is not None), None)


def _shown_levels(word: Word) -> tuple[Level, ...]:
    """The levels whose matches are marked: a stem alone is too little, unless it was asked for."""
    return tuple(level for level in word.levels if level != "stem") or word.levels


def _positions(part: Prefix | Phrase, tokens: Sequence[Token]) -> Iterator[int]:
    exact = part.exact
    if isinstance(exact, str):
        yield from (at for at, token in enumerate(tokens) if token.exact.startswith(exact))
        return
    terms = tuple(token.exact for token in tokens)
    for at in range(len(terms) - len(exact) + 1):
        if terms[at : at + len(exact)] == exact:
            yield from range(at, at + len(exact))


def _best_window(text: str, tokens: Sequence[Token], matches: dict[int, int]) -> tuple[int, int]:
    """First token and the one after the last of the window with most different query parts."""
    if len(tokens) <= SNIPPET_WORDS:
        return 0, len(tokens)
    best = _densest(matches)
    first = max(0, best - _WORDS_BEFORE)
    for at in range(best, first, -1):
        if _SENTENCE_END.search(text, tokens[at - 1].end, tokens[at].start):
            first = at
            break
    return first, min(first + SNIPPET_WORDS, len(tokens))


def _densest(matches: dict[int, int]) -> int:
    """The match that a window of a snippet's length best begins with, the first of equals."""
    places = sorted(matches)
    inside: Counter[int] = Counter()
    best, most, end = places[0], (0, 0), 0
    for start, place in enumerate(places):
        while end < len(places) and places[end] < place + SNIPPET_WORDS:
            inside[matches[places[end]]] += 1
            end += 1
        worth = (len(+inside), end - start)
        if worth > most:
            best, most = place, worth
        inside[matches[place]] -= 1
    return best


def _cut(
    text: str, tokens: Sequence[Token], matches: dict[int, int], first: int, last: int
) -> Highlighted:
    """The text from one token to another, with ``…`` at an end that is not the text's own."""
    if not tokens:
        plain = _SPACES.sub(" ", text[:SNIPPET_LETTERS]).strip()
        return (Fragment(plain),) if plain else ()
    start = tokens[first].start if first else 0
    while last > first + 1 and tokens[last - 1].end - start > SNIPPET_LETTERS:
        last -= 1
    end = tokens[last - 1].end if last < len(tokens) else len(text)
    end = min(end, max(start + SNIPPET_LETTERS, tokens[last - 1].end))
    inside = _fragments(text, tokens, matches, start, end)
    shown = [Fragment(_SPACES.sub(" ", part.text), part.marked) for part in inside]
    if first:
        shown.insert(0, Fragment("… "))
    if last < len(tokens):
        shown.append(Fragment(" …"))
    return tuple(shown)


def _fragments(
    text: str, tokens: Sequence[Token], matches: dict[int, int], start: int, end: int
) -> Highlighted:
    fragments: list[Fragment] = []
    at = start
    for number in sorted(matches):
        token = tokens[number]
        if start <= token.start and token.end <= end:
            if at < token.start:
                fragments.append(Fragment(text[at : token.start]))
            fragments.append(Fragment(text[token.start : token.end], marked=True))
            at = token.end
    if at < end:
        fragments.append(Fragment(text[at:end]))
    return tuple(fragments)
