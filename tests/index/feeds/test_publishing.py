"""What feeds brought, put into an archive in a folder."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.article import Article
from index.errors import IndexLocked
from index.feeds import publishing
from index.feeds.kept_articles import KeptArticles
from index.feeds.publishing import publish
from index.limits import DEFAULTS
from index.stores.embedded.archive import OpenArchive
from index.stores.embedded.options import FolderOptions
from index.stores.embedded.segments import OpenSegment
from index.stores.embedded.store import EmbeddedStore

_NOW = 1_795_000_000.0


class Archive:
    """An archive that grows by what is published."""

    def __init__(self, folder: Path, options: FolderOptions | None = None) -> None:
        self.store = EmbeddedStore(folder / "index", options or FolderOptions())
        self.kept = KeptArticles(folder / "kept")
        self.next = 0

    def put(self, count: int) -> str:
        numbers = range(self.next, self.next + count)
        self.next += count
        found = [Article(id=f"n{one}", title=f"خبر {one}", body="نصّ الخبر") for one in numbers]
        self.kept.put(found, {}, _NOW)
        return publish(self.store, found, self.kept.folder, DEFAULTS, 1)


def test_words_are_counted_anew_while_an_archive_is_young(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_YOUNG", 9)
    archive = Archive(tmp_path)
    told = [bool(archive.put(count)) for count in (2, 1, 1, 2, 2, 9)]
    # At four and at eight; nineteen are too many to be built anew by the way.
    assert told == [False, False, True, False, True, False]
    manifest = archive.store.manifest()
    assert (manifest.counted, manifest.articles, archive.store.arrived()) == (8, 17, 15)
    assert [one.id for one in archive.store.articles()] == [f"n{one}" for one in range(17)]


def test_what_cannot_be_done_behind_a_publication_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    def held(*_: object, **__: object) -> None:
        raise IndexLocked("another is writing")

    archive = Archive(tmp_path, FolderOptions(segments=2))
    archive.put(4)
    monkeypatch.setattr("index.stores.embedded.merging.merge.write_columns", full)
    monkeypatch.setattr(publishing, "compact", held)
    for count in (1, 3):
        told = archive.put(count)
        assert "No space left" in told
    assert told.endswith("; words could not be counted anew: another is writing")
    assert archive.store.manifest().articles == 8


def test_segments_stay_open_from_one_publication_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path, FolderOptions(segments=100))
    archive.put(9)
    archive.put(1)
    opened: list[Path] = []
    real = EmbeddedStore.opened

    def watched(store: EmbeddedStore, before: Sequence[OpenSegment] = ()) -> OpenArchive:
        found = real(store, before)
        known = {id(one.segment) for one in before}
        opened.extend(one.segment.folder for one in found.segments if id(one.segment) not in known)
        return found

    monkeypatch.setattr(EmbeddedStore, "opened", watched)
    archive.put(1)
    # The one that was written, to be looked at for merging.
    assert len(set(opened)) == 1
