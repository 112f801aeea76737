"""How far an archive that was changed in place is from one that is built of its articles."""

from dataclasses import dataclass

from index.drift import Drift, drift_of
from index.stores.embedded.archive import OpenArchive
from index.stores.embedded.reader import open_analyzer
from index.stores.embedded.word_counts import staying_counts

#: Of so many articles that are held one may be removed.
_HELD = 5


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What an archive is in want of.

    Attributes:
        segments: that it lies in.
        articles: that these hold,
        removed: how many of them are not of the archive any more.
        drift: what building it anew would change of its terms.
    """

    segments: int
    articles: int
    removed: int
    drift: Drift

    @property
    def words(self) -> int:
        """Return the number of its distinct words."""
        return self.drift.words

    @property
    def changed(self) -> int:
        """Return how many of them have other terms once the archive is built anew."""
        return self.drift.changed

    def is_due(self) -> bool:
        """Tell whether it is time to build the archive anew from its articles."""
        return self.drift.is_due() or self.removed * _HELD > self.articles


def upkeep_of(archive: OpenArchive) -> Upkeep:
    """Return what an archive is in want of. Where words were counted anew, all are analyzed.

    Raises:
        IndexDamaged: it cannot be read.
    """
    frozen = open_analyzer(archive.folder, archive.published)
    return Upkeep(
        segments=len(archive.segments),
        articles=sum(one.segment.size for one in archive.segments),
        removed=sum(len(one.removed) for one in archive.segments),
        drift=drift_of(staying_counts(archive.segments), archive.held.size, frozen),
    )
