"""What bytes that have changed do to answers: they are the right ones, or the damage is told."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import AnalyzerMismatch, IndexDamaged, IndexMissing
from index.indexing import reindex
from index.stores import open_store
from index.stores.embedded.blocks import BLOCK
from index.stores.embedded.checking import segments_of
from index.stores.embedded.store import EmbeddedStore
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.index.stores.embedded.lying import live_files
from tests.tables import ROOT

#: What is told of an index that is not as it was published.
TOLD = (IndexDamaged, IndexMissing, AnalyzerMismatch)

ASKED: tuple[Callable[[Searcher], Any], ...] = (
    lambda archive: [
        (hit.article, hit.score, hit.snippet) for hit in archive.search(Query("المدارس")).hits
    ],
    lambda archive: archive.search(Query('"مجلس الوزراء" أو مدر*', size=100)).facets,
    lambda archive: [hit.article.id for hit in archive.search(Query(size=100)).hits],
    lambda archive: archive.suggest("الم"),
    lambda archive: list(archive.article_ids()),
    lambda archive: archive.compare(Query()),
    lambda archive: archive.explain(Query("الأمطار"), archive.article_ids()[0]),
    lambda archive: archive.related(archive.article_ids()[3], 5),
    lambda archive: archive.copies(archive.article_ids()[5], 5),
    lambda archive: archive.manifest,
    lambda archive: list(archive.scan(Query("القمح"))),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damage") / "index"
    reindex(open_store(f"whoosh:{folder}"), [ROOT / "sample"], workers=1)
    return folder


@pytest.fixture(scope="module")
def right(published: Path) -> list[Any]:
    archive = open_archive(f"whoosh:{published}")
    return [ask(archive) for ask in ASKED]


def answers(folder: Path) -> list[Any]:
    """What a new process would answer; an error that is told stands for an answer."""
    found: list[Any] = []
    archive = open_archive(f"whoosh:{folder}")
    for ask in ASKED:
        try:
            found.append(ask(archive))
        except TOLD as error:
            found.append(error)
    return found


def must_be_right_or_told(found: list[Any], right: list[Any]) -> int:
    """Return how many were told."""
    told = [isinstance(one, TOLD) for one in found]
    assert all(one == good for one, good, is_told in zip(found, right, told, strict=True)
               if not is_told)  # fmt: skip
    return sum(told)


def files(folder: Path) -> list[Path]:
    live = EmbeddedStore(folder).live_folder()
    folders = [live, *segments_of(live)]
    return [folder / "current", *(path for one in folders for path in sorted(one.iterdir()))]


def test_an_index_that_is_whole_answers_as_before(published: Path, right: list[Any]) -> None:
    assert must_be_right_or_told(answers(published), right) == 0


def test_a_flipped_bit_is_told_or_touches_no_answer(
    published: Path, right: list[Any], tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(published, folder)
    chance = random.Random(16)
    told = 0
    for path in files(folder):
        whole = path.read_bytes()
        for _ in range(12):
            place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
            path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
            try:
                told += must_be_right_or_told(answers(folder), right) > 0
            finally:
                path.write_bytes(whole)
    assert told > 50


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: whole[: len(whole) // 2], id="cut"),
        pytest.param(lambda whole: b"", id="empty"),
        pytest.param(lambda whole: whole + b"\0", id="longer"),
        pytest.param(lambda whole: bytes(len(whole)), id="zeros"),
        pytest.param(lambda whole: whole[4096:8192] + whole[:4096] + whole[8192:], id="swapped"),
        pytest.param(lambda whole: whole[:-4096] + bytes(min(len(whole), 4096)), id="lost write"),
    ],
)
def test_a_file_that_is_another_is_told(
    published: Path, right: list[Any], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(published, folder)
    for path in files(folder)[1:]:
        whole = path.read_bytes()
        other = damage(whole)
        if other == whole:
            continue
        path.write_bytes(other)
        must_be_right_or_told(answers(folder), right)
        with pytest.raises(TOLD):
            EmbeddedStore(folder).check()
        path.write_bytes(whole)
    assert must_be_right_or_told(answers(folder), right) == 0


@pytest.mark.parametrize("how", ["cut", "written to", "removed"])
def test_what_is_done_to_a_file_that_is_open_is_told(
    published: Path, right: list[Any], tmp_path: Path, how: str
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(published, folder)
    archive = open_archive(f"whoosh:{folder}")
    assert [ask(archive) for ask in ASKED] == right
    path = live_files(folder)["exact.arrays"]
    if how == "removed":
        path.unlink()
    else:
        # Behind what this process reads of the mapped file when it is cut.
        with path.open("r+b") as file:
            if how == "cut":
                file.truncate(path.stat().st_size - 1)
            else:
                file.seek(1 << 14)
                file.write(bytes(BLOCK))
    with pytest.raises(IndexDamaged, match=r"exact\.arrays"):
        ASKED[1](archive)
    reindex(open_store(f"whoosh:{folder}"), [ROOT / "sample"], workers=1)
    assert archive.search(Query("المدارس")).total
