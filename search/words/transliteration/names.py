"""Names in Latin letters, and how an archive writes them in Arabic: Putin is بوتين.

A table beside this module knows the names that are not written as they sound, and those of places,
agencies and sections their own tables. All other words are matched by their sound with the words
of the archive, so that a reading is always a word that it has
(:mod:`search.words.transliteration.letters`).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis import folded_words
from index.analysis.families import word_table
from index.analysis.stop import is_stop_word
from search.words.transliteration.letters import Pattern, pattern, plain_latin
from search.words.transliteration.table import JOINED_ARTICLE, beginning_so, written
from search.words.vocabulary import Vocabulary

#: The article, as it is written apart; before some letters it sounds like them.
_ARTICLES = frozenset({"al", "el", "ul", "il", "as", "ash", "ar", "an", "ad", "at", "az", "adh"})
_SERVANTS = frozenset({"abd", "abdel", "abdul", "abdal", "abdol", "abdur", "abdus", "abdelal"})
_LONGEST_NAME = 6

#: What a step of cost weighs against how frequent a word is, as a natural logarithm.
_COST = 12.0
_NEIGHBOURS = 4.0
_MOST_OTHERS = 3
_WORDS_COMPARED = 4
_SHORTEST = 3
# A word may be so unlike, for every letter of it.
_COST_OF_A_LETTER = 0.11
_OTHER_COST = 0.25
_OTHER_SHARE = 0.02
_COST_OF_SURE = 0.25
_JOINED_COST = 0.15
_COUNT_OF_SURE = 3
_COUNT_OF_KNOWN = 50
_LONGEST = 16

# Two spellings of one foreign name differ in their vowels, or in what stands for g.
_SKELETON = str.maketrans("غق", "جج", "اويىء")


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of Latin words read as Arabic.

    Attributes:
        words: how many words it takes.
        read: how the archive writes it, and
        others: in which other spellings, the commonest first.
        sure: whether a table says so, or the sound is all but the same.
    """

    words: int
    read: str
    others: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of the archive that a Latin word may be."""

    word: str
    cost: float
    count: int

    @property
    def worth(self) -> float:
        """The higher, the likelier."""
        return math.log(self.count) - _COST * self.cost


def names(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[int, Name]]:
    """What a run of Latin words is in Arabic, as far as the archive has it.

    Args:
        words: as they were typed, side by side.
        vocabulary: of the archive.

    Returns:
        Pairs of the first word's number and the name from there on; they do not overlap.
    """
    at = 0
    unknown: list[int] = []
    before = ""
    while at < len(words):
        name = _in_table(words, at, vocabulary)
        if name is None:
            unknown.append(at)
            at += 1
            continue
        yield from _by_sound(words, unknown, before, vocabulary)
        unknown, before = [], name.read
        yield at, name
        at += name.words
    yield from _by_sound(words, unknown, before, vocabulary)


def beginning(
    words: Sequence[str], vocabulary: Vocabulary, *, whole: bool
) -> list[tuple[str, int]]:
    """The names that words may be the beginning of, with their articles, the likeliest first.

    Args:
        words: as they were typed.
        vocabulary: of the archive.
        whole: whether the last one is complete.
    """
    found: dict[str, int] = {}
    for writings in beginning_so(words, whole=whole):
        for writing in _held(writings, vocabulary)[:1]:
            found.setdefault(writing, _least(writing, vocabulary))
    names = sorted(found.items(), key=lambda name: -name[1])
    if not names and len(words) == 1 and len(words[0]) > _SHORTEST:
        choices = candidates(plain_latin(words[0]), vocabulary, whole=whole)
        near = (choice for choice in choices if choice.cost <= _COST_OF_SURE)
        names = [(vocabulary.spelling(choice.word), choice.count) for choice in near]
    return names


def ends_in_name(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether words end in the whole of a name that a table knows and the archive has.

    Args:
        words: in Latin letters, as they were typed.
        vocabulary: of the archive.
    """
    lengths = range(1, min(_LONGEST_NAME, len(words)) + 1)
    return any(_held(written(words[-length:]), vocabulary) for length in lengths)


def _least(writing: str, vocabulary: Vocabulary) -> int:
    """How many articles have a writing at most: those that have its rarest word."""
    return min(map(vocabulary.count, folded_words(writing)))


def _in_table(words: Sequence[str], at: int, vocabulary: Vocabulary) -> Name | None:
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        if held := _held(written(words[at : at + length]), vocabulary):
            return Name(length, held[0], tuple(held[1:]))
    return None


def _held(writings: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The writings that the archive has: single words by how frequent they are, then the rest."""
    found: dict[tuple[str, ...], tuple[int, str]] = {}
    for writing in writings:
        words = folded_words(writing)
        if len(words) == 1:
            count = vocabulary.count(words[0])
        else:
            count = int(all(map(vocabulary.neighbours, words, words[1:])))
        if count:
            found.setdefault(words, (count, writing))
    if all(len(words) == 1 for words in found):
        return [writing for _, writing in sorted(found.values(), key=lambda held: -held[0])]
    return [writing for _, writing in found.values()]


def _by_sound(
    words: Sequence[str], places: Sequence[int], before: str, vocabulary: Vocabulary
) -> Iterator[tuple[int, Name]]:
    """Words that no table knows; those side by side are chosen together.

    Args:
        words: all words.
        places: the numbers of those that are looked at, side by side.
        before: the name before them, in Arabic; empty where there is none.
        vocabulary: of the archive.
    """
    sounds = list(_sounds([plain_latin(words[place]) for place in places]))
    heard = [candidates(sound.word, vocabulary, article=sound.article) for sound in sounds]
    chosen = _together(heard, before, vocabulary)
    for sound, choices, best in zip(sounds, heard, chosen, strict=True):
        if best is not None:
            sure = best.cost <= _COST_OF_SURE and best.count >= _COUNT_OF_SURE
            sure = sure or (best.cost <= 2 * _COST_OF_SURE and best.count >= _COUNT_OF_KNOWN)
            read = vocabulary.spelling(best.word)
            others = _others(best, choices, vocabulary)
            yield places[sound.first], Name(sound.words, read, others, sure)


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


def _others(best: Choice, choices: Sequence[Choice], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Other spellings of what was chosen: near as likely by their sound, and not too rare."""
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
    return tuple(others)[:_MOST_OTHERS]


def candidates(
    word: str, vocabulary: Vocabulary, *, article: bool = False, whole: bool = True
) -> list[Choice]:
    """The words of the archive that sound like a Latin word, the likeliest first; no stop words.

    Args:
        word: as :func:`plain_latin` gives it.
        vocabulary: of the archive.
        article: whether the article was written before it.
        whole: whether it is complete, or the beginning of a word.
    """
    patterns = [(pattern(word, article=article), 0.0)]
    if joined := JOINED_ARTICLE.match(word):
        patterns.append((pattern(word[joined.end() :], article=True), _JOINED_COST))
    letters = len(word)
    if not _SHORTEST <= letters <= _LONGEST:
        return []
    found: dict[str, Choice] = {}
    for sound, extra in patterns:
        expression = sound.expression if whole else f"{sound.expression}.*"
        for fitting, count in vocabulary.fitting(expression, sound.first_letters):
            cost = _cost(sound, fitting, whole) + extra
            if cost <= _COST_OF_A_LETTER * letters + 0.1 and not is_stop_word(fitting):
                choice = Choice(fitting, cost, count)
                if fitting not in found or found[fitting].cost > cost:
                    found[fitting] = choice
    return sorted(found.values(), key=lambda choice: (-choice.worth, choice.word))


def heard(word: str, vocabulary: Vocabulary) -> int:
    """How many articles have the likeliest word that sounds all but like a Latin one."""
    choices = candidates(plain_latin(word), vocabulary)
    return next((choice.count for choice in choices if choice.cost <= _COST_OF_SURE), 0)


def _cost(sound: Pattern, word: str, whole: bool) -> float:
    cost = sound.cost(word, whole=whole)
    return math.inf if cost is None else cost


def _together(
    runs: Sequence[Sequence[Choice]], before: str, vocabulary: Vocabulary
) -> list[Choice | None]:
    """One choice a word: the likeliest row, where words that the archive has side by side gain."""
    last = folded_words(before)[-1:]
    rows: list[tuple[float, list[Choice | None]]] = [(0.0, [Choice(word, 0.0, 1) for word in last])]
    for choices in runs:
        if not choices:
            rows = [(worth, [*row, None]) for worth, row in rows]
            continue
        longer: list[tuple[float, list[Choice | None]]] = []
        for choice in choices[:_WORDS_COMPARED]:
            grown = (
                (worth + choice.worth + _neighbours(row, choice, vocabulary), row)
                for worth, row in rows
            )
            worth, row = max(grown, key=lambda found: found[0])
            longer.append((worth, [*row, choice]))
        rows = longer
    return max(rows, key=lambda found: found[0])[1][len(last) :]


def _neighbours(row: Sequence[Choice | None], choice: Choice, vocabulary: Vocabulary) -> float:
    before = row[-1] if row else None
    if before is None:
        return 0.0
    return _NEIGHBOURS if vocabulary.neighbours(before.word, choice.word) else 0.0
