"""Groups near-duplicates: wire stories that many papers run with small changes.

Articles are added one by one and grouped at the end. Texts that share sampled shingles are
compared by all their words. An article joins a group only if it is alike to the group's
representative, so that a chain of small changes never ties different stories together.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.facts.near_duplicates.signature_store import SignatureStore
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

_TEASER_DAYS = 7
#: Texts that were just compared are compared again: what is printed on near days.
_TEXTS_KEPT = 2048
#: What stands over more articles is the name of a column.
_MOST_UNDER_A_HEADLINE = 50


class CopyFinder:
    """Groups the articles of an archive; a context manager, since it holds a temporary file."""

    def __init__(self, rules: Rules = RULES) -> None:
        self._rules = rules
        self._store = SignatureStore()
        self._text = lru_cache(_TEXTS_KEPT)(self._read)

    def __enter__(self) -> "CopyFinder":
        self._store.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._text.cache_clear()
        self._store.__exit__(*error)

    def add(self, article: Article, words: Sequence[str]) -> None:
        """Take in an article.

        Args:
            article: the record.
            words: the folded words of its body, or of its headline where it has no body.
        """
        self.append(signature_of(article, words))

    def append(self, signature: Signature) -> None:
        """Take in the signature of an article."""
        self._store.append(signature)

    def freeze(self) -> tuple[int, ...]:
        """Group the articles that were added.

        Returns:
            For every article, in the order of adding, the number of its group's representative. It
            is a full article before a teaser, then the earliest, then the longest; an article
            without copies is its own. The groups do not depend on the order of adding.
        """
        order = self._store.order()
        parents = list(range(len(order)))
        self._join_identical(order.tolist(), parents)
        self._join_alike(order, parents)
        self._join_teasers(order.tolist(), parents)
        return tuple(_root(parents, number) for number in parents)

    def _join_identical(self, order: Sequence[int], parents: list[int]) -> None:
        first: dict[int, int] = {}
        for number in order:
            if text := self._store.text_digests[number]:
                parents[number] = first.setdefault(text, number)

    def _join_alike(self, order: NDArray[np.int64], parents: list[int]) -> None:
        distinct = order[np.array(parents, dtype=np.int64)[order] == order]
        found = self._store.candidate_pairs(distinct).tolist()
        for number, rows in groupby(found, key=lambda row: row[1]):
            parents[number] = self._representative_for(number, [row[0] for row in rows], parents)

    def _representative_for(
        self, number: int, candidates: Sequence[int], parents: Sequence[int]
    ) -> int:
        """Return the representative of the group that an article belongs to, maybe itself."""
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
        days = self._store.days_between(one, other)
        late = days is not None and days > self._rules.near_days
        names = headline_difference(short, long)
        found = similarity_of(short, long)
        copies = are_copies(
            found, doubt=late or names.other, apart=names.apart, rules=self._rules, part=part
        )
        return found.resemblance if copies else 0.0

    def _read(self, number: int) -> ComparedText:
        return ComparedText.of(*self._store.text(number), self._rules.shingle)

    def _join_teasers(self, order: Sequence[int], parents: list[int]) -> None:
        """Put teasers to the article under the same headline, or else to each other."""
        under: defaultdict[int, list[int]] = defaultdict(list)
        rank = {number: place for place, number in enumerate(order)}
        for number in order:
            if headline := self._store.headline_digests[number]:
                under[headline].append(number)
        for numbers in under.values():
            if len(numbers) > _MOST_UNDER_A_HEADLINE:
                continue
            for place, number in enumerate(numbers):
                representative = _root(parents, number)
                if self._store.teasers[number] and self._store.teasers[representative]:
                    other = _root(parents, self._nearest(number, numbers[:place], representative))
                    first, last = sorted((representative, other), key=rank.__getitem__)
                    parents[last] = first

    def _nearest(self, teaser: int, before: Sequence[int], default: int) -> int:
        """Return the article that a teaser most likely leads to, of those under its headline."""
        best: tuple[bool, bool, float] | None = None
        for number in before:
            days = self._store.days_between(teaser, number)
            if days is not None and days > _TEASER_DAYS:
                continue
            key = (
                bool(self._store.teasers[number]),
                self._store.source_digests[number] != self._store.source_digests[teaser],
                0.0 if days is None else days,
            )
            if best is None or key < best:
                best, default = key, number
        return default


def _root(parents: Sequence[int], number: int) -> int:
    while parents[number] != number:
        number = parents[number]
    return number
