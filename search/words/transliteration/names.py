"""Names in Latin letters, and how an archive writes them in Arabic: Putin is بوتين.

A table beside this module knows the names that are not written as they sound, and those of places,
agencies and sections their own tables (:mod:`search.words.transliteration.table`). All other words
are matched by their sound with the words of the archive
(:mod:`search.words.transliteration.sounds`), so that what a name is read as is always a word that
the archive has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis import folded_words
from search.words.transliteration.sounds import close_candidates, heard
from search.words.transliteration.table import arabic_beginning_with, arabic_writings
from search.words.vocabulary import Vocabulary

_MAX_NAME_WORDS = 6
#: A name is completed by its sound from so many letters on.
_MIN_LETTERS_BY_SOUND = 4


@dataclass(frozen=True, slots=True)
class Transliteration:
    """Some Latin words as an Arabic name.

    Attributes:
        words: how many words it takes.
        arabic: how the archive writes it, and
        others: in which other spellings, the commonest first.
        certain: whether a table says so, or the sound is all but the same.
    """

    words: int
    arabic: str
    others: tuple[str, ...] = ()
    certain: bool = True


def transliterations(
    words: Sequence[str], vocabulary: Vocabulary
) -> Iterator[tuple[int, Transliteration]]:
    """Yield what a run of Latin words is in Arabic, as far as the archive has it.

    Args:
        words: as they were typed, side by side.
        vocabulary: of the archive.

    Yields:
        Pairs of a word's number, from 0, and the name from there on; no word is in two of them.
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
        unknown, before = [], name.arabic
        yield at, name
        at += name.words
    yield from _by_sound(words, unknown, before, vocabulary)


def names_beginning_with(words: Sequence[str], vocabulary: Vocabulary, *, whole: bool) -> list[str]:
    """Return the Arabic names that words may be the beginning of, the most frequent first.

    Args:
        words: in Latin letters, as they were typed.
        vocabulary: of the archive.
        whole: whether the last one is complete.
    """
    found: dict[str, int] = {}
    for writings in arabic_beginning_with(words, whole=whole):
        for writing in _in_archive(writings, vocabulary)[:1]:
            found.setdefault(writing, _count_at_most(writing, vocabulary))
    if not found and len(words) == 1 and len(words[0]) >= _MIN_LETTERS_BY_SOUND:
        close = close_candidates(words[0], vocabulary, whole=whole)
        return [vocabulary.spelling(candidate.word) for candidate in close]
    return sorted(found, key=lambda name: -found[name])


def ends_in_name(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Return whether words end in the whole of a name that a table knows and the archive has.

    Args:
        words: in Latin letters, as they were typed.
        vocabulary: of the archive.
    """
    lengths = range(1, min(_MAX_NAME_WORDS, len(words)) + 1)
    return any(_in_archive(arabic_writings(words[-length:]), vocabulary) for length in lengths)


def count_by_sound(word: str, vocabulary: Vocabulary) -> int:
    """Return how many articles have the likeliest word that sounds all but like a Latin one.

    Args:
        word: in Latin letters, as it was typed.
        vocabulary: of the archive.
    """
    return next((candidate.count for candidate in close_candidates(word, vocabulary)), 0)


def _count_at_most(writing: str, vocabulary: Vocabulary) -> int:
    """Return how many articles have a writing at most: those that have its rarest word."""
    return min(map(vocabulary.count, folded_words(writing)))


def _in_table(words: Sequence[str], at: int, vocabulary: Vocabulary) -> Transliteration | None:
    for length in range(min(_MAX_NAME_WORDS, len(words) - at), 0, -1):
        if found := _in_archive(arabic_writings(words[at : at + length]), vocabulary):
            return Transliteration(length, found[0], tuple(found[1:]))
    return None


def _in_archive(writings: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return the writings that the archive has: where all are single words the commonest first."""
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
        return [writing for _, writing in sorted(found.values(), key=lambda one: -one[0])]
    return [writing for _, writing in found.values()]


def _by_sound(
    words: Sequence[str], places: Sequence[int], before: str, vocabulary: Vocabulary
) -> Iterator[tuple[int, Transliteration]]:
    """Yield what words are that no table knows.

    Args:
        words: all words.
        places: the numbers of those that are looked at, side by side.
        before: the name before them, in Arabic; empty where there is none.
        vocabulary: of the archive.
    """
    for one in heard([words[place] for place in places], before, vocabulary):
        yield places[one.first], Transliteration(one.words, one.arabic, one.others, one.certain)
