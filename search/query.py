"""A search as it was asked, validated and free of any engine."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from index.errors import QueryInvalid

Sort = Literal["relevance", "newest", "oldest"]
Words = Literal["most", "all"]
Spellings = Literal["all", "typed"]
Copies = Literal["behind", "together"]

#: Selects, in any facet, the articles that have no value there.
NO_VALUE = "_none"

MAX_SIZE = 100
MAX_PAGE = 1_000_000

#: Letters of a query's text; what comes after them is left out.
MAX_TEXT = 2000

_CHOICES: dict[str, tuple[str, ...]] = {
    "sort": get_args(Sort),
    "words": get_args(Words),
    "spellings": get_args(Spellings),
    "copies": get_args(Copies),
}

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Query:
    """A search: the words and the choices around them.

    Attributes:
        text: what was typed into the box, cut at ``MAX_TEXT``; empty for all articles.
        sections: selected sections, any of which may match; ``NO_VALUE`` for none given.
        agencies: selected agency ids, likewise.
        dates: selected years, months or days, likewise; kept as ``2024``, ``2024-10`` or
            ``2024-10-28`` however they were written.
        first_day: articles of this day and later.
        last_day: articles of this day and earlier.
        sort: order of the hits.
        page: from 1.
        size: hits a page, 1 to ``MAX_SIZE``.
        words: whether articles that lack a word of the query may be listed where few have all.
        spellings: whether other spellings of its words are searched for as well.
        copies: whether further copies of one text stand behind the first hits, or among them.

    Raises:
        QueryInvalid: where a value is out of range; it names the parameter.
    """

    text: str = ""
    sections: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    words: Words = "most"
    spellings: Spellings = "all"
    copies: Copies = "behind"

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                message = f"{name} is one of {', '.join(choices)}"
                raise QueryInvalid(name, f"unknown_{name}", message)
        if not 1 <= self.page <= MAX_PAGE:
            raise QueryInvalid("page", "out_of_range", f"page is a number from 1 to {MAX_PAGE}")
        if not 1 <= self.size <= MAX_SIZE:
            raise QueryInvalid("size", "out_of_range", f"size is a number from 1 to {MAX_SIZE}")
        object.__setattr__(self, "text", self.text[:MAX_TEXT])
        object.__setattr__(self, "dates", tuple(dict.fromkeys(map(_canonical, self.dates))))
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise QueryInvalid("from", "empty_range", "from lies after to")


def _canonical(value: str) -> str:
    if value == NO_VALUE:
        return value
    first, last = day_range(value, parameter="date")
    if first == last:
        return first.isoformat()
    return first.isoformat()[: len("2024-10" if first.month == last.month else "2024")]


def day_range(text: str, *, parameter: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day: ``2024``, ``2024-10``, ``2024-10-28``.

    Arabic-Indic digits are read as well.

    Raises:
        QueryInvalid: where it is none of the three; ``parameter`` is the name to report.
    """
    match = _DATE.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # the pattern has no date without a year
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        message = f"{text!r} is no date; write 2024, 2024-10 or 2024-10-28"
        raise QueryInvalid(parameter, "bad_date", message) from None
