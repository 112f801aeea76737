"""A whole archive being built: one segment, and the publication that names it."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.associations import NO_ASSOCIATIONS, Associations
from index.completions import Completions
from index.facts.near_duplicates.groups import NO_GROUPS, Groups
from index.files_read.kept import FilesRead
from index.manifest import Manifest
from index.numbering import NumberedTexts
from index.preparation import PreparedArticle
from index.stores.embedded.files import seal
from index.stores.embedded.files_read import write_files_read
from index.stores.embedded.folders import Folders
from index.stores.embedded.publication import write_publication
from index.stores.embedded.segment_writer import SegmentWriter, Words
from index.stores.protocol import Collected
from index.workers import Workers


class EmbeddedBuild:
    """An archive being built in folders of its own; see :class:`index.stores.protocol.Build`.

    Attributes:
        folder: of the publication.
        may_be_live: whether it was begun to make it the live one.
    """

    def __init__(self, folders: Folders, name: str, make_live: Callable[[Path], None]) -> None:
        """
        Args:
            folders: of the store.
            name: of the publication and of its segment.
            make_live: makes a publication the live one.
        """
        self._make_live = make_live
        self.folder = folders.publication(name)
        self.may_be_live = False
        self._groups = NO_GROUPS
        folders.make()
        self._segment = SegmentWriter(folders.segment(name))
        self.folder.mkdir()

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts) -> None:
        """Put articles behind the others, whose ids must be new to this build."""
        self._segment.add(articles, texts)

    def fill(self, collected: Collected, workers: Workers, advance: Callable[[int], None]) -> None:
        """Analyze every distinct word once, and write the terms and postings of every level."""
        collected.evidence.write(self.folder)
        representatives = np.array(collected.representatives, dtype=np.int64)
        parents = collected.parents
        known = representatives if parents is None else np.array(parents, dtype=np.int64)
        self._groups = Groups(known, representatives)
        words = Words(collected.spellings, collected.words)
        self._segment.fill(self.folder, words, workers, advance)

    def complete(
        self, completions: Completions, associations: Associations = NO_ASSOCIATIONS
    ) -> None:
        """Put what was found of the archive as a whole beside the index, before it is published."""
        completions.write(self.folder)
        if associations:
            associations.write(self.folder)

    def remember(self, files: FilesRead) -> None:
        """Keep what was read of which file beside the index, before it is published."""
        write_files_read(self.folder, files)

    def finish(self) -> None:
        """Look at what was written and count it. Nothing can be added any more.

        Raises:
            IndexDamaged: the index does not hold what was put in.
        """
        self._segment.finish()

    def publish(self, manifest: Manifest) -> None:
        """Make the finished index the live one, by replacing one small file."""
        self._segment.seal()
        named = [(self._segment.folder.name, ())]
        write_publication(self.folder, named, self._groups, np.arange(len(self._segment)))
        manifest.write(self.folder)
        seal(self.folder)
        self.may_be_live = True
        self._make_live(self.folder)

    def discard(self) -> None:
        """Throw an unpublished index away."""
        try:
            self._segment.discard()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
