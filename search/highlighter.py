"""Which words of a text a query matched, and the stretch of text that shows it best.

Marks are set on whole words of the original text by their offsets: nothing is cut inside a word,
so joined letters stay joined.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.analysis import LEVELS, Analyzer, Level, Terms, Token, tokenize
from index.article import Article
from search.language.syntax import All, Any, Node, Phrase, Prefix, Respelled, Word
from search.results import Fragment, Highlighted, MarkedArticle

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
    # The words of the texts seen so far, by field: the same ones come again in every hit.
    _part_of: dict[str, dict[str, int | None]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, node: Node, analyzer: Analyzer) -> "Highlighter":
        """The highlighter of a query, with the analyzer that read it."""
        return cls(tuple(dict.fromkeys(wanted(node))), analyzer)

    def article(self, article: Article) -> MarkedArticle:
        """The whole texts of an article with the matched words marked."""
        return MarkedArticle(
            article,
            title=self.whole(article.title, "title"),
            deck=self.whole(article.deck, "deck"),
            body=self.whole(article.body, "body"),
            caption=self.whole(article.caption, "caption"),
        )

    def title(self, text: str) -> Highlighted:
        """The whole headline with the matched words marked."""
        return self.whole(text, "title")

    def whole(self, text: str, name: str) -> Highlighted:
        """The whole text of a field with the matched words marked."""
        tokens = tokenize(text)
        return _fragments(text, tokens, self._matches(tokens, name), 0, len(text))

    def snippet(self, article: Article) -> Highlighted:
        """The best stretch of the article's body, else of its deck or caption.

        Where nothing is matched in any of them (the word stands in the headline, or no word was
        asked for) it is the beginning of the deck, or of the body.
        """
        for name in ("body", "deck", "caption"):
            text = getattr(article, name)
            tokens = tokenize(text)
            matches = self._matches(tokens, name)
            if matches:
                first, last = _best_window(text, tokens, matches)
                return _cut(text, tokens, matches, first, last)
        text = article.deck or article.body or article.caption
        tokens = tokenize(text)
        return _cut(text, tokens, {}, 0, min(SNIPPET_WORDS, len(tokens)))

    def _matches(self, tokens: Sequence[Token], name: str) -> dict[int, int]:
        """Numbers of the matched tokens, each with the number of the query part it matched."""
        parts = [
            (number, part) for number, part in enumerate(self.wanted) if part.field in (None, name)
        ]
        matches: dict[int, int] = {}
        for number, part in parts:
            if not isinstance(part, Word):
                matches |= dict.fromkeys(_positions(part, tokens), number)
        wanted = _terms_of([(number, part) for number, part in parts if isinstance(part, Word)])
        if not wanted:
            return matches
        stems = any(level == "stem" for level, _ in wanted)
        terms_of = self.analyzer.terms if stems else self.analyzer.terms_without_stem
        part_of = self._part_of.setdefault(name, {})
        for at, token in enumerate(tokens):
            text = token.text
            if text not in part_of:
                part_of[text] = _part(terms_of(text), wanted)
            found = part_of[text]
            if found is not None:
                matches[at] = found
        return matches


def _terms_of(parts: Sequence[tuple[int, Word]]) -> list[tuple[Level, dict[str, int]]]:
    """The terms that words of a query match on, level by level, each with its part's number."""
    found: dict[Level, dict[str, int]] = {}
    for number, word in parts:
        for level in _shown_levels(word):
            found.setdefault(level, {}).update(dict.fromkeys(word.terms.at(level), number))
    return [(level, found[level]) for level in LEVELS if level in found]


def _part(terms: Terms, wanted: list[tuple[Level, dict[str, int]]]) -> int | None:
    """The number of the query part that a word of a text matches, most closely first."""
    for level, numbers in wanted:
        for term in terms.at(level):
            if term in numbers:
                return numbers[term]
    return None


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
