"""Which group an article belongs to, of those of the articles that are worth comparing with it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from index.facts.near_duplicates.article_signature import MINUTES_A_DAY, UNDATED
from index.facts.near_duplicates.signatures import Codes
from index.facts.near_duplicates.similarity import (
    RULES,
    ComparedText,
    Rules,
    are_copies,
    headline_difference,
    in_order,
    may_be_copies,
    overlap,
    similarity_of,
)

#: Texts that were just compared are compared again: what is printed on near days.
_TEXTS_KEPT = 2048

#: Gives of an article the codes of its text, and those of the longer words of its headline.
TextOf = Callable[[int], tuple[Codes, Codes]]


class Parents(Protocol):
    """For every article, by its number, the one that stands for it as far as is known."""

    def __getitem__(self, number: int, /) -> int: ...


class Comparison:
    """Compares articles by all their words."""

    def __init__(self, text: TextOf, minutes: Callable[[int], int], rules: Rules = RULES) -> None:
        """
        Args:
            text: reads the text of an article.
            minutes: tells when it was published; see ``Signature``.
            rules: the thresholds.
        """
        self._text = lru_cache(_TEXTS_KEPT)(
            lambda number: ComparedText.of(*text(number), rules.shingle)
        )
        self._minutes = minutes
        self._rules = rules

    def representative(self, number: int, candidates: Sequence[int], parents: Parents) -> int:
        """Return the representative of the group that an article belongs to, maybe itself.

        Args:
            number: of the article.
            candidates: those before it that are worth comparing, the best representative first.
            parents: for each of them its representative.
        """
        alike = {other: self._resemblance(other, number) for other in candidates}
        copies = sorted(filter(alike.get, candidates), key=lambda other: -alike[other])
        for other in copies:
            if parents[other] == other:
                return other
        for other in copies:
            if self._resemblance(parents[other], number, self._rules.slack):
                return parents[other]
        return number

    def _resemblance(self, one: int, other: int, part: float = 1.0) -> float:
        """Return how much two articles resemble each other; 0 where they are no copies."""
        short, long = in_order(self._text(one), self._text(other))
        if not may_be_copies(*overlap(short, long), rules=self._rules, part=part):
            return 0.0
        days = days_between(self._minutes(one), self._minutes(other))
        late = days is not None and days > self._rules.near_days
        names = headline_difference(short, long)
        found = similarity_of(short, long)
        copies = are_copies(
            found, doubt=late or names.other, apart=names.apart, rules=self._rules, part=part
        )
        return found.resemblance if copies else 0.0


def days_between(one: int, other: int) -> float | None:
    """Return the days between two publications, or ``None`` where one is not known.

    Args:
        one: the minutes of the first, and
        other: of the second.
    """
    if UNDATED in (one, other):
        return None
    return abs(one - other) / MINUTES_A_DAY
