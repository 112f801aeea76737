import multiprocessing
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.analysis import LEVELS, analyze
from index.article import Article
from index.errors import (
    AddressError,
    AnalyzerMismatch,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
)
from index.stores import open_store
from index.stores.whoosh_schema import LevelAnalyzer, PackedPositions
from search.engines import open_engine
from search.query import Query
from tests.conftest import build


def article(number: int, body: str = "نص") -> Article:
    day = date(2024, 1, 1) + timedelta(days=number)
    return Article(id=str(number), title=f"خبر {number}", body=body, published=day)


def live_files(folder: Path) -> Path:
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("address", ["", "whoosh", "whoosh:", "lucene:x", "var/index"])
def test_addresses_of_nothing(address: str) -> None:
    with pytest.raises(AddressError, match="write it like whoosh:var/index"):
        open_store(address)


def test_nothing_published_yet(tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path}/none")
    for ask in (store.manifest, store.check):
        with pytest.raises(IndexMissing, match=r"manage\.py reindex"):
            ask()


def test_a_build_that_breaks_off_leaves_the_live_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])

    def break_off() -> None:
        with open_store(address).build() as made:
            made.add(article(2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    store = open_store(address)
    store.check()
    assert store.manifest().articles == 1
    assert open_engine(address).search(Query("خبر")).total == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [
        live_files(tmp_path).name
    ]


def _die_in_the_middle(address: str) -> None:
    import os

    with open_store(address).build() as made:
        made.add(article(2))
        os._exit(9)


def test_a_process_killed_in_a_build_leaves_the_live_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])
    process = multiprocessing.get_context("spawn").Process(
        target=_die_in_the_middle, args=(address,)
    )
    process.start()
    process.join()
    assert process.exitcode == 9
    open_store(address).check()
    assert open_engine(address).search(Query()).total == 1
    build(tmp_path, [article(1), article(2)])
    assert open_engine(address).search(Query()).total == 2


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path}")
    with store.build(), pytest.raises(IndexLocked, match="wait"), store.build():
        pass


def test_an_open_engine_moves_on_to_a_newly_published_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])
    engine = open_engine(address)
    assert engine.search(Query()).total == 1
    for size in (2, 3):
        build(tmp_path, [article(number) for number in range(size)])
        assert engine.search(Query()).total == size
    engine.close()


def test_only_the_live_index_and_the_one_before_it_are_kept(tmp_path: Path) -> None:
    for size in range(1, 5):
        build(tmp_path, [article(number) for number in range(size)])
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2


def test_check_names_the_file_that_changed(tmp_path: Path) -> None:
    address = build(tmp_path, [article(number) for number in range(9)])
    postings = next(live_files(tmp_path).glob("*.pst"))
    content = bytearray(postings.read_bytes())
    content[len(content) // 2] ^= 1
    postings.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"\.pst: its content has changed"):
        open_store(address).check()


@pytest.mark.parametrize("pattern", ["*.trm", "*.pst", "*_stored.col", "*.published.col"])
def test_a_cut_file_is_told_when_the_index_is_opened(tmp_path: Path, pattern: str) -> None:
    address = build(tmp_path, [article(number) for number in range(50)])
    path = next(live_files(tmp_path).glob(pattern))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match="bytes long"):
        open_engine(address).search(Query("خبر"))


@pytest.mark.parametrize("pattern", ["*.pst", "*_stored.col"])
def test_a_garbled_file_is_no_other_error(tmp_path: Path, pattern: str) -> None:
    address = build(tmp_path, [article(number) for number in range(50)])
    path = next(live_files(tmp_path).glob(pattern))
    path.write_bytes(bytes(len(path.read_bytes())))
    with pytest.raises(IndexDamaged, match=r"manage\.py reindex"):
        open_engine(address).search(Query("خبر"))


def test_a_garbled_pointer_is_no_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])
    (tmp_path / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(IndexMissing):
        open_store(address).check()


@pytest.mark.parametrize("pattern", ["*.toc", "*.trm", "manifest.json", "checksums.json"])
def test_a_lost_file_is_told_by_engine_and_check(tmp_path: Path, pattern: str) -> None:
    address = build(tmp_path, [article(1)])
    next(live_files(tmp_path).glob(pattern)).unlink()
    with pytest.raises(IndexDamaged, match=r"manage\.py reindex"):
        open_engine(address).search(Query())
    with pytest.raises(IndexDamaged):
        open_store(address).check()


def test_an_index_of_another_analyzer_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.conftest.fingerprint", lambda: "another")
    address = build(tmp_path, [article(1)])
    with pytest.raises(AnalyzerMismatch, match="another"):
        open_engine(address).search(Query())


def test_whoosh_gets_the_tokens_of_the_analyzer() -> None:
    text = "قالت الوزارةُ في بيان إن المدارس"
    for level in LEVELS:
        tokens = [
            (token.text, token.pos, token.startchar, token.endchar)
            for token in LevelAnalyzer(level)(text, positions=True, chars=True)
        ]
        assert tokens == [
            (token.at(level), token.position, token.start, token.end)
            for token in analyze(text)
            if token.at(level)
        ]


def test_positions_are_packed_and_unpacked() -> None:
    positions = [0, 5, 300, 70_000]
    packed = PackedPositions().encode(positions)
    assert PackedPositions().decode_positions(packed) == positions
    assert PackedPositions().decode_frequency(packed) == len(positions)
