"""Whether two texts are copies of each other: how alike they are, and what speaks against it.

Resemblance and containment are Broder's (see :mod:`index.facts.near_duplicates.signatures`). Alike
are also the daily reports, cables and announcements that are written from one form;
they are told apart by the numbers, by the words of their headlines and by the days between them.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from index.facts.near_duplicates.signatures import Codes, shingles


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
_OPENING_SHINGLES = 40
_FEW_NUMBERS = 2
_SAME_LENGTH = 0.75
_SAME_ALL_BUT_DATELINE = 0.6
_SAME_ALL_BUT_FIGURE = 0.6
_MOST_MISSING = 0.5
_ONE_ON_EITHER_SIDE = 2


def similarity_of(one: Codes, other: Codes, size: int = RULES.shingle) -> Similarity:
    """Compare two texts by all their shingles.

    Args:
        one: the codes of a text of at least ``size`` words.
        other: likewise.
        size: words in a shingle.
    """
    short, long = sorted((one, other), key=len)
    short_run, long_run = shingles(short, size).tolist(), shingles(long, size).tolist()
    short_set, long_set = set(short_run), set(long_run)
    shared = len(short_set & long_set)
    middle = (len(short_run) + 1) // 2
    first, second = short_run[:middle], short_run[middle:] or short_run
    numbers = set(short[short & 1 == 1].tolist())
    return Similarity(
        resemblance=shared / (len(short_set) + len(long_set) - shared),
        contained=shared / len(short_set),
        half=min(_share(first, long_set), _share(second, long_set)),
        opening=_share(long_run[: min(len(short_run), _OPENING_SHINGLES)], short_set),
        length=len(short) / len(long),
        numbers=len(numbers),
        strange_numbers=len(numbers - set(long.tolist())),
    )


@dataclass(frozen=True, slots=True)
class HeadlineDifference:
    """What speaks against two articles being copies, by the words of their headlines.

    Attributes:
        other: each headline names what the other article does not: another king, another plane.
        apart: most of what the longer text's headline names stands nowhere in the shorter article.
    """

    other: bool
    apart: bool


def headline_difference(
    short: Codes, short_headline: Set[int], long: Codes, long_headline: Set[int]
) -> HeadlineDifference:
    """Compare what two articles name: the words that stand both in the headline and in the text.

    A copy has these words as well, in its headline or anywhere in its text. Two reports that are
    written from one form have all other words in common and not these. One such word on either side
    may be another way of writing, unless the headlines differ in nothing else.

    Args:
        short: the codes of the shorter text.
        short_headline: the codes of its headline's longer words.
        long: the codes of the longer text.
        long_headline: the codes of its headline's longer words.
    """
    short_words, long_words = set(short.tolist()), set(long.tolist())
    short_named, long_named = short_headline & short_words, long_headline & long_words
    only_short = short_named - long_headline - long_words
    only_long = long_named - short_headline - short_words
    same_frame = short_headline - only_short == long_headline - only_long
    return HeadlineDifference(
        other=bool(only_short and only_long)
        and (same_frame or len(only_short) + len(only_long) > _ONE_ON_EITHER_SIDE),
        apart=len(only_long) > len(long_named) * _MOST_MISSING,
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


def _share(run: Sequence[int], of: set[int]) -> float:
    return sum(shingle in of for shingle in run) / len(run)
