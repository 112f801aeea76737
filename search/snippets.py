"""Original text cut into fragments: whole, or the stretch of it that shows the most matches.

Fragments begin and end at the edges of words: nothing is cut inside a word, so joined letters stay
joined.
"""

import re

from search.markers import Matches, WordPlaces
from search.results import Fragment, Highlighted

#: Words of a snippet, and letters where the text has long stretches without words.
SNIPPET_WORDS = 40
SNIPPET_LETTERS = 600

# A snippet begins at a sentence rather than in its middle where one begins this near before.
_WORDS_BEFORE = 10
_SENTENCE_END = re.compile(r"[.!?؟:\n]")
_SPACES = re.compile(r"\s+")
_NOT_ONE_SPACE = re.compile(r"[^\S ]|\s\s")


def fragments(
    text: str, places: WordPlaces, matches: Matches, start: int = 0, end: int | None = None
) -> Highlighted:
    """Cut ``text[start:end]`` at the edges of its matches.

    Args:
        text: of a field.
        places: of all of its words.
        matches: those that the query matched.
        start: in characters.
        end: in characters; ``None`` for the end of the text.
    """
    end = len(text) if end is None else end
    found: list[Fragment] = []
    at = start
    for number in sorted(matches):
        first, last = places.starts[number], places.ends[number]
        if start <= first and last <= end:
            if at < first:
                found.append(Fragment(text[at:first]))
            found.append(Fragment(text[first:last], marked=True))
            at = last
    if at < end:
        found.append(Fragment(text[at:end]))
    return tuple(found)


def best_snippet(text: str, places: WordPlaces, matches: Matches) -> Highlighted:
    """Cut out the stretch of a text with the most different parts of the query.

    Args:
        text: of a field.
        places: of all of its words.
        matches: those that the query matched, one at least.
    """
    if len(places) <= SNIPPET_WORDS:
        return _cut(text, places, matches, 0, len(places))
    best = densest_match(matches)
    first = max(0, best - _WORDS_BEFORE)
    for at in range(best, first, -1):
        if _SENTENCE_END.search(text, places.ends[at - 1], places.starts[at]):
            first = at
            break
    return _cut(text, places, matches, first, min(first + SNIPPET_WORDS, len(places)))


def beginning(text: str, places: WordPlaces) -> Highlighted:
    """Cut out the beginning of a text, without marks.

    Args:
        text: of a field.
        places: of all of its words.
    """
    return _cut(text, places, {}, 0, min(SNIPPET_WORDS, len(places)))


def densest_match(matches: Matches) -> int:
    """Return the match that a snippet best begins with, the first of equals.

    Best is where a snippet's length from there has the most different parts of the query, then
    where it has the most matches.

    Args:
        matches: one at least.
    """
    places = sorted(matches)
    inside: dict[int, int] = {}
    best, most, end, different = places[0], (0, 0), 0, 0
    for start, place in enumerate(places):
        while end < len(places) and places[end] < place + SNIPPET_WORDS:
            part = matches[places[end]]
            inside[part] = held = inside.get(part, 0) + 1
            different += held == 1
            end += 1
        density = (different, end - start)
        if density > most:
            best, most = place, density
        part = matches[place]
        inside[part] -= 1
        different -= not inside[part]
    return best


def _cut(text: str, places: WordPlaces, matches: Matches, first: int, last: int) -> Highlighted:
    """Cut a text from one word to another, with ``…`` at an end that is not the text's own."""
    if not places:
        plain = _SPACES.sub(" ", text[:SNIPPET_LETTERS]).strip()
        return (Fragment(plain),) if plain else ()
    starts, ends = places.starts, places.ends
    start = starts[first] if first else 0
    while last > first + 1 and ends[last - 1] - start > SNIPPET_LETTERS:
        last -= 1
    end = ends[last - 1] if last < len(places) else len(text)
    end = min(end, max(start + SNIPPET_LETTERS, ends[last - 1]))
    shown = list(fragments(text, places, matches, start, end))
    if _NOT_ONE_SPACE.search(text, start, end):
        # No word has a space in it.
        shown = [part if part.marked else Fragment(_SPACES.sub(" ", part.text)) for part in shown]
    if first:
        shown.insert(0, Fragment("… "))
    if last < len(places):
        shown.append(Fragment(" …"))
    return tuple(shown)
