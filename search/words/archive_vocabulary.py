"""The words of an archive behind any engine, asked for with as few journeys as may be.

What reads and corrects queries asks word by word, and every answer decides what is asked next. On
a cluster that would be a request a word. So a piece of work is done with guesses in the place of
counts that need a journey; all that it asked is counted in one batch, and the work is done again,
until it asks nothing new. An engine that knows every count at once is asked as it comes.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from index.analysis import Analyzer
from index.completions import Completions, Lexicon
from index.fields import DEFAULT_FIELDS
from search.conditions import Condition, HasTerm, Matching, all_of
from search.deadline import Deadline
from search.language.syntax import Phrase
from search.words.vocabulary import LexiconVocabulary, Vocabulary

_Found = TypeVar("_Found")

#: After so many batches a piece of work asks one by one.
_MOST_ROUNDS = 8


class Counter(Protocol):
    """What counts articles; see :class:`search.engines.protocol.Session`."""

    @property
    def analyzer(self) -> Analyzer:
        """Of the archive."""
        ...

    @property
    def completions(self) -> Completions:
        """Of the archive."""
        ...

    @property
    def deadline(self) -> Deadline:
        """When all that is asked of it must be answered."""
        ...

    def counts(self, conditions: Sequence[Condition]) -> list[int]:
        """Return how many articles each condition holds of."""
        ...

    def known(self, condition: Condition) -> int | None:
        """Return a count that costs nothing; else ``None``."""
        ...


class ArchiveVocabulary(LexiconVocabulary):
    """What one archive writes; see :class:`search.words.vocabulary.Vocabulary`."""

    def __init__(
        self, counter: Counter, counts: Callable[[Sequence[Condition]], Sequence[int]] | None = None
    ) -> None:
        """
        Args:
            counter: of the archive.
            counts: how articles are counted, where not by the counter.
        """
        super().__init__(counter)
        self._deadline = counter.deadline
        self._counts = counts or counter.counts

    @property
    def lexicon(self) -> Lexicon:
        """The words; whatever reads, corrects or completes a query goes on by them.

        Raises:
            TimeExceeded: there is no time to go on.
        """
        self._deadline.check()
        return super().lexicon

    def count(self, word: str) -> int:
        """Return how many articles have a word just so, the rarest too."""
        return self.lexicon.count(word) or self._count(_has_word(word))

    def has_form(self, word: str) -> int:
        """Return how many articles have a form of a word, as it was typed."""
        asked = [
            HasTerm(field, "light", term) for field in DEFAULT_FIELDS for term in self.forms(word)
        ]
        return max(self._counts(asked), default=0)

    def neighbours(self, one: str, other: str) -> bool:
        """Return whether any article has the one right before the other."""
        return self._count(Matching(Phrase((one, other)))) > 0

    def together(self, words: tuple[str, ...]) -> int:
        """Return how many articles have all of these words."""
        return self._count(all_of(map(_has_word, words)))

    def _count(self, condition: Condition) -> int:
        return self._counts([condition])[0]


def ask(counter: Counter, work: Callable[[Vocabulary], _Found]) -> _Found:
    """Do a piece of work that asks an archive for its words.

    Args:
        counter: of the archive.
        work: may be done several times, and changes nothing.

    Raises:
        TimeExceeded: it is not done until the counter's deadline.
    """
    for _ in range(_MOST_ROUNDS):
        guesses = _Guesses(counter)
        found = work(ArchiveVocabulary(counter, guesses.counts))
        if not guesses.open:
            return found
        counter.counts(guesses.open)
    return work(ArchiveVocabulary(counter))


class _Guesses:
    """Counts what is known already, and guesses that nothing else is there.

    Attributes:
        open: what was guessed.
    """

    def __init__(self, counter: Counter) -> None:
        self.open: list[Condition] = []
        self._counter = counter

    def counts(self, conditions: Sequence[Condition]) -> list[int]:
        known = [self._counter.known(one) for one in conditions]
        self.open += [one for one, count in zip(conditions, known, strict=True) if count is None]
        return [count or 0 for count in known]


def _has_word(word: str) -> Condition:
    return HasTerm(None, "exact", word)
