"""Pages of the values of one facet, found by what their labels have in them."""

from collections.abc import Mapping
from functools import lru_cache

from index.analysis import folded_text
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from index.facts.dates.calendars import MONTHS
from search.facets.tree import label_of
from search.query import Query
from search.results import FacetPage, FacetValue

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
    selected, excluded = query.chosen_in(facet), query.excluded_in(facet)
    counts = dict.fromkeys((*selected, *excluded), 0) | {
        value: number for value, number in counts.items() if number
    }
    wanted = folded_text(containing)
    # The names are many and folded at their first use: not where nothing is looked for in them.
    values = list(counts)
    if containing.strip():
        # What has no letter or digit is in no name.
        values = [value for value in values if wanted and wanted in _names(facet, value)]
    values.sort(key=lambda value: (value == NO_VALUE, -counts[value], value))
    page = values[first : first + count]
    return FacetPage(
        facet,
        len(values),
        tuple(
            FacetValue(
                value,
                label_of(facet, value),
                counts[value],
                selected=value in selected,
                excluded=value in excluded,
            )
            for value in page
        ),
    )


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
