"""How far an archive that was changed in place is from one that is built of its articles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.analysis import Analyzer, Evidence
from index.stores.embedded.archive import OpenArchive
from index.stores.embedded.reader import open_analyzer
from index.stores.embedded.word_counts import staying_counts

#: Of so many words one may have other terms than in an archive that is built anew.
_WORDS = 1_000
#: Of so many articles that are held one may be removed.
_HELD = 5


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What an archive is in want of.

    Attributes:
        segments: that it lies in.
        articles: that these hold,
        removed: how many of them are not of the archive any more.
        words: its distinct words in normal spelling,
        changed: how many of them have other terms once the archive is built anew.
    """

    segments: int
    articles: int
    removed: int
    words: int
    changed: int

    def is_due(self) -> bool:
        """Tell whether it is time to build the archive anew from its articles."""
        return self.changed * _WORDS > self.words or self.removed * _HELD > self.articles


def upkeep_of(archive: OpenArchive) -> Upkeep:
    """Return what an archive is in want of. Where words were counted anew, all are analyzed.

    Raises:
        IndexDamaged: it cannot be read.
    """
    counts = staying_counts(archive.segments)
    fresh = Evidence.of_counts(counts, archive.held.size)
    frozen = open_analyzer(archive.folder, archive.published)
    is_as_built = fresh.digest == archive.manifest.evidence
    return Upkeep(
        segments=len(archive.segments),
        articles=sum(one.segment.size for one in archive.segments),
        removed=sum(len(one.removed) for one in archive.segments),
        words=len(counts),
        changed=0 if is_as_built else _changed(counts, frozen, fresh),
    )


def _changed(words: Mapping[str, int], frozen: Analyzer, fresh: Evidence) -> int:
    """Count the words that have other terms by other evidence."""
    compared = _Compared(fresh.counts, frozen.evidence.counts)
    other = Analyzer(Evidence(compared))
    changed = 0
    for word in words:
        compared.differs = False
        terms = other.terms_without_stem(word)
        # Where all that was looked up is the same, so are the terms.
        changed += compared.differs and terms != frozen.terms_without_stem(word)
    return changed


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
