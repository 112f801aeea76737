"""What was read of files, as a cluster keeps it: true of one state of the index."""

from typing import Any, cast

import pytest

from index.errors import IndexDamaged
from index.files_read.kept import FilesRead
from index.files_read.record import ArticleRead, FileRead, Stamp
from index.stores.opensearch.blobs import FILES
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.files_read import read_files_read, write_files_read

_BYTES = b"x" * 16


class Records:
    """An index of records, in memory."""

    def __init__(self) -> None:
        self.records: dict[str, Any] = {}

    def put(self, name: str, record: Any) -> None:
        self.records[name] = record

    def get(self, name: str) -> Any:
        return {"_source": self.records[name]} if name in self.records else None

    def damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(what)


@pytest.fixture
def records() -> Records:
    return Records()


def files_of(path: str) -> FilesRead:
    article = ArticleRead("1", (_BYTES, _BYTES), _BYTES)
    stamp, flags = Stamp(1, 2, 3, 4), {"is_settled": True, "digest": _BYTES, "reading": _BYTES}
    return FilesRead.of([FileRead(path=path, stamp=stamp, articles=(article,), **flags)])  # type: ignore[arg-type]


def test_what_was_read_is_true_of_one_state(records: Records) -> None:
    blobs = cast("ClusterIndex", records)
    assert not len(read_files_read(blobs, "mark"))
    write_files_read(blobs, files_of("/a"), "mark")
    assert list(read_files_read(blobs, "mark")) == list(files_of("/a"))
    assert not len(read_files_read(blobs, "other"))
    write_files_read(blobs, files_of("/b"), "other")
    assert [file.path for file in read_files_read(blobs, "other")] == ["/b"]


def test_where_it_cannot_be_read_all_is_read_again(records: Records) -> None:
    blobs = cast("ClusterIndex", records)
    write_files_read(blobs, files_of("/a"), "mark")
    records.records[FILES]["sha256"] = "0"
    assert not len(read_files_read(blobs, "mark"))
