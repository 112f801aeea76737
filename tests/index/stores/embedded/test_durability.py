"""What a power cut may not undo: all of an index is on disk before it is the live one."""

import os
from pathlib import Path

import pytest

from index.article import Article
from index.stores import open_store
from search.query import Query
from search.searcher import open_archive
from tests.conftest import build

ARTICLES = [Article(id="1", title="سعر القمح", body="ارتفع"), Article(id="2", title="سعر الشعير")]


class Disk:
    """What was written through to the disk, in what order, beside the real calls."""

    def __init__(self, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._store = store
        self._synced: dict[int, int] = {}
        self._sync, self._replace = os.fsync, os.replace
        self.unsynced: list[list[str]] = []
        self.synced_since = False
        monkeypatch.setattr(os, "fsync", self.sync)
        monkeypatch.setattr(os, "replace", self.replace)

    def sync(self, descriptor: int) -> None:
        self._sync(descriptor)
        status = os.fstat(descriptor)
        self._synced[status.st_ino] = status.st_size
        self.synced_since |= status.st_ino == self._store.stat().st_ino

    def replace(self, source: Path, target: Path) -> None:
        """Note what was not on disk when an index became the live one."""
        if Path(target) == self._store / "current":
            name = Path(source).read_text(encoding="utf-8").split()[0]
            rooms = [self._store / room for room in ("publications", "segments")]
            folders = [room / name for room in rooms]
            files = [path for folder in folders for path in folder.iterdir()]
            needed = [*files, *folders, *rooms, Path(source)]
            assert len(needed) > 5
            self.unsynced.append([path.name for path in needed if not self._on_disk(path)])
            self.synced_since = False
        self._replace(source, target)

    def _on_disk(self, path: Path) -> bool:
        """Whether a folder, or a file as long as it is now, was written through."""
        status = path.stat()
        synced = self._synced.get(status.st_ino)
        return synced is not None and (path.is_dir() or synced == status.st_size)


@pytest.mark.skipif(os.name != "posix", reason="folders are written through on POSIX alone")
def test_an_index_is_on_disk_before_it_is_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(tmp_path, monkeypatch)
    address = build(tmp_path, ARTICLES)
    assert disk.unsynced == [[]], "files of the index, its folder, or the name of the live one"
    assert disk.synced_since, "the folder that holds the name of the live index"
    build(tmp_path, ARTICLES[:1])
    assert disk.unsynced == [[], []]
    open_store(address).check()
    assert open_archive(address).search(Query("سعر")).total == 1
