"""Near-copies: wire stories that many papers run with small changes.

Articles are added one by one and grouped at the end. Texts that share sampled shingles are
compared by all their words. An article joins a group only if it is alike to the group's lead, so
that a chain of small changes never ties different stories together.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.facts.near_duplicates.signature_store import Shelf
from index.facts.near_duplicates.similarity import (
    RULES,
    Likeness,
    Rules,
    are_copies,
    contrast,
    likeness,
)

_TEASER_DAYS = 7
#: What stands over more articles is the name of a column.
_MOST_UNDER_A_HEADLINE = 50


class CopyFinder:
    """Groups the articles of an archive; a context manager, since it holds a temporary file."""

    def __init__(self, rules: Rules = RULES) -> None:
        self._rules = rules
        self._shelf = Shelf()

    def __enter__(self) -> "CopyFinder":
        self._shelf.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._shelf.__exit__(*error)

    def add(self, article: Article, words: Sequence[str]) -> None:
        """Take in an article.

        Args:
            article: the record.
            words: the folded words of its body, or of its headline where it has no body.
        """
        self._shelf.add(article, words)

    def freeze(self) -> tuple[int, ...]:
        """For every article, in the order they were added, the number of its group's lead.

        An article without copies is its own lead, and so is every lead. The lead is a full article
        before a teaser, then the earliest, then the longest. The groups do not depend on the order
        of adding.
        """
        order = self._shelf.order()
        leads = list(range(len(order)))
        self._join_identical(order.tolist(), leads)
        self._join_alike(order, leads)
        self._join_teasers(order.tolist(), leads)
        return tuple(_root(leads, number) for number in leads)

    def _join_identical(self, order: Sequence[int], leads: list[int]) -> None:
        first: dict[int, int] = {}
        for number in order:
            if text := self._shelf.texts[number]:
                leads[number] = first.setdefault(text, number)

    def _join_alike(self, order: NDArray[np.int64], leads: list[int]) -> None:
        distinct = order[np.array(leads, dtype=np.int64)[order] == order]
        found = self._shelf.alike(distinct).tolist()
        for number, rows in groupby(found, key=lambda row: row[1]):
            leads[number] = self._lead_for(number, [row[0] for row in rows], leads)

    def _lead_for(self, number: int, candidates: Sequence[int], leads: Sequence[int]) -> int:
        """The lead of the group that an article belongs to; its own number if there is none."""
        copies = [other for other in candidates if self._copies(other, number)]
        alike = {other: self._compare(other, number).resemblance for other in copies}
        copies.sort(key=lambda other: -alike[other])
        for other in copies:
            if leads[other] == other:
                return other
        for other in copies:
            if self._copies(leads[other], number, self._rules.slack):
                return leads[other]
        return number

    def _compare(self, one: int, other: int) -> Likeness:
        return likeness(self._shelf.text(one)[0], self._shelf.text(other)[0], self._rules.shingle)

    def _copies(self, one: int, other: int, part: float = 1.0) -> bool:
        short, long = sorted((one, other), key=lambda number: len(self._shelf.text(number)[0]))
        days = self._shelf.days_between(one, other)
        late = days is not None and days > self._rules.near_days
        names = contrast(*self._shelf.text(short), *self._shelf.text(long))
        return are_copies(
            self._compare(one, other),
            doubt=late or names.other,
            apart=names.apart,
            rules=self._rules,
            part=part,
        )

    def _join_teasers(self, order: Sequence[int], leads: list[int]) -> None:
        """Put teasers to the article under the same headline, or else to each other."""
        under: defaultdict[int, list[int]] = defaultdict(list)
        rank = {number: place for place, number in enumerate(order)}
        for number in order:
            if headline := self._shelf.headlines[number]:
                under[headline].append(number)
        for numbers in under.values():
            if len(numbers) > _MOST_UNDER_A_HEADLINE:
                continue
            for place, number in enumerate(numbers):
                lead = _root(leads, number)
                if self._shelf.teasers[number] and self._shelf.teasers[lead]:
                    other = _root(leads, self._nearest(number, numbers[:place], lead))
                    first, last = sorted((lead, other), key=rank.__getitem__)
                    leads[last] = first

    def _nearest(self, teaser: int, before: Sequence[int], default: int) -> int:
        """The article that a teaser most likely leads to, of those under its headline."""
        best: tuple[bool, bool, float] | None = None
        for number in before:
            days = self._shelf.days_between(teaser, number)
            if days is not None and days > _TEASER_DAYS:
                continue
            key = (
                bool(self._shelf.teasers[number]),
                self._shelf.sources[number] != self._shelf.sources[teaser],
                0.0 if days is None else days,
            )
            if best is None or key < best:
                best, default = key, number
        return default


def _root(leads: Sequence[int], number: int) -> int:
    while leads[number] != number:
        number = leads[number]
    return number
