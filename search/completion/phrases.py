"""Phrases of an archive that go on as somebody typed: whole ones, each once.

What a phrase is was decided where it was counted (:mod:`index.phrases`). The same is asked again
here of the few that are offered, since an index keeps its phrases until it is built anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.completions import Completions
from index.completions.phrases import may_begin, may_end, whole_ones
from search.completion.facet_values import key_of
from search.results import Suggestion

#: So many times as many phrases are looked at as are asked for, the most frequent ones.
_LOOKED_AT = 4
_AT_LEAST = 24


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, folded; ``whole`` where its last word is complete."""

    key: str
    whole: bool

    @classmethod
    def of(cls, text: str) -> "Typed":
        """What was typed in a text."""
        return cls(key_of(text), text[-1:].isspace())


def going_on(
    typed: Typed, count: int, completions: Completions
) -> tuple[list[Suggestion], list[Suggestion]]:
    """The most frequent phrases that begin so, and those with a later word that does.

    Args:
        typed: it is not offered itself.
        count: how many of each at most.
        completions: of the archive.
    """
    numbers, at_start = completions.phrases.starting_with(typed.key, whole=typed.whole)
    most = max(_AT_LEAST, _LOOKED_AT * count)
    starting = _most_frequent(numbers[at_start], most, completions)
    inner = _most_frequent(numbers[~at_start], most, completions)
    whole = set(whole_ones(dict(_counted((*starting, *inner)))))
    seen = {_letters(typed.key)}
    return (
        _shown(starting, count, whole, seen),
        _shown(inner, count, whole, seen),
    )


def shown_as(key: str, completions: Completions) -> str:
    """How an archive mostly writes folded words; where they are no phrase of it, word for word."""
    numbers, at_start = completions.phrases.starting_with(key, whole=True)
    for number in numbers[at_start].tolist():
        shown: str = completions.shown[number]
        if key_of(shown) == key:
            return shown
    return " ".join(map(completions.lexicon.spelling, key.split(" ")))


def is_finished(text: str) -> bool:
    """Whether a text may stand for itself: no name and no sentence goes on behind it."""
    return may_end(text.split(" ")[-1])


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: str
    shown: str
    count: int


def _most_frequent(
    numbers: NDArray[np.int64], most: int, completions: Completions
) -> list[_Phrase]:
    if len(numbers) > most:
        chosen = np.argpartition(-completions.counts[numbers], most)[:most]
        numbers = numbers[chosen]
    order = np.lexsort((numbers, -completions.counts[numbers]))
    found = dict.fromkeys(numbers[order].tolist())
    return [
        _Phrase(key_of(shown), shown, int(completions.counts[number]))
        for number in found
        if _is_phrase(shown := completions.shown[number])
    ]


def _is_phrase(shown: str) -> bool:
    words = shown.split(" ")
    return may_begin(words[0]) and may_end(words[-1])


def _counted(phrases: Iterable[_Phrase]) -> Iterator[tuple[str, int]]:
    return ((phrase.key, phrase.count) for phrase in phrases)


def _shown(
    phrases: Iterable[_Phrase], count: int, whole: set[str], seen: set[str]
) -> list[Suggestion]:
    """The first phrases that are whole and not seen before; عبدالله is عبد الله."""
    found: list[Suggestion] = []
    for phrase in phrases:
        letters = _letters(phrase.key)
        if len(found) < count and phrase.key in whole and letters not in seen:
            seen.add(letters)
            found.append(Suggestion("phrase", phrase.shown))
    return found


def _letters(key: str) -> str:
    return key.replace(" ", "")
