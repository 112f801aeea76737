"""What a reader may mean who has typed the beginning of something.

Phrases of headlines, names of the facets and titles that go on as it was typed, with their first
word or a later one. The last word typed is a beginning, those before it are whole; spelling is
folded, and nothing is stripped of what Arabic attaches. Text of the other keyboard and names in
Latin letters are completed as what they are read as; where they are whole, what they are read as
stands first.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from index.completions import Completions
from search.completion import partial_word
from search.completion.facet_values import Names, key_of
from search.completion.phrases import Typed, going_on, is_finished, shown_as
from search.results import Suggestion
from search.words import keyboard_layout
from search.words.interpretation import read_otherwise
from search.words.transliteration import names as transliteration
from search.words.transliteration.table import LATIN_WORD
from search.words.vocabulary import Vocabulary

#: Letters of what is typed that are looked at, from the end of the longest title backwards.
_MOST_TYPED = 200

_MOST_NAMES = 3
_MOST_TITLES = 3
_TITLES_FROM = 3
_READ_FROM = 2
_NO_LETTER = re.compile(r"[^\w\s]")


class Source(Protocol):
    """The archive that completions are taken from."""

    @property
    def completions(self) -> Completions:
        """Its phrases."""
        ...

    @property
    def names(self) -> Names:
        """The names of its facets."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """Its words."""
        ...

    def titles(self, typed: Typed, count: int) -> Sequence[Suggestion]:
        """The titles that begin as was typed, then those with a later word that does.

        The newest of both stand first, those without a date last.

        Args:
            typed: with one word at least.
            count: how many at most.
        """
        ...


def suggest(text: str, count: int, source: Source) -> tuple[Suggestion, ...]:
    """What may be meant, the likeliest first.

    Args:
        text: what was typed so far.
        count: how many suggestions at most.
        source: the archive.
    """
    text = text[:_MOST_TYPED].lstrip()
    typed = Typed.of(text)
    if not typed.key or count < 1:
        return ()
    found = list(_read(text, count, source))
    if len(found) < count:
        found += _as_typed(typed, count, source)
    if len(found) < count and len(text.strip()) >= _READ_FROM:
        found += _otherwise(text, source, anything=bool(found))
    return tuple(dict.fromkeys(found))[:count]


def _read(text: str, count: int, source: Source) -> Iterator[Suggestion]:
    """What a text is read as whose words are whole, and what goes on so."""
    vocabulary = source.vocabulary
    if len(text.strip()) < _READ_FROM or not partial_word.knows(text, vocabulary):
        return
    read = read_otherwise(text, vocabulary).text
    if read == text or _NO_LETTER.search(read):
        return
    typed = Typed(key_of(read), text[-1:].isspace())
    words = typed.key.split(" ")
    shown = shown_as(typed.key, source.completions)
    if is_finished(shown) and all(map(vocabulary.neighbours, words, words[1:])):
        yield Suggestion("phrase", shown)
    yield from _as_typed(typed, count, source)


def _as_typed(typed: Typed, count: int, source: Source) -> list[Suggestion]:
    """Completions of a text that is meant as it stands: phrases, names, titles."""
    starting, inner = going_on(typed, count, source.completions)
    names = [name for name, _ in source.names.going_on(typed.key, whole=typed.whole)]
    # Whoever typed the whole name of a place may mean the place rather than the word.
    same = [name for name in names if key_of(name.text) == typed.key]
    names = [*same, *(name for name in names if name not in same)][:_MOST_NAMES]
    titles: list[Suggestion] = []
    if len(typed.key) >= _TITLES_FROM:
        titles = list(source.titles(typed, _MOST_TITLES))
    room = max(count - len(names) - len(titles), count // 2)
    begun = len(starting)
    phrases = [*starting, *inner]
    kept = [*names[: len(same)], *phrases[: min(begun, room)], *names[len(same) :]]
    return [*kept, *phrases[begun:room], *titles, *phrases[room:]][:count]


def _otherwise(text: str, source: Source, *, anything: bool) -> list[Suggestion]:
    """Completions of what a text is on the other keyboard, or in Arabic letters.

    Args:
        text: what was typed.
        source: the archive.
        anything: whether it can be completed as it stands: then it is on no other keyboard.
    """
    if text.isascii():
        named = _in_arabic(text, source)
        return named if named or anything else _on_keyboard(keyboard_layout.in_arabic(text), source)
    if anything:
        return []
    latin = [keys for keys in keyboard_layout.in_latin(text) if keys.isascii()]
    found = [name for keys in latin[:1] for name in _in_arabic(keys, source)]
    return found or _on_keyboard(latin, source)


def _on_keyboard(readings: Sequence[str], source: Source) -> list[Suggestion]:
    for read in readings:
        typed = Typed.of(read)
        if typed.key and not _NO_LETTER.search(read):
            starting, inner = going_on(typed, _MOST_NAMES * 2, source.completions)
            if starting:
                return starting + inner
    return []


def _in_arabic(text: str, source: Source) -> list[Suggestion]:
    """Arabic names that a text in Latin letters may be the beginning of."""
    words = [word for word in text.split() if word]
    if not words or not all(map(LATIN_WORD.fullmatch, words)):
        return []
    read = transliteration.beginning(words, source.vocabulary, whole=text[-1:].isspace())
    return [Suggestion("phrase", name) for name, _ in read]
