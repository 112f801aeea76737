"""Groups near-duplicates: wire stories that many papers run with small changes.

Articles are added one by one and grouped at the end. Texts that share sampled shingles are
compared by all their words. An article joins a group only if it is alike to the group's
representative, so that a chain of small changes never ties different stories together.

An archive that changes is not grouped anew: see :mod:`index.facts.near_duplicates.regrouping`.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.facts.near_duplicates.candidate_pairs import candidate_pairs
from index.facts.near_duplicates.columns import Columns, first_of_each
from index.facts.near_duplicates.comparison import Comparison
from index.facts.near_duplicates.groups import Groups
from index.facts.near_duplicates.kept_signatures import KeptSignatures
from index.facts.near_duplicates.signature_store import SignatureStore
from index.facts.near_duplicates.similarity import RULES, Rules
from index.facts.near_duplicates.teasers import with_teasers

_NO_PLACE = 0xFFFFFFFF


class CopyFinder:
    """Groups the articles of an archive; a context manager, since it holds a temporary file."""

    def __init__(self, rules: Rules = RULES) -> None:
        self._rules = rules
        self._store = SignatureStore()

    def __enter__(self) -> "CopyFinder":
        self._store.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
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
        return tuple(self.groups().representatives.tolist())

    def groups(self) -> Groups:
        """Group the articles that were added, as :meth:`freeze` does."""
        columns = self._store.collected.columns()
        order = columns.order()
        parents = np.arange(len(order))
        parents[order] = order[first_of_each(columns.texts[order])]
        self._join_alike(order[parents[order] == order], columns, parents)
        return Groups(parents, with_teasers(columns, parents))

    def kept(self) -> KeptSignatures:
        """Return what an index keeps of the articles that were added."""
        return KeptSignatures.of(self._store.collected)

    def _join_alike(
        self, distinct: NDArray[np.int64], columns: Columns, parents: NDArray[np.int64]
    ) -> None:
        """Put articles to those that they are copies of.

        Args:
            distinct: of identical texts one, in order.
            columns: of all articles.
            parents: of all, as far as they are known.
        """
        minutes, chosen = columns.minutes.tolist(), parents.tolist()
        compared = Comparison(self._store.text, minutes.__getitem__, self._rules)
        found = self._candidate_pairs(distinct).tolist()
        for number, rows in groupby(found, key=lambda row: row[1]):
            chosen[number] = compared.representative(number, [row[0] for row in rows], chosen)
        parents[:] = chosen

    def _candidate_pairs(self, order: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the pairs of these articles whose texts are worth comparing.

        Args:
            order: numbers of articles.

        Returns:
            Rows of two of the numbers in the same order, sorted by the second's place in it.
        """
        samples, sizes = self._store.collected.samples(), self._store.collected.sizes()
        places = np.full(len(sizes), _NO_PLACE, dtype=np.uint32)
        places[order] = np.arange(len(order), dtype=np.uint32)
        owners = np.repeat(places, sizes)
        if len(order) < len(sizes):
            samples, owners = samples[owners != _NO_PLACE], owners[owners != _NO_PLACE]
        return order[candidate_pairs(samples, owners, sizes[order])]
