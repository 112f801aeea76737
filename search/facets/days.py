"""Years, months and days as whole numbers, counted from 1970, and by their ISO names."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from search.results import Unit

#: The units of time, each coarser than the next.
UNITS: tuple[Unit, ...] = ("year", "month", "day")

#: As numpy calls them, and
CODES: dict[Unit, str] = {"year": "Y", "month": "M", "day": "D"}
#: so many letters of an ISO date name one.
LETTERS: dict[Unit, int] = {"year": 4, "month": 7, "day": 10}
_FIRST_YEAR = 1970
_FIRST_DAY = date(_FIRST_YEAR, 1, 1).toordinal()
_UNIT_OF = {letters: unit for unit, letters in LETTERS.items()}


def unit_of(period: str) -> Unit:
    """Return whether a period is a year, a month or a day, by its ISO name."""
    return _UNIT_OF[len(period)]


def name_of(unit: Unit, number: int) -> str:
    """Return the ISO name of a year, a month or a day by its number: ``2024-10`` of 657.

    Args:
        unit: of the period.
        number: how many periods after the first of 1970, which is 0.
    """
    # A result has hundreds of periods, and numpy takes its time for one.
    if unit == "day":
        return date.fromordinal(_FIRST_DAY + number).isoformat()
    if unit == "year":
        return f"{_FIRST_YEAR + number:04}"
    years, month = divmod(number, 12)
    return f"{_FIRST_YEAR + years:04}-{month + 1:02}"


def number_of(unit: Unit, name: str) -> int:
    """Return the number of a year, a month or a day by its ISO name; see :func:`name_of`."""
    if unit == "day":
        return date.fromisoformat(name).toordinal() - _FIRST_DAY
    years = int(name[:4]) - _FIRST_YEAR
    return years if unit == "year" else 12 * years + int(name[5:7]) - 1


def first_days(unit: Unit, number: int, count: int) -> NDArray[np.datetime64]:
    """Return the first days of periods that follow each other.

    Args:
        unit: of the periods.
        number: of the first; see :func:`name_of`.
        count: how many periods.
    """
    numbers = np.arange(number, number + count)
    starts: NDArray[np.datetime64] = numbers.astype(f"datetime64[{CODES[unit]}]")
    return starts.astype("datetime64[D]")


def days_of(period: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day, by its ISO name."""
    unit = unit_of(period)
    starts = first_days(unit, number_of(unit, period), 2)
    first: date = starts[0].item()
    last: date = (starts[1] - 1).item()
    return first, last
