"""What part of all that an archive has of a period the articles of a query are."""

from collections.abc import Sequence
from math import ceil
from statistics import median

#: Of fewer articles no share is worth anything.
LEAST = 10
#: Periods with less than this part of the usual number are not like the others.
LEAST_PART = 0.1


def shares(counts: Sequence[int], base: Sequence[int]) -> tuple[float, ...]:
    """Return what part of the base each count is, in percent; 0 where the base is 0.

    Args:
        counts: articles of each period.
        base: how many articles the archive has of each period.
    """
    return tuple(100 * n / of if of else 0.0 for n, of in zip(counts, base, strict=True))


def floor(base: Sequence[int]) -> int:
    """Return how many articles the archive must have of a period for its share to be compared.

    Args:
        base: how many it has of each; periods without any do not count.
    """
    usual = median([n for n in base if n] or [0])
    return max(LEAST, ceil(usual * LEAST_PART))


def largest(values: Sequence[Sequence[float]], base: Sequence[int]) -> float:
    """Return the largest of several series of shares.

    Periods with few articles set no scale, unless there are no others.

    Args:
        values: the series, in percent.
        base: how many articles the archive has of each period.
    """
    least = floor(base)
    solid = [n >= least for n in base]
    kept = [
        value
        for series in values
        for value, enough in zip(series, solid, strict=True)
        if enough or not any(solid)
    ]
    return max(kept, default=0.0)
