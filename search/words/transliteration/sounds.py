"""Words of an archive that sound like words in Latin letters, for names that no table knows.

Each Latin word is a pattern (:mod:`search.words.transliteration.letters`) that words of the archive
fit at a cost. How likely one of them is meant depends on its cost and on how frequent it is; words
side by side are chosen together, so that the archive has them side by side.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis import tokenize
from index.analysis.families import word_table
from index.analysis.stop import is_stop_word
from search.words.transliteration.letters import Pattern, pattern, plain_latin
from search.words.transliteration.table import JOINED_ARTICLE
from search.words.vocabulary import Vocabulary

#: The article, as it is written apart; before some letters it sounds like them.
_ARTICLES = frozenset({"al", "el", "ul", "il", "as", "ash", "ar", "an", "ad", "at", "az", "adh"})
_SERVANTS = frozenset({"abd", "abdel", "abdul", "abdal", "abdol", "abdur", "abdus", "abdelal"})

#: What a unit of cost weighs against the natural logarithm of how frequent a word is.
_COST_WEIGHT = 12.0
#: What it is worth, in the same measure, that a word stands behind the one before it.
_ADJACENT = 4.0
_MAX_COMPARED = 4

#: Latin words of fewer or more letters are not looked for.
_MIN_LETTERS = 3
_MAX_LETTERS = 16

#: A word may cost so much, and so much more for every Latin letter.
_MAX_COST = 0.1
_MAX_COST_PER_LETTER = 0.11
#: What it costs that the article is joined to its word.
_JOINED_COST = 0.15

#: A word of this cost sounds all but the same.
_CERTAIN_COST = 0.25
#: It is certain where so many articles have it, and
_MIN_CERTAIN_COUNT = 3
#: where so many have it, at twice the cost.
_MIN_COMMON_COUNT = 50

#: Other spellings of a word: so much more they may cost, have so much of its articles at least,
_OTHER_COST = 0.25
_OTHER_SHARE = 0.02
#: and there are so many at most.
_MAX_OTHERS = 3
# Two spellings of one foreign name differ in their vowels, or in what stands for g.
_SKELETON = str.maketrans("غق", "جج", "اويىء")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of the archive that a Latin word may be.

    Attributes:
        word: folded.
        cost: of its sound; 0 is the usual writing.
        count: how many articles have it.
    """

    word: str
    cost: float
    count: int

    @property
    def likelihood(self) -> float:
        """How likely it is meant: a logarithm, comparable between candidates of one word."""
        return math.log(self.count) - _COST_WEIGHT * self.cost


@dataclass(frozen=True, slots=True)
class Heard:
    """What a Latin word is by its sound.

    Attributes:
        first: the number of the first word that it takes, and
        words: how many it takes; an article may stand apart before it.
        arabic: how the archive writes it.
        others: the other spellings of it, the likeliest first.
        certain: whether it sounds all but the same and is not rare.
    """

    first: int
    words: int
    arabic: str
    others: tuple[str, ...]
    certain: bool


def heard(words: Sequence[str], before: str, vocabulary: Vocabulary) -> Iterator[Heard]:
    """Yield what words are by their sound, each where the archive has a word that fits.

    Args:
        words: in Latin letters, side by side.
        before: the name before them, in Arabic; empty where there is none.
        vocabulary: of the archive.
    """
    sounds = list(_sounds(list(map(plain_latin, words))))
    found = [candidates(sound.word, vocabulary, article=sound.article) for sound in sounds]
    chosen = _likeliest_row(found, before, vocabulary)
    for sound, choices, best in zip(sounds, found, chosen, strict=True):
        if best is not None:
            others = _other_spellings(best, choices, vocabulary)
            arabic = vocabulary.spelling(best.word)
            yield Heard(sound.first, sound.words, arabic, others, _is_certain(best))


def candidates(
    word: str, vocabulary: Vocabulary, *, article: bool = False, whole: bool = True
) -> list[Candidate]:
    """Return the words that sound like a Latin word, the likeliest first; no stop words.

    Args:
        word: as :func:`plain_latin` gives it.
        vocabulary: of the archive.
        article: whether the article was written before it.
        whole: whether it is complete, or the beginning of a word.
    """
    if not _MIN_LETTERS <= len(word) <= _MAX_LETTERS:
        return []
    patterns = [(pattern(word, article=article), 0.0)]
    if joined := JOINED_ARTICLE.match(word):
        patterns.append((pattern(word[joined.end() :], article=True), _JOINED_COST))
    most = _MAX_COST_PER_LETTER * len(word) + _MAX_COST
    found: dict[str, Candidate] = {}
    for sound, extra in patterns:
        expression = sound.expression if whole else f"{sound.expression}.*"
        for fitting, count in vocabulary.fitting(expression, sound.beginnings):
            cost = _cost(sound, fitting, whole) + extra
            if cost <= most and not is_stop_word(fitting):
                candidate = Candidate(fitting, cost, count)
                if fitting not in found or found[fitting].cost > cost:
                    found[fitting] = candidate
    return sorted(found.values(), key=lambda candidate: (-candidate.likelihood, candidate.word))


def close_candidates(
    word: str, vocabulary: Vocabulary, *, whole: bool = True
) -> Iterator[Candidate]:
    """Yield the words that sound all but the same as a Latin word, the likeliest first.

    Args:
        word: as it was typed.
        vocabulary: of the archive.
        whole: whether it is complete, or the beginning of a word.
    """
    found = candidates(plain_latin(word), vocabulary, whole=whole)
    return (candidate for candidate in found if candidate.cost <= _CERTAIN_COST)


@dataclass(frozen=True, slots=True)
class _Sound:
    """One Arabic word in Latin letters, with an article or عبد that is written apart before it."""

    first: int
    words: int
    word: str
    article: bool


def _sounds(words: Sequence[str]) -> Iterator[_Sound]:
    start, servant = 0, False
    for at, word in enumerate(words):
        if word in _SERVANTS:
            servant = True
        elif word not in _ARTICLES:
            yield _Sound(start, at + 1 - start, "abdel" * servant + word, at > start)
            start, servant = at + 1, False


def _cost(sound: Pattern, word: str, whole: bool) -> float:
    cost = sound.cost(word, whole=whole)
    return math.inf if cost is None else cost


def _is_certain(best: Candidate) -> bool:
    if best.cost <= _CERTAIN_COST and best.count >= _MIN_CERTAIN_COUNT:
        return True
    return best.cost <= 2 * _CERTAIN_COST and best.count >= _MIN_COMMON_COUNT


def _other_spellings(
    best: Candidate, choices: Sequence[Candidate], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return spellings of what was chosen: nearly as likely by their sound, and not too rare."""
    others = (
        vocabulary.spelling(choice.word)
        for choice in choices
        if choice != best
        and choice.cost <= best.cost + _OTHER_COST
        and choice.count >= _OTHER_SHARE * best.count
        and choice.word not in (f"ال{best.word}", best.word.removeprefix("ال"))
        and choice.word.translate(_SKELETON) == best.word.translate(_SKELETON)
        and not word_table().meanings_without_seats(choice.word.removeprefix("ال"))
    )
    return tuple(others)[:_MAX_OTHERS]


#: Candidates one behind the other, and how likely they are together.
_Row = tuple[float, list[Candidate | None]]


def _likeliest_row(
    found: Sequence[Sequence[Candidate]], before: str, vocabulary: Vocabulary
) -> list[Candidate | None]:
    """Choose one candidate a word, the likeliest together: a beam search of a few rows."""
    last = [token.exact for token in tokenize(before)][-1:]
    rows: list[_Row] = [(0.0, [Candidate(word, 0.0, 1) for word in last])]
    for choices in found:
        if choices:
            rows = [_grown(rows, choice, vocabulary) for choice in choices[:_MAX_COMPARED]]
        else:
            rows = [(likelihood, [*row, None]) for likelihood, row in rows]
    return max(rows, key=lambda row: row[0])[1][len(last) :]


def _grown(rows: Sequence[_Row], choice: Candidate, vocabulary: Vocabulary) -> _Row:
    """Return the likeliest of the rows with a candidate behind them."""
    likelihood, row = max(
        (
            (likelihood + choice.likelihood + _adjacency(row, choice, vocabulary), row)
            for likelihood, row in rows
        ),
        key=lambda grown: grown[0],
    )
    return likelihood, [*row, choice]


def _adjacency(row: Sequence[Candidate | None], choice: Candidate, vocabulary: Vocabulary) -> float:
    before = row[-1] if row else None
    if before is None:
        return 0.0
    return _ADJACENT if vocabulary.neighbours(before.word, choice.word) else 0.0
