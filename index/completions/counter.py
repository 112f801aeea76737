"""Counts the words, phrases and titles of an archive while it is read and indexed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.analysis import folded_words
from index.analysis.corpus_frequencies import least_articles
from index.analysis.folding import fold_letters
from index.completions.completions import Completions
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

    def freeze(self) -> Completions:
        """Return what was counted, without what is rare."""
        phrases = self._frequent()
        keys = sorted(phrases)
        newest = sorted(self._titles.items(), key=lambda title: (-title[1][0], title[1][1]))
        titles = sorted((key, number) for key, (_, number) in newest[:_MOST_TITLES])
        return Completions(
            self._lexicon(),
            Texts.of(keys),
            Strings.of(phrases[key][0] for key in keys),
            np.array([phrases[key][1] for key in keys], dtype=np.int32),
            Texts.of([key for key, _ in titles]),
            np.array([number for _, number in titles], dtype=np.int32),
        )

    def _lexicon(self) -> Lexicon:
        counts: Counter[str] = Counter()
        written: dict[str, tuple[int, str]] = {}
        for word, count in self._words.items():
            folded = fold_letters(word)
            counts[folded] += count
            written[folded] = max(written.get(folded, (0, "")), (count, word))
        least = least_articles(self._articles)
        words = sorted(word for word, count in counts.items() if word and count >= least)
        spellings = (written[word][1] if written[word][1] != word else "" for word in words)
        return Lexicon(
            Strings.of(words),
            np.array([counts[word] for word in words], np.int32),
            Strings.of(spellings),
        )

    def _frequent(self) -> dict[str, tuple[str, int]]:
        """Return the phrases to offer, folded: how each is mostly written, and its articles."""
        counts: Counter[str] = Counter()
        written: dict[str, tuple[int, str]] = {}
        for text, count in self._phrases.items():
            key = " ".join(map(fold_letters, text.casefold().split(" ")))
            counts[key] += count
            written[key] = max(written.get(key, (0, "")), (count, text))
        least = _LEAST_ARTICLES if self._articles >= _SMALL_ARCHIVE else 2
        frequent = {key: count for key, count in counts.items() if count >= least}
        kept = sorted(whole_ones(frequent), key=lambda key: (-frequent[key], key))
        return {key: (written[key][1], frequent[key]) for key in kept[:_MOST_PHRASES]}


def _forget_rare(counts: Counter[str]) -> None:
    """Leave the rarest out until half is free (lossy counting: Manku and Motwani, 2002)."""
    count = 1
    while len(counts) > _PHRASES_COUNTED // 2:
        for key in [key for key, held in counts.items() if held <= count]:
            del counts[key]
        count += 1
