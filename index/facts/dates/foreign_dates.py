"""Dates in Latin letters in an Arabic text: «March 17, 2025», «17 mars 2025»."""

import re
from pathlib import Path

from index import tables
from index.facts.dates.points import Expression, PartialDate, Point, year_in
from index.facts.dates.ranges import expression_of
from index.facts.dates.words import DAY, YEAR

TABLE = Path(__file__).with_name("foreign_months.tsv")
_MONTH_NUMBERS = frozenset(map(str, range(1, 13)))


def read_foreign_months(path: Path = TABLE) -> dict[str, int]:
    """Read the table of months in Latin letters.

    Args:
        path: a file whose columns are those of the table of this checkout.

    Returns:
        The numbers of the months, from 1, by name in small letters.

    Raises:
        TableError: a line has not the right columns, or no month of that number.
    """
    months: dict[str, int] = {}
    for line, (number, names) in tables.read(path, ("number", "names"), filled=("names",)):
        if number not in _MONTH_NUMBERS:
            raise tables.error_at(path, line, "a month is numbered 1 to 12")
        months |= dict.fromkeys(tables.several(names), int(number))
    return months


#: Months in Latin letters, from 1, by name in small letters.
FOREIGN_MONTHS = read_foreign_months()
_NAMES = "|".join(sorted(FOREIGN_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?:(?P<day>{DAY})(?:st|nd|rd|th)?(?: +of)? +)?(?P<month>{_NAMES})\.? +"
    rf"(?:(?P<day_behind>{DAY})(?:st|nd|rd|th)? ?[,،]? +)?{YEAR}",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(rf"(?<![A-Za-z])(?:{_NAMES})\.? +$", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z]")
_NEAR_BEFORE, _NEAR_BEHIND = 3, 6
_LONGEST_MONTH = 12


def from_foreign_date(words: str, start: int) -> Expression | None:
    """Read a date with a month in Latin letters, and with its year.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset of its first number; the month may stand before it.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where there is none.
    """
    if not _LATIN.search(words, max(0, start - _NEAR_BEFORE), start + _NEAR_BEHIND):
        return None
    month = _MONTH_BEFORE.search(words, max(0, start - _LONGEST_MONTH), start)
    point = foreign_point(words, month.start() if month else start)
    return expression_of(month.start() if month else start, point) if point else None


def foreign_point(words: str, start: int) -> Point | None:
    """Read a date with a month in Latin letters that begins at an offset.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: where its day begins, or its month where that stands first.
    """
    match = _DATE.match(words, start)
    found = year_in(match) if match else None
    if match is None or found is None or found[1] != "gregorian":
        return None
    day = match["day"] or match["day_behind"]
    if match["day"] and match["day_behind"]:
        return None
    named = PartialDate(found[0], FOREIGN_MONTHS[match["month"].lower()], int(day) if day else None)
    return Point(match.end(), named)
