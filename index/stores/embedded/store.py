"""Whoosh indexes on disk, built beside the live one and published by renaming one small file.

A folder holds complete indexes, each in a folder of its own, and ``current``, which names the
live one. A reader that finds ``current`` finds a complete index: the file is replaced in one
step, and only after everything that it names is on disk and counted. The index before the live
one stays until the next build, for readers that have it open.
"""

import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from filelock import FileLock, Timeout
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader

from index.analysis import Analyzer, Evidence
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.article import Article
from index.completions import FILE_NAME as COMPLETIONS
from index.completions import Completions
from index.errors import IndexDamaged, IndexLocked, IndexMissing
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import Manifest
from index.stores.embedded.schema import document, schema, stored_article

_log = logging.getLogger(__name__)

CURRENT = "current"
_LOCK = "lock"
_CHECKSUMS = "checksums.json"
_BUILD_NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")

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
        self._leads: Sequence[int] = ()
        self._articles = 0
        self.published = False

    def freeze(self, evidence: Evidence, leads: Sequence[int]) -> None:
        """Fix what holds for all articles of this index; before the first is added."""
        evidence.write(self._folder)
        self._analyzer = Analyzer(evidence)
        self._leads = leads

    def add(self, article: Article) -> None:
        """Put an article in; its id must be new to this build."""
        assert self._analyzer is not None, "freeze comes before add"
        lead = self._leads[self._articles]
        self._writer.add_document(**document(article, self._analyzer, lead))
        self._articles += 1

    def complete(self, completions: Completions) -> None:
        """Keep with the index what is offered to somebody who types; before it is published."""
        completions.write(self._folder)

    def finish(self) -> None:
        """Write out all that was added and count it; nothing can be added any more.

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
        """Make the finished index the live one, in one step that cannot be seen half done."""
        manifest.write(self._folder)
        checksums = {
            path.name: {"bytes": path.stat().st_size, "sha256": _checksum(path)}
            for path in sorted(self._folder.iterdir())
        }
        _write_durably(self._folder / _CHECKSUMS, json.dumps(checksums, indent=2) + "\n")
        for path in self._folder.iterdir():
            _sync(path)
        _write_durably(self._store_folder / CURRENT, self._folder.name + "\n")
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


class WhooshStore:
    """A folder of published indexes; see :class:`index.stores.protocol.Store`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def build(self) -> Iterator[WhooshBuild]:
        """Start a new index beside the live one; one process at a time.

        Raises:
            IndexLocked: another process is writing here.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / _LOCK)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise IndexLocked(
                f"{self.folder}: another reindex is running here; wait until it has ended"
            ) from None
        try:
            self._remove_all_but(self._current_name())
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"
            build = WhooshBuild(self.folder, self.folder / name)
            try:
                yield build
            finally:
                if not build.published:
                    build.discard()
        finally:
            lock.release()

    def live_folder(self) -> Path:
        """The folder of the live index.

        Raises:
            IndexMissing: nothing has been published yet.
        """
        name = self._current_name()
        if name is None:
            raise IndexMissing(
                f"{self.folder}: no index has been published here; make one with: "
                "manage.py reindex PATH"
            )
        return self.folder / name

    def manifest(self) -> Manifest:
        """What built the live index."""
        return Manifest.read(self.live_folder())

    def articles(self) -> Iterator[Article]:
        """Every article of the live index with its facts, in the order of adding.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: a record cannot be read.
        """
        folder = self.live_folder()
        reader = open_reader(folder)
        try:
            for number in range(reader.doc_count_all()):
                yield _stored(reader, number, folder)
        finally:
            reader.close()

    def check(self) -> None:
        """Read every file of the live index and compare it with what was published."""
        folder = self.live_folder()
        check_sizes(folder)
        for name, published in _published_files(folder).items():
            if _checksum(folder / name) != published["sha256"]:
                raise damaged(folder / name, "its content has changed since it was published")
        articles, reader = self.manifest().articles, open_reader(folder)
        held = reader.doc_count()
        reader.close()
        if held != articles:
            raise damaged(folder, f"holds {held} articles, not the {articles} published")

    def _current_name(self) -> str | None:
        try:
            name = (self.folder / CURRENT).read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        return name or None

    def _remove_all_but(self, name: str | None) -> None:
        """Remove what earlier builds left: replaced indexes, and parts of broken-off builds.

        Only folders with the name of a build: an address may be mistyped, and name any folder.
        """
        for path in self.folder.iterdir():
            if path.name != name and _BUILD_NAME.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)


def open_reader(folder: Path) -> IndexReader:
    """Open the Whoosh index of a folder for reading, by our schema.

    Raises:
        IndexDamaged: where a file is missing or cut, or Whoosh cannot open it.
    """
    check_sizes(folder)
    try:
        return FileStorage(str(folder)).open_index(schema=schema()).reader()
    # Whoosh meets a broken file with whatever its unpickling or unpacking runs into.
    except Exception as error:
        raise damaged(folder, repr(error)) from error


def _stored(reader: IndexReader, number: int, folder: Path) -> Article:
    try:
        return stored_article(reader.stored_fields(number)["article"])
    # As above: a broken record ends in whatever its unpickling runs into.
    except Exception as error:
        raise damaged(folder, repr(error)) from error


def open_analyzer(folder: Path) -> Analyzer:
    """The analyzer of a published index: by the evidence that is kept with it.

    Raises:
        IndexDamaged: where the evidence cannot be read.
    """
    try:
        return Analyzer(Evidence.read(folder))
    except (OSError, ValueError) as error:
        raise damaged(folder / EVIDENCE, str(error)) from error


def open_completions(folder: Path) -> Completions:
    """What a published index offers to somebody who types.

    Raises:
        IndexDamaged: where the file cannot be read.
    """
    try:
        return Completions.read(folder)
    except ValueError as error:
        raise damaged(folder / COMPLETIONS, str(error)) from error


def check_sizes(folder: Path) -> None:
    """Make sure that every file of a published index is there in its full length.

    Raises:
        IndexDamaged: names the file that is not.
    """
    for name, published in _published_files(folder).items():
        try:
            size = (folder / name).stat().st_size
        except OSError as error:
            raise damaged(folder / name, error.strerror or str(error)) from error
        if size != published["bytes"]:
            raise damaged(folder / name, f"is {size} bytes long, not {published['bytes']}")


def damaged(path: Path, what: str) -> IndexDamaged:
    """The error to raise for a file that is not as it was published."""
    return IndexDamaged(f"{path}: {what}; build the index anew with: manage.py reindex PATH")


def _published_files(folder: Path) -> dict[str, Any]:
    try:
        files: dict[str, Any] = json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8"))
        listed = {name for name, row in files.items() if {"bytes", "sha256"} <= row.keys()}
    except (OSError, ValueError, AttributeError) as error:
        raise damaged(folder / _CHECKSUMS, str(error)) from error
    present = {path.name for path in folder.iterdir()} - {_CHECKSUMS}
    if MANIFEST not in listed or listed != files.keys() or not present <= listed:
        raise damaged(folder / _CHECKSUMS, "does not list the files of this index")
    return files


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_durably(path: Path, text: str) -> None:
    """Replace a file in one step, on disk before the call returns."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    _sync(beside)
    beside.replace(path)
    if os.name == "posix":
        _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
