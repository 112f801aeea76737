"""What was counted of some articles, so that it can be added to what an archive offers already."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, map_arrays, packed
from index.completions.strings import Strings

_Value = TypeVar("_Value")

#: Name of the file in the folder of a segment.
FILE_NAME = "completion_counts.arrays"


@dataclass(frozen=True, slots=True)
class CompletionCounts:
    """The words, phrases and titles of some articles; nothing is too rare.

    Attributes:
        words: as they are spelled, each with the number of its articles.
        phrases: as they are written, likewise.
        titles: folded; of each the day and the number of its first article.
    """

    words: Mapping[str, int]
    phrases: Mapping[str, int]
    titles: Mapping[str, tuple[int, int]]

    def renumbered(self, numbers: NDArray[np.integer]) -> "CompletionCounts":
        """Return these with other numbers of articles.

        Args:
            numbers: for every article its number; -1 where its title is not offered any more.
        """
        now = ((title, day, int(numbers[one])) for title, (day, one) in self.titles.items())
        return CompletionCounts(
            self.words,
            self.phrases,
            {title: (day, number) for title, day, number in now if number >= 0},
        )

    def write(self, folder: Path) -> None:
        """Put the file into the folder of a segment."""
        words, phrases = sorted(self.words), sorted(self.phrases)
        titles = sorted(self.titles)
        content = packed(
            {
                "words": _signs(words),
                "word_counts": _numbers(map(self.words.__getitem__, words)),
                "phrases": _signs(phrases),
                "phrase_counts": _numbers(map(self.phrases.__getitem__, phrases)),
                "titles": _signs(titles),
                "title_days": _numbers(self.titles[title][0] for title in titles),
                "title_articles": _numbers(self.titles[title][1] for title in titles),
            }
        )
        (folder / FILE_NAME).write_bytes(content)

    @classmethod
    def read(cls, folder: Path) -> "CompletionCounts":
        """Read what :meth:`write` wrote.

        Raises:
            ValueError: the file is missing, damaged or not of this form.
        """
        try:
            return cls.of_arrays(map_arrays(folder / FILE_NAME))
        except (OSError, ValueError) as error:
            raise ValueError(f"cannot be read: {error}") from error

    @classmethod
    def of_arrays(cls, parts: Mapping[str, Array]) -> "CompletionCounts":
        """Return the counts in arrays.

        Raises:
            ValueError: one is missing or not of this form.
        """
        try:
            words, phrases, titles = (_texts(parts[one]) for one in ("words", "phrases", "titles"))
            counts, often = parts["word_counts"].tolist(), parts["phrase_counts"].tolist()
            days, articles = parts["title_days"].tolist(), parts["title_articles"].tolist()
        except KeyError as error:
            raise ValueError(f"{error} is missing") from error
        together = ((words, counts), (phrases, often), (titles, days), (titles, articles))
        if any(len(one) != len(other) for one, other in together):
            raise ValueError("its parts are not of one length")
        firsts = zip(days, articles, strict=True)
        return cls(_by_text(words, counts), _by_text(phrases, often), _by_text(titles, firsts))


def added_up(parts: Sequence[CompletionCounts]) -> CompletionCounts:
    """Return the counts of all articles of several parts.

    Args:
        parts: in the order of their articles, which are numbered as in all.
    """
    words: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    titles: dict[str, tuple[int, int]] = {}
    for part in parts:
        words.update(part.words)
        phrases.update(part.phrases)
        for title, first in part.titles.items():
            titles.setdefault(title, first)
    return CompletionCounts(words, phrases, titles)


def _signs(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer(Strings.of(texts).text, dtype=np.uint8)


def _numbers(numbers: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(numbers, dtype=np.int32)


def _by_text(texts: Iterable[str], values: Iterable[_Value]) -> dict[str, _Value]:
    return dict(zip(texts, values, strict=True))


def _texts(signs: Array) -> list[str]:
    return signs.view(np.uint8).tobytes().decode().split("\n")[:-1]
