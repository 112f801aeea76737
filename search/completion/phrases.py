"""Phrases of an archive that begin as somebody typed: whole ones, each once.

Which words are a phrase was decided where phrases were counted
(:mod:`index.completions.phrases`). It is asked again here of the few that are offered, since an
index keeps its phrases until it is built anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.completions import Completions
from index.completions.phrases import may_begin, may_end, whole_ones
from search.completion.facet_values import key_of
from search.results import Suggestion

#: So many times as many phrases are looked at as are asked for, the most frequent ones,
_TIMES_AS_MANY = 4
#: and so many at least.
_MIN_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed so far.

    Attributes:
        key: its folded words, with a space between them.
        whole: whether the last of them is complete.
    """

    key: str
    whole: bool

    @classmethod
    def of(cls, text: str) -> "Typed":
        """Read what was typed; behind a space the last word is complete."""
        return cls(key_of(text), text[-1:].isspace())


def phrases_starting_with(
    typed: Typed, count: int, completions: Completions
) -> tuple[list[Suggestion], list[Suggestion]]:
    """Return the most frequent phrases that begin so, and those with a later word that does.

    Args:
        typed: it is not offered itself.
        count: how many of each at most.
        completions: of the archive.
    """
    numbers, at_start = completions.phrases.starting_with(typed.key, whole=typed.whole)
    most = max(_MIN_LOOKED_AT, _TIMES_AS_MANY * count)
    starting = _most_frequent(numbers[at_start], most, completions)
    inner = _most_frequent(numbers[~at_start], most, completions)
    whole = set(whole_ones({phrase.key: phrase.count for phrase in (*starting, *inner)}))
    seen = {_letters(typed.key)}
    return _suggestions(starting, count, whole, seen), _suggestions(inner, count, whole, seen)


def shown_as(key: str, completions: Completions) -> str:
    """Return how an archive mostly writes folded words.

    Args:
        key: the words, with a space between them. Where they are no phrase of the archive, each
            is written as it mostly is.
        completions: of the archive.
    """
    numbers, at_start = completions.phrases.starting_with(key, whole=True)
    for number in numbers[at_start].tolist():
        shown: str = completions.shown[number]
        if key_of(shown) == key:
            return shown
    return " ".join(map(completions.lexicon.spelling, key.split(" ")))


def is_finished(text: str) -> bool:
    """Return whether a text may stand for itself, and is not cut before the end of a name."""
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


def _suggestions(
    phrases: Iterable[_Phrase], count: int, whole: set[str], seen: set[str]
) -> list[Suggestion]:
    """Return the first phrases that are whole and not seen before; عبدالله is عبد الله.

    Args:
        phrases: the most frequent first.
        count: how many at most.
        whole: the keys of those that are no part of a longer one.
        seen: the letters of what was offered before; those of what is offered now are added.
    """
    found: list[Suggestion] = []
    for phrase in phrases:
        letters = _letters(phrase.key)
        if len(found) < count and phrase.key in whole and letters not in seen:
            seen.add(letters)
            found.append(Suggestion("phrase", phrase.shown))
    return found


def _letters(key: str) -> str:
    return key.replace(" ", "")
