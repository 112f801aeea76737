"""Counts the words, phrases and titles of an archive while it is read and indexed."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from index.analysis import folded_words
from index.analysis.corpus_frequencies import least_articles
from index.analysis.folding import fold_letters
from index.completions.completions import Completions
from index.completions.counts import CompletionCounts
from index.completions.lexicon import Lexicon
from index.completions.phrases import folded_phrase, phrases_of, whole_ones
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


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded words or phrases.

    Attributes:
        articles: in how many articles each stands.
        written: of each in how many it stands as it is mostly written, and how that is.
    """

    articles: Mapping[str, int]
    written: Mapping[str, tuple[int, str]]

    def shown(self, key: str) -> str:
        """Return how a word or phrase is mostly written."""
        return self.written[key][1]

    def spelling(self, word: str) -> str:
        """Return how a word is mostly written; empty where that is as it is folded."""
        return "" if self.shown(word) == word else self.shown(word)


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

    @property
    def phrases(self) -> Mapping[str, int]:
        """The phrases so far as they are written, each with the number of its articles."""
        return self._phrases

    def counted(self, base: Completions) -> CompletionCounts:
        """Return what was counted, what is rare too.

        Args:
            base: the completions of the last full build.
        """
        return CompletionCounts.of(self._words, self._phrases, self._titles, base)

    def freeze(self) -> Completions:
        """Return what was counted, without what is rare."""
        phrases = phrases_folded(self._phrases)
        keys = sorted(self._frequent(phrases.articles))
        newest = sorted(self._titles.items(), key=lambda title: (-title[1][0], title[1][1]))
        titles = sorted((key, number) for key, (_, number) in newest[:_MOST_TITLES])
        return Completions(
            self._lexicon(),
            Texts.of(keys),
            Strings.of(map(phrases.shown, keys)),
            np.array([phrases.articles[key] for key in keys], dtype=np.int32),
            Texts.of([key for key, _ in titles]),
            np.array([number for _, number in titles], dtype=np.int32),
        )

    def _lexicon(self) -> Lexicon:
        found = words_folded(self._words)
        least = least_articles(self._articles)
        words = sorted(word for word, count in found.articles.items() if word and count >= least)
        return Lexicon(
            Strings.of(words),
            np.array([found.articles[word] for word in words], np.int32),
            Strings.of(map(found.spelling, words)),
        )

    def _frequent(self, counts: Mapping[str, int]) -> list[str]:
        """Return the phrases to offer, folded.

        Args:
            counts: of all phrases.
        """
        least = least_with_a_phrase(self._articles)
        frequent = {key: count for key, count in counts.items() if count >= least}
        return sorted(whole_ones(frequent), key=lambda key: (-frequent[key], key))[:_MOST_PHRASES]


def words_folded(words: Mapping[str, int]) -> Folded:
    """Return the folded words of an archive.

    Args:
        words: as they are spelled, each with the number of its articles.
    """
    return _folded(words, fold_letters)


def phrases_folded(phrases: Mapping[str, int]) -> Folded:
    """Return the folded phrases of an archive.

    Args:
        phrases: as they are written, each with the number of its articles.
    """
    return _folded(phrases, folded_phrase)


def least_with_a_phrase(articles: int) -> int:
    """Return how many of so many articles must have a phrase that is offered."""
    return _LEAST_ARTICLES if articles >= _SMALL_ARCHIVE else 2


def _folded(counts: Mapping[str, int], fold: Callable[[str], str]) -> Folded:
    articles: dict[str, int] = {}
    written: dict[str, tuple[int, str]] = {}
    for text, count in counts.items():
        key = fold(text)
        if key not in articles:  # as most are
            articles[key], written[key] = count, (count, text)
            continue
        articles[key] += count
        written[key] = max(written[key], (count, text))
    return Folded(articles, written)


def _forget_rare(counts: Counter[str]) -> None:
    """Leave the rarest out until half is free (lossy counting: Manku and Motwani, 2002)."""
    count = 1
    while len(counts) > _PHRASES_COUNTED // 2:
        for key in [key for key, held in counts.items() if held <= count]:
            del counts[key]
        count += 1
