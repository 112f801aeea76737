"""One index being built in a folder of its own, published by renaming one small file."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from index.analysis import LEVELS
from index.completions import Completions
from index.errors import IndexDamaged
from index.manifest import Manifest
from index.numbering import NumberedTexts
from index.preparation import PreparedArticle
from index.stores.embedded.files import seal
from index.stores.embedded.levels import LevelTask, analyze, pieces_of, write_level
from index.stores.embedded.segment import Segment
from index.stores.embedded.text_writer import TextWriter
from index.stores.protocol import Collected
from index.workers import Workers


class EmbeddedBuild:
    """An index being built in a folder of its own; see :class:`index.stores.protocol.Build`."""

    def __init__(self, folder: Path, make_live: Callable[[Path], None]) -> None:
        """
        Args:
            folder: of the index; it is made.
            make_live: makes the index in it the live one.
        """
        self._make_live = make_live
        self.folder = folder
        folder.mkdir(parents=True)
        self._texts = TextWriter(folder)
        self.may_be_live = False

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts) -> None:
        """Put articles behind the others, whose ids must be new to this build."""
        self._texts.add(articles, texts)

    def fill(self, collected: Collected, workers: Workers, advance: Callable[[int], None]) -> None:
        """Analyze every distinct word once, and write the terms and postings of every level."""
        folder = self.folder
        collected.evidence.write(folder)
        self._texts.finish(folder, collected.representatives)
        pieces = workers.map(analyze, pieces_of(folder, collected.spellings))
        levels = dict(zip(LEVELS, zip(*pieces, strict=True), strict=False))
        # A level is let go of as soon as it is handed out.
        tasks = (LevelTask(folder, level, levels.pop(level, ())) for level in LEVELS)
        before = 0
        for done, _ in enumerate(workers.map(write_level, tasks), 1):
            advance(len(self._texts) * done // len(LEVELS) - before)
            before = len(self._texts) * done // len(LEVELS)

    def complete(self, completions: Completions) -> None:
        """Put what is offered to somebody who types beside the index, before it is published."""
        completions.write(self.folder)

    def finish(self) -> None:
        """Look at what was written and count it. Nothing can be added any more.

        Raises:
            IndexDamaged: the index does not hold what was put in.
        """
        held = Segment.open(self.folder).size
        if held != len(self._texts):
            raise IndexDamaged(
                f"{self.folder}: holds {held} articles after {len(self._texts)} were added; "
                "the live index stays as it was; run manage.py reindex again"
            )

    def publish(self, manifest: Manifest) -> None:
        """Make the finished index the live one, by replacing one small file."""
        manifest.write(self.folder)
        seal(self.folder)
        self.may_be_live = True
        self._make_live(self.folder)

    def discard(self) -> None:
        """Throw an unpublished index away."""
        try:
            self._texts.discard()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
