"""Counts the words, phrases and titles of an archive while it is read and indexed."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.analysis import folded_words
from index.analysis.corpus_frequencies import least_articles
from index.analysis.folding import fold_letters
from index.completions.completions import Completions
from index.completions.counts import CompletionCounts
from index.completions.lexicon import Lexicon
from index.completions.phrases import phrases_of, whole_ones
from index.completions.strings import Strings
from index.completions.texts import Texts

_WORDS_OF_A_TITLE = 16

#: A phrase is offered that stands in so many articles; in a small archive fewer are enough.
_LEAST_ARTICLES = 3
_SMALL_ARCHIVE = 2_000

# What is held in memory and written: in an archive of millions, the frequent and the newest.
_PHRASES_COUNTED = 2_000_000
_MOST_PHRASES = 200_000
_MOST_TITLES = 100_000


@dataclass(frozen=True, slots=True)
class Headline:
    """What somebody who types may be offered of an article's headline and deck.

    Attributes:
        number: of the article in the index; it represents the copies of its text.
        phrases: those of headline and deck, each once.
        title: the folded words of the headline, as far as they are kept; may be empty.
        day: of publication as an ordinal, 0 where it is not known.
    """

    number: int
    phrases: tuple[str, ...]
    title: str
    day: int


def headline_of(number: int, title: str, deck: str, day: int) -> Headline:
    """Return what is offered of a headline and a deck; see :class:`Headline`."""
    phrases = dict.fromkeys(phrase for text in (title, deck) for phrase in phrases_of(text))
    return Headline(number, tuple(phrases), " ".join(folded_words(title)[:_WORDS_OF_A_TITLE]), day)


class Folded(NamedTuple):
    """A folded word or phrase.

    Attributes:
        articles: how many have it.
        most: how many have it as it is written mostly.
        written: how that is.
    """

    articles: int
    most: int
    written: str


_NOTHING = Folded(0, 0, "")


class CompletionsCounter:
    """Counts phrases and titles, article by article."""

    def __init__(self, words: Mapping[str, int], articles: int) -> None:
        """
        Args:
            words: of the archive as they are spelled, each with the number of its articles.
            articles: how many the archive has.
        """
        self._words = words
        self._articles = articles
        self._phrases: Counter[str] = Counter()
        self._titles: dict[str, tuple[int, int]] = {}

    def add(self, headline: Headline) -> None:
        """Count the phrases of a headline and keep its title."""
        self._phrases.update(headline.phrases)
        if len(self._phrases) > _PHRASES_COUNTED:
            _forget_rare(self._phrases)
        if headline.title:
            self._titles.setdefault(headline.title, (headline.day, headline.number))

    def counted(self) -> CompletionCounts:
        """Return what was counted, what is rare too."""
        return CompletionCounts(self._words, self._phrases, self._titles)

    def freeze(self) -> Completions:
        """Return what was counted, without what is rare."""
        phrases = self._frequent()
        keys = sorted(phrases)
        newest = sorted(self._titles.items(), key=lambda title: (-title[1][0], title[1][1]))
        titles = sorted((key, number) for key, (_, number) in newest[:_MOST_TITLES])
        return Completions(
            self._lexicon(),
            Texts.of(keys),
            Strings.of(phrases[key].written for key in keys),
            np.array([phrases[key].articles for key in keys], dtype=np.int32),
            Texts.of([key for key, _ in titles]),
            np.array([number for _, number in titles], dtype=np.int32),
        )

    def _lexicon(self) -> Lexicon:
        least = least_articles(self._articles)
        found = words_folded(self._words)
        words = sorted(word for word, held in found.items() if held.articles >= least)
        return Lexicon(
            Strings.of(words),
            np.array([found[word].articles for word in words], np.int32),
            Strings.of(spelling_of(word, found[word]) for word in words),
        )

    def _frequent(self) -> dict[str, Folded]:
        """Return the phrases to offer."""
        found = phrases_folded(self._phrases)
        least = least_with_a_phrase(self._articles)
        frequent = {key: held.articles for key, held in found.items() if held.articles >= least}
        kept = sorted(whole_ones(frequent), key=lambda key: (-frequent[key], key))
        return {key: found[key] for key in kept[:_MOST_PHRASES]}


def words_folded(words: Mapping[str, int]) -> dict[str, Folded]:
    """Return the folded words of an archive.

    Args:
        words: as they are spelled, each with the number of its articles.
    """
    folded = _folded(words, fold_letters)
    folded.pop("", None)
    return folded


def phrases_folded(phrases: Mapping[str, int]) -> dict[str, Folded]:
    """Return the folded phrases of an archive.

    Args:
        phrases: as they are written, each with the number of its articles.
    """
    return _folded(phrases, lambda text: " ".join(map(fold_letters, text.casefold().split(" "))))


def spelling_of(word: str, held: Folded) -> str:
    """Return how a lexicon says that a folded word is written."""
    return "" if held.written == word else held.written


def least_with_a_phrase(articles: int) -> int:
    """Return how many of so many articles must have a phrase that is offered."""
    return _LEAST_ARTICLES if articles >= _SMALL_ARCHIVE else 2


def _folded(counts: Mapping[str, int], fold: Callable[[str], str]) -> dict[str, Folded]:
    found: dict[str, Folded] = {}
    for text, count in counts.items():
        key = fold(text)
        held = found.get(key, _NOTHING)
        most, written = max((held.most, held.written), (count, text))
        found[key] = Folded(held.articles + count, most, written)
    return found


def _forget_rare(counts: Counter[str]) -> None:
    """Leave the rarest out until half is free (lossy counting: Manku and Motwani, 2002)."""
    count = 1
    while len(counts) > _PHRASES_COUNTED // 2:
        for key in [key for key, held in counts.items() if held <= count]:
            del counts[key]
        count += 1
