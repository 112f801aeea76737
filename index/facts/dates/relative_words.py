"""The words that count days from the present, as patterns; they stand in ``relative_words.tsv``."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from index import tables
from index.facts.dates.calendars import MONTHS, WEEKDAYS, Calendar, plain
from index.facts.dates.foreign_dates import FOREIGN_MONTHS
from index.facts.dates.words import AMOUNTS, SHIFTS

TABLE = Path(__file__).with_name("relative_words.tsv")
COLUMNS = ("kind", "value", "words")
_KINDS = ("day", "unit", "shift", "before", "rolling", "since", "ago", "number")

_LETTER = "a-zA-Zء-ي"


def read_words(path: Path = TABLE) -> dict[str, dict[str, str]]:
    """Read the table: of every kind the value of each word, in plain spelling.

    Raises:
        TableError: a line has not its columns, or no kind that is known.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for line, (kind, value, words) in tables.read(path, COLUMNS, filled=COLUMNS):
        if kind not in found:
            raise tables.error_at(path, line, f"a kind is one of {', '.join(_KINDS)}")
        found[kind] |= dict.fromkeys(map(plain, tables.several(words)), value)
    return found


_WORDS = read_words()


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest that fits, up to its end."""
    ordered = sorted(words, key=len, reverse=True)
    joined = "|".join(re.escape(word).replace(r"\ ", " +") for word in ordered)
    return f"(?:{joined})(?![{_LETTER}])"


def value_of(words: str, values: Mapping[str, int]) -> int:
    """Return the value of words that a pattern of them found, whatever blanks are between."""
    return values[" ".join(words.lower().split())]


def _numbers(kind: str) -> dict[str, int]:
    return {word: int(value) for word, value in _WORDS[kind].items()}


#: Days by how far they are from today.
DAYS = _numbers("day")
#: What is counted, and how many of it the word alone means.
UNITS = {word: value.split()[0] for word, value in _WORDS["unit"].items()}
AMOUNT_OF_UNIT = {word: int(value.split()[1]) for word, value in _WORDS["unit"].items()}
#: Which one of a unit is meant, where the word stands behind it, and
BEHIND = {**SHIFTS, **_numbers("shift")}
#: where it stands before it.
BEFORE = _numbers("before")
NUMBERS = {**AMOUNTS, **_numbers("number")}
ROLLING, SINCE, AGO = (tuple(_WORDS[kind]) for kind in ("rolling", "since", "ago"))

_ENGLISH_WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
)  # fmt: skip
#: Every name of a weekday; Monday is 0.
DAYS_OF_WEEK = {**WEEKDAYS, **{name: number for number, name in enumerate(_ENGLISH_WEEKDAYS)}}
#: Every name of a month that is no everyday word by itself.
NAMED_MONTHS: dict[str, tuple[Calendar, int]] = {
    **{name: (month.calendar, month.number) for name, month in MONTHS.items()
       if month.needs in ("nothing", "one")},
    **{name: ("gregorian", number) for name, number in FOREIGN_MONTHS.items() if len(name) > 3},
    "ramadan": ("hijri", 9), "muharram": ("hijri", 1), "shawwal": ("hijri", 10),
}  # fmt: skip
