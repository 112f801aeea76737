"""One index being built in a folder of its own, published by renaming one small file."""

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from index.analysis import Analyzer, Evidence
from index.article import Article
from index.completions import Completions
from index.errors import IndexDamaged
from index.manifest import Manifest
from index.stores.embedded.files import CURRENT, seal, write_durably
from index.stores.embedded.schema import document, schema

_log = logging.getLogger(__name__)

# Few large posting blocks: each is decoded by numpy in one go, so their number is what costs.
_POSTINGS_IN_A_BLOCK = 2048

# Postings are gathered in memory up to here, then sorted out to disk.
_MEGABYTES_BEFORE_SPILL = 512


class WhooshBuild:
    """An index being built in a folder of its own; see :class:`index.stores.protocol.Build`."""

    def __init__(self, store_folder: Path, folder: Path) -> None:
        self._store_folder = store_folder
        self._folder = folder
        folder.mkdir(parents=True)
        self._index = FileStorage(str(folder)).create_index(schema())
        codec = W3Codec(blocklimit=_POSTINGS_IN_A_BLOCK)
        # Whoosh would look up each posting's field length for statistics that only its own
        # scoring uses; ours has the lengths in columns.
        codec.length_stats = False
        self._writer = self._index.writer(
            codec=codec,
            limitmb=_MEGABYTES_BEFORE_SPILL,
            compound=False,
        )
        self._analyzer: Analyzer | None = None
        self._representatives: Sequence[int] = ()
        self._articles = 0
        self.published = False

    def freeze(self, evidence: Evidence, representatives: Sequence[int]) -> None:
        """Fix what holds for all articles of this index, before the first is added."""
        evidence.write(self._folder)
        self._analyzer = Analyzer(evidence)
        self._representatives = representatives

    def add(self, article: Article) -> None:
        """Put an article in, whose id must be new to this build."""
        assert self._analyzer is not None, "freeze comes before add"
        representative = self._representatives[self._articles]
        self._writer.add_document(**document(article, self._analyzer, representative))
        self._articles += 1

    def complete(self, completions: Completions) -> None:
        """Put what is offered to somebody who types beside the index, before it is published."""
        completions.write(self._folder)

    def finish(self) -> None:
        """Write out all that was added and count it. Nothing can be added any more.

        Raises:
            IndexDamaged: the index does not hold what was put in.
        """
        self._writer.commit()
        held = self._index.doc_count()
        if held != self._articles:
            raise IndexDamaged(
                f"{self._folder}: holds {held} articles after {self._articles} were added; "
                "the live index stays as it was; run manage.py reindex again"
            )

    def publish(self, manifest: Manifest) -> None:
        """Make the finished index the live one, by replacing one small file."""
        manifest.write(self._folder)
        seal(self._folder)
        write_durably(self._store_folder / CURRENT, self._folder.name + "\n")
        self.published = True

    def discard(self) -> None:
        """Throw an unpublished index away."""
        try:
            if not self._writer.is_closed:
                self._writer.cancel()
        # Where a commit failed, for want of space say, closing the writer fails as well.
        except Exception as error:
            _log.debug("closing the writer of %s: %r", self._folder, error)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
