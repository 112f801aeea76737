"""Counts the words, phrases and titles of an archive while it is read and indexed."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np

from index.analysis import folded_words
from index.analysis.corpus_frequencies import least_articles
from index.analysis.folding import fold_letters, spelling
from index.article import Article
from index.completions.completions import Completions
from index.completions.lexicon import Lexicon
from index.completions.phrases import phrases_of, whole_ones
from index.completions.texts import Texts

_WORDS_OF_A_TITLE = 16

#: A phrase is offered that stands in so many articles; in a small archive fewer are enough.
_LEAST_ARTICLES = 3
_SMALL_ARCHIVE = 2_000

# What is held in memory and written: in an archive of millions, the frequent and the newest.
_PHRASES_COUNTED = 2_000_000
_MOST_PHRASES = 200_000
_MOST_TITLES = 100_000


class CompletionsCounter:
    """Counts words, phrases and titles, article by article."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._phrases: Counter[str] = Counter()
        self._titles: dict[str, tuple[int, int]] = {}
        self._articles = 0

    def add_words(self, words: Iterable[str]) -> None:
        """Count the words of one article, each once.

        Args:
            words: all different words of its text fields.
        """
        self._words.update({spelling(word) for word in words})
        self._articles += 1

    def add_headline(self, article: Article, number: int) -> None:
        """Count the phrases of an article's headline and deck, each once, and keep its title.

        Args:
            article: one that represents the copies of its text.
            number: of the article in the index.
        """
        found: set[str] = set()
        for text in (article.title, article.deck):
            found.update(phrases_of(text))
        self._phrases.update(found)
        if len(self._phrases) > _PHRASES_COUNTED:
            _forget_rare(self._phrases)
        title = " ".join(folded_words(article.title)[:_WORDS_OF_A_TITLE])
        if title:
            day = article.published.toordinal() if isinstance(article.published, date) else 0
            self._titles.setdefault(title, (day, number))

    def freeze(self) -> Completions:
        """Return what was counted, without what is rare."""
        phrases = self._frequent()
        keys = sorted(phrases)
        newest = sorted(self._titles.items(), key=lambda title: (-title[1][0], title[1][1]))
        titles = sorted((key, number) for key, (_, number) in newest[:_MOST_TITLES])
        return Completions(
            self._lexicon(),
            Texts.of(keys),
            [phrases[key][0] for key in keys],
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
        spellings = {word: written[word][1] for word in words if written[word][1] != word}
        return Lexicon(words, np.array([counts[word] for word in words], np.int32), spellings)

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
