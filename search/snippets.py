"""Original text cut into fragments: whole, or the stretch of it that shows the most matches.

Fragments begin and end at the edges of words: nothing is cut inside a word, so joined letters stay
joined.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from index.analysis import Token
from search.results import Fragment, Highlighted

#: Words of a snippet, and letters where the text has long stretches without words.
SNIPPET_WORDS = 40
SNIPPET_LETTERS = 600

#: Numbers of matched tokens, each with the number of the query part that it matched.
Matches = Mapping[int, int]

# A snippet begins at a sentence rather than in its middle where one begins this near before.
_WORDS_BEFORE = 10
_SENTENCE_END = re.compile(r"[.!?؟:\n]")
_SPACES = re.compile(r"\s+")


def fragments(
    text: str, tokens: Sequence[Token], matches: Matches, start: int = 0, end: int | None = None
) -> Highlighted:
    """Cut ``text[start:end]`` at the edges of its matches.

    Args:
        text: of a field.
        tokens: all of its words.
        matches: those that the query matched.
        start: in characters.
        end: in characters; ``None`` for the end of the text.
    """
    end = len(text) if end is None else end
    found: list[Fragment] = []
    at = start
    for number in sorted(matches):
        token = tokens[number]
        if start <= token.start and token.end <= end:
            if at < token.start:
                found.append(Fragment(text[at : token.start]))
            found.append(Fragment(text[token.start : token.end], marked=True))
            at = token.end
    if at < end:
        found.append(Fragment(text[at:end]))
    return tuple(found)


def best_snippet(text: str, tokens: Sequence[Token], matches: Matches) -> Highlighted:
    """Cut out the stretch of a text with the most different parts of the query.

    Args:
        text: of a field.
        tokens: all of its words.
        matches: those that the query matched, one at least.
    """
    if len(tokens) <= SNIPPET_WORDS:
        return _cut(text, tokens, matches, 0, len(tokens))
    best = densest_match(matches)
    first = max(0, best - _WORDS_BEFORE)
    for at in range(best, first, -1):
        if _SENTENCE_END.search(text, tokens[at - 1].end, tokens[at].start):
            first = at
            break
    return _cut(text, tokens, matches, first, min(first + SNIPPET_WORDS, len(tokens)))


def beginning(text: str, tokens: Sequence[Token]) -> Highlighted:
    """Cut out the beginning of a text, without marks.

    Args:
        text: of a field.
        tokens: all of its words.
    """
    return _cut(text, tokens, {}, 0, min(SNIPPET_WORDS, len(tokens)))


def densest_match(matches: Matches) -> int:
    """Return the match that a snippet best begins with, the first of equals.

    Best is where a snippet's length from there has the most different parts of the query, then
    where it has the most matches.

    Args:
        matches: one at least.
    """
    places = sorted(matches)
    inside: Counter[int] = Counter()
    best, most, end = places[0], (0, 0), 0
    for start, place in enumerate(places):
        while end < len(places) and places[end] < place + SNIPPET_WORDS:
            inside[matches[places[end]]] += 1
            end += 1
        density = (len(+inside), end - start)
        if density > most:
            best, most = place, density
        inside[matches[place]] -= 1
    return best


def _cut(
    text: str, tokens: Sequence[Token], matches: Matches, first: int, last: int
) -> Highlighted:
    """Cut a text from one token to another, with ``…`` at an end that is not the text's own."""
    if not tokens:
        plain = _SPACES.sub(" ", text[:SNIPPET_LETTERS]).strip()
        return (Fragment(plain),) if plain else ()
    start = tokens[first].start if first else 0
    while last > first + 1 and tokens[last - 1].end - start > SNIPPET_LETTERS:
        last -= 1
    end = tokens[last - 1].end if last < len(tokens) else len(text)
    end = min(end, max(start + SNIPPET_LETTERS, tokens[last - 1].end))
    inside = fragments(text, tokens, matches, start, end)
    shown = [Fragment(_SPACES.sub(" ", part.text), part.marked) for part in inside]
    if first:
        shown.insert(0, Fragment("… "))
    if last < len(tokens):
        shown.append(Fragment(" …"))
    return tuple(shown)
