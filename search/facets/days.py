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
_UNIT_OF = {letters: unit for unit, letters in LETTERS.items()}


def unit_of(period: str) -> Unit:
    """What a period is, by its ISO name: a year, a month or a day."""
    return _UNIT_OF[len(period)]


def name_of(unit: Unit, number: int) -> str:
    """The ISO name of a year, a month or a day, counted from 1970: ``2024-10``."""
    return str(np.array(number).astype(f"datetime64[{CODES[unit]}]"))


def number_of(unit: Unit, name: str) -> int:
    """The number of a year, a month or a day by its ISO name."""
    return int(np.array(name, dtype=f"datetime64[{CODES[unit]}]").astype(np.int64))


def first_days(unit: Unit, number: int, count: int) -> NDArray[np.datetime64]:
    """The first day of a year, a month or a day, and of those that follow it."""
    numbers = np.arange(number, number + count)
    starts: NDArray[np.datetime64] = numbers.astype(f"datetime64[{CODES[unit]}]")
    return starts.astype("datetime64[D]")


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day, by its ISO name."""
    unit = unit_of(period)
    starts = first_days(unit, number_of(unit, period), 2)
    first: date = starts[0].item()
    last: date = (starts[1] - 1).item()
    return first, last
