"""Which names of an archive are written so near each other that they may be one.

Names are never compared all with all: what may be one shares a key, and where too many share one,
that key says nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Literal, NamedTuple

from index.names.accepted import Kind
from index.names.figures import ArchiveNames
from index.names.name_words import NameWords
from index.names.spelling import (
    LINKS,
    are_one_letter_apart,
    content_of,
    skeleton,
    with_one_letter_less,
)

#: How two names are alike: spelled otherwise (hamza, ة, spaces), with the same sounds, but for one
#: letter, one with fewer words, one that is the end of the other, or a surname alone.
Likeness = Literal["spelling", "sounds", "letter", "shorter", "end", "surname"]

#: A key that more names share is no evidence.
_MOST_OF_A_KEY = 40
#: Shorter skeletons are shared by chance.
_LEAST_SKELETON = 4
#: Of names so short hamza and spaces tell words apart: «آس», «أ س».
_LEAST_SPELLING = 3
#: Shorter words have neighbours by chance.
_LEAST_LETTERS = 5
#: A surname stands for a person who has such a share of the articles of all who bear it.
_BY_FAR = 0.75
#: More names with all words of a name than this, and it is anybody's.
_MOST_LONGER = 12


class Candidate(NamedTuple):
    """Two names that may be one, by their numbers in the archive.

    Attributes:
        one: the one with more articles; of a name and a single word of it the name.
        other: the other one.
        likeness: how they are alike.
        are_known: whether words in which they differ may be names of their own; so may all that are
            short.
        rivals: how many other names are like the second in the same way.
    """

    one: int
    other: int
    likeness: Likeness
    are_known: bool = False
    rivals: int = 0


def candidates(archive: ArchiveNames, kind: Kind) -> Iterator[Candidate]:
    """Yield the pairs of names of a kind that may be one, each once and as near as it is."""
    names = NameWords(archive, kind)
    seen = set[frozenset[int]]()
    ways = (_spelled_alike(names), _sounding_alike(names), _one_letter_apart(names))
    for found in (*ways, _shorter(names), _surnames(names) if kind == "person" else ()):
        for candidate in found:
            pair = frozenset((candidate.one, candidate.other))
            if pair not in seen:
                seen.add(pair)
                yield candidate


def _spelled_alike(names: NameWords) -> Iterator[Candidate]:
    # «آل سعيد» is another family than «السعيد».
    keys = (
        ("".join(f"{word} " if word in LINKS else word for word in words), number)
        for number, words in names.words.items()
    )
    for one, other in _pairs(keys):
        size = len("".join(names.words[one]))
        if size >= _LEAST_SPELLING:
            are_short = size < _LEAST_LETTERS
            yield Candidate(*names.ordered(one, other), "spelling", are_short)


def _sounding_alike(names: NameWords) -> Iterator[Candidate]:
    keys = (
        (key, number)
        for number, words in names.words.items()
        if len(key := " ".join(map(skeleton, content_of(words)))) >= _LEAST_SKELETON
    )
    for one, other in _pairs(keys):
        if _may_be_slips(names, one, other):
            are_known = names.are_known(one, other)
            yield Candidate(*names.ordered(one, other), "sounds", are_known)


def _one_letter_apart(names: NameWords) -> Iterator[Candidate]:
    """Names with all words alike but one, and that by one letter."""
    keys = (
        (f"{' '.join(words[:at])} {less} {' '.join(words[at + 1 :])}", number)
        for number, words in names.words.items()
        for at, word in enumerate(words)
        if len(word) >= _LEAST_LETTERS
        for less in with_one_letter_less(word)
    )
    for one, other in _pairs(keys):
        if _are_one_letter_apart(names, one, other):
            yield Candidate(*names.ordered(one, other), "letter")


def _shorter(names: NameWords) -> Iterator[Candidate]:
    """Names of two words or more, all of which stand in a longer name, in its order."""
    whole: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in names.words.items():
        whole[content_of(words)].append(number)
    longer: defaultdict[tuple[int, Likeness], list[int]] = defaultdict(list)
    for number, words in names.words.items():
        for part, likeness in _parts(words).items():
            for short in whole.get(part, ()):
                longer[short, likeness].append(number)
    for (short, likeness), found in longer.items():
        # The most frequent of those that it may be, where that can be told at all.
        if len(found) <= _MOST_LONGER:
            best = min(found, key=lambda number: (-names.count(number), number))
            yield Candidate(*names.ordered(best, short), likeness, rivals=len(found) - 1)


def _surnames(names: NameWords) -> Iterator[Candidate]:
    """Surnames that stand alone, where one person has most of the articles of all who bear it.

    «بن نايف» is one as well.
    """
    alone: dict[tuple[str, ...], int] = {
        words: number
        for number, words in names.words.items()
        if len(words) == 1 or (len(words) == 2 and words[0] in LINKS)
    }
    bearers: defaultdict[int, list[int]] = defaultdict(list)
    for number, words in names.words.items():
        for length in (1, 2):
            if len(words) > length and words[0] not in LINKS:
                short = alone.get(words[-length:])
                if short is not None:
                    bearers[short].append(number)
    for short, found in bearers.items():
        best = max(found, key=names.count)
        if names.count(best) >= _BY_FAR * sum(map(names.count, found)):
            yield Candidate(best, short, "surname", rivals=len(found) - 1)


def _parts(words: tuple[str, ...]) -> dict[tuple[str, ...], Likeness]:
    """What a name of some words may be called for short: its first ones, both ends, its last ones.

    The last ones behind «بن» are the father's.
    """
    content = content_of(words)
    size = len(content)
    places = [at for at, word in enumerate(words) if not at or word not in LINKS]
    found: dict[tuple[str, ...], Likeness] = {}
    for length in range(2, size):
        if words[places[-length] - 1] not in LINKS:
            found[content[-length:]] = "end"
    found |= {content[:length]: "shorter" for length in range(2, size)}
    if size > 2:
        found[content[0], content[-1]] = "shorter"
    return found


def _may_be_slips(names: NameWords, one: int, other: int) -> bool:
    """Tell whether names of the same sounds may be one: no two of their words are known names."""
    first, second = content_of(names.words[one]), content_of(names.words[other])
    if len(first) != len(second):
        return True
    unlike = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return not any(all(map(names.is_frequent, pair)) for pair in unlike)


def _are_one_letter_apart(names: NameWords, one: int, other: int) -> bool:
    first, second = names.words[one], names.words[other]
    if len(first) != len(second):
        return False
    unlike = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return (
        len(unlike) == 1
        and are_one_letter_apart(*unlike[0])
        and not all(map(names.is_frequent, unlike[0]))
    )


def _pairs(keys: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """The pairs of names that share a key."""
    first: dict[str, int] = {}
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for key, number in keys:
        # Most keys are of one name alone.
        if first.setdefault(key, number) != number:
            groups[key].append(number)
    for key, others in groups.items():
        group = dict.fromkeys((first[key], *others))
        if len(group) <= _MOST_OF_A_KEY:
            yield from combinations(group, 2)
