"""Everything in a text that names a day, a month or a year, as printed and not yet resolved.

One scan over the words; where a word may begin a date, the patterns are tried there and nowhere
else. What is read and what is not: docs/dates.md.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product

from index.facts.dates.calendars import MONTHS, WEEKDAYS, unmarked
from index.facts.dates.near_days import from_near_day
from index.facts.dates.parts_of_years import PART_WORDS, from_part
from index.facts.dates.points import Expression, PartialDate, Shift, Unit
from index.facts.dates.ranges import from_ordinal, from_point
from index.facts.dates.relatives import from_amount, from_years
from index.facts.dates.weekdays import from_weekday
from index.facts.dates.words import (
    GLUED_SHIFTS,
    NEAR_DAYS,
    ORDINALS,
    YEAR_WORDS,
)
from index.facts.dates.years import from_number

__all__ = [
    "CLITICS",
    "READERS",
    "Expression",
    "PartialDate",
    "Shift",
    "Unit",
    "beginnings",
    "expressions",
]

_TEXTS_KEPT = 16
#: A tatweel between numbers or blanks is a dash: «2 ـ 4 يونيو».
_LONG_DASH = re.compile(r"ـ(?<=[\d ]ـ)(?=[\d ])")


@lru_cache(_TEXTS_KEPT)
def expressions(text: str) -> tuple[Expression, ...]:
    """Return the dates that a text names, in order; no two overlap.

    The last few texts are kept: a body is read for its day, and then for what it mentions.
    """
    dashed = _LONG_DASH.sub("-", text) if "ـ" in text else text
    words, printed = unmarked(dashed)
    return tuple(
        replace(
            found,
            text=text[printed(found.start) : printed(found.end)],
            start=printed(found.start),
            end=printed(found.end),
        )
        for found in _scan(words)
    )


Reader = Callable[[str, int], Expression | None]

_SHAHR = "شهر"


def _from_glued_month(words: str, start: int) -> Expression | None:
    """Read a month that is written together with the word before it: «شهرمارس»."""
    return from_point(words, start + len(_SHAHR))


#: What reads the expressions that begin with a word.
READERS: dict[str, Reader] = {
    **{name.split()[0]: from_ordinal for name in ORDINALS},
    **dict.fromkeys(("غره", "فاتح", "الفاتح", *(name.split()[0] for name in MONTHS)), from_point),
    **dict.fromkeys(WEEKDAYS, from_weekday),
    **dict.fromkeys(NEAR_DAYS, from_near_day),
    **dict.fromkeys(PART_WORDS, from_part),
    **dict.fromkeys(("قبل", "منذ", "بعد"), from_amount),
    **dict.fromkeys(YEAR_WORDS, from_years),
}
CLITICS = "وفبلك"
#: Months that are written together with the word before or behind them; read without clitics.
GLUED: dict[str, Reader] = {
    **dict.fromkeys((name + shift for name in MONTHS for shift in GLUED_SHIFTS), from_point),
    **dict.fromkeys(("هذاالعام", "هذاالشهر", "هذهالسنه"), from_years),
    **dict.fromkeys((_SHAHR + name.split()[0] for name in MONTHS), _from_glued_month),
}

#: The same words alone and behind one clitic or two, with the number of clitics. A word of the
#: table that looks like another one behind a clitic is itself.
_SPELLINGS: dict[str, tuple[int, Reader]] = {
    "".join(clitics) + word: (count, reader)
    for count in (2, 1, 0)
    for clitics in product(CLITICS, repeat=count)
    for word, reader in READERS.items()
}
_SPELLINGS |= {word: (0, reader) for word, reader in GLUED.items()}

_WORD = re.compile(r"[ء-ي]+|\d+")
_NUMBER = re.compile(r"(?<!\d[.,٫:])\d{1,4}(?!\d)")
#: What begins with a digit sorts before it, what begins with a letter behind it.
_BEHIND_DIGITS = chr(ord("9") + 1)


def beginnings(words: str) -> Iterator[tuple[int, int, Reader]]:
    """Yield the words that may begin a date: offset, number of clitics, and what reads it there.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
    """
    for match in _WORD.finditer(words):
        word = match[0]
        # Nine words of ten are ruled out here, so nothing else is asked of them.
        if word in _SPELLINGS:
            yield match.start(), *_SPELLINGS[word]
        elif word < _BEHIND_DIGITS and _NUMBER.match(words, match.start()):
            yield match.start(), 0, from_number


def _scan(words: str) -> Iterator[Expression]:
    done = 0
    for start, clitics, read in beginnings(words):
        found = read(words, start + clitics) if start >= done else None
        # A date in Latin letters begins before its number.
        if found and found.start >= done:
            done = found.end
            yield found
