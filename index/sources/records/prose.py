"""Running text: paragraphs, and decks that say no more than the body does."""

import re

_WORD = re.compile(r"\w+")


def paragraphs(text: str) -> str:
    """Return one paragraph a line of the source, empty lines dropped, joined by blank lines."""
    stripped = (" ".join(line.split()) for line in text.splitlines())
    return "\n\n".join(line for line in stripped if line)


def deck_apart(deck: str, body: str) -> str:
    """Return the deck, or the empty string where it merely repeats the start of the body.

    Nine words in ten are enough for that: sites cut summaries out of the first paragraph and
    lose the words that were links there.
    """
    if " ".join(body.split()).startswith(" ".join(deck.split()).rstrip(" .…")):
        return ""
    words = _WORD.findall(deck)
    opening = set(_WORD.findall(body)[: 3 * len(words)])
    apart = sum(word not in opening for word in words)
    return deck if apart > len(words) / 10 else ""
