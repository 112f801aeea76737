"""Pages of the values of one facet, found by what their labels have in them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.analysis import folded_text
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from index.facts.dates.calendars import MONTHS
from search.facets.ranked import RankedValues
from search.facets.tree import label_of
from search.query import Query
from search.results import FacetPage, FacetValue
from search.writings import stands_in, ways_to_write

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_NAMES_KEPT = 100_000


def facet_page(
    facet: str,
    counts: Mapping[str, int],
    query: Query,
    *,
    containing: str = "",
    first: int = 0,
    count: int,
) -> FacetPage:
    """Return values of a facet, the most frequent first, at the end the articles without one.

    Args:
        facet: its name.
        counts: of its values, and under ``NO_VALUE`` of the articles without one.
        query: what it chooses and leaves out is listed even where no article has it.
        containing: what one of the names of a value has in it.
        first: how many to leave out from the beginning.
        count: how many at most.
    """
    if isinstance(counts, RankedValues):
        return _page_of_many(facet, counts, query, containing, first, count)
    selected, excluded = query.chosen_in(facet), query.excluded_in(facet)
    counts = dict.fromkeys((*selected, *excluded), 0) | {
        value: number for value, number in counts.items() if number
    }
    wanted = ways_to_write(containing)
    # The names are many and folded at their first use: not where nothing is looked for in them.
    values = list(counts)
    if containing.strip():
        # What has no letter or digit is in no name.
        values = [value for value in values if _is_called(facet, value, wanted)]
    values.sort(key=lambda value: (value == NO_VALUE, -counts[value], value))
    return _page(facet, len(values), values[first : first + count], counts, query)


def _page_of_many(
    facet: str, counts: RankedValues, query: Query, containing: str, first: int, count: int
) -> FacetPage:
    """The same as :func:`facet_page`; only the values that are listed are looked at."""
    wanted = ways_to_write(containing)
    all_of_them = not containing.strip()
    if not all_of_them and not wanted:
        return FacetPage(facet, 0, ())
    named = (*query.chosen_in(facet), *query.excluded_in(facet))
    rest = sorted(value for value in dict.fromkeys(named) if value not in counts)
    if counts.without or NO_VALUE in named:
        rest.append(NO_VALUE)
    rest = [value for value in rest if all_of_them or _is_called(facet, value, wanted)]
    ranked = counts.ranked(None if all_of_them else wanted)
    listed = [counts.held[place] for place in ranked[first : first + count].tolist()]
    listed += rest[max(first - len(ranked), 0) : max(first + count - len(ranked), 0)]
    shown = {value: counts.get(value, 0) for value in listed}
    return _page(facet, len(ranked) + len(rest), listed, shown, query)


def _page(
    facet: str, total: int, listed: Sequence[str], counts: Mapping[str, int], query: Query
) -> FacetPage:
    selected, excluded = query.chosen_in(facet), query.excluded_in(facet)
    values = (
        FacetValue(
            value,
            label_of(facet, value),
            counts[value],
            selected=value in selected,
            excluded=value in excluded,
        )
        for value in listed
    )
    return FacetPage(facet, total, tuple(values))


def _is_called(facet: str, value: str, wanted: Sequence[str]) -> bool:
    names = _names(facet, value) if wanted else ""
    return any(stands_in(way, names) for way in wanted)


@lru_cache(maxsize=_NAMES_KEPT)
def _names(facet: str, value: str) -> str:
    """All that a value is called, folded, one name a line."""
    known = FACET_BY_NAME[facet].names(value)
    names = [label_of(facet, value), value, label_of(facet, value, "en"), *known]
    if facet in PERIODS and value != NO_VALUE:
        names = [value, *_written(value)]
    return "\n".join(map(folded_text, names))


def _written(period: str) -> list[str]:
    """A month or a day in words: «أكتوبر 2024», «28 تشرين الأول 2024»; nothing for a year."""
    year, *finer = period.split("-")
    if not finer:
        return []
    day = f"{int(finer[1])} " if len(finer) > 1 else ""
    return [f"{day}{month} {year}" for month in _MONTHS[int(finer[0])]]


def _months() -> dict[int, list[str]]:
    """The names of each Gregorian month that are not everyday words."""
    names = {number: [name] for number, name in enumerate(_ENGLISH_MONTHS, 1)}
    for name, month in MONTHS.items():
        if month.calendar == "gregorian" and month.needs != "both":
            names[month.number].append(name)
    return names


_MONTHS = _months()
