"""Which neighbouring words of a headline or a deck make a phrase that is worth offering.

A phrase is two to four neighbouring words, or one word alone. It neither begins nor ends with a
stop word, a number or a single letter, ends in no beginning of a name, and crosses no punctuation.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from index.analysis import Token, tokenize
from index.analysis.folding import fold_letters, spelling
from index.analysis.stop import is_stop_word

_LONGEST_PHRASE = 4
_SHORTEST_WORD = 3

# Stop words where they are written so; folded على is the name علي as well, and no stop word.
_SAY_NOTHING = frozenset({"على", "وعلى", "يا"})
# Behind these a name goes on: ابن سينا, أبو ظبي, آل ثاني. With بن alone none begins.
_UNFINISHED = frozenset(
    ("بن", "بنت", "ابن", "إبن", "أبو", "ابو", "أبا", "أبي", "ابي", "آل", "ال", "عبد", "أم", "ذو")
)
_WITHIN_A_NAME = frozenset({"بن"})

# A phrase that nearly always stands in the same longer one is a part of a name, no phrase.
_PART_OF_LONGER = 0.8


def phrases_of(text: str) -> Iterator[str]:
    """Yield the phrases of a text, repeats included, as it writes them but for vowel marks."""
    for run in _runs(text):
        yield from _phrases(run)


def _runs(text: str) -> Iterator[Sequence[Token]]:
    """Yield the stretches of a text without punctuation."""
    tokens = tokenize(text)
    start = 0
    for at, (before, after) in enumerate(pairwise(tokens), 1):
        if not text[before.end : after.start].isspace():
            yield tokens[start:at]
            start = at
    yield tokens[start:]


def _phrases(run: Sequence[Token]) -> Iterator[str]:
    """Yield the phrases of a stretch, as they are written there but for vowel marks."""
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
    """Return a word as it stands, without vowel marks; Latin keeps its capitals."""
    return word if word.isascii() else spelling(word)


def may_begin(word: str) -> bool:
    """Tell whether a phrase may begin with a word as it is written: it says something."""
    return _says_something(word) and word not in _WITHIN_A_NAME


def may_end(word: str) -> bool:
    """Tell whether a phrase may end with a word as it is written: no name goes on behind it."""
    return _says_something(word) and word not in _UNFINISHED


def _says_something(word: str) -> bool:
    folded = fold_letters(word.casefold())
    if word in _SAY_NOTHING or len(folded) < 2:
        return False
    return not is_stop_word(folded) and not word.isdecimal()


def folded_phrase(phrase: str) -> str:
    """Return a phrase, as it is written, in its folded spelling."""
    return " ".join(map(fold_letters, phrase.casefold().split(" ")))


def whole_ones(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the phrases that are not nearly always a part of the same longer one; words all stay.

    Args:
        counts: folded phrases, and how many articles have each.
    """
    longer = counts_of_longer(counts)
    for key, count in counts.items():
        if " " not in key or not is_part(longer[key], count):
            yield key


def counts_of_longer(counts: Mapping[str, int]) -> defaultdict[str, int]:
    """Return for the parts of phrases how many articles have the most frequent one that has it.

    Args:
        counts: folded phrases, and how many articles have each.
    """
    longer: defaultdict[str, int] = defaultdict(int)
    for key, count in counts.items():
        for part in _parts(key.split(" ")):
            longer[part] = max(longer[part], count)
    return longer


def is_part(longer: int, count: int) -> bool:
    """Tell whether a phrase is nearly always a part of a longer one.

    Args:
        longer: how many articles have the longer one.
        count: how many have the phrase.
    """
    return longer >= _PART_OF_LONGER * count


def _parts(words: Sequence[str]) -> Iterator[str]:
    """Yield the phrases of two words and more within one."""
    for length in range(2, len(words)):
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])
