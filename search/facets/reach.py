"""From which year to which a timeline goes: those that hold all but a few of the articles.

One article of the year 1, or one of 1800 in an archive of 2015, would make a timeline of empty
years in which nothing can be read. Such articles are counted beside it.
"""

from collections.abc import Mapping

#: Articles stand apart so many times the distance between the quartiles beyond these: the outer
#: fences of Tukey, Exploratory Data Analysis, 1977, section 2C, "far out".
FENCE = 3

#: Years that the quartiles are taken to be apart at least: whoever has articles of some weeks and
#: of ten years before sees them all.
LEAST_APART = 10

#: No timeline has more years.
MOST_YEARS = 250


def years_shown(counts: Mapping[int, int], *, every: bool = False) -> tuple[int, int]:
    """Return the first and the last year of a timeline.

    Where more than ``MOST_YEARS`` are left within the fences, it is so many in which most of the
    articles lie, of equals the latest.

    Args:
        counts: how many articles each year has, in any order; there is one at least.
        every: whether nothing stands apart, as in a search between two days that it names.
    """
    years = sorted(year for year, count in counts.items() if count)
    if not every and years[-1] - years[0] > FENCE * LEAST_APART:
        years = _within_fences(years, counts)
    if years[-1] - years[0] >= MOST_YEARS:
        years = _most(years, counts)
    return years[0], years[-1]


def _within_fences(years: list[int], counts: Mapping[int, int]) -> list[int]:
    lower, upper = _quartile(years, counts, 1), _quartile(years, counts, 3)
    reach = FENCE * max(upper - lower, LEAST_APART)
    return [year for year in years if lower - reach <= year <= upper + reach]


def _quartile(years: list[int], counts: Mapping[int, int], number: int) -> int:
    """The first year up to which so many quarters of the articles lie."""
    wanted = number * sum(counts[year] for year in years)
    passed = 0
    for year in years:
        passed += 4 * counts[year]
        if passed >= wanted:
            break
    return year


def _most(years: list[int], counts: Mapping[int, int]) -> list[int]:
    """The years of the window that holds most articles."""
    begin, inside = 0, 0
    best = (0, 0, 0)
    for end, year in enumerate(years):
        inside += counts[year]
        while year - years[begin] >= MOST_YEARS:
            inside -= counts[years[begin]]
            begin += 1
        best = max(best, (inside, end, begin))
    _, end, begin = best
    return years[begin : end + 1]
