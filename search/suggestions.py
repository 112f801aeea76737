"""What a reader may mean who has typed the beginning of something.

Phrases of headlines, names of the facets and titles that go on as it was typed, with their first
word or a later one. The last word typed is a beginning, those before it are whole; spelling is
folded, and nothing is stripped of what Arabic attaches. Text of the other keyboard and names in
Latin letters are completed as what they are read as.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.completions import Completions
from search import keyboard, romanised
from search.results import Suggestion
from search.romanised_table import LATIN_WORD
from search.suggest_names import Names, key_of
from search.vocabulary import Vocabulary

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
        """Its phrases and titles."""
        ...

    @property
    def names(self) -> Names:
        """The names of its facets."""
        ...

    @property
    def vocabulary(self) -> Vocabulary:
        """Its words."""
        ...

    def newest_first(self, articles: NDArray[np.int32]) -> NDArray[np.int32]:
        """Some articles, the last published first."""
        ...

    def title(self, article: int) -> Suggestion:
        """The title of an article."""
        ...


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, folded; ``whole`` where its last word is complete."""

    key: str
    whole: bool

    @classmethod
    def of(cls, text: str) -> "_Typed":
        return cls(key_of(text), text[-1:].isspace())


def suggest(text: str, count: int, source: Source) -> tuple[Suggestion, ...]:
    """What may be meant, the likeliest first.

    Args:
        text: what was typed so far.
        count: how many suggestions at most.
        source: the archive.
    """
    text = text[:_MOST_TYPED].lstrip()
    typed = _Typed.of(text)
    if not typed.key or count < 1:
        return ()
    found = _as_typed(typed, count, source)
    if len(found) < count and len(text.strip()) >= _READ_FROM:
        read = _otherwise(text, source, anything=bool(found))
        found += [suggestion for suggestion in read if suggestion not in found]
    return tuple(found[:count])


def _as_typed(typed: _Typed, count: int, source: Source) -> list[Suggestion]:
    """Completions of a text that is meant as it stands: phrases, names, titles."""
    starting, inner = _phrases(typed, count, source.completions)
    names = [name for name, _ in source.names.going_on(typed.key, whole=typed.whole)][:_MOST_NAMES]
    titles: list[Suggestion] = []
    if len(typed.key) >= _TITLES_FROM:
        titles = list(islice(_titles(typed, source), _MOST_TITLES))
    room = max(count - len(names) - len(titles), count // 2)
    phrases = (*starting, *inner)[:room]
    kept = [*(one for one in phrases if one in starting), *names]
    kept += [one for one in phrases if one not in starting]
    kept += titles
    rest = (*starting, *inner)[room:]
    return [*kept, *rest][:count] if len(kept) < count else kept[:count]


def _phrases(
    typed: _Typed, count: int, completions: Completions
) -> tuple[list[Suggestion], list[Suggestion]]:
    """The most frequent phrases that begin so, and those with a later word that does."""
    numbers, at_start = completions.phrases.going_on(typed.key, whole=typed.whole)
    starting = _most_frequent(numbers[at_start], count, typed.key, completions)
    inner = _most_frequent(numbers[~at_start], count, typed.key, completions)
    return starting, [phrase for phrase in inner if phrase not in starting]


def _most_frequent(
    numbers: NDArray[np.int64], count: int, typed: str, completions: Completions
) -> list[Suggestion]:
    counts = completions.counts[numbers]
    # One more than asked for: what is typed already is left out.
    if len(numbers) > count + 1:
        numbers = numbers[np.argpartition(-counts, count)[: count + 1]]
    order = np.lexsort((numbers, -completions.counts[numbers]))
    found = (
        Suggestion("phrase", completions.shown[number], count=int(completions.counts[number]))
        for number in dict.fromkeys(numbers[order].tolist())
    )
    return [phrase for phrase in found if key_of(phrase.text) != typed][:count]


def _titles(typed: _Typed, source: Source) -> Iterator[Suggestion]:
    """The titles that begin so, then those with a later word that does, the newest first."""
    completions = source.completions
    numbers, at_start = completions.titles.going_on(typed.key, whole=typed.whole)
    for chosen in (numbers[at_start], numbers[~at_start]):
        articles = source.newest_first(completions.articles[np.unique(chosen)])
        for article in articles[:_MOST_TITLES].tolist():
            yield source.title(article)


def _otherwise(text: str, source: Source, *, anything: bool) -> list[Suggestion]:
    """Completions of what a text is on the other keyboard, or in Arabic letters.

    Args:
        text: what was typed.
        source: the archive.
        anything: whether it can be completed as it stands: then it is on no other keyboard.
    """
    if text.isascii():
        named = _in_arabic(text, source)
        return named if named or anything else _on_keyboard(keyboard.in_arabic(text), source)
    if anything:
        return []
    latin = [keys for keys in keyboard.in_latin(text) if keys.isascii()]
    found = [name for keys in latin[:1] for name in _in_arabic(keys, source)]
    return found or _on_keyboard(latin, source)


def _on_keyboard(readings: Sequence[str], source: Source) -> list[Suggestion]:
    for read in readings:
        typed = _Typed.of(read)
        if typed.key and not _NO_LETTER.search(read):
            starting, inner = _phrases(typed, _MOST_NAMES * 2, source.completions)
            if starting:
                return starting + inner
    return []


def _in_arabic(text: str, source: Source) -> list[Suggestion]:
    """Arabic names that a text in Latin letters may be the beginning of."""
    words = [word for word in text.split() if word]
    if not words or not all(map(LATIN_WORD.fullmatch, words)):
        return []
    read = romanised.beginning(words, source.vocabulary, whole=text[-1:].isspace())
    return [Suggestion("phrase", name, count=count) for name, count in read]
