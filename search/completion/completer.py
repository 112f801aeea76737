"""What a reader may mean who has typed the beginning of something.

Phrases of headlines, names of facet values and titles, which begin as was typed with their first
word or a later one. The last word typed is a beginning, those before it are whole. Spelling is
folded, and nothing is stripped of what Arabic attaches.

Text of the other keyboard and names in Latin letters are completed as what they are read as. Where
their words are whole, what they are read as stands first.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from index.completions import Completions
from index.facets import FACET_BY_NAME
from search.completion import partial_word
from search.completion.facet_values import FacetValueNames, key_of
from search.completion.phrases import Typed, is_finished, phrases_starting_with, shown_as
from search.results import Suggestion
from search.words import keyboard_layout
from search.words.interpretation import read_otherwise
from search.words.transliteration.names import names_beginning_with
from search.words.transliteration.table import LATIN_WORD
from search.words.vocabulary import Vocabulary

#: So many letters of what was typed are looked at: no title is longer.
_MAX_LETTERS = 200
#: From so many letters on titles are offered,
_MIN_LETTERS_OF_TITLES = 3
#: and what was typed is read otherwise.
_MIN_LETTERS_TO_READ = 2

_MAX_NAMES = 3
_MAX_TITLES = 3
_MAX_OF_OTHER_KEYBOARD = 6
_NO_LETTER = re.compile(r"[^\w\s]")


class Source(Protocol):
    """The archive that completions are taken from."""

    @property
    def completions(self) -> Completions:
        """Its words and phrases."""
        ...

    @property
    def names(self) -> FacetValueNames:
        """The names of its facet values."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """Its words, as they are asked for one by one."""
        ...

    def titles(self, typed: Typed, count: int) -> Sequence[Suggestion]:
        """Return the titles that begin as was typed, then those with a later word that does.

        The newest of both stand first, those without a date last.

        Args:
            typed: with one word at least.
            count: how many at most.
        """
        ...


def suggest(text: str, count: int, source: Source) -> tuple[Suggestion, ...]:
    """Return what may be meant, the likeliest first.

    Args:
        text: what was typed so far.
        count: how many suggestions at most.
        source: the archive.
    """
    text = text[:_MAX_LETTERS].lstrip()
    typed = Typed.of(text)
    if not typed.key or count < 1:
        return ()
    found = list(_read_otherwise(text, count, source))
    if len(found) < count:
        found += _as_typed(typed, count, source)
    if len(found) < count and len(text.strip()) >= _MIN_LETTERS_TO_READ:
        found += _begun_otherwise(text, source, has_completions=bool(found))
    return tuple(dict.fromkeys(found))[:count]


def _read_otherwise(text: str, count: int, source: Source) -> Iterator[Suggestion]:
    """Yield what a text of whole words is read as, and its completions."""
    vocabulary = source.vocabulary
    if len(text.strip()) < _MIN_LETTERS_TO_READ or not partial_word.knows(text, vocabulary):
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
    """Return the completions of a text that is meant as it stands: phrases, names, titles."""
    starting, inner = phrases_starting_with(typed, count, source.completions)
    names = source.names.starting_with(typed.key, whole=typed.whole)
    # Whoever typed the whole name of a place may mean the place rather than the word.
    same = [name for name in names if _is_whole_name(name, typed.key)]
    names = [*same, *(name for name in names if name not in same)][:_MAX_NAMES]
    titles: list[Suggestion] = []
    if len(typed.key) >= _MIN_LETTERS_OF_TITLES:
        titles = list(source.titles(typed, _MAX_TITLES))
    room = max(count - len(names) - len(titles), count // 2)
    begun = len(starting)
    phrases = [*starting, *inner]
    first = [*names[: len(same)], *phrases[: min(begun, room)], *names[len(same) :]]
    return [*first, *phrases[begun:room], *titles, *phrases[room:]][:count]


def _is_whole_name(value: Suggestion, key: str) -> bool:
    """Whether a value is called just so; one word is rather a part of somebody's name."""
    is_name = " " in key or not FACET_BY_NAME[value.kind].names_in_parts
    return is_name and key_of(value.text) == key


def _begun_otherwise(text: str, source: Source, *, has_completions: bool) -> list[Suggestion]:
    """Return the completions of what a text is on the other keyboard, or in Arabic letters.

    Args:
        text: what was typed; its last word need not be whole.
        source: the archive.
        has_completions: whether it has any as it stands: then it is on no other keyboard.
    """
    if text.isascii():
        named = _arabic_names(text, source)
        if named or has_completions:
            return named
        return _on_other_keyboard(keyboard_layout.in_arabic(text), source)
    if has_completions:
        return []
    latin = [keys for keys in keyboard_layout.in_latin(text) if keys.isascii()]
    found = [name for keys in latin[:1] for name in _arabic_names(keys, source)]
    return found or _on_other_keyboard(latin, source)


def _on_other_keyboard(texts: Sequence[str], source: Source) -> list[Suggestion]:
    """Return the completions of the first text that a phrase of the archive begins as."""
    for text in texts:
        typed = Typed.of(text)
        if typed.key and not _NO_LETTER.search(text):
            count = _MAX_OF_OTHER_KEYBOARD
            starting, inner = phrases_starting_with(typed, count, source.completions)
            if starting:
                return starting + inner
    return []


def _arabic_names(text: str, source: Source) -> list[Suggestion]:
    """Return Arabic names that a text in Latin letters may be the beginning of."""
    words = text.split()
    if not words or not all(map(LATIN_WORD.fullmatch, words)):
        return []
    names = names_beginning_with(words, source.vocabulary, whole=text[-1:].isspace())
    return [Suggestion("phrase", name) for name in names]
