"""How telling it is that two things stand in the same articles."""

from math import log

#: What chance alone reaches in one case of a hundred: the quantile of the chi-squared
#: distribution with one degree of freedom, which the statistic follows.
SIGNIFICANT = 6.635


def log_likelihood(both: int, one: int, other: int, articles: int) -> float:
    """Return how surely two things stand together more often than by chance.

    It is the log-likelihood ratio of Dunning, "Accurate Methods for the Statistics of Surprise and
    Coincidence", Computational Linguistics 19(1), 1993: what is rare is not overrated, as by mutual
    information, and what is everywhere tells nothing. Where they stand together no more often than
    by chance it is 0.

    Args:
        both: articles that have both.
        one: articles that have one of them, and
        other: articles that have the other.
        articles: of the archive, one at least.
    """
    if both * articles <= one * other:
        return 0.0
    cells = (
        (both, one, other),
        (one - both, one, articles - other),
        (other - both, articles - one, other),
        (articles - one - other + both, articles - one, articles - other),
    )
    return 2 * sum(
        count * log(count * articles / (row * column)) for count, row, column in cells if count > 0
    )
