"""Everything in a text that names a day, a month or a year, as printed and not yet resolved.

One scan over the words; where a word may begin a date, the patterns are tried there and nowhere
else. What is read and what is not: docs/dates.md.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from index.facts.dates.calendars import MONTHS, WEEKDAYS, unmarked
from index.facts.dates.points import Expression, PartialDate, Shift, Unit
from index.facts.dates.ranges import from_ordinal, from_point
from index.facts.dates.relatives import (
    from_amount,
    from_near_day,
    from_weekday,
    from_years,
)
from index.facts.dates.words import FIRSTS, NEAR_DAYS, ORDINALS, YEAR_WORDS
from index.facts.dates.years import from_number

__all__ = ["Expression", "PartialDate", "Shift", "Unit", "expressions"]

_TEXTS_KEPT = 16


@lru_cache(_TEXTS_KEPT)
def expressions(text: str) -> tuple[Expression, ...]:
    """Return the dates that a text names, in order; no two overlap.

    The last few texts are kept: a body is read for its day, and then for what it mentions.
    """
    words, printed = unmarked(text)
    return tuple(
        replace(
            found,
            text=text[printed(found.start) : printed(found.end)],
            start=printed(found.start),
            end=printed(found.end),
        )
        for found in _scan(words)
    )


_Reader = Callable[[str, int], Expression | None]

#: What reads the expressions that begin with a word.
_READERS: dict[str, _Reader] = {
    **{name.split()[0]: from_ordinal for name in ORDINALS},
    **dict.fromkeys((*FIRSTS.split("|"), *(name.split()[0] for name in MONTHS)), from_point),
    **dict.fromkeys(WEEKDAYS, from_weekday),
    **dict.fromkeys(NEAR_DAYS, from_near_day),
    **dict.fromkeys(("قبل", "منذ", "بعد"), from_amount),
    **dict.fromkeys(YEAR_WORDS, from_years),
}

_WORD = re.compile(r"(?<!\d[.,٫:])(?<!\d)\d{1,4}(?!\d)|[ء-ي]+")
_CLITICS = frozenset("وفبلك")


def _scan(words: str) -> Iterator[Expression]:
    done = 0
    for match in _WORD.finditer(words):
        if match.start() >= done and (found := _at_word(words, match)):
            done = found.end
            yield found


def _at_word(words: str, match: "re.Match[str]") -> Expression | None:
    word, start = match.group(), match.start()
    if word[0] <= "9":
        return from_number(words, start)
    if reader := _READERS.get(word):
        return reader(words, start)
    for clitics in (1, 2):
        if len(word) < clitics + 2 or word[clitics - 1] not in _CLITICS:
            return None
        if reader := _READERS.get(word[clitics:]):
            return reader(words, start + clitics)
    return None
