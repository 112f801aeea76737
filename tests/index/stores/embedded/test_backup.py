"""What is kept of an archive: the index before the live one, and backups in files."""

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import AnalyzerMismatch, FihrisError, IndexDamaged, IndexMissing, SourceError
from index.indexing import reindex
from index.stores.embedded.backup import back_up, restore
from index.stores.embedded.deep_check import check_deeply
from index.stores.embedded.store import EmbeddedStore
from search.query import Query
from search.searcher import open_archive
from tests.index.stores.embedded.lying import live_files, publications, segments


def published(folder: Path, source: Path, *titles: str) -> EmbeddedStore:
    lines = (json.dumps({"id": title, "title": title, "body": f"{title} نص"}) for title in titles)
    source.write_text("\n".join(lines), encoding="utf-8")
    store = EmbeddedStore(folder)
    reindex(store, [source], workers=1)
    return store


def titles(store: EmbeddedStore) -> set[str]:
    found = open_archive(f"whoosh:{store.folder}").search(Query(size=100))
    return {hit.article.title for hit in found.hits}


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return published(tmp_path / "index", tmp_path / "a.jsonl", "أول", "ثان")


def test_rollback_goes_back_and_forth(store: EmbeddedStore, tmp_path: Path) -> None:
    served = open_archive(f"whoosh:{store.folder}")
    assert served.search(Query()).total == 2
    published(store.folder, tmp_path / "b.jsonl", "ثالث")
    assert served.search(Query()).total == 1
    assert store.rollback().articles == 2
    assert served.search(Query()).total == 2
    assert store.rollback().articles == 1
    assert served.search(Query()).total == 1


def test_there_is_nothing_before_the_first(store: EmbeddedStore) -> None:
    with pytest.raises(IndexMissing, match="restore a backup"):
        store.rollback()
    assert titles(store) == {"أول", "ثان"}


def test_a_part_of_a_build_is_not_gone_back_to(store: EmbeddedStore, tmp_path: Path) -> None:
    published(store.folder, tmp_path / "b.jsonl", "ثالث")
    (store.folder / "publications" / "99991231T235959-ffffffff").mkdir()
    assert store.rollback().articles == 2


def test_a_damaged_index_is_not_gone_back_to(store: EmbeddedStore, tmp_path: Path) -> None:
    path = live_files(store.folder)["words.arrays"]
    published(store.folder, tmp_path / "b.jsonl", "ثالث")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(IndexDamaged, match=r"words\.arrays"):
        store.rollback()
    assert titles(store) == {"ثالث"}


def test_a_backup_is_restored_into_any_folder(store: EmbeddedStore, tmp_path: Path) -> None:
    file = tmp_path / "kept.tar"
    assert back_up(store, file).articles == 2
    shutil.rmtree(store.folder)
    for folder in (store.folder, tmp_path / "new"):
        other = EmbeddedStore(folder)
        assert restore(other, file).articles == 2
        assert titles(other) == {"أول", "ثان"}
        other.check()
        check_deeply(other.live_folder())


def test_what_is_restored_can_be_taken_back(store: EmbeddedStore, tmp_path: Path) -> None:
    back_up(store, tmp_path / "kept.tar")
    published(store.folder, tmp_path / "b.jsonl", "ثالث")
    restore(store, tmp_path / "kept.tar")
    assert titles(store) == {"أول", "ثان"}
    store.rollback()
    assert titles(store) == {"ثالث"}


def test_a_backup_is_what_was_live_when_it_began(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = tarfile.TarFile.addfile
    versions = iter(("ثالث", "رابع", "خامس"))

    def beside(archive: tarfile.TarFile, info: tarfile.TarInfo, stream: io.BytesIO) -> None:
        if version := next(versions, ""):
            published(store.folder, tmp_path / "b.jsonl", version)
        add(archive, info, stream)

    monkeypatch.setattr(tarfile.TarFile, "addfile", beside)
    back_up(store, tmp_path / "kept.tar")
    assert titles(store) == {"خامس"}
    restore(EmbeddedStore(tmp_path / "new"), tmp_path / "kept.tar")
    assert titles(EmbeddedStore(tmp_path / "new")) == {"أول", "ثان"}


def test_a_damaged_index_is_not_backed_up(store: EmbeddedStore, tmp_path: Path) -> None:
    file = tmp_path / "kept.tar"
    file.write_bytes(b"before")
    path = live_files(store.folder)["words.arrays"]
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(IndexDamaged, match=r"nothing was backed up.*rollback"):
        back_up(store, file)
    assert file.read_bytes() == b"before"
    assert [one.name for one in tmp_path.glob("kept*")] == ["kept.tar"]


def member(name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = len(content), kind, "/etc/passwd"
    return info


@pytest.mark.parametrize(
    "odd",
    [
        member("fihris-index/../../outside"),
        member("/etc/outside"),
        member("fihris-index/deeper/file"),
        member("fihris-index"),
        member("fihris-index/link", kind=tarfile.SYMTYPE),
        member("fihris-index/link", kind=tarfile.LNKTYPE),
        member("fihris-index/pipe", kind=tarfile.FIFOTYPE),
        member("fihris-index/device", kind=tarfile.CHRTYPE),
        member("fihris-index/folder", kind=tarfile.DIRTYPE),
        member("fihris-index/manifest.json"),
        member("fihris-index/segments/photos/words.arrays"),
        member("fihris-index/segments/../words.arrays"),
        member("fihris-index/segments/20240101T000000-00000000/words.arrays"),
        member("fihris-index/more"),
    ],
    ids=lambda info: f"{info.name} {info.type!r}",
)
def test_a_backup_holds_its_files_alone(
    store: EmbeddedStore, tmp_path: Path, odd: tarfile.TarInfo
) -> None:
    file = tmp_path / "kept.tar"
    back_up(store, file)
    with tarfile.open(file, "a") as archive:
        archive.addfile(odd, io.BytesIO())
    before = sorted(store.folder.rglob("*"))
    with pytest.raises((SourceError, IndexDamaged)):
        restore(store, file)
    assert titles(store) == {"أول", "ثان"}
    assert sorted(store.folder.rglob("*")) == before


def changed_manifest(file: Path, change: Callable[[bytes], bytes]) -> None:
    with tarfile.open(file) as archive:
        held = {info.name: archive.extractfile(info).read() for info in archive}  # type: ignore[union-attr]
    name = "fihris-index/manifest.json"
    held[name] = change(held[name])
    with tarfile.open(file, "w") as archive:
        for name, content in held.items():
            archive.addfile(member(name, content), io.BytesIO(content))


def test_a_backup_of_another_version_is_told(store: EmbeddedStore, tmp_path: Path) -> None:
    file = tmp_path / "kept.tar"
    back_up(store, file)
    changed_manifest(file, lambda held: held.replace(b'"layout": 11', b'"layout": 7'))
    with pytest.raises(AnalyzerMismatch, match="layout 7"):
        restore(store, file)


@pytest.mark.parametrize("damage", ["cut", "flipped", "text", "empty"])
def test_a_damaged_backup_is_told(store: EmbeddedStore, tmp_path: Path, damage: str) -> None:
    file = tmp_path / "kept.tar"
    back_up(store, file)
    whole = file.read_bytes()
    middle = whole.index(b"FIHRIS1") + 100
    file.write_bytes(
        {
            "cut": whole[: len(whole) // 2],
            "flipped": whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :],
            "text": "لا شيء".encode() * 1000,
            "empty": b"",
        }[damage]
    )
    with pytest.raises(FihrisError):
        restore(store, file)
    assert titles(store) == {"أول", "ثان"}
    assert len(publications(store.folder)) == len(segments(store.folder)) == 1


@pytest.mark.parametrize("current", ["", "../index", "x" * 5000, "20261130T000000-00000000"])
def test_no_whole_index_is_removed_where_nothing_says_which_is_live(
    store: EmbeddedStore, current: str
) -> None:
    live = store.live_folder()
    (store.folder / "current").write_text(current, encoding="utf-8")
    with pytest.raises(ZeroDivisionError), store.build():
        raise ZeroDivisionError
    assert live.is_dir()
    assert EmbeddedStore(store.folder).rollback().articles == 2
    assert titles(store) == {"أول", "ثان"}
