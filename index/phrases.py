"""Gathers what is offered while somebody types: the words, phrases and titles of an archive.

Counted while the archive is read and indexed. A phrase is two to four neighbouring words of a
headline or a deck, or one word alone. It neither begins nor ends with a stop word, a number or a
single letter, ends in no beginning of a name, and crosses no punctuation. Of the copies of a text
only the lead is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from index.analysis import Token, folded_words, tokenize
from index.analysis.folding import fold_letters, spelling
from index.analysis.stop import is_stop_word
from index.article import Article
from index.completions import Completions, Lexicon, Texts

_LONGEST_PHRASE = 4
_SHORTEST_WORD = 3
_WORDS_OF_A_TITLE = 16

#: A phrase is offered that stands in so many articles; in a small archive fewer are enough.
_LEAST_ARTICLES = 3
_SMALL_ARCHIVE = 2_000
# In an archive of this many articles, a word of one article alone is as likely a slip of the pen.
_LARGE_ARCHIVE = 20_000

# Stop words where they are written so; folded على is the name علي as well, and no stop word.
_SAY_NOTHING = frozenset({"على", "وعلى", "يا"})
# Behind these a name goes on: ابن سينا, أبو ظبي, آل ثاني. With بن alone none begins.
_UNFINISHED = frozenset(
    ("بن", "بنت", "ابن", "إبن", "أبو", "ابو", "أبا", "أبي", "ابي", "آل", "ال", "عبد", "أم", "ذو")
)
_WITHIN_A_NAME = frozenset({"بن"})

# What is held in memory and written: in an archive of millions, the frequent and the newest.
_PHRASES_COUNTED = 2_000_000
_MOST_PHRASES = 200_000
_MOST_TITLES = 100_000

# A phrase that nearly always stands in the same longer one is a part of a name, no phrase.
_PART_OF_LONGER = 0.8


class CompletionsCounter:
    """Counts words, phrases and titles, article by article."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._phrases: Counter[str] = Counter()
        self._titles: dict[str, tuple[int, int]] = {}
        self._articles = 0

    def add_words(self, words: Iterable[str]) -> None:
        """Count the words of one article, as they stand there, each once.

        Args:
            words: all different words of its text fields.
        """
        self._words.update({spelling(word) for word in words})
        self._articles += 1

    def add_headline(self, article: Article, number: int) -> None:
        """Count the phrases of an article's headline and deck, each once, and keep its title.

        Args:
            article: one that leads the copies of its text.
            number: of the article in the index.
        """
        found: set[str] = set()
        for text in (article.title, article.deck):
            for run in _runs(text):
                found.update(_phrases(run))
        self._phrases.update(found)
        if len(self._phrases) > _PHRASES_COUNTED:
            _forget_rare(self._phrases)
        title = " ".join(folded_words(article.title)[:_WORDS_OF_A_TITLE])
        if title:
            day = article.published.toordinal() if isinstance(article.published, date) else 0
            self._titles.setdefault(title, (day, number))

    def freeze(self) -> Completions:
        """What was counted, without what is rare."""
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
        least = 2 if self._articles >= _LARGE_ARCHIVE else 1
        words = sorted(word for word, count in counts.items() if word and count >= least)
        spellings = {word: written[word][1] for word in words if written[word][1] != word}
        return Lexicon(words, np.array([counts[word] for word in words], np.int32), spellings)

    def _frequent(self) -> dict[str, tuple[str, int]]:
        """The phrases that are offered: folded, how they are mostly written, and their number."""
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


def _runs(text: str) -> Iterator[Sequence[Token]]:
    """The stretches of a text without punctuation."""
    tokens = tokenize(text)
    start = 0
    for at, (before, after) in enumerate(pairwise(tokens), 1):
        if not text[before.end : after.start].isspace():
            yield tokens[start:at]
            start = at
    yield tokens[start:]


def _phrases(run: Sequence[Token]) -> Iterator[str]:
    """The phrases of a stretch, as they are written there but for vowel marks."""
    written = [_written(token.text) for token in run]
    ends = [may_end(word) for word in written]
    for first, word in enumerate(written):
        if not may_begin(word):
            continue
        if ends[first] and len(run[first].exact) >= _SHORTEST_WORD:
            yield word
        for last in range(first + 1, min(first + _LONGEST_PHRASE, len(run))):
            if ends[last]:
                yield " ".join(written[first : last + 1])


def _written(word: str) -> str:
    """A word as it stands, without vowel marks; Latin keeps its capitals."""
    return word if word.isascii() else spelling(word)


def may_begin(word: str) -> bool:
    """Whether a phrase may begin with a word as it is written: it says something."""
    return _says_something(word) and word not in _WITHIN_A_NAME


def may_end(word: str) -> bool:
    """Whether a phrase may end with a word as it is written: no name goes on behind it."""
    return _says_something(word) and word not in _UNFINISHED


def _says_something(word: str) -> bool:
    folded = fold_letters(word.casefold())
    if word in _SAY_NOTHING or len(folded) < 2:
        return False
    return not is_stop_word(folded) and not word.isdecimal()


def whole_ones(counts: Mapping[str, int]) -> Iterator[str]:
    """The phrases that are not nearly always a part of the same longer one; words all stay.

    Args:
        counts: folded phrases, and how many articles have each.
    """
    longer: defaultdict[str, int] = defaultdict(int)
    for key, count in counts.items():
        for part in _parts(key.split(" ")):
            longer[part] = max(longer[part], count)
    for key, count in counts.items():
        if " " not in key or longer[key] < _PART_OF_LONGER * count:
            yield key


def _parts(words: Sequence[str]) -> Iterator[str]:
    """The phrases of two words and more within one."""
    for length in range(2, len(words)):
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])


def _forget_rare(counts: Counter[str]) -> None:
    """Leave the rarest out until half is free (lossy counting: Manku and Motwani, 2002)."""
    count = 1
    while len(counts) > _PHRASES_COUNTED // 2:
        for key in [key for key, held in counts.items() if held <= count]:
            del counts[key]
        count += 1
