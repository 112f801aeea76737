"""The words of one OpenSearch index, for readings, corrections and completions.

What reads and corrects asks word by word, and every answer decides what is asked next. To ask a
cluster so would take a request a word. Instead the work is done with guesses in the place of
numbers that are not known yet; all that it asked is counted in one request, and the work done
again, until it asks nothing new.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from index.fields import DEFAULT_FIELDS
from index.stores.opensearch.mapping import any_field, level_field
from search.engines.opensearch.filters import Filter, all_of, any_of, has_terms, phrase
from search.engines.opensearch.session import Inquiry
from search.words.vocabulary import LexiconVocabulary, Vocabulary

_Found = TypeVar("_Found")

#: How many articles filters let through, one number each.
_Counts = Callable[[Sequence[Filter]], Sequence[int]]

#: After so many requests a piece of work asks one by one.
_MOST_ROUNDS = 8


class OpenSearchVocabulary(LexiconVocabulary):
    """What one index writes; see :class:`search.words.vocabulary.Vocabulary`."""

    def __init__(self, inquiry: Inquiry, counts: _Counts | None = None) -> None:
        """
        Args:
            inquiry: asks the index.
            counts: how articles are counted, where not by asking one by one.
        """
        super().__init__(inquiry.snapshot)
        self._inquiry = inquiry
        self._counts = counts or inquiry.counts

    def answer(self, work: Callable[[Vocabulary], _Found]) -> _Found:
        """What a piece of work finds out, with as few requests as may be.

        Args:
            work: it may be done several times, and changes nothing.
        """
        for _ in range(_MOST_ROUNDS):
            guesses = _Guesses(self._inquiry)
            found = work(OpenSearchVocabulary(self._inquiry, guesses.counts))
            if not guesses.open:
                return found
            self._inquiry.counts(guesses.open)
        return work(self)

    def count(self, word: str) -> int:
        """How many articles have a word just so, the rarest too."""
        return self.lexicon.count(word) or self._count(_having(word))

    def has_form(self, word: str) -> int:
        """How many articles have a form of a word, as it was typed."""
        asked = [
            has_terms(level_field(field, "light"), [term])
            for field in DEFAULT_FIELDS
            for term in self.forms(word)
        ]
        return max(self._counts(asked), default=0)

    def neighbours(self, one: str, other: str) -> bool:
        """Whether any article has the one right before the other."""
        return self._count(any_of(phrase(field, (one, other)) for field in DEFAULT_FIELDS)) > 0

    def together(self, words: tuple[str, ...]) -> int:
        """How many articles have all of these words."""
        return self._count(all_of(map(_having, words)))

    def _count(self, one: Filter) -> int:
        return self._counts([one])[0]


class _Guesses:
    """Counts what is known already, and guesses that nothing else is there.

    Attributes:
        open: what was guessed.
    """

    def __init__(self, inquiry: Inquiry) -> None:
        self.open: list[Filter] = []
        self._inquiry = inquiry

    def counts(self, filters: Sequence[Filter]) -> list[int]:
        known = [self._inquiry.known(one) for one in filters]
        self.open += [one for one, count in zip(filters, known, strict=True) if count is None]
        return [count or 0 for count in known]


def _having(word: str) -> Filter:
    return has_terms(any_field("exact"), [word])
