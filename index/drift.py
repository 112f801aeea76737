"""How far the counts that an archive was built by are from those of its articles now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from index.analysis import Analyzer, Evidence
from index.article import Article
from index.numbering import number_texts
from index.vocabulary import Vocabulary

#: Of so many words one may have other terms than in an archive that is built anew.
_WORDS = 1_000

_ARTICLES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Drift:
    """What building an archive anew would change of its terms.

    Attributes:
        words: its distinct words in normal spelling,
        changed: how many of them have other terms then.
    """

    words: int
    changed: int

    def is_due(self) -> bool:
        """Tell whether it is time to build the archive anew from its articles."""
        return self.changed * _WORDS > self.words


def drift_of(counts: Mapping[str, int], articles: int, frozen: Analyzer) -> Drift:
    """Return how far an archive has drifted. Where words were counted anew, all are analyzed.

    Args:
        counts: its distinct words in normal spelling, each with the number of its articles.
        articles: how many it has.
        frozen: that it is analyzed by.
    """
    fresh = Evidence.of_counts(counts, articles)
    if fresh.digest == frozen.evidence.digest:
        return Drift(len(counts), 0)
    compared = _Compared(fresh.counts, frozen.evidence.counts)
    other = Analyzer(Evidence(compared))
    changed = 0
    for word in counts:
        compared.differs = False
        terms = other.terms_without_stem(word)
        # Where all that was looked up is the same, so are the terms.
        changed += compared.differs and terms != frozen.terms_without_stem(word)
    return Drift(len(counts), changed)


def word_counts(articles: Iterable[Article]) -> dict[str, int]:
    """Return the distinct words of articles in normal spelling, each with how many have it."""
    vocabulary, reading = Vocabulary(), iter(articles)
    while some := list(islice(reading, _ARTICLES_AT_ONCE)):
        vocabulary.take(number_texts(some))
    return vocabulary.normal()


class _Compared(Mapping[str, int]):
    """Counts of words, compared with others wherever they are looked up.

    Attributes:
        differs: whether one was looked up that is another there.
    """

    def __init__(self, counts: Mapping[str, int], others: Mapping[str, int]) -> None:
        self._counts, self._others = counts, others
        self.differs = False

    def get(self, word: str, default: int | None = None) -> int | None:  # type: ignore[override]
        found = self._counts.get(word, default)
        self.differs |= found != self._others.get(word, default)
        return found

    def __getitem__(self, word: str) -> int:
        return self._counts[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)
