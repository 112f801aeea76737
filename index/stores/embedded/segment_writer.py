"""One segment being written: its texts, then the terms and postings of every level."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.analysis import LEVELS
from index.errors import IndexDamaged
from index.facts.near_duplicates.kept_signatures import KeptSignatures
from index.facts.near_duplicates.signature_collector import SignatureCollector
from index.numbering import NumberedTexts
from index.preparation import PreparedArticle
from index.stores.embedded.files import seal
from index.stores.embedded.levels import LevelTask, analyze, pieces_of, write_level
from index.stores.embedded.segment import Segment
from index.stores.embedded.text_writer import TextWriter
from index.stores.embedded.word_counts import write_counts
from index.workers import Workers


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct words of some articles.

    Attributes:
        spellings: as they stand, by their numbers.
        normal: in normal spelling, each with the number of articles that it stands in.
    """

    spellings: Sequence[str]
    normal: Mapping[str, int]


class SegmentWriter:
    """Writes articles into a folder of their own, which no publication names yet.

    Attributes:
        folder: of the segment.
    """

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: of the segment; it is made.
        """
        self.folder = folder
        folder.mkdir()
        self._texts = TextWriter(folder)
        self._signatures = SignatureCollector()

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts) -> None:
        """Put articles behind the others."""
        self._texts.add(articles, texts)
        for article in articles:
            self._signatures.append(article.signature)

    def fill(
        self,
        evidence: Path,
        words: Words,
        workers: Workers,
        advance: Callable[[int], None],
    ) -> None:
        """Analyze every distinct word once, and write the terms and postings of every level.

        Args:
            evidence: the folder that holds the evidence of the archive.
            words: of the articles.
            workers: share the work.
            advance: called with the number of articles dealt with since the last call.
        """
        self._texts.finish()
        KeptSignatures.of(self._signatures).write(self.folder)
        write_counts(self.folder, words.normal)
        pieces = workers.map(analyze, pieces_of(evidence, words.spellings))
        levels = dict(zip(LEVELS, zip(*pieces, strict=True), strict=False))
        # A level is let go of as soon as it is handed out.
        tasks = (LevelTask(self.folder, level, levels.pop(level, ())) for level in LEVELS)
        before = 0
        for done, _ in enumerate(workers.map(write_level, tasks), 1):
            advance(len(self) * done // len(LEVELS) - before)
            before = len(self) * done // len(LEVELS)

    def finish(self) -> None:
        """Look at what was written and count it. Nothing can be added any more.

        Raises:
            IndexDamaged: the segment does not hold what was put in.
        """
        must_hold(self.folder, len(self))

    def seal(self) -> None:
        """Put the finished segment on disk, with a list of its files."""
        seal(self.folder)

    def discard(self) -> None:
        """Throw it away."""
        try:
            self._texts.discard()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def must_hold(folder: Path, articles: int) -> None:
    """Make sure that a segment that is not sealed yet can be read and holds so many articles.

    Raises:
        IndexDamaged: it does not.
    """
    held = Segment.open(folder).size
    if held != articles:
        raise IndexDamaged(
            f"{folder}: holds {held} articles after {articles} were added; "
            "the live index stays as it was; run manage.py reindex again"
        )
