"""Whether two texts are copies of each other: how alike they are, and what speaks against it.

Resemblance and containment are Broder's (see :mod:`index.facts.near_duplicates.signatures`). Alike
are also the daily reports, cables and announcements that are written from one form;
they are told apart by the numbers, by the words of their headlines and by the days between them.
"""

from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates.signatures import Codes, Shingles, shingles

_Number = TypeVar("_Number", np.uint32, np.uint64)


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two texts are; every share is between 0 and 1.

    Attributes:
        resemblance: shingles in both by shingles in either (Jaccard).
        contained: the share of the shorter text's shingles that the longer has.
        half: the same for that half of the shorter text which has less of them.
        opening: the share of the longer text's first shingles that the shorter has.
        length: words of the shorter by words of the longer.
        numbers: how many different numbers stand in the shorter.
        strange_numbers: how many of them do not stand in the longer.
    """

    resemblance: float
    contained: float
    half: float
    opening: float
    length: float
    numbers: int
    strange_numbers: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The thresholds from which on texts are copies; docs/copies.md has the figures behind them.

    Attributes:
        shingle: words in a shingle by which texts are compared.
        alike: resemblance of copies.
        doubtful: resemblance that is asked where something speaks against it.
        contained: the share of a shortened copy that stands in the longer text.
        opening: how much of the longer text's beginning the shorter must have. Roundups open with
            another story.
        shortened_opening: the same of a shortened copy.
        length: the least length of a shortened copy by the longer text.
        half: what each half of the shorter text must share, so that a standing passage at the
            end or the beginning ties nothing.
        near_days: copies are printed within so many days; later ones are doubtful.
        slack: what a text that is a copy of a member must reach with the group's representative,
            as a part of ``alike`` and ``contained``.
    """

    shingle: int = 4
    alike: float = 0.45
    doubtful: float = 0.8
    contained: float = 0.75
    opening: float = 0.1
    shortened_opening: float = 0.3
    length: float = 0.125
    half: float = 0.4
    near_days: int = 3
    slack: float = 0.85


RULES = Rules()
_NO_CODES: Codes = np.zeros(0, dtype=np.uint32)
_OPENING_SHINGLES = 40
_FEW_NUMBERS = 2
_SAME_LENGTH = 0.75
_SAME_ALL_BUT_DATELINE = 0.6
_SAME_ALL_BUT_FIGURE = 0.6
_MOST_MISSING = 0.5
_ONE_ON_EITHER_SIDE = 2


@dataclass(frozen=True, slots=True)
class ComparedText:
    """An article as others are compared with it, made once for all comparisons.

    Attributes:
        length: words of its text.
        run: the shingles of its text in order.
        shingles: the same, each once and sorted.
        words: the codes of its text, each once and sorted.
        numbers: those of them that are numbers.
        headline: the codes of its headline's longer words.
        named: those of them that stand in its text.
    """

    length: int
    run: Shingles
    shingles: Shingles
    words: Codes
    numbers: Codes
    headline: frozenset[int]
    named: frozenset[int]

    @classmethod
    def of(cls, text: Codes, headline: Codes = _NO_CODES, size: int = RULES.shingle) -> Self:
        """Return an article as others are compared with it.

        Args:
            text: the codes of a text of at least ``size`` words.
            headline: the codes of its headline's longer words.
            size: words in a shingle.
        """
        run, words = shingles(text, size), _each_once(text)
        return cls(
            length=len(text),
            run=run,
            shingles=_each_once(run),
            words=words,
            numbers=words[words & 1 == 1],
            headline=frozenset(headline.tolist()),
            named=frozenset(headline[_are_in(headline, words)].tolist()),
        )


def similarity_of(one: ComparedText, other: ComparedText) -> Similarity:
    """Compare two texts by all their shingles."""
    short, long = in_order(one, other)
    resemblance, contained = overlap(short, long)
    middle = (len(short.run) + 1) // 2
    shared = _are_in(short.run, long.shingles)
    opening = long.run[: min(len(short.run), _OPENING_SHINGLES)]
    return Similarity(
        resemblance=resemblance,
        contained=contained,
        half=min(
            _share(shared[:middle]), _share(shared[middle:] if middle < len(shared) else shared)
        ),
        opening=_share(_are_in(opening, short.shingles)),
        length=short.length / long.length,
        numbers=len(short.numbers),
        strange_numbers=len(short.numbers) - _count(_are_in(short.numbers, long.words)),
    )


def overlap(short: ComparedText, long: ComparedText) -> tuple[float, float]:
    """Return resemblance and containment alone, see :class:`Similarity`."""
    shared = _count(_are_in(short.shingles, long.shingles))
    both = len(short.shingles) + len(long.shingles) - shared
    return shared / both, shared / len(short.shingles)


def in_order(one: ComparedText, other: ComparedText) -> tuple[ComparedText, ComparedText]:
    """Return the shorter of two texts and the longer; of equal ones the first stays the first."""
    return (other, one) if other.length < one.length else (one, other)


@dataclass(frozen=True, slots=True)
class HeadlineDifference:
    """What speaks against two articles being copies, by the words of their headlines.

    Attributes:
        other: each headline names what the other article does not: another king, another plane.
        apart: most of what the longer text's headline names stands nowhere in the shorter article.
    """

    other: bool
    apart: bool


def headline_difference(short: ComparedText, long: ComparedText) -> HeadlineDifference:
    """Compare what two articles name: the words that stand both in the headline and in the text.

    A copy has these words as well, in its headline or anywhere in its text. Two reports that are
    written from one form have all other words in common and not these. One such word on either side
    may be another way of writing, unless the headlines differ in nothing else.

    Args:
        short: the article of the shorter text.
        long: that of the longer.
    """
    only_short = _without(short.named - long.headline, long.words)
    only_long = _without(long.named - short.headline, short.words)
    same_frame = short.headline - only_short == long.headline - only_long
    return HeadlineDifference(
        other=bool(only_short and only_long)
        and (same_frame or len(only_short) + len(only_long) > _ONE_ON_EITHER_SIDE),
        apart=len(only_long) > len(long.named) * _MOST_MISSING,
    )


def are_copies(
    found: Similarity, *, doubt: bool, apart: bool, rules: Rules = RULES, part: float = 1.0
) -> bool:
    """Tell whether texts that are so similar are copies.

    Args:
        found: how similar they are.
        doubt: whether headlines or days speak against it.
        apart: see :class:`HeadlineDifference`.
        rules: the thresholds.
        part: the part of the thresholds that is enough, up to 1.
    """
    other_story_first = found.opening < rules.opening and (
        found.length < _SAME_LENGTH or found.resemblance < _SAME_ALL_BUT_DATELINE
    )
    other_figures = found.strange_numbers * 2 >= max(1, found.numbers) and (
        found.strange_numbers >= _FEW_NUMBERS or found.resemblance < _SAME_ALL_BUT_FIGURE
    )
    if found.half < rules.half * part or other_story_first or other_figures:
        return False
    if doubt:
        return found.resemblance >= rules.doubtful
    shortened = (
        not apart
        and found.contained >= rules.contained * part
        and found.opening >= rules.shortened_opening
        and found.length >= rules.length
    )
    return shortened or found.resemblance >= rules.alike * part


def may_be_copies(
    resemblance: float, contained: float, *, rules: Rules = RULES, part: float = 1.0
) -> bool:
    """Tell whether texts share enough to be copies if all else speaks for it.

    It rules out half of the candidates before the rest of their similarity is measured.
    """
    least = min(rules.doubtful, rules.alike * part)
    return resemblance >= least or contained >= rules.contained * part


def _each_once(values: NDArray[_Number]) -> NDArray[_Number]:
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def _are_in(values: NDArray[_Number], ordered: NDArray[_Number]) -> NDArray[np.bool_]:
    """Tell of each value whether it is among others, which are sorted and at least one."""
    places = np.searchsorted(ordered, values)
    found: NDArray[np.bool_] = ordered[np.minimum(places, len(ordered) - 1)] == values
    return found


def _without(codes: frozenset[int], words: Codes) -> frozenset[int]:
    if not codes:
        return codes
    values = np.fromiter(codes, dtype=np.uint32, count=len(codes))
    return frozenset(values[~_are_in(values, words)].tolist())


def _count(found: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(found))


def _share(found: NDArray[np.bool_]) -> float:
    return _count(found) / len(found)
